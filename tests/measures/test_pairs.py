"""Two wordings of one indicator meet and two indicators do not, as often as they did; the pairs stand by themselves."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.measures import MET, PARTS, Outcome, Pair, Told, judge, rates, read_pairs, table

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
PAIRS = read_pairs()


def test_every_number_stands_in_its_text_once() -> None:
    assert [told for pair in PAIRS for told in (pair.a, pair.b) if len(told.find()) != 1] == []


def test_no_pair_stands_twice_or_in_both_parts() -> None:
    told = Counter(frozenset((pair.a, pair.b)) for pair in PAIRS)
    assert [pair for pair, count in told.items() if count > 1 or len(pair) == 1] == []


def test_the_pairs_are_enough_and_even() -> None:
    parts = {part: [pair for pair in PAIRS if pair.part == part] for part in PARTS}
    assert len(PAIRS) >= 220
    assert len(parts["held_out"]) >= len(PAIRS) // 3
    for part, pairs in parts.items():
        assert 0.4 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.6, part


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return judge(PAIRS)


@pytest.mark.parametrize(
    ("part", "rate", "percent"), [(part, *floor) for part in PARTS for floor in FLOORS[part].items()]
)
def test_a_rate_does_not_fall(part: str, rate: str, percent: float, outcomes: list[Outcome]) -> None:
    assert getattr(rates(outcomes, part), rate) >= percent, table(outcomes)


def one(a: tuple[str, str], b: tuple[str, str]) -> Outcome:
    return judge([Pair("tuned", True, Told(*a), Told(*b))])[0]


def test_what_keeps_figures_apart_has_a_name() -> None:
    rate = ("The poverty rate was 14.2%.", "14.2")
    assert one(rate, rate).kind == MET
    assert one(rate, ("The rate of literacy was 81%.", "81")).kind == "head differs"
    assert one(rate, ("The town has 310 poor households.", "310")).kind == "unit differs"
    assert one(rate, ("A further 3% of households were poor.", "3")).kind == "figure read as a step or not told apart"
    assert one(rate, ("The poverty rate will be discussed in room 14.", "14")).kind == "figure not extracted"


def test_place_and_time_do_not_keep_figures_apart() -> None:
    told = [f"The poverty rate in {place} was 14.2% in {year}." for place, year in (("Peru", 2019), ("Chad", 2022))]
    assert one((told[0], "14.2"), (told[1], "14.2")).kind == MET


def test_precision_and_recall_are_counted_by_label() -> None:
    outcome = one(("The poverty rate was 14.2%.", "14.2"), ("The poverty rate was 9%.", "9"))
    unlike = replace(outcome, pair=replace(outcome.pair, same=False))
    missed = replace(outcome, kind="head differs")
    counted = rates([outcome, outcome, unlike, missed, replace(unlike, kind="head differs")], "tuned")
    assert (counted.precision, counted.recall) == pytest.approx((200 / 3, 200 / 3))
    assert [o.right for o in (outcome, unlike, missed)] == [True, False, False]
