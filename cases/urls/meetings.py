"""Meetings of paired offices, and the log of joint patrols."""

from django.urls import URLPattern, URLResolver, path, register_converter

from cases.references import MeetingReference, PatrolReference
from cases.views import meetings, patrols

register_converter(MeetingReference, "meeting")
register_converter(PatrolReference, "patrol")

ONE = "meetings/<meeting:reference>/"
DECISION = f"{ONE}decisions/<uuid:public_id>/"
PATROL = "patrols/<patrol:reference>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path(ONE, meetings.meeting_detail, name="meeting-detail"),
    path(f"{ONE}change/", meetings.meeting_change, name="meeting-change"),
    path(f"{ONE}cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path(f"{ONE}attendance/", meetings.meeting_attendance, name="meeting-attendance"),
    path(f"{ONE}minutes/", meetings.meeting_minutes, name="meeting-minutes"),
    path(f"{ONE}agree/", meetings.meeting_agree, name="meeting-agree"),
    path(f"{ONE}print/", meetings.meeting_print, name="meeting-print"),
    path(f"{ONE}decisions/new/", meetings.decision_new, name="decision-new"),
    path(f"{DECISION}strike/", meetings.decision_strike, name="decision-strike"),
    path(f"{DECISION}assign/", meetings.decision_assign, name="decision-assign"),
    path(f"{DECISION}done/", meetings.decision_done, name="decision-done"),
    path(f"{DECISION}reopen/", meetings.decision_reopen, name="decision-reopen"),
    # Joint patrols
    path("patrols/", patrols.patrol_list, name="patrol-list"),
    path("patrols/new/", patrols.patrol_new, name="patrol-new"),
    path(PATROL, patrols.patrol_detail, name="patrol-detail"),
    path(f"{PATROL}change/", patrols.patrol_change, name="patrol-change"),
    path(f"{PATROL}incidents/new/", patrols.incident_new, name="incident-new"),
    path(
        f"{PATROL}incidents/<uuid:public_id>/strike/",
        patrols.incident_strike,
        name="incident-strike",
    ),
    path(f"{PATROL}sign/", patrols.patrol_sign, name="patrol-sign"),
]
