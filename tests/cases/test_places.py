"""One text box understands every place; what fits several is asked, never guessed."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cases import coordinates
from cases.places import UnclearPlace, own_crossings, resolve, suggestions
from cases.spots import Spot, from_token
from tests.factories import crossing

ZEROS = "0๐໐០၀"
latitudes = st.decimals(-90, 90, places=5)
longitudes = st.decimals(-180, 180, places=5)


def in_script(text, zero):
    return "".join(chr(ord(zero) + int(c)) if c.isascii() and c.isdigit() else c for c in text)


# -- coordinates, without a database --------------------------------------------------------------


@given(latitudes, longitudes)
def test_what_is_written_is_read_again(lat, lon):
    assert coordinates.pair_of(coordinates.written(lat, lon)) == (lat, lon)


@given(
    latitudes,
    longitudes,
    st.sampled_from(["{a}° {n}, {b}° {e}", "{n} {a} {e} {b}", "{b}{e} {a}{n}"]),
)
def test_letters_say_which_is_which(lat, lon, form):
    north, east = ("S" if lat < 0 else "N"), ("W" if lon < 0 else "E")
    text = form.format(a=abs(lat), b=abs(lon), n=north, e=east)
    assert coordinates.pair_of(text) == (lat, lon)


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 179), st.integers(0, 59))
def test_degrees_and_minutes(lat, lat_minutes, lon, lon_minutes):
    found = coordinates.pair_of(f"{lat}°{lat_minutes}′N {lon}°{lon_minutes}′E")
    assert found[0] == (Decimal(lat) + Decimal(lat_minutes) / 60).quantize(coordinates.PLACES)
    assert found[1] == (Decimal(lon) + Decimal(lon_minutes) / 60).quantize(coordinates.PLACES)


@given(st.text(max_size=25))
def test_any_text_is_a_pair_or_something_else(text):
    try:
        found = coordinates.pair_of(text)
    except coordinates.NotOnEarth:
        return
    assert found is None or (abs(found[0]) <= 90 and abs(found[1]) <= 180)


# -- names ----------------------------------------------------------------------------------------


def test_a_crossing_by_its_code_or_any_name(world, somchai):
    codes = ["TH-MM:mae-sai-1", "th-mm:mae-sai-1"]
    names = ["Mae Sai", "MAE SAI", "แม่สาย", "တာချီလိတ်", "Tachileik"]
    pairs = ["Mae Sai – Tachileik", "tachileik - mae sai"]
    for text in [*codes, *names, *pairs]:
        assert resolve(text, somchai).crossing == world.mae_sai, text


def test_the_name_of_one_side_says_which_side(world, somchai):
    assert resolve("Tachileik", somchai).country.code == "MM"
    assert resolve("แม่สาย", somchai).country.code == "TH"
    assert resolve("Mae Sai – Tachileik", somchai).country is None


def test_an_exact_name_beats_a_longer_one(world, somchai):
    crossing("TH-MM:mae-sai-2", "Mae Sai North", (20.45, 99.9), "Tachileik North", (20.46, 99.9))
    assert resolve("Mae Sai", somchai).crossing == world.mae_sai


def test_several_places_are_asked_with_the_own_crossing_first(world, cast):
    with pytest.raises(UnclearPlace) as asked:
        resolve("mae", cast.somchai)
    assert [spot.label for spot in asked.value.candidates] == ["Mae Sai", "Mae Sot"]
    assert [spot.label for spot in suggestions("chi", cast.preecha)] == [
        "Chiang Khong",
        "Chiang Saen",
    ]
    assert own_crossings(cast.somchai) == suggestions("", cast.somchai)


def test_suggestions_lead_where_the_text_will_lead(world, somchai):
    for text in ["Mae Sai", "Mae Sai, Myanmar", "Laos", "20.1, 100.2", "Golden Triangle"]:
        assert resolve(text, somchai) == suggestions(text, somchai)[0], text


def test_a_word_is_found_where_it_begins_not_in_its_middle(world, somchai):
    assert suggestions("sai", somchai)
    assert suggestions("ai", somchai) == []


@pytest.mark.parametrize("language", ["en", "th", "tet"])
def test_a_country_by_code_or_name_in_any_language_of_the_portal(world, somchai, language):
    names = {"LA": ["LA", "Laos", "Lao PDR", "ลาว"], "MM": ["Burma", "Myanmar"], "VN": ["vietnam"],
             "KH": ["กัมพูชา", "Kamboja"]}  # fmt: skip
    with translation.override(language):
        for country, texts in names.items():
            for text in texts:
                spot = resolve(text, somchai)
                assert (spot.crossing, spot.country.code) == (None, country), text


def test_a_side_can_be_named_by_its_country(world, somchai):
    spot = resolve("Mae Sai, Myanmar", somchai)
    assert (spot.crossing, spot.country.code) == (world.mae_sai, "MM")


def test_a_village_and_its_country(world, somchai):
    spot = resolve("Ban Huai Krai Noi, Thailand", somchai)
    assert (spot.text, spot.country.code, spot.crossing) == ("Ban Huai Krai Noi", "TH", None)


def test_a_village_that_is_nearly_a_crossing_is_asked(world, somchai):
    with pytest.raises(UnclearPlace) as asked:
        resolve("Mae Sia, Thailand", somchai)
    assert {"Mae Sia, Thailand"} < {spot.label for spot in asked.value.candidates}


def test_a_name_written_nearly_so_is_offered(world, somchai):
    with pytest.raises(UnclearPlace, match="no crossing and no country") as asked:
        resolve("Chiang Kong", somchai)
    assert world.chiang_khong in {spot.crossing for spot in asked.value.candidates}


def test_where_three_countries_meet(world, somchai):
    spot = resolve("Golden Triangle", somchai)
    assert (spot.lat, spot.lon) == (Decimal("20.35450"), Decimal("100.08300"))


def test_coordinates_in_local_digits_with_a_country_behind(world, somchai):
    for zero in ZEROS:
        spot = resolve(in_script("20.3545, 100.083, Thailand", zero), somchai)
        assert (spot.lat, spot.lon) == (Decimal("20.35450"), Decimal("100.08300"))
        assert spot.country.code == "TH"


def test_longitude_first_is_said_not_swapped(world, somchai):
    with pytest.raises(UnclearPlace, match="Latitude comes first"):
        resolve("100.083, 20.3545", somchai)


def test_what_is_nothing_says_so_and_what_to_write(world, somchai):
    for text in ["zzzz", "x", "%", ",", "Thailand,", "12", "|x|y|z|w"]:
        with pytest.raises(UnclearPlace, match="Write the name of a crossing"):
            resolve(text, somchai)


def test_a_place_comes_back_from_its_token_and_from_its_label(world, somchai):
    country = world.msi.country
    spots = [
        Spot(world.mae_sai),
        Spot(world.mae_sai, country),
        Spot(country=country),
        Spot(country=country, text="Ban Huai Krai Noi"),
        Spot(lat=Decimal("20.35450"), lon=Decimal("100.08300")),
        Spot(country=country, lat=Decimal("20.35450"), lon=Decimal("100.08300")),
    ]
    assert [from_token(spot.token) for spot in spots] == spots
    assert [resolve(spot.label, somchai) for spot in spots] == spots


def test_a_made_up_token_is_no_place(world):
    for token in [
        "",
        "x",
        "||||",
        "TH-MM:nowhere||||",
        "|ZZ|||",
        "||100.1|20.3|",
        "||a|b|",
        "||NaN|1|",
    ]:
        assert from_token(token) is None, token
