from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case
from cases.models.levels import Level


class EventQuerySet(models.QuerySet["Event"]):
    def readable_at(
        self, level: Level, country: str, *, requests: Collection[str] = ()
    ) -> "EventQuerySet":
        """What the level may know, and of requests those that the reader sees, whatever it is."""
        readable = self._at(level, country).exclude(kind__in=Event.OF_REQUESTS)
        if not requests:
            return readable
        return readable | self.filter(kind__in=Event.OF_REQUESTS, detail__in=requests)

    def _at(self, level: Level, country: str) -> "EventQuerySet":
        """All of them for the originator: who opened a file is his to know. Full readers read of
        protected persons, proposals and questions only what concerns the own country; a headline
        reader reads nothing of persons, proposals or files, and of the rest what concerns it."""
        if level is Level.ORIGINATOR:
            return self
        apart = models.Q(kind__in=Event.OF_PROTECTED_PEOPLE | Event.OF_PROPOSALS)
        readable = self.exclude(kind=Event.Kind.FILE_OPENED)
        if level.rank >= Level.FULL.rank:
            between_two = apart | models.Q(
                kind__in=Event.OF_ASKS | Event.OF_HAND_OVERS | Event.OF_ATTACHMENTS
            )
            return readable.exclude(between_two & ~models.Q(about_country=country))
        return (
            readable.exclude(apart)
            .exclude(kind__in=Event.ABOUT_FILES)
            .filter(models.Q(about_country=country) | models.Q(about_country="", is_public=True))
        )


