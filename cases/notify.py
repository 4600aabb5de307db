"""Telling offices about a case: touches, grants, involvements and notices, kept in step.

Every function runs inside the verb's transaction, with the case's row locked.
"""

from agencies.models import Office, Officer
from audit.clock import now
from cases import policy, sharing
from cases.models import Case, Event, Grant, Involvement, Touch
from cases.models.grant import NARROWED
from cases.models.levels import Level
from cases.plan import Plan, Recipient, plan_for
from cases.timeline import about_case, happened
from notices.models import Notice
from notices.outbox import tell


def tell_counterparts(
    case: Case, *, by: Officer, levels: dict[str, Level] | None = None
) -> list[Office]:
    """Write the touches and tell every office of the plan that was not told yet."""
    return _tell_plan(case, plan_for(case), levels or {}, by)


def tell_newly_touched(case: Case, *, by: Officer) -> list[Office]:
    """After an edit: new offices are told; an office no longer concerned is told so."""
    plan = plan_for(case)
    if _is_news(case, plan):
        policy.must_be_free(case, by, [Level.HEADLINE])
    told = _tell_plan(case, plan, {}, by)
    wanted = {recipient.office.pk: recipient for recipient in plan.recipients}
    for involvement in case.involvements.standing().select_related("office"):
        recipient = wanted.get(involvement.office_id)
        if recipient is not None:
            _keep(involvement, recipient)
        elif involvement.fell_away_at is None:
            _fall_away(case, involvement, by)
    return told


def _is_news(case: Case, plan: Plan) -> bool:
    """Somebody would be told who was not told yet."""
    told = set(case.involvements.values_list("office", flat=True))
    return any(recipient.office.pk not in told for recipient in plan.recipients)


def _tell_plan(case: Case, plan: Plan, levels: dict[str, Level], by: Officer) -> list[Office]:
    _write_touches(case, plan)
    standing, recalled = _audiences(case)
    wanted = [r for r in plan.recipients if not recalled & set(_could_hold(r))]
    _grant_audiences(case, wanted, standing, levels, by)
    told = set(case.involvements.values_list("office", flat=True))
    fresh = [recipient for recipient in wanted if recipient.office.pk not in told]
    for recipient in fresh:
        _involve(case, recipient, by)
    for missing in plan.unreached:
        happened(case, Event.Kind.SKIPPED, by=by, country=missing.country, detail=missing.border)
    return [recipient.office for recipient in fresh]


def _write_touches(case: Case, plan: Plan) -> None:
    case.touches.all().delete()
    rows = [
        Touch(
            case=case,
            border_id=touch.border,
            rule=touch.rule.value,
            position=touch.position,
            to_position=touch.to_position,
            near=touch.near,
            distance_km=touch.distance_km,
            is_struck=plan.is_struck(touch.border),
        )
        for touch in plan.touches
    ]
    added = [d for d in plan.decisions.values() if d.kind == d.Kind.ADD]
    rows += [Touch(case=case, border_id=d.border_id, rule=Touch.Reason.ADDED) for d in added]
    Touch.objects.bulk_create(rows)
    case.__dict__.pop("codes_to_choose_by", None)


Holder = tuple[str, int | None]


def _audiences(case: Case) -> tuple[set[Holder], set[Holder]]:
    """Who sees the case, and from whom it was recalled: countries, and single offices. Only the
    originator's own *share* brings them back, never an edit. What was narrowed to offices was not
    recalled."""
    grants = Grant.objects.filter(case=case, partner=None).exclude(end_reason=NARROWED)
    standing: set[Holder] = set(grants.standing().values_list("country", "office"))
    known: set[Holder] = set(grants.values_list("country", "office"))
    return standing, known - standing


def _could_hold(recipient: Recipient) -> tuple[Holder, Holder]:
    return (recipient.country, None), (recipient.country, recipient.office.pk)


def _grant_audiences(
    case: Case,
    recipients: list[Recipient],
    standing: set[Holder],
    levels: dict[str, Level],
    by: Officer,
) -> None:
    """Each touched country its level, once: an edit never changes what was decided before. Of a
    restricted case, each office that is told."""
    for recipient in recipients:
        if standing & set(_could_hold(recipient)):
            continue
        office = recipient.office if case.is_restricted else None
        standing.add((recipient.country, office.pk if office is not None else None))
        level = levels.get(recipient.country, Level.HEADLINE)
        to = sharing.Audience(recipient.office.country, office=office)
        sharing.grant(case, to, level, basis=Grant.Basis.TOUCH, by=by)


def _involve(case: Case, recipient: Recipient, by: Officer) -> None:
    """Tell the office under the key of the submission: exactly once, whatever comes later."""
    happened(case, Event.Kind.TOLD, by=by, about=recipient.office)
    Involvement.objects.create(
        case=case,
        office=recipient.office,
        notice=_tell(
            case,
            recipient.office,
            Notice.Kind.CASE_SUBMITTED,
            f"{case.reference}:submitted",
            needs_ack=True,
        ),
        borders=" ".join(recipient.borders),
        is_direct=recipient.is_direct,
        is_desk=recipient.is_desk,
        skipped=_skipped(recipient),
        told_at=now(),
    )


