"""When a target will be met: a straight line, and what cannot be said."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.figures.measured import month_after
from roadmap.forecast import Outlook, forecast

START = date(2026, 1, 1)


def months(*values):
    return [(month_after(START, n), float(value)) for n, value in enumerate(values)]


def test_on_a_straight_line_the_month_is_certain():
    """10, 20, 30, 40 in April; 100 is six months on."""
    found = forecast(months(10, 20, 30, 40), 100, more=True)
    assert found.outlook is Outlook.EXPECTED
    assert found.when == found.earliest == found.latest == date(2026, 10, 1)


def test_scatter_makes_the_interval_wider():
    found = forecast(months(10, 25, 30, 40), 100, more=True)
    assert found.earliest < found.when < found.latest


def test_by_hand_with_error():
    """Least squares of 10, 25, 30, 40: mean 26.25, slope 9.5, at zero 12. 100 at month 9.26: the
    tenth month after January."""
    found = forecast(months(10, 25, 30, 40), 100, more=True)
    assert found.when == date(2026, 11, 1)


def test_less_may_be_better():
    found = forecast(months(40, 30, 20, 10), 0, more=False)
    assert found.when == date(2026, 5, 1)


def test_what_cannot_be_said():
    assert forecast(months(1, 2, 3), 10, more=True).outlook is Outlook.TOO_FEW
    assert forecast([], 10, more=True).outlook is Outlook.TOO_FEW
    assert forecast(months(4, 3, 2, 1), 10, more=True).outlook is Outlook.WRONG_WAY
    assert forecast(months(4, 4, 4, 4), 10, more=True).outlook is Outlook.WRONG_WAY
    assert forecast(months(1, 1, 1, 1.01), 1000, more=True).outlook is Outlook.TOO_FAR


def test_what_is_met_is_met():
    assert forecast(months(12), 10, more=True).outlook is Outlook.MET
    assert forecast(months(1, 1, 1, 10), 10, more=True).outlook is Outlook.MET
    assert forecast(months(9), 10, more=False).outlook is Outlook.MET


def test_only_the_last_twelve_months_count():
    old = [(date(2000, 1, 1), 1000.0), *months(*range(10, 130, 10))]
    assert forecast(old, 130, more=True).when == date(2027, 1, 1)


FIGURE = st.floats(min_value=0, max_value=1e6, allow_nan=False).map(lambda value: round(value, 2))


# A machine that is busy with other tests draws slowly.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(FIGURE, max_size=20), FIGURE, st.booleans())
def test_whatever_the_figures_it_says_something_sensible(values, target, more):
    points = months(*values)
    found = forecast(points, target, more=more)
    assert found == forecast(points[::-1], target, more=more)
    if found.outlook is Outlook.EXPECTED:
        assert len(values) >= 4
        assert points[-1][0] < found.when
        assert found.earliest <= found.when
        assert found.latest is None or found.when <= found.latest
    else:
        assert found.when is None


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 1000), st.integers(1, 100), st.integers(4, 12), st.integers(1, 24))
def test_a_line_is_found_again(start, slope, count, ahead):
    values = [start + slope * n for n in range(count)]
    found = forecast(months(*values), values[-1] + slope * ahead, more=True)
    exact = month_after(START, count - 1 + ahead)
    assert abs((found.when - exact).days) <= 31  # a last digit may fall into the next month
