"""Read the inboxes of the country's offices, and acknowledge.

A notice holds a reference and no content; the case is read through `cases`, where the rights are
checked. What is not acknowledged climbs: officers on duty, head of office, coordinator.
"""

from blo_client import ConflictError, Portal

portal = Portal.from_environment()
for notice in portal.notices.find(state="waiting", kind="case_submitted"):
    case = portal.cases.get(notice["reference"]).body
    print(f"{notice['office']}, {notice['urgency']}: {case['sentence']}")
    try:
        portal.notices.acknowledge(notice["id"])
    except ConflictError as refusal:  # a colleague was faster, or it was recalled
        print("  not any more:", refusal.detail)
    else:
        print("  acknowledged", notice["reference"])