def _skipped(recipient: Recipient) -> str:
    return "; ".join(f"{skip.office.code}: {skip.reason}" for skip in recipient.skipped)[:300]


def _keep(involvement: Involvement, recipient: Recipient) -> None:
    involvement.borders = " ".join(recipient.borders)
    involvement.fell_away_at = None
    involvement.save(update_fields=["borders", "fell_away_at"])


def _fall_away(case: Case, involvement: Involvement, by: Officer) -> None:
    """A touch that falls away withdraws nothing silently: the office is told."""
    involvement.fell_away_at = now()
    involvement.save(update_fields=["fell_away_at"])
    event = happened(case, Event.Kind.TOUCH_FELL_AWAY, by=by, about=involvement.office)
    key = f"{case.reference}:fell-away:{event.pk}"
    _tell(case, involvement.office, Notice.Kind.TOUCH_WITHDRAWN, key)


def tell_all_involved(case: Case, kind: str, *, by: Officer) -> None:
    """One notice of this kind to every office still involved, for this version of the case."""
    key = f"{case.reference}:{kind.lower()}:{case.version}"
    for office in _all_concerned(case, by):
        _tell(case, office, Notice.Kind[kind], key)


def _all_concerned(case: Case, by: Officer) -> list[Office]:
    """The offices still involved, and the other originator of a joint case; not the own one."""
    involved = case.involvements.standing().select_related("office")
    offices = [involvement.office for involvement in involved]
    if by.office_id is not None:
        holders = sharing.originators_of(case)
        offices += [grant.office for grant in holders if grant.office is not None]
    return list({office.pk: office for office in offices if office.pk != by.office_id}.values())


def tell_closed(case: Case, reported: list[Office], *, by: Officer) -> None:
    """Every office still involved; those whom the result is reported to are told that."""
    key = f"{case.reference}:case_closed:{case.version}"
    chosen = {office.pk for office in reported}
    for office in _all_concerned(case, by):
        kind = Notice.Kind.CASE_RESULT if office.pk in chosen else Notice.Kind.CASE_CLOSED
        _tell(case, office, kind, key)


def tell_country(case: Case, country: str, kind: Notice.Kind, key: str) -> list[Office]:
    """Tell the involved offices of one country; without one, its national desk."""
    involved = Office.objects.filter(involvements__case=case, country=country).distinct()
    offices = list(involved) or list(Office.objects.active().national_desk_of(country))
    for office in offices:
        _tell(case, office, kind, key, needs_ack=kind == Notice.Kind.CASE_RECALLED)
    return offices


def tell_office(case: Case, office: Office, kind: Notice.Kind, key: str) -> None:
    """One office of the case, about something it waits for or has to decide."""
    _tell(case, office, kind, key)


def tell_originators(case: Case, kind: Notice.Kind, key: str) -> list[Office]:
    """The office that leads the case, and the other originator of a joint case."""
    held = {case.office.pk: case.office}
    for grant in sharing.originators_of(case):
        if grant.office is not None:
            held[grant.office.pk] = grant.office
    for office in held.values():
        _tell(case, office, kind, key)
    return list(held.values())


def tell_audience(
    case: Case, country: str, office: Office | None, kind: Notice.Kind, key: str
) -> list[Office]:
    """Whom a grant was to: one office, or those of a country."""
    if office is None:
        return tell_country(case, country, kind, key)
    _tell(case, office, kind, key, needs_ack=kind == Notice.Kind.CASE_RECALLED)
    return [office]


def let_go(case: Case, country: str, office: Office | None = None) -> None:
    """The offices of a country that no longer sees the case owe it no answer; or one of them."""
    involved = case.involvements.standing().filter(office__country=country)
    if office is not None:
        involved = involved.filter(office=office)
    Notice.objects.waiting().filter(involvement__in=involved).update(
        withdrawn_at=now(), next_escalation_at=None
    )
    involved.update(ended_at=now())


def _tell(
    case: Case, office: Office, kind: Notice.Kind, key: str, *, needs_ack: bool = False
) -> Notice:
    about = about_case(case, office.country_id)
    return tell(
        office,
        kind,
        event_key=key,
        reference=about.reference,
        link=about.link,
        urgency=about.urgency,
        borders=about.borders,
        offences=about.offences,
        needs_acknowledgement=needs_ack,
        for_office_alone=_is_for_office_alone(case, office),
    )


def _is_for_office_alone(case: Case, office: Office) -> bool:
    """Whether the country of the office never saw the case, or sees it no more since it was
    restricted. What was recalled from a country is told to it."""
    wide = Grant.objects.filter(case=case, country=office.country_id, office=None, partner=None)
    return not wide.exclude(end_reason=NARROWED).exists()
