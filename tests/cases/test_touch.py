"""The touch rule (design 4.1) as properties of a pure function."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from cases.touch import Gap, Place, Rule, Stop, touched

BORDERS = frozenset({"TH-MM", "TH-LA", "LA-MM", "TH-KH", "VN-KH", "VN-LA", "LA-CN", "TH-MY"})
PLACES = [
    Place("Mae Sai", 20.443, 99.8806, frozenset({"TH-MM"})),
    Place("Sop Ruak", 20.353, 100.0815, frozenset({"TH-MM"})),
    Place("Chiang Saen", 20.274, 100.088, frozenset({"TH-LA"})),
    Place("Muang Mom", 20.594, 100.169, frozenset({"LA-MM"})),
    Place(
        "Golden Triangle",
        20.3545,
        100.083,
        frozenset({"TH-MM", "TH-LA", "LA-MM"}),
        True,
    ),
    Place("Aranyaprathet", 13.66, 102.55, frozenset({"TH-KH"})),
]
COUNTRIES = ["TH", "MM", "LA", "KH", "VN", "CN", "MY", "SG"]


def answer(*stops, radius_km=25.0):
    return touched(stops, borders=BORDERS, places=PLACES, radius_km=radius_km)


def at(position, crossing="TH-MM:mae-sai-1", **more):
    return Stop(position, crossing=crossing, crossing_border=crossing.split(":")[0], **more)


stops = st.builds(
    lambda kind, country, lat, lon, border: {
        "country": Stop(0, country=country),
        "coordinates": Stop(0, lat=lat, lon=lon),
        "crossing": Stop(0, crossing=f"{border}:x", crossing_border=border),
    }[kind],
    st.sampled_from(["country", "coordinates", "crossing"]),
    st.sampled_from(COUNTRIES),
    st.floats(-11, 28),
    st.floats(93, 141),
    st.sampled_from(sorted(BORDERS)),
)


def numbered(route):
    return [Stop(**{**vars(stop), "position": n}) for n, stop in enumerate(route, 1)]


@given(st.lists(stops, max_size=6).map(numbered), st.randoms())
def test_the_order_of_rows_is_irrelevant(route, random):
    shuffled = list(route)
    random.shuffle(shuffled)
    places = list(PLACES)
    random.shuffle(places)
    again = touched(shuffled, borders=BORDERS, places=places, radius_km=25.0)
    assert again == answer(*route)


@given(st.lists(stops, max_size=6).map(numbered))
def test_every_touch_is_a_border_that_exists_and_says_why(route):
    found = answer(*route)
    for touch in found.touches:
        assert touch.border in BORDERS
        assert touch.position in {stop.position for stop in route}
        assert touch.near or touch.to_position


@given(st.lists(stops, max_size=6).map(numbered), stops)
def test_a_longer_route_never_touches_less(route, extra):
    longer = [*route, Stop(**{**vars(extra), "position": len(route) + 1})]
    assert set(answer(*route).borders) <= set(answer(*longer).borders)


@given(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES))
def test_two_countries_touch_their_border_or_leave_a_gap(here, there):
    found = answer(Stop(1, country=here), Stop(2, country=there))
    share = {f"{here}-{there}", f"{there}-{here}"} & BORDERS
    if here == there:
        assert found.touches == () and found.gaps == ()
    elif share:
        assert found.borders == (share.pop(),) and found.gaps == ()
    else:
        assert found.touches == () and found.gaps == (Gap(1, 2),)


@given(st.floats(0, 60), st.floats(20.0, 20.8), st.floats(99.8, 100.4))
def test_a_wider_radius_never_touches_less(radius, lat, lon):
    stop = Stop(1, lat=lat, lon=lon)
    near, far = answer(stop, radius_km=radius), answer(stop, radius_km=radius + 10)
    assert set(near.borders) <= set(far.borders)


def test_a_crossing_touches_its_border_and_no_other():
    found = answer(at(1))
    assert [(t.border, t.rule) for t in found.touches] == [("TH-MM", Rule.CROSSING)]


def test_the_golden_triangle_stop_touches_three_borders():
    found = answer(Stop(1, lat=20.3545, lon=100.083))
    assert found.borders == ("LA-MM", "TH-LA", "TH-MM")
    assert {t.distance_km for t in found.touches if t.border == "LA-MM"} == {0.0}


def test_a_gap_is_asked_not_guessed():
    assert answer(Stop(1, country="CN"), Stop(2, country="SG")).gaps == (Gap(1, 2),)


def test_a_crossing_without_a_side_before_a_third_country_is_asked():
    found = answer(at(1), Stop(2, country="LA"))
    assert found.gaps == (Gap(1, 2, ("LA-MM", "TH-LA")),)
    assert answer(at(1, country="TH"), Stop(2, country="LA")).borders == (
        "TH-LA",
        "TH-MM",
    )


def test_unknown_country_between_two_stops_is_asked():
    found = answer(Stop(1, country="TH"), Stop(2, lat=0.0, lon=120.0))
    assert found.gaps == (Gap(1, 2),)


def test_every_order_of_three_rows():
    rows = [Stop(1, country="MM"), at(2), Stop(3, country="TH")]
    assert len({answer(*order) for order in permutations(rows)}) == 1
