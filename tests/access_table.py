"""Who reaches what: a line per address, a column per person, the answer in each cell.

    anon  nobody signed in                 orig  somchai, who logged the case (Mae Sai, TH)
    strg  sokha, Cambodia: not concerned   boss  anong, head of Mae Sai
    same  preecha, another Thai office     cdTH  the Thai coordinator
    hdln  thida, Tachileik: the headline   cdMM  the coordinator of Myanmar
    hbos  kyaw, head of Tachileik          obsv  regional observer: totals only
    full  bounmy, Laos: granted full       admn  system administrator: no case content
    ctrb  linh, Viet Nam: may contribute   unpo  an officer between two postings
    rcld  mei, China: granted, recalled    pard  Myanmar's system, scopes to read
                                           pawr  Thailand's system, every scope

A cell is the status of the answer; `in` is "asked to sign in", `-` in the third column means
that the address takes nothing. Out of reach is 404, in reach but not theirs to do is 403.
"""

from dataclasses import dataclass

from tests import (
    access_api,
    access_bulk,
    access_events,
    access_evidence,
    access_import,
    access_mail,
    access_meetings,
    access_messages,
    access_operations,
    access_pages,
    access_partners,
    access_requests,
    access_roadmap,
    access_statistics,
)

__all__ = ["API", "PAGES", "Line", "lines"]

# One module for each part of the work; the rows have the columns of the first.
OWN = (
    access_bulk,
    access_events,
    access_evidence,
    access_import,
    access_mail,
    access_meetings,
    access_messages,
    access_operations,
    access_partners,
    access_requests,
    access_roadmap,
    access_statistics,
)
PAGES = access_pages.PAGES + "".join(own.PAGES for own in OWN)
API = access_api.API + "".join(own.API for own in OWN)


@dataclass(frozen=True)
class Line:
    method: str
    route: str
    target: str
    cells: tuple[tuple[str, str], ...]
    is_api: bool

    def __str__(self):
        return f"{self.method} {self.route} {self.target}"


def lines(table):
    is_api = table is API
    heading, *rows = [row.split() for row in table.splitlines() if row.strip() and row[0] != "#"]
    for method, route, target, *cells in rows:
        assert len(cells) == len(heading), f"{method} {route}: {len(cells)} cells"
        yield Line(method, route, target, tuple(zip(heading, cells, strict=True)), is_api)
