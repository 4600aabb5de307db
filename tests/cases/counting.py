"""How many questions a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(browser, address, **headers):
    """The SQL of one request, after one that warmed what is kept between requests."""
    browser.get(address, headers=headers)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return [query["sql"] for query in asked]
