"""Check digits against the examples that the standards themselves print."""

from datetime import date

import pytest

from cases.standards import imo, mrz, phone, vin
from cases.standards.marks import compact

# -- ICAO Doc 9303: the specimens of its parts 4 to 7 and 11 ------------------------------------

SPECIMENS = {
    "TD1": "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "TD2": "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    "TD3": "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "MRV-A": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    "MRV-B": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}
NUMBERS = {"TD1": "D23145890", "TD2": "D23145890", "TD3": "L898902C3"}
LONG_NUMBERS = {
    "TD1": "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\n"
    "STEVENSON<<PETER<JOHN<<<<<<<<<",
    "TD2": "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8",
}


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_read_and_right(name):
    zone = mrz.read(SPECIMENS[name])
    assert (zone.format, zone.issuer, zone.surname) == (name, "UTO", "ERIKSSON")
    assert zone.given_names == "ANNA MARIA"
    assert zone.number == NUMBERS.get(name, "L8988901C")
    assert zone.sex == "F"
    assert zone.is_right, zone.checks


def test_dates_of_a_specimen():
    zone = mrz.read(SPECIMENS["TD3"])
    assert zone.born(date(2026, 11, 22)).exact == date(1974, 8, 12)
    assert zone.expires.exact == date(2012, 4, 15)
    assert zone.optional == "ZE184226B"
    assert mrz.read(SPECIMENS["MRV-A"]).born(date(2026, 1, 1)).exact == date(1940, 9, 7)
    assert mrz.read(SPECIMENS["MRV-A"]).expires.exact == date(1996, 12, 10)


@pytest.mark.parametrize("name", LONG_NUMBERS)
def test_a_long_number_goes_on_in_the_optional_field(name):
    zone = mrz.read(LONG_NUMBERS[name])
    assert zone.number == "D23145890734"
    assert zone.is_right, zone.checks


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_changed_digit_of_number_and_dates_is_noticed(name):
    lines = SPECIMENS[name].splitlines()
    guarded = [(0, n) for n in range(5, 14)] + [(1, n) for n in [*range(6), *range(8, 14)]]
    if name != "TD1":
        guarded = [(1, n) for n in [*range(9), *range(13, 19), *range(21, 27)]]
    for line, place in guarded:
        changed = list(lines)
        old = changed[line][place]
        new = str((int(old) + 1) % 10) if old.isdigit() else "7"
        changed[line] = changed[line][:place] + new + changed[line][place + 1 :]
        assert not mrz.read("\n".join(changed)).is_right, (name, line, place)


def test_typed_lines_with_blanks_small_letters_and_other_digits():
    text = SPECIMENS["TD3"].lower().replace("l898902c36", "l898902c3 ๖")
    assert mrz.read(f"\n {text}\r\n\n").is_right


def test_an_empty_optional_field_may_have_a_filler_for_its_digit():
    first = SPECIMENS["TD3"].splitlines()[0]
    body = "L898902C36UTO7408122F1204159" + "<" * 14
    wanted = mrz.check_digit(body[0:10] + body[13:20] + body[21:] + "<")
    assert mrz.read(f"{first}\n{body}<{wanted}").is_right


def test_a_birth_that_is_known_by_its_year_alone():
    lines = SPECIMENS["TD3"].replace("7408122", f"74<<<<{mrz.check_digit('74<<<<')}")
    born = mrz.read(lines).born(date(2026, 11, 22))
    assert (born.year, born.month, born.exact) == (1974, 0, None)


@pytest.mark.parametrize(
    "text", ["", "P<UTO", SPECIMENS["TD3"][:-1], SPECIMENS["TD2"] + "\nX", "é"]
)
def test_what_is_no_zone_is_said(text):
    with pytest.raises(mrz.NotAZone):
        mrz.read(text)


# -- IMO, VIN -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["9074729", "IMO 9074729", "imo9176187", "๙๐๗๔๗๒๙", "IMO8814275"])
def test_an_imo_number(text):
    assert imo.is_right(imo.parse(text))


@pytest.mark.parametrize("text", ["9074728", "907472", "90747290", "IMO", "ABCDEFG", "1234568"])
def test_not_an_imo_number(text):
    with pytest.raises(imo.NotAnImoNumber):
        imo.parse(text)


@pytest.mark.parametrize("text", ["1M8GDM9AXKP042788", "11111111111111111", "5gz-cz43d13s812715"])
def test_a_north_american_vin_with_its_check_digit(text):
    found = vin.parse(text)
    assert len(found) == 17
    assert not vin.is_doubtful(found)


def test_a_wrong_check_digit_is_doubtful_in_north_america_alone():
    assert vin.is_doubtful(vin.parse("1M8GDM9A1KP042788"))
    assert not vin.is_doubtful(vin.parse("MR0FZ29G101234567"))


@pytest.mark.parametrize(
    "text", ["1M8GDM9AXKP04278", "1M8GDM9AXKP0427888", "1M8GDM9AXKPO42788", ""]
)
def test_not_a_vin(text):
    with pytest.raises(vin.NotAVin):
        vin.parse(text)


# -- E.164, plates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "wanted"),
    [
        ("+66 81 234 5678", "", "+66812345678"),
        ("081-234-5678", "TH", "+66812345678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "TH", "+66812345678"),
        ("020 55 123 456", "LA", "+8562055123456"),
        ("09 79 0123456", "MM", "+959790123456"),
        ("+44 20 7946 0018", "TH", "+442079460018"),
        ("0912 345 678", "VN", "+84912345678"),
    ],
)
def test_a_number_becomes_e164(text, country, wanted):
    assert phone.parse(text, country) == wanted
    assert phone.is_assigned(wanted)


@pytest.mark.parametrize(
    ("text", "country"), [("0812345678", ""), ("call me", "TH"), ("12", "TH"), ("+66 8", "TH")]
)
def test_not_a_number(text, country):
    with pytest.raises(phone.NotAPhoneNumber):
        phone.parse(text, country)


def test_plates_meet_however_they_are_written():
    assert compact("กข 1234") == compact("กข-๑๒๓๔") == "กข1234"
    assert compact(" 1a-4567 ") == compact("1A/4567") == "1A4567"
    assert compact("ກຂ ໑໒໓໔") == "ກຂ1234"
    assert compact("สมชาย ใจดี") == "สมชายใจดี"
