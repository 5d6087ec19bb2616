"""Numbers in digits and words, and the styles in which languages write them."""

from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from ledger.mentions.numbers import number_style, parse_digits, read_number
from ledger.mentions.prepared import prepare
from ledger.mentions.tables import table
from ledger.mentions.tokens import tokenize

WORDS = {
    "twenty-five": "25",
    "twenty five": "25",
    "a hundred": "100",
    "one hundred and two": "102",
    "three hundred thousand": "300000",
    "two thousand five hundred and twenty-five": "2525",
    "one million two hundred thousand": "1200000",
    "two and a half million": "2500000",
    "half a million": "500000",
    "half-million": "500000",
    "half a dozen": "6",
    "two dozen": "24",
    "a dozen": "12",
    "12.5 lakh crore": "12500000000000",
    "5 thousand": "5000",
    "5k": "5000",
    "1.5M": "1500000",
    "2½": "2.5",
    "1 1/2": "1.5",
    "three and a quarter": "3.25",
    "5-million": "5000000",
    "a million": "1000000",
    "nil": "0",
}
DIGITS = {
    ("en", "3,618"): "3618",
    ("en", "2,083.57"): "2083.57",
    ("en", "12,34,567"): "1234567",
    ("en", ".5"): "0.5",
    ("en", "3.618"): "3.618",
    ("vi", "3.618"): "3618",
    ("vi", "27,3"): "27.3",
    ("vi", "2.083,57"): "2083.57",
    ("de", "1.234.567,8"): "1234567.8",
    ("de-AT", "1.234,5"): "1234.5",
    ("fr", "1234,5"): "1234.5",
}
UNREADABLE = [
    ("en", "1,23"),
    ("en", "0,345"),
    ("en", "1,2345"),
    ("en", "1.234.567"),
    ("vi", "3,618,000"),
    ("de", "1.2.3"),
]


def value_of(text: str, language: str = "en", money: bool = False) -> Decimal:
    number = read_number(prepare(tokenize(text), []), 0, number_style(language), money)
    assert number is not None
    assert number.low == number.high
    return number.low


@pytest.mark.parametrize("text", WORDS)
def test_words_and_scales(text: str) -> None:
    assert value_of(text) == Decimal(WORDS[text])


@pytest.mark.parametrize(("language", "text"), DIGITS)
def test_digits_in_the_style_of_the_language(language: str, text: str) -> None:
    parsed = parse_digits(text, number_style(language))
    assert parsed is not None
    assert parsed[0] == Decimal(DIGITS[language, text])


@pytest.mark.parametrize(("language", "text"), UNREADABLE)
def test_a_figure_of_another_style_is_not_guessed(language: str, text: str) -> None:
    assert parse_digits(text, number_style(language)) is None


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009"])
def test_blanks_part_groups_only_where_the_style_says_so(blank: str) -> None:
    assert value_of(f"12{blank}000{blank}500 tonnes", "fr") == 12_000_500
    assert value_of(f"12{blank}000{blank}500 tonnes", "en") == 12


@pytest.mark.parametrize(("text", "value"), [("3.618 tỷ", 3_618_000_000_000), ("34,5 triệu", 34_500_000)])
def test_scale_words_of_the_language(text: str, value: int) -> None:
    assert value_of(text, "vi") == value


def test_step_is_one_unit_of_the_last_written_digit() -> None:
    steps = {"3.217 trillion": "1000000000", "3,618 billion": "1000000000", "27.3": "0.1", "2,070": "1", "1.50": "0.01"}
    for text, step in steps.items():
        number = read_number(prepare(tokenize(text), []), 0, number_style("en"))
        assert number is not None
        assert number.step == Decimal(step)


@given(st.integers(0, 10**12))
def test_words_as_a_library_writes_them(value: int) -> None:
    text = num2words(value, lang="en").replace(",", "")
    assert value_of(text) == value


@given(
    st.decimals(min_value=0, max_value=10**12, places=3),
    st.sampled_from(["en", "vi", "de", "fr", "es", "it", "pt", "nl", "id"]),
)
def test_digits_as_cldr_writes_them(value: Decimal, language: str) -> None:
    text = format_decimal(value, format="#,##0.###", locale=language)
    assert value_of(text, language) == value


@pytest.mark.parametrize("language", table("numbers")["style"])
def test_separators_agree_with_cldr(language: str) -> None:
    symbols = Locale.parse(language, sep="-").number_symbols["latn"]
    style = table("numbers")["style"][language]
    group = symbols["group"]
    assert style["decimal"] == symbols["decimal"]
    assert style["group"] == (" " if group.isspace() else group)
