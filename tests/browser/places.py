"""Every page that somebody can open, worked out from the site map and from what is on screen."""

import re

from django.urls import URLPattern, get_resolver, reverse

REFERENCE = re.compile(r"/cases/([A-Z]{2}-[A-Z]{3}-\d{4}-\d{6})/$")
# Not pages: downloads, redirects back, what only answers scripts, the API but for its page.
SKIPPED = {"account_logout", "set_language", "healthz", "readyz", "inbox-refresh", "inbox-badge"}
SKIPPED |= {"mfa_download_recovery_codes", "place-suggest", "operation-board-table"}
# Pages of what has a reference of its own kind, by the first word of their names.
TOGETHER = {
    "operation": "operations",
    "shift": "operations",
    "meeting": "meetings",
    "decision": "meetings",
    "patrol": "patrols",
    "incident": "patrols",
    "request": "requests",
    "roadmap": "roadmap/procedures",
    "roadmap-report": "roadmap/reports",
}
# By the beginning of their names: where a link to one of them stands.
ONE_OF = {
    "roadmap-commitment": ("/roadmap/items/2021-4/", "/roadmap/commitments/"),
    "roadmap-milestone": ("/roadmap/milestones/", "/roadmap/milestones/"),
    "roadmap-study": ("/roadmap/studies/", "/roadmap/studies/"),
}


def named_routes(patterns=None, path="", arguments=frozenset()):
    """(name, names of its arguments) of every page of the site map."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(pattern.pattern)
        taken = arguments | set(pattern.pattern.regex.groupindex)
        if not isinstance(pattern, URLPattern):
            yield from named_routes(pattern.url_patterns, here, taken)
        elif pattern.name and pattern.name not in SKIPPED and not here.startswith("api/"):
            yield pattern.name, taken


def links(visitor, path, pattern):
    """What the links of a page that fit the pattern name, without repeats, in their order."""
    if visitor.context.request.get(path).status != 200:  # not a page of this account
        return []
    visitor.go(path)
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname)")
    return list(dict.fromkeys(m[1] for href in found if (m := re.search(pattern, href))))


def samples(visitor, account, draft):
    """Values for the arguments: own and foreign cases in several states, office, crossing."""
    office = account["office"]
    cases = links(visitor, "/cases/", REFERENCE)
    closed = links(visitor, "/cases/?status=closed", REFERENCE)
    own = [reference for reference in cases if reference.startswith(office or "-")]
    foreign = [reference for reference in cases if reference[:2] != account["country"]]
    chosen = [*own[:1], *foreign[:1], *closed[:1], *([draft] if draft else [])]
    crossings = links(visitor, f"/offices/{office or 'TH-MSI'}/", r"/crossings/([^/]+)/$")
    return {
        frozenset(): [{}],
        frozenset({"reference"}): [{"reference": reference} for reference in chosen],
        frozenset({"reference", "country"}): [
            {"reference": reference, "country": "MM"} for reference in own[:1]
        ],
        **{
            place: [
                {"reference": found}
                for found in links(visitor, f"/{place}/", rf"/{place}/([A-Z]{{2,3}}-[^/]+)/$")[:1]
            ]
            for place in set(TOGETHER.values())
        },
        frozenset({"host", "nationality"}): [{"host": "TH", "nationality": "LA"}],
        frozenset({"year", "number"}): [{"year": 2021, "number": 4}],
        frozenset({"year"}): [{"year": 2021}],
        **{
            kind: [
                {"public_id": found}
                for found in links(visitor, page, rf"^{below}([0-9a-f-]{{36}})/$")[:1]
            ]
            for kind, (page, below) in ONE_OF.items()
        },
        "roadmap": [{"code": "offices-open"}],
        "office": [{"code": office or "TH-MSI"}],
        "crossing": [{"code": code} for code in crossings[:1]],
    }


def kind_of(name, arguments):
    """Under which samples its values stand."""
    words = name.split("-")
    if arguments == {"code"}:
        return words[0]
    if arguments == {"reference"}:
        return TOGETHER.get("-".join(words[:2]), TOGETHER.get(words[0], arguments))
    if arguments == {"public_id"}:
        return "-".join(words[:2])
    return arguments


def addresses(visitor, account, draft=None):
    """Addresses to try as this account; what it may not open answers 403, 404 or 405."""
    known = samples(visitor, account, draft)
    for name, arguments in named_routes():
        for values in known.get(kind_of(name, arguments), []):
            yield reverse(name, kwargs=values)
