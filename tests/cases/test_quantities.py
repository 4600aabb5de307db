"""Quantities in two ways of writing: a wrong guess would be a thousandfold."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cases.forms.quantities import NotAQuantity, must_be_whole, parse, written

amounts = st.decimals(Decimal("0.001"), Decimal(10) ** 10, places=3)
whole = st.integers(1, 10**10)
WAYS = [("en", ",", "."), ("vi", ".", ",")]


@given(amounts, st.sampled_from(["en", "th", "lo", "km", "my", "vi", "id", "zh-hans"]))
def test_what_the_field_shows_it_understands(amount, language):
    with translation.override(language):
        assert parse(written(amount)) == amount


@given(whole, st.sampled_from(WAYS), st.sampled_from("0๐໐០၀"))
def test_grouped_thousands_in_the_reader_s_way(number, way, zero):
    language, comma, _point = way
    text = f"{number:,}".replace(",", comma)
    typed = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in text)
    with translation.override(language):
        assert parse(typed) == number


@given(st.text(alphabet="0123456789.,' ", max_size=14))
def test_any_text_is_a_quantity_or_a_rule_in_words(text):
    try:
        assert parse(text) > 0
    except NotAQuantity as problem:
        assert str(problem).endswith(".")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "400,000", "400000"),
        ("en", "400000", "400000"),
        ("en", "400 000", "400000"),
        ("en", "12.5", "12.5"),
        ("en", "1,5", "1.5"),
        ("en", "0,345", "0.345"),
        ("en", "1.000.000", "1000000"),
        ("en", "1.234,5", "1234.5"),
        ("vi", "400.000", "400000"),
        ("vi", "12,5", "12.5"),
        ("vi", "1,000,000", "1000000"),
        ("th", "๔๐๐,๐๐๐", "400000"),
    ],
)
def test_both_ways_of_writing(language, text, number):
    with translation.override(language):
        assert parse(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("many", "Write a number"),
        ("-5", "Write a number"),
        ("1,00,000", "Write a number"),
        ("0", "more than nothing"),
        ("1.23456", "at most three decimals"),
        ("999999999999", "too large"),
    ],
)
def test_the_rule_is_named(text, rule):
    with pytest.raises(NotAQuantity, match=rule):
        parse(text)


def test_tablets_are_counted_and_never_fractions():
    """ "400.000" is four hundred thousand to half of the region: it is asked, not taken as 400."""
    with pytest.raises(NotAQuantity, match="whole number"):
        must_be_whole(parse("400.000"), "tablet")
    must_be_whole(parse("400,000"), "tablet")
    must_be_whole(parse("12.345"), "kg")
