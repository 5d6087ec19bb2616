"""Which people and which dates of two articles are taken for one."""

import sqlite3
from typing import NamedTuple

import pytest

from ledger.claims.extract import extract_article
from ledger.compare.dates.dated import Calendar, Dated, differing, read_dated
from ledger.compare.dates.deeds import likely as likely_dates
from ledger.compare.dates.deeds import weights as weights_of_dates
from ledger.compare.facets.keys import key_claims
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.compare.matching import best_of
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text
from ledger.weighing import odds

TEXTS = (
    "Work on the Lorvik tunnel began on 11 March 2024. The company was founded in 1931.",
    "The Lorvik tunnel was begun on 17 March 2024. A drivers' strike ended on 2 May 2024."
    " It also happened in May 2024.",
)


class Pair(NamedTuple):
    """Two things that may be one."""

    a: object
    b: object


@pytest.fixture
def sides(ledger: sqlite3.Connection) -> list[list[Dated]]:
    for number, text in enumerate(TEXTS):
        write_article(ledger, rows_of(extract_article(article_from_text(text, id=f"article-{number}"))))
    knowledge = read_knowledge(ledger)
    dated = read_dated(key_claims(read_claims(ledger), knowledge), {}, knowledge)
    return [[d for d in dated if d.article == f"article-{number}"] for number in range(len(TEXTS))]


def test_the_best_pair_is_the_one_that_is_best_from_both_sides() -> None:
    a, b, c, d = object(), object(), object(), object()
    judged = [(2.0, Pair(a, c)), (1.0, Pair(a, d)), (1.5, Pair(b, c)), (0.2, Pair(b, d))]
    assert list(best_of(judged, 0.0)) == [(2.0, Pair(a, c))]
    assert list(best_of(judged, 3.0)) == []
    assert list(best_of([(1.0, Pair(a, c)), (1.0, Pair(a, d))], 0.0)) == []


def test_one_deed_on_two_days_is_likelier_than_two_deeds(sides: list[list[Dated]]) -> None:
    (begun, _), (again, strike, _) = sides
    calendar = Calendar(*sides, [frozenset(), frozenset()])
    told = [odds(calendar.evidence(begun, other), weights_of_dates()) for other in (again, strike)]
    assert told[0] > likely_dates() > told[1]


def test_a_date_within_another_is_no_other_date(sides: list[list[Dated]]) -> None:
    (begun, founded), (again, strike, month) = sides
    assert differing(begun, again)
    assert differing(begun, founded)
    assert not differing(strike, month)


def test_evidence_of_dates_is_the_same_from_either_side(sides: list[list[Dated]]) -> None:
    there, back = Calendar(*sides, [frozenset()] * 2), Calendar(*reversed(sides), [frozenset()] * 2)
    for a in sides[0]:
        for b in sides[1]:
            assert there.evidence(a, b) == back.evidence(b, a)
