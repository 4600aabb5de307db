"""Operations as the tests need them, made through the portal's own verbs."""

from datetime import timedelta

from audit.clock import now
from cases import dayresults, decisions, meetings, operationrecords, operations, patrols, shifts
from cases.dayresults import DayContent
from cases.meetings import MeetingContent
from cases.operations import OperationContent
from cases.patrols import PatrolContent
from cases.shifts import ShiftContent
from tests import factories

METRICS = {"sites": "Border points", "arrests": "Arrests", "seizures": "Seizures by type"}


def metrics():
    return {code: factories.code("op_metrics", code, label) for code, label in METRICS.items()}


def plan(world, by, **changes):
    """Mae Sai plans for three days, from the first that is today for it or for Tachileik, whose
    midnight is half an hour later."""
    today = min(operations.today_at(world.msi), operations.today_at(world.tcl))
    values = {
        "title": "Two bridges",
        "objective": "Planted-objective",
        "kind": "joint",
        "starts": today,
        "ends": today + timedelta(days=2),
        "sites": (world.mae_sai,),
    }
    return operations.plan(OperationContent(**{**values, **changes}), officer=by, office=by.office)


def running(world, cast, **changes):
    """Tachileik takes part, Houay Xay has declined."""
    metrics()
    operation = plan(world, cast.somchai, **changes)
    for office in (world.tcl, world.hxy):
        operations.invite(operation, office, officer=cast.somchai)
    operations.accept(operation, officer=cast.thida, office=world.tcl)
    operations.decline(operation, reason="no cars", officer=cast.bounmy, office=world.hxy)
    return operations.start(operation, officer=cast.somchai)


def shift(world, operation, by, hours=8):
    start = operation.started_at
    content = ShiftContent(world.mae_sai, start, start + timedelta(hours=hours), [by])
    return shifts.add_shift(operation, content, officer=by, office=by.office)


def counted(operation, by, version=0, **figures):
    day = operations.today_at(by.office)
    return dayresults.write_day(
        operation, day, DayContent(figures), officer=by, office=by.office, version=version
    )


def meeting(world, cast, hours=-2):
    """Mae Sai calls Tachileik; two hours ago, if nothing else is said."""
    content = MeetingContent("Quarterly", now() + timedelta(hours=hours), "Mae Sai", ["Numbers"])
    return meetings.call(content, world.tcl, officer=cast.somchai, office=world.msi)


def minuted(world, cast):
    """Worded by Mae Sai, with a decision for each."""
    made = meeting(world, cast)
    made = meetings.write_minutes(
        made, "Planted-minutes", officer=cast.somchai, version=made.version
    )
    for office in (world.msi, world.tcl):
        decisions.decide(made, f"Decided for {office.code}", doer=office, officer=cast.somchai)
    made.refresh_from_db()
    return made


def patrol(world, cast):
    start = now() - timedelta(hours=9)
    content = PatrolContent(start, start + timedelta(hours=3), "Planted-route", 2, 3)
    return patrols.log(content, world.tcl, officer=cast.somchai, office=world.msi)


class OperationWorld:
    """What the access table speaks of; a part of `AccessWorld`."""

    def operate(self):
        cast, world = self.cast, self
        self.op_day = operations.today_at(self.msi)
        self.op = running(world, cast)
        self.asked_op = plan(world, cast.somchai)
        operations.invite(self.asked_op, self.tcl, officer=cast.somchai)
        self.ended_op = operations.end(running(world, cast), officer=cast.somchai)
        operationrecords.attach(self.op, self.open.reference, officer=cast.somchai, office=self.msi)
        self.op_shift = shift(world, self.op, cast.somchai)
        for by in (cast.somchai, cast.thida):
            counted(self.op, by, arrests=2)
        self.meet()

    def meet(self):
        cast = self.cast
        self.mt_planned = meeting(self, cast, hours=5)
        self.mt, agreed = minuted(self, cast), minuted(self, cast)
        agreed = meetings.agree(agreed, officer=cast.thida, version=agreed.version)
        self.mt_decision, self.mt_task = self.mt.decisions.first(), agreed.decisions.first()
        self.pt = patrol(self, cast)
        self.pt_incident = patrols.add_incident(self.pt, "Planted-boat", officer=cast.somchai)
        self.pt.refresh_from_db()

    def operation_arguments(self):
        op = {"reference": self.op.reference}
        day = self.op_day.isoformat()
        mt, pt = {"reference": self.mt.reference}, {"reference": self.pt.reference}
        task = self.mt_task
        return {
            "mt": mt,
            "mt-planned": {"reference": self.mt_planned.reference},
            "mt-decision": {**mt, "public_id": self.mt_decision.public_id},
            "mt-task": {"reference": task.meeting.reference, "public_id": task.public_id},
            "pt": pt,
            "pt-incident": {**pt, "public_id": self.pt_incident.public_id},
            "op": op,
            "asked-op": {"reference": self.asked_op.reference},
            "ended-op": {"reference": self.ended_op.reference},
            "op-case": {**op, "case": self.open.reference},
            "op-shift": {**op, "public_id": self.op_shift.public_id},
            "op-day": {**op, "day": day},
            "op-result": {**op, "code": "TH-MSI", "day": day},
        }
