"""Operations and their results, meetings, joint patrols."""

from cases import statistics
from cases.statistics import Key, Level, Span, Total
from roadmap.figures.measured import Measure, counted, measure, plain

operations_held = measure(statistics.operations_held, plain)
meetings_held = measure(statistics.meetings_held, plain)
patrols_signed = measure(statistics.patrols_signed, plain)


def _results(*codes: str) -> Measure:
    def read(span: Span, level: Level) -> dict[Key, Total]:
        return statistics.operation_results(span, level, codes)

    return measure(read, counted)


hits = _results("hits_sltd", "hits_notice", "hits_other")
arrests = _results("arrests")
seizures = _results("seizures")
