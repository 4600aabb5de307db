"""Log a case with its route and what was seized, see who will be told, and submit it.

A draft is told to nobody. The preview says which offices would be told, what they would see and
why: it is the same plan that submitting carries out. `key` is the own number of the case: should
this program die and start again within 72 hours, there is still one case.
"""

import sys

from blo_client import NotValidError, Portal
from blo_client.bodies import NewCaseRequest

OWN_NUMBER = sys.argv[1] if len(sys.argv) > 1 else "KD-2026-0417"
CASE: NewCaseRequest = {
    "title": "Lorry with tablets",
    "narrative": "Stopped on the bridge; the tablets were behind a false wall.",
    "offences": ["060121"],
    "urgency": "flash",
    "handling_code": "H1",
    "evaluation": {"source": "B", "information": "2"},
    "route": [
        {"role": "incident", "crossing": "TH-MM:mae-sai-1", "at": "2026-11-21T19:10:00Z"},
        {"role": "destination", "country": "TH", "place": "Chiang Rai"},
    ],
    "seizures": [{"substance": "METH_TAB", "quantity": 400000, "unit": "tablet"}],
}

portal = Portal.from_environment()
try:
    draft = portal.cases.create(CASE, key=f"case {OWN_NUMBER}").body
except NotValidError as refusal:
    # Each field at fault with a code for programs and words for people.
    sys.exit("\n".join(f"{fault.field}: {fault.detail}" for fault in refusal.errors))

print("Draft", draft["reference"])
for told in portal.cases.preview(draft["reference"]).body["recipients"]:
    print(f"  {told['office']} would see the {told['level']}, because {told['reason']}")

answer = portal.cases.submit(draft["reference"])
if answer.status == 202:
    print("A head of office has to approve it first.")
else:
    print("Submitted", draft["reference"])
for office in portal.cases.involvements(draft["reference"]):
    print(f"  {office['office']}: {office['standing']}")
