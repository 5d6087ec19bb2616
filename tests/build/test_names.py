"""Decisions on names hold wherever the two names meet."""

from pathlib import Path

import pytest

from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.decisions import Verdict, decide
from ledger.store.connection import ledger_at
from ledger.store.read import read_conflicts
from ledger.verify import verify

SPELLINGS = {
    "bridge": "The mayor of Orsa, Ilse Brandner, opened the bridge.",
    "market": "Ilse Brantner, the mayor of Orsa, opened the market.",
    "school": "A school was opened by Ilse Brantner, the mayor of Orsa. Ilse Brandner is the mayor of Orsa.",
}
HOLDERS = {
    "bridge": "The mayor of Orsa, Marta Lindqvist, opened the bridge.",
    "market": "Marta Solberg, the mayor of Orsa, opened the market.",
    "school": "A school was opened by Marta Solberg, the mayor of Orsa, in the year 2023.",
}


def made(folder: Path, texts: dict[str, str]) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    build([corpus], folder / "facts.db", BuildOptions(extract_article, refresh))
    return folder / "facts.db"


def statuses(database: Path) -> list[tuple[str, str]]:
    with ledger_at(database, readonly=True) as connection:
        assert verify(connection) == []
        return [(conflict.rule, conflict.status) for conflict in read_conflicts(connection) if conflict.level != "note"]


@pytest.mark.parametrize("texts", [SPELLINGS, HOLDERS])
def test_one_person_is_decided_once(tmp_path: Path, texts: dict[str, str]) -> None:
    database = made(tmp_path, texts)
    before = statuses(database)
    assert len(before) > 1
    assert {status for _, status in before} == {"open"}
    with ledger_at(database) as connection:
        first = read_conflicts(connection)[0].id
        decide(connection, first, Verdict("same_name", "One mayor."), None)
    assert {status for _, status in statuses(database)} == {"decided"}


def test_two_persons_may_still_not_hold_one_office(tmp_path: Path) -> None:
    database = made(tmp_path, HOLDERS)
    count = len(statuses(database))
    with ledger_at(database) as connection:
        first = read_conflicts(connection)[0].id
        decide(connection, first, Verdict("different_names", "Two mayors, one after the other."), None)
    decided = [status for _, status in statuses(database)]
    assert decided.count("decided") == 1
    assert len(decided) == count
