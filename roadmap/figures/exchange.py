"""Cases told and acknowledged, requests answered, and how well cases are filled in."""

from dataclasses import replace

from cases import statistics
from cases.statistics import Key, Level, Span, Total
from roadmap.figures.measured import (
    counted,
    measure,
    median_hours,
    share,
    share_of_fields,
)


def _acknowledged(span: Span, level: Level) -> dict[Key, Total]:
    """The median is of those acknowledged: they are its cases."""
    found = statistics.cases_acknowledged(span, level)
    return {key: replace(total, cases=total.count) for key, total in found.items()}


EVERY_LEVEL = tuple(Level)

cases_shared = measure(statistics.cases_shared, counted)
cases_acknowledged = measure(_acknowledged, share)
hours_to_acknowledge = measure(_acknowledged, median_hours)
requests_on_time = measure(statistics.requests_answered, share)
hours_to_answer = measure(statistics.requests_answered, median_hours)
completeness = measure(statistics.fields_filled, share_of_fields, EVERY_LEVEL)
hours_to_submit = measure(statistics.hours_to_submit, median_hours, EVERY_LEVEL)
