"""The smallest request that each address of the access table accepts."""

REASON = {"reason": "for the table"}


def body_of(world, line):
    """(what is sent, headers) for one line of the table."""
    if line.method == "GET":
        return {}, {}
    bodies = api_bodies(world) if line.is_api else page_bodies(world)
    headers = {"If-Match": "*"} if line.method == "PATCH" else {}
    return bodies.get((line.method, line.route), bodies.get(line.route, {})), headers


def page_bodies(world):
    return {
        "case-touch": {"border": "TH-LA", "kind": "add", **REASON},
        "case-decline": REASON,
        "case-share": {"level": "full", "purpose": "joint work"},
        "case-recall": REASON,
        "case-close": {"outcome": "result", "result": ""},
        "case-reopen": REASON,
        "case-withdraw": REASON,
    }


def api_bodies(world):
    case = "cases/{reference}/"
    return {
        "cases/search/": {"search": "lorry"},
        "cases/": {
            "title": "Lorry",
            "offences": [world.trafficking.code],
            "route": [{"role": "incident", "crossing": world.mae_sai.code}],
        },
        ("PATCH", case): {"title": "Another lorry"},
        f"{case}touches/": {"border": "TH-LA", "kind": "add", **REASON},
        f"{case}decline/": REASON,
        f"{case}close/": {"outcome": "result"},
        f"{case}reopen/": REASON,
        f"{case}withdraw/": REASON,
        f"{case}grants/": {"country": "MM", "level": "full", "purpose": "joint work"},
        f"{case}grants/{{country}}/": REASON,
    }
