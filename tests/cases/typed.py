"""What an officer types into the case form, and what the page shows again."""

from html.parser import HTMLParser

import uuid6


def typed(**changes):
    """The fields of a lorry stopped at Mae Sai. `None` takes a field away."""
    fields = {
        "do": "save",
        "key": str(uuid6.uuid7()),
        "where": "TH-MM:mae-sai-1",
        "place": "",
        "happened_at": "22/11/2025 02:10",
        "offences": ["060121"],
        "urgency": "flash",
        "title": "Lorry with tablets",
        "narrative": "Stopped on the bridge.",
        "handling_code": "H0",
        "handling_text": "",
        "source_evaluation": "A",
        "information_evaluation": "1",
        "seizures-TOTAL_FORMS": "1",
        "seizures-0-substance": "drugs:METH_TAB",
        "seizures-0-quantity": "400,000",
        "people-TOTAL_FORMS": "1",
        "people-0-role": "suspect",
        "people-0-name": "ສົມໃຈ",
        "people-0-nationality": "LA",
        "vehicles-TOTAL_FORMS": "0",
        "before-TOTAL_FORMS": "0",
        "after-TOTAL_FORMS": "0",
    }
    fields |= {f"{kind}-INITIAL_FORMS": "0" for kind in KINDS}
    fields |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in fields.items() if value is not None}


KINDS = ("seizures", "people", "vehicles", "before", "after")


def stop(number, place, role="destination", kind="after"):
    return {f"{kind}-{number}-place": place, f"{kind}-{number}-role": role}


class Shown(HTMLParser):
    """The values, ids and links of a page, as a browser would hold them."""

    def __init__(self, response):
        super().__init__()
        self.values, self.ids, self.summary, self.texts = {}, set(), [], []
        self._select = self._textarea = self._link = self._template = None
        self._in_summary = False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._template = True
        if self._template:
            return
        self.ids.add(given.get("id", ""))
        self._in_summary |= "data-error-summary" in given
        if tag == "a" and self._in_summary:
            self._link = [given["href"].removeprefix("#"), ""]
        if tag == "input":
            self._input(given)
        if tag == "select":
            self._select = given.get("name")
        if tag == "option" and self._select and "selected" in given:
            self._add(self._select, given["value"])
        if tag == "textarea":
            self._textarea = [given.get("name"), ""]

    def _input(self, given):
        ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if ticked:
            self._add(given.get("name"), given.get("value", ""))

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        if tag == "template":
            self._template = None
        if tag == "ul":
            self._in_summary = False
        if tag == "select":
            self._select = None
        if tag == "a" and self._link:
            self.summary.append(tuple(self._link))
            self._link = None
        if tag == "textarea" and self._textarea:
            self._add(self._textarea[0], self._textarea[1].removeprefix("\n"))
            self._textarea = None

    def handle_data(self, data):
        self.texts.append(data)
        if self._link:
            self._link[1] += data
        if self._textarea:
            self._textarea[1] += data

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def holds(self, fields):
        """The typed fields that are not on the page as they were typed."""
        unseen = {"do", "key", "where-asked"}
        wanted = {
            n: v if isinstance(v, list) else [v] for n, v in fields.items() if n not in unseen
        }
        return {
            name: (values, self.values.get(name, []))
            for name, values in wanted.items()
            if values != [""] and self.values.get(name, []) != values
        }
