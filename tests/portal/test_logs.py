"""Log lines say which request, never what was searched for."""

import logging

from audit.context import acting
from blo_portal.logs import add_origin, configuration, drop_query


def test_search_words_stay_out():
    event = drop_query(None, "info", {"event": "Not Found: /cases/?q=สมชาย&border=TH-MM"})
    assert event["event"] == "Not Found: /cases/"


def test_a_line_belongs_to_its_request():
    with acting("worker", request_id="abc"):
        assert add_origin(None, "info", {}) == {"component": "worker", "request_id": "abc"}


def test_a_librarys_line_takes_the_same_road():
    made = configuration(level="INFO", as_json=True)["formatters"]["line"]
    formatter = made.pop("()")(**made)
    record = logging.LogRecord("django.request", 30, __file__, 1, "Gone: %s", ("/x/?q=a",), None)
    assert formatter.format(record).count("Gone: /x/") == 1
    assert "q=a" not in formatter.format(record)
