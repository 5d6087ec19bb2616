"""Short passages with figures: what ought to follow and does not is flagged, and what follows is left alone."""

import tomllib
from collections.abc import Iterable

import pytest

from benchmarks.gold import Ledger, Row, read_ledger, stands_on
from benchmarks.reckonings import PASSAGES, write_passages

_FOUND = 0.65
"""Share of what does not follow that is found at least; raised when more is found."""
_ALARMS = 0.02
"""Share of what follows that is flagged at most."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ledger, list[Row]]:
    folder = tmp_path_factory.mktemp("passages")
    relations = list(write_passages(tomllib.loads(PASSAGES.read_text(encoding="utf-8"))["passage"], folder))
    return read_ledger(folder), relations


def test_figures_stand_in_their_passage(read: tuple[Ledger, list[Row]]) -> None:
    ledger, relations = read
    for relation in relations:
        for member in relation["members"]:
            assert member["quote"] in ledger.articles[member["article"]].text, member


def test_what_does_not_follow_is_flagged(read: tuple[Ledger, list[Row]]) -> None:
    ledger, relations = read
    wrong = [relation for relation in relations if relation["verdict"] == "rate_bad"]
    missed = [relation for relation in wrong if not _flagged(ledger, relation)]
    assert len(missed) <= (1 - _FOUND) * len(wrong), _listed(missed)


def test_what_follows_is_left_alone(read: tuple[Ledger, list[Row]]) -> None:
    ledger, relations = read
    right = [relation for relation in relations if relation["verdict"] == "rate_ok"]
    alarms = [relation for relation in right if _flagged(ledger, relation)]
    assert len(alarms) <= _ALARMS * len(right), _listed(alarms)


def _flagged(ledger: Ledger, relation: Row) -> bool:
    """Whether a conflict of a sum or a rate is told of just the figures of a relation."""
    for conflict in ledger.conflicts:
        if conflict.rule.startswith("SUM"):
            claims = [reported.claim for reported in conflict.claims]
            held = [
                any(stands_on(claim, member, ledger.articles) for claim in claims) for member in relation["members"]
            ]
            if all(held) and len(claims) <= len(held):
                return True
    return False


def _listed(relations: Iterable[Row]) -> str:
    return "\n".join(f"{r['members'][0]['article']}: {[member['quote'] for member in r['members']]}" for r in relations)
