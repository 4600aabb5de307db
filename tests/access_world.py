"""The people and things that the access table speaks of."""

from dataclasses import replace
from decimal import Decimal

import uuid6
from django.http import QueryDict
from django.test import Client

from audit.clock import now
from cases import (
    approvals,
    assignments,
    consents,
    disclosure,
    exhibits,
    flags,
    handover,
    joint,
    links,
    messages,
    ownnotes,
    papers,
    proposals,
    protection,
    relations,
    restricted,
    savedviews,
    seizures,
    subjects,
    tags,
    todo,
    workflow,
)
from cases.content import StopContent, content_of
from cases.exhibits import ExhibitContent, Handover
from cases.exports import jobs, making
from cases.exports.stamp import Purpose
from cases.files import keeping
from cases.models import Case, FormDraft, Subject
from cases.models.levels import Level
from cases.seizures import SeizureRecord
from cases.subjects import SubjectRecord
from cases.todo import TaskContent
from notices import shortcodes
from notices.models import Delivery, Notice
from tests import (
    access_events,
    access_import,
    access_mail,
    access_partners,
    access_requests,
    access_roadmap,
    factories,
)
from tests.access_people import PeopleWorld
from tests.conftest import Cast
from tests.factories import content, delivered, draft, office, officer
from tests.file_samples import arrived
from tests.operations import OperationWorld