class Event(models.Model):
    """A change of a case: who, when, why. Coded, so that it is told in the reader's language."""

    class Kind(models.TextChoices):
        LOGGED = "logged", _("Draft started")
        SUBMITTED = "submitted", _("Submitted")
        REVISED = "revised", _("Changed")
        TOLD = "told", _("Office told")
        SKIPPED = "skipped", _("Office skipped")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ENGAGED = "engaged", _("Engaged")
        DECLINED = "declined", _("Not for us")
        NEEDS_TIME = "needs_time", _("Needs 24 hours")
        SHARED = "shared", _("Shared more")
        RECALLED = "recalled", _("Recalled")
        EXPIRED = "expired", _("Share ended by its time")
        PERSON_SHOWN = "person_shown", _("Protected person shown")
        PERSON_HIDDEN = "person_hidden", _("Protected person hidden again")
        PERSON_UNPROTECTED = "unprotected", _("Protection of a person lifted")
        TOUCH_ADDED = "touch_added", _("Border added")
        TOUCH_STRUCK = "touch_struck", _("Border struck")
        TOUCH_FELL_AWAY = "touch_fell_away", _("No longer touches the border")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        JOINT_INVITED = "joint_invited", _("Asked to be originator too")
        JOINT_ACCEPTED = "joint_accepted", _("Joint originator")
        JOINT_DECLINED = "joint_declined", _("Not a joint originator")
        JOINT_LEFT = "joint_left", _("Joint originator stepped back")
        FILE_ADDED = "file_added", _("File added")
        FILE_HELD = "file_held", _("File held back")
        FILE_CHANGED = "file_changed", _("File changed")
        FILE_REMOVED = "file_removed", _("File removed")
        FILE_RESTORED = "file_restored", _("File brought back")
        FILE_OPENED = "file_opened", _("File opened")
        PROPOSED = "proposed", _("Change proposed")
        PROPOSAL_ACCEPTED = "proposal_taken", _("Proposal accepted")
        PROPOSAL_DECLINED = "proposal_refused", _("Proposal declined")
        PROPOSAL_WITHDRAWN = "proposal_back", _("Proposal taken back")
        ASKED = "asked", _("Asked")
        ASK_GIVEN = "ask_given", _("Agreed")
        ASK_DECLINED = "ask_declined", _("Not agreed")
        HAND_OVER_OFFERED = "hand_offered", _("Offered to another office")
        HAND_OVER_DECLINED = "hand_declined", _("Offer declined")
        HAND_OVER_CANCELLED = "hand_cancelled", _("Offer taken back")
        HANDED_OVER = "handed_over", _("Handed over")
        RESTRICTED = "restricted", _("Restricted to offices")
        OPENED_UP = "opened_up", _("No longer restricted")
        RQ_ASKED = "rq_asked", _("Another office was asked")
        RQ_ACKNOWLEDGED = "rq_acknowledged", _("Request acknowledged")
        RQ_CLARIFY = "rq_clarify", _("Request: asked back")
        RQ_CLARIFIED = "rq_clarified", _("Request: clarified")
        RQ_PARTLY = "rq_partly", _("Request answered in part")
        RQ_ANSWERED = "rq_answered", _("Request answered")
        RQ_EXTENDED = "rq_extended", _("Request: more time was taken")
        RQ_REFUSED = "rq_refused", _("Request refused")
        RQ_WITHDRAWN = "rq_withdrawn", _("Request withdrawn")
        RQ_REOPENED = "rq_reopened", _("Request asked again")
        RQ_RESULT = "rq_result", _("Request: result reported")
        RQ_FORWARDED = "rq_forwarded", _("Request passed on")
        RQ_NEEDS_TIME = "rq_needs_time", _("Request: 24 hours are needed")
        RQ_TAKEN_BACK = "rq_taken_back", _("Request: an attachment was taken back")
        ATTACHED = "attached", _("Attached to an answer")
        ATTACHED_BACK = "attached_back", _("Attachment taken back")

    # The `detail` of a change of parts, by the first word of its action; none: they were changed.
    _DONE = {"add": "added", "remove": "removed", "restore": "restored"}

    # What a headline reader may know of the case's life.
    PUBLIC = frozenset({Kind.SUBMITTED, Kind.CLOSED, Kind.REOPENED, Kind.WITHDRAWN})
    # That there is a victim or witness, and who knows of them.
    OF_PROTECTED_PEOPLE = frozenset({Kind.PERSON_SHOWN, Kind.PERSON_HIDDEN})
    # Between two offices, until the case is handed over.
    OF_HAND_OVERS = frozenset(
        {Kind.HAND_OVER_OFFERED, Kind.HAND_OVER_DECLINED, Kind.HAND_OVER_CANCELLED}
    )
    # Between the country that asked and the originator; a reader of the headline asks too.
    OF_ASKS = frozenset({Kind.ASKED, Kind.ASK_GIVEN, Kind.ASK_DECLINED})

    # Parts of the case that went along with an answer: between the two as well.
    OF_ATTACHMENTS = frozenset({Kind.ATTACHED, Kind.ATTACHED_BACK})

    # Between the country that proposed and the originator.
    OF_PROPOSALS = frozenset(
        {
            Kind.PROPOSED,
            Kind.PROPOSAL_ACCEPTED,
            Kind.PROPOSAL_DECLINED,
            Kind.PROPOSAL_WITHDRAWN,
        }
    )

    # Their `detail` is the public id of the file; who opened it is for the originator alone.
    ABOUT_FILES = frozenset(
        {
            Kind.FILE_ADDED,
            Kind.FILE_HELD,
            Kind.FILE_CHANGED,
            Kind.FILE_REMOVED,
            Kind.FILE_RESTORED,
            Kind.FILE_OPENED,
        }
    )

    # Their `detail` is the reference of the request; only who sees the request reads of it.
    OF_REQUESTS = frozenset(
        {
            Kind.RQ_ASKED,
            Kind.RQ_ACKNOWLEDGED,
            Kind.RQ_CLARIFY,
            Kind.RQ_CLARIFIED,
            Kind.RQ_PARTLY,
            Kind.RQ_ANSWERED,
            Kind.RQ_EXTENDED,
            Kind.RQ_REFUSED,
            Kind.RQ_WITHDRAWN,
            Kind.RQ_REOPENED,
            Kind.RQ_RESULT,
            Kind.RQ_FORWARDED,
            Kind.RQ_NEEDS_TIME,
            Kind.RQ_TAKEN_BACK,
        }
    )

    # What a reader of the timeline may look at alone; whatever stands in none of them is a change.
    OF_ANSWERS = frozenset(
        {
            Kind.TOLD,
            Kind.SKIPPED,
            Kind.ACKNOWLEDGED,
            Kind.NEEDS_TIME,
            Kind.ENGAGED,
            Kind.DECLINED,
        }
    )
    OF_SHARING = (
        OF_PROTECTED_PEOPLE
        | OF_ASKS
        | OF_ATTACHMENTS
        | {Kind.SHARED, Kind.RECALLED, Kind.EXPIRED, Kind.PERSON_UNPROTECTED}
    )
    # What changes who sees the case: a country, an office of it, or all of them.
    OF_GRANTS = frozenset(
        {
            Kind.SUBMITTED,
            Kind.TOLD,
            Kind.SHARED,
            Kind.RECALLED,
            Kind.EXPIRED,
            Kind.RESTRICTED,
            Kind.OPENED_UP,
            Kind.JOINT_ACCEPTED,
            Kind.JOINT_LEFT,
            Kind.HANDED_OVER,
        }
    )
    # Of these, what is about no country alone.
    OF_ALL_GRANTS = frozenset({Kind.SUBMITTED, Kind.RESTRICTED, Kind.OPENED_UP, Kind.HANDED_OVER})

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    about_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    about_country = models.CharField(max_length=2, blank=True)
    is_public = models.BooleanField(default=False)
    fields = models.JSONField(default=list)
    detail = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @classmethod
    def done_with_parts(cls, action: str) -> str:
        return cls._DONE.get(action.partition(" ")[0], "")

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"
