"""What speaks for it that two figures are told of one thing."""

import sqlite3
from math import exp, isclose

import pytest
from small import extraction_of, figure, keyed

from benchmarks.fitting import fit
from ledger.compare.figures.resemblance import Resemblance, likely, weights
from ledger.compare.figures.retold import Match
from ledger.compare.figures.separate import Separation
from ledger.compare.figures.tellings import Telling, read_tellings
from ledger.compare.matching import best_of
from ledger.weighing import odds

SHIP = ("The ship carried 385 passengers from Orsa.", [figure("385 passengers", "385", "person", "passengers carried")])
SHIP_AGAIN = ("On board were 358 passengers.", [figure("358 passengers", "358", "person", "passengers")])
CREW = ("A crew of 21 sailed the ship.", [figure("21", "21", "person", "crew")])
PRICE = ("It cost €4.6 million.", [figure("€4.6 million", "4.6", "EUR", "cost", times=10**6)])
FARE = ("The fare from Orsa is €46.", [figure("€46", "46", "EUR", "fare")])


@pytest.fixture
def sides(ledger: sqlite3.Connection) -> tuple[list[Telling], list[Telling], Resemblance]:
    left, right = extraction_of("agency", [SHIP, PRICE]), extraction_of("local", [SHIP_AGAIN, CREW, FARE])
    found, knowledge = keyed(ledger, left, right)
    told = read_tellings(found, {}, knowledge)
    ours, theirs = ([t for t in told if t.entry.claim.article == article] for article in ("agency", "local"))
    return ours, theirs, Resemblance(ours, theirs, Separation(knowledge, {frozenset(("agency", "local"))}, told))


def test_a_slip_of_one_thing_is_likelier_than_anything_else(
    sides: tuple[list[Telling], list[Telling], Resemblance],
) -> None:
    (ship, price), (again, crew, fare), resemblance = sides
    slip = odds(resemblance.evidence(ship, again, "digits"), weights())
    assert slip > likely()
    assert odds(resemblance.evidence(ship, crew, "values"), weights()) < likely()
    assert odds(resemblance.evidence(price, fare, "values"), weights()) < likely()


def test_evidence_is_the_same_from_either_side(sides: tuple[list[Telling], list[Telling], Resemblance]) -> None:
    (ship, price), (again, crew, fare), resemblance = sides
    for a, b, kind in ((ship, again, "digits"), (ship, crew, "values"), (price, fare, "values")):
        assert resemblance.evidence(a, b, kind) == resemblance.evidence(b, a, kind)


def test_of_many_pairs_those_stay_that_are_best_from_both_sides(
    sides: tuple[list[Telling], list[Telling], Resemblance],
) -> None:
    (ship, _), (again, crew, _), resemblance = sides
    matches = [Match(ship, other, "values", resemblance.evidence(ship, other, "values")) for other in (crew, again)]
    judged = [(odds(match.evidence, weights()), match) for match in matches]
    assert [match.b for _, match in best_of(judged, float("-inf"))] == [again]


def test_every_weight_is_one_of_evidence_that_is_given(
    sides: tuple[list[Telling], list[Telling], Resemblance],
) -> None:
    (ship, price), (again, crew, fare), resemblance = sides
    given = {
        name
        for a in (ship, price)
        for b in (again, crew, fare)
        for kind in ("digits", "scale", "values", "periods")
        for name in resemblance.evidence(a, b, kind)
    }
    assert given - set(weights()) == set(), "evidence without a weight: fit the table anew"


def test_fitted_weights_give_the_odds_of_the_samples() -> None:
    samples = [
        (evidence, true)
        for evidence, right, wrong in (({"shared": 1.0}, 90, 10), ({}, 20, 80))
        for true in [True] * right + [False] * wrong
    ]
    fitted = fit(samples * 50)  # so many that the penalty hardly counts
    for evidence, share in (({"shared": 1.0}, 0.9), ({}, 0.2)):
        assert isclose(1 / (1 + exp(-odds(evidence, fitted))), share, abs_tol=0.01)