class AccessWorld(PeopleWorld, OperationWorld, factories.World):
    """An open case of Mae Sai: Myanmar sees its headline, Laos the full case, Viet Nam may
    contribute, China had it and lost it, Cambodia has nothing to do with it."""

    def __init__(self):
        super().__init__()
        self.desks["CN"] = office("CN-NCD", "China desk", kind="national", borders=[])
        self.cast = Cast(self)
        self.people = {
            "strg": self.cast.sokha,
            "same": self.cast.preecha,
            "hdln": self.cast.thida,
            "hbos": self.cast.kyaw,
            "full": self.cast.bounmy,
            "ctrb": officer("linh", self.desks["VN"]),
            "orig": self.cast.somchai,
            "boss": self.cast.anong,
            "cdTH": self.cast.coordinator_th,
            "cdMM": self.cast.coordinator_mm,
            "obsv": self.cast.observer,
            "admn": self.cast.admin,
            "unpo": self.cast.unposted,
            "rcld": officer("mei", self.desks["CN"]),
        }
        self.cast.somchai.set_password(factories.PASSWORD)
        self.cast.somchai.save()
        self.make_cases()

    def make_cases(self):
        somchai = self.cast.somchai
        on_to_laos = StopContent("destination", crossing=self.chiang_khong)
        route = (*content(self).route, on_to_laos)
        self.open = draft(self, somchai, route=route)
        self.open = workflow.submit(self.open, officer=somchai, levels={"LA": Level.FULL})
        self.share("VN", Level.CONTRIBUTE)
        self.share("CN", Level.FULL)
        disclosure.recall(self.open, self.desks["CN"].country, officer=somchai, reason="an error")
        self.victim = self.open.subjects.get(role="victim")
        laos = self.desks["LA"].country
        self.shown = protection.disclose(self.victim, laos, officer=somchai, purpose="interview")
        self.draft = draft(self, somchai)
        self.closed = workflow.submit(draft(self, somchai, route=route), officer=somchai)
        self.closed = workflow.close(self.closed, officer=somchai, outcome=Case.Outcome.RESULT)
        self.view = savedviews.save_view(somchai, name="Ours", query=QueryDict("status=open"))
        self.invited, self.joint = (self.invited_to_join(route) for _ in range(2))
        joint.accept(self.joint, officer=self.cast.bounmy)
        self.typed = FormDraft.objects.create(officer=somchai, key=uuid6.uuid7(), data={})
        self.ask_and_seal(route)
        self.restrict()
        self.wait()
        self.offer()
        self.add_files()
        self.propose()
        self.count_people()
        self.operate()
        self.export = made_export(somchai, self.open)
        (self.paper,) = papers.reserve(1, officer=somchai, office=self.msi)
        delivered(self.open)
        self.take_one_off()
        self.arrange_work()
        self.free_one()
        access_requests.make(self)
        access_events.make(self)
        access_partners.make(self)
        access_roadmap.make(self)
        access_import.make(self)
        self.open.refresh_from_db()
        self.notice = Notice.objects.get(
            office=self.tcl, subject_reference=self.open.reference, kind=Notice.Kind.CASE_SUBMITTED
        )
        self.message = messages.write(
            self.open, "Planted-message", officer=somchai, language="en", to=[self.hxy]
        )
        self.request_message = messages.write(
            self.requests["rq-sent"], "Planted-on-request", officer=somchai, language="en"
        )
        self.own_note = ownnotes.write(self.open, "Planted-own", officer=somchai)
        self.request_note = ownnotes.write(
            self.requests["rq-sent"], "Planted-own", officer=self.cast.thida
        )
        self.mail = access_mail.replied(self)
        self.code = shortcodes.for_mail(self.notice)
        self.sheet = shortcodes.print_sheet(2, officer=somchai, office=self.msi)
        self.dead = Delivery.objects.filter(notice=self.notice).last()
        Delivery.objects.filter(pk=self.dead.pk).update(state=Delivery.State.DEAD, attempts=9)

    def propose(self):
        wanted = replace(content_of(self.open), title="Planted-proposal")
        linh = self.people["ctrb"]
        self.proposal = proposals.propose(self.open, wanted, officer=linh, reason="we saw it")

    def ask_and_seal(self, route):
        """Laos asks to pass the open case on; another one is under a restriction (H3), which
        nobody has confirmed yet."""
        self.asked = consents.ask_to_pass_on(
            self.open,
            self.desks["KH"].country,
            Level.HEADLINE,
            officer=self.cast.bounmy,
            purpose="the lorry comes from there",
        )
        sealed = draft(
            self, self.cast.somchai, route=route, handling_code="H3", handling_text="Planted-H3"
        )
        self.sealed = workflow.submit(
            sealed, officer=self.cast.somchai, levels={"MM": Level.FULL, "LA": Level.CONTRIBUTE}
        )

    def offer(self):
        """Mae Sai offers a case to Tachileik, which reads its headline."""
        case = workflow.submit(draft(self, self.cast.somchai), officer=self.cast.somchai)
        handover.offer(case, self.tcl, officer=self.cast.somchai, reason="it is theirs")
        self.offered = case
        self.grant = self.open.grants.current().get(country="VN")

    def wait(self):
        """The rule of Mae Sai asks its head, for as long as this takes."""
        msi = type(self.msi).objects.filter(pk=self.msi.pk)
        msi.update(approval="all")
        case = draft(self, self.cast.somchai)
        case.office.refresh_from_db()
        self.waiting = approvals.submit(case, officer=self.cast.somchai)
        msi.update(approval="none")

    def restrict(self):
        """Only Tachileik and Mae Sai see it: offices, not their countries."""
        case = draft(self, self.cast.somchai)
        case = restricted.restrict(case, officer=self.cast.somchai, reason="an informant")
        self.office_only = workflow.submit(case, officer=self.cast.somchai)

    def take_one_off(self):
        somchai = self.cast.somchai
        record = SubjectRecord("organisation", "suspect", name="Planted-gone")
        gone = subjects.add_subject(self.open, record, officer=somchai)
        subjects.remove_subject(gone, officer=somchai)
        self.lost = self.open.seizures.get()
        seizures.remove_seizure(self.lost, officer=somchai)
        drug = SeizureRecord("drug", Decimal(1), self.kg, substance=self.heroin)
        self.tablets = seizures.add_seizure(self.open, drug, officer=somchai)
        self.bag = exhibits.add_exhibit(
            self.open, ExhibitContent("Planted-bag", "S-1", self.tablets), officer=somchai
        )
        handover = Handover(now(), "Planted-driver", "Somchai", "the bridge", "taken", self.msi)
        self.handed = exhibits.hand_over(self.bag, handover, officer=somchai)
        self.stray = exhibits.add_exhibit(
            self.open, ExhibitContent("Planted-stray"), officer=somchai
        )
        exhibits.remove_exhibit(self.stray, officer=somchai)
        suspect, victim = self.open.subjects.all()
        self.link, self.mislink = (
            links.add_link(self.open, suspect, victim, kind=kind, officer=somchai)
            for kind in ("travels_with", "relative_of")
        )
        links.remove_link(self.mislink, officer=somchai)

    def invited_to_join(self, route):
        """A case in which the office of Laos is asked to be originator too."""
        case = workflow.submit(
            draft(self, self.cast.somchai, route=route), officer=self.cast.somchai
        )
        joint.invite(case, self.hxy, reason="one gang", officer=self.cast.somchai)
        return case

    def arrange_work(self):
        """What Mae Sai keeps for itself, and what Thailand marked."""
        case, by = self.open, {"officer": self.cast.somchai}
        assignments.assign(case, self.cast.anong, office=self.msi, **by)
        self.assignment = assignments.assign(case, self.cast.somchai, office=self.msi, **by)
        self.task = todo.add_task(case, TaskContent("Planted-task"), office=self.msi, **by)
        self.flag = flags.set_flag(case, kind="sensitive", reason="Planted-flag", **by)
        (tagged,) = tags.tag(case, ["Planted-tag"], **by)
        self.tag = tagged.tag
        thai = workflow.submit(draft(self, self.cast.somchai), officer=self.cast.somchai)
        disclosure.recall(thai, self.tcl.country, reason="for the table", **by)
        self.relation = relations.relate(
            case, thai.reference, kind="related", reason="Planted-relation", **by
        )

    def part(self, row):
        return {"reference": self.open.reference, "public_id": row.public_id}

    def of(self, name):
        """The address of a subject of the open case."""
        everybody = Subject.everything.filter(case=self.open)
        found = next(one for one in everybody if name in (one.name, one.name_latin))
        return {"reference": self.open.reference, "public_id": found.public_id}

    def share(self, country, level):
        disclosure.share(
            self.open,
            self.desks[country].country,
            level,
            officer=self.cast.somchai,
            purpose="joint work",
        )

    # -- how each of them comes in ---------------------------------------------------------

    def doors(self):
        """A client for each column of the table."""
        doors = {"anon": Client(raise_request_exception=False)}
        for column, person in self.people.items():
            doors[column] = Client(raise_request_exception=False)
            doors[column].force_login(
                person, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        for column, (name, secret, scopes) in access_partners.SECRETS.items():
            doors[column] = Client(
                raise_request_exception=False,
                headers={"Authorization": f"Bearer {access_partners.token(name, secret, scopes)}"},
            )
        return doors

    # -- the files of the open case ---------------------------------------------------------

    def add_files(self):
        """A shared and a national picture, one that Viet Nam added, one that was removed."""
        somchai, linh = self.cast.somchai, self.people["ctrb"]
        self.files = {
            "file": arrived(self.open, somchai, caption="Planted-shared"),
            "national": arrived(
                self.open, somchai, "Planted-national.jpg", reach="national", caption="Planted-own"
            ),
            "theirs": arrived(self.open, linh, "Planted-theirs.jpg"),
            "removed": arrived(self.open, somchai, "Planted-removed.jpg"),
        }
        keeping.remove(self.files["removed"], officer=somchai)

    def of_file(self, name):
        return {"reference": self.open.reference, "public_id": self.files[name].public_id}

    # -- what the table's targets are ------------------------------------------------------

    def arguments(self, target):
        """The parts of the address that a target of the table stands for."""
        return {
            **self.operation_arguments(),
            "-": {},
            "open": {"reference": self.open.reference},
            "draft": {"reference": self.draft.reference},
            "invited": {"reference": self.invited.reference},
            "joint": {"reference": self.joint.reference},
            "closed": {"reference": self.closed.reference},
            "link": self.part(self.link),
            "mislink": self.part(self.mislink),
            "assignment": self.part(self.assignment),
            "task": self.part(self.task),
            "relation": self.part(self.relation),
            "flag": self.part(self.flag),
            "tag": self.part(self.tag),
            "office-only": {"reference": self.office_only.reference},
            "grant": {"reference": self.open.reference, "grant": self.grant.public_id},
            "waiting": {
                "reference": self.waiting.case.reference,
                "public_id": self.waiting.public_id,
            },
            "offered": {"reference": self.offered.reference},
            "sealed": {"reference": self.sealed.reference},
            "asked": {"reference": self.open.reference, "public_id": self.asked.public_id},
            "tablets": self.part(self.tablets),
            "bag": self.part(self.bag),
            "stray": self.part(self.stray),
            "handed": {**self.part(self.bag), "step": self.handed.public_id},
            "lost": self.part(self.lost),
            "suspect": self.of("Planted-suspect"),
            "victim": self.of("Planted-victim"),
            "gone": self.of("Planted-gone"),
            "open/victim": {"reference": self.open.reference, "subject": self.victim.public_id},
            "freed": {"reference": self.open.reference, "subject": self.freed.public_id},
            "shown": {
                "reference": self.open.reference,
                "subject": self.victim.public_id,
                "disclosure": self.shown.public_id,
            },
            "shown/LA": {
                "reference": self.open.reference,
                "subject": self.victim.public_id,
                "country": "LA",
            },
            "file": self.of_file("file"),
            "national": self.of_file("national"),
            "theirs": self.of_file("theirs"),
            "removed": self.of_file("removed"),
            "open/MM": {"reference": self.open.reference, "country": "MM"},
            "proposal": {
                "reference": self.open.reference,
                "public_id": self.proposal.public_id,
            },
            "count": self.of_count(self.count),
            "miscount": self.of_count(self.miscount),
            "view": {"public_id": self.view.public_id},
            "notice": {"public_id": self.notice.public_id},
            "message": {"public_id": self.message.public_id},
            "rq-message": {"public_id": self.request_message.public_id},
            "own-note": {"public_id": self.own_note.public_id},
            "rq-note": {"public_id": self.request_note.public_id},
            "mail": {"public_id": self.mail.public_id},
            "sheet": {"sheet": self.sheet.id},
            "office": {"code": "TH-MSI"},
            "posting": {"code": "TH-MSI", "username": "somchai"},
            "crossing": {"code": self.mae_sai.code},
            "country": {"code": "TH"},
            "border": {"code": "TH-MM"},
            "list": {"slug": "drugs"},
            "drug": {"slug": "drugs", "code": "METH_TAB"},
            "nowhere": {"nowhere": "no-such-address/"},
            "delivery": {"pk": self.dead.pk},
            "paper": {"reference": self.paper.number},
            "export": {"public_id": self.export.public_id},
            "typed": {"key": self.typed.key},
            **access_requests.arguments(self),
            **access_events.arguments(self),
            **access_partners.arguments(self),
            **access_roadmap.arguments(self),
            **access_import.arguments(self),
        }[target]


def made_export(officer, *cases, kind="csv"):
    references = [case.reference for case in cases]
    export = jobs.ask(references, officer=officer, kind=kind, purpose=Purpose.REPORTING)
    making.make(export.pk)
    return export
