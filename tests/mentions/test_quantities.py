"""Reading quantities: sentences of many registers with everything that must be read in them, and what must not."""

import time
import tomllib
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.numbers import number_style
from ledger.mentions.quantities import read_quantities, uncovered
from ledger.mentions.records import Quantity
from ledger.mentions.tokens import tokenize
from ledger.text.article import Span

FILES = sorted((Path(__file__).parent / "cases").glob("quantities*.toml"))


def cases(section: str) -> list[Any]:
    rows = [
        row | {"file": file.stem} for file in FILES for row in tomllib.loads(file.read_text("utf-8")).get(section, [])
    ]
    return [pytest.param(row, id=f"{row['file'].removeprefix('quantities_')}: {row['sentence'][:60]}") for row in rows]


def number(value: float | None) -> str:
    return "?" if value is None else repr(int(value) if value == int(value) else value)


def told(sentence: str, quantity: Quantity) -> str:
    bounds = quantity.interval
    value = f"{number(bounds.low)}..{number(bounds.high)}" if quantity.value is None else number(quantity.value)
    parts = [sentence[quantity.span.start : quantity.span.end], value, quantity.unit or "-"]
    return " | ".join(parts if quantity.hedge == "none" else [*parts, quantity.hedge])


@pytest.mark.parametrize("case", cases("must"))
def test_must_read(case: dict[str, Any]) -> None:
    sentence = case["sentence"]
    tokens = tokenize(sentence)
    quantities, others = read_quantities(sentence, tokens, style=number_style(case.get("style", "en")))
    assert [told(sentence, quantity) for quantity in quantities] == case["read"]
    spans = [quantity.span for quantity in quantities] + [other.span for other in others]
    assert uncovered(tokens, spans) == []


@pytest.mark.parametrize("case", cases("must_not"))
def test_must_not_read(case: dict[str, Any]) -> None:
    sentence = case["sentence"]
    tokens = tokenize(sentence)
    quantities, others = read_quantities(sentence, tokens)
    assert [told(sentence, quantity) for quantity in quantities] == []
    assert [f"{sentence[other.span.start : other.span.end]} | {other.kind}" for other in others] == case["others"]
    assert uncovered(tokens, [other.span for other in others]) == []


def test_names_and_dates_are_closed_but_nouns_run_over_them() -> None:
    sentence = "On 3 May 2024 some 12 Big Ten League games drew 45,000 fans."
    taken = [Span(3, 13), Span(22, 36)]
    quantities, others = read_quantities(sentence, tokenize(sentence), taken)
    assert [told(sentence, quantity) for quantity in quantities] == [
        "some 12 Big Ten League games | 12 | game | about",
        "45,000 fans | 45000 | person",
    ]
    assert others == ()
    spans = [*taken, *(quantity.span for quantity in quantities)]
    assert uncovered(tokenize(sentence), spans) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_are_read_alike(form: Literal["NFC", "NFD"]) -> None:
    sentence = unicodedata.normalize(form, "It cost 4.5 million đồng in the twenty-five-phường ward of İzmir-on-Sea.")
    quantities, _ = read_quantities(sentence, tokenize(sentence))
    assert (quantities[0].value, quantities[0].unit) == (4_500_000, "VND")
    assert all(sentence[quantity.number.start :].startswith(quantity.value_text) for quantity in quantities)


def test_uncovered_tells_digit_groups_and_number_words() -> None:
    sentence = "Six of 40 A320s."
    assert uncovered(tokenize(sentence), [Span(7, 9)]) == [Span(0, 3), Span(10, 15)]


def test_noun_kind_and_statistic_are_told() -> None:
    sentence = "On average 5,318 evening students, aged 45 and worth $5, lost 3% in two years."
    quantities, _ = read_quantities(sentence, tokenize(sentence))
    assert [quantity.kind for quantity in quantities] == ["count", "age", "money", "share", "time"]
    noun = quantities[0].noun
    assert noun
    assert sentence[noun.start : noun.end] == "evening students"
    assert quantities[0].statistic == "mean"
    assert quantities[0].value_text == "5,318"


@pytest.mark.parametrize(
    ("language", "sentence", "read"),
    [
        ("vi", "Cost 3.618 tỷ đồng, or 27,3% more.", ["3.618 tỷ đồng | 3618000000000 | VND", "27,3% | 27.3 | %"]),
        ("de", "The plant of 1.234,5 tonnes cost 3,5 million euros.", None),
        ("fr", "It weighs 12 500,5 tonnes.", ["12 500,5 tonnes | 12500.5 | t"]),
    ],
)
def test_declared_styles(language: str, sentence: str, read: list[str] | None) -> None:
    quantities, _ = read_quantities(sentence, tokenize(sentence), style=number_style(language))
    expected = ["1.234,5 tonnes | 1234.5 | t", "3,5 million euros | 3500000 | EUR"] if read is None else read
    assert [told(sentence, quantity) for quantity in quantities] == expected


def test_a_figure_of_another_style_is_kept_as_unreadable() -> None:
    sentence = "It grew 12,34 percent."
    quantities, others = read_quantities(sentence, tokenize(sentence))
    assert quantities == ()
    assert [other.kind for other in others] == ["unreadable"]


PIECES = """
1 23 4,567 8.9 ½ 2024 million half a one three third no all of the to - – % $ VND km per year people and , . ( ) aged
over in / ’ x
"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=25), st.booleans())
def test_any_row_of_pieces_is_read_with_sound_spans(pieces: list[str], blank: bool) -> None:
    sentence = (" " if blank else "").join(pieces)
    quantities, others = read_quantities(sentence, tokenize(sentence))
    for found in (*quantities, *others):
        assert 0 <= found.span.start < found.span.end <= len(sentence)
    for quantity in quantities:
        assert quantity.span.start <= quantity.number.start < quantity.number.end <= quantity.span.end
        assert quantity.value_text == sentence[quantity.number.start : quantity.number.end]
        bounds = quantity.interval
        assert quantity.value is not None or (bounds.low is not None and bounds.high is not None)


@pytest.mark.parametrize(
    "run", ["1", "1,", "1.", "1 ", "1-", "1/", "a ", "one ", "half a ", "(", "$", "$1 ", "1 km ", "and 5 ", "no ", "“"]
)
def test_long_runs_are_read_in_near_linear_time(run: str) -> None:
    def seconds(times: int) -> float:
        sentence = "It was " + run * times
        tokens = tokenize(sentence)
        started = time.process_time()
        read_quantities(sentence, tokens)
        return time.process_time() - started

    seconds(10)
    assert seconds(4000) < 3


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Another 18 are planned to open by March.", "store"),
        ("So far 412 have been completed.", "store"),
        ("By April 62 of them, or a third, had closed.", "store"),
        ("The index closed at 1,245.", ""),
    ],
)
def test_a_noun_left_out_is_that_of_the_sentence_before(sentence: str, unit: str) -> None:
    quantities, _ = read_quantities(sentence, tokenize(sentence), counted="store")
    assert quantities[0].unit == unit
