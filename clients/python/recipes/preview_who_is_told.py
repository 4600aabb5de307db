"""Ask who would be told of something, without telling anybody.

Make a draft, read its plan, change it guarded by its ETag, and discard it.
"""

from blo_client import Portal, StaleError

portal = Portal.from_environment()
draft = portal.cases.create(
    {
        "title": "Tablets in a parcel",
        "offences": ["060121"],
        "evaluation": "C3",
        "route": [{"role": "incident", "crossing": "TH-MM:mae-sai-1"}],
    }
)
reference = draft.body["reference"]


def show() -> None:
    plan = portal.cases.preview(reference).body
    for touched in plan["touches"]:
        print(f"Touches {touched['border']}: {touched['reason']}")
    for told in plan["recipients"]:
        print(f"  {told['office']} ({told['title']}) would see the {told['level']}")


show()

# Somebody else may have changed it meanwhile: then nothing is overwritten, and one reads again.
print("Changed: it went on to Laos")
route = draft.body["route"]
try:
    portal.cases.change(
        reference,
        {
            "route": [
                {"role": "incident", "crossing": route[0].get("crossing")},
                {"role": "destination", "country": "LA"},
            ]
        },
        draft.etag,
    )
except StaleError:
    print("Somebody else was faster.")
show()
portal.cases.discard(reference)
print("Discarded", reference)
