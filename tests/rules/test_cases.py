"""The case files: short articles, read by the built-in extractor, and whether a rule reports them."""

import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
from case_files import Case, read_case

from ledger.check import refresh
from ledger.reported import ReportedConflict, read_conflicts
from ledger.rules.registry import LEVELS, find_rule
from ledger.store.connection import transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.vocabulary import load_vocabulary, write_vocabulary


def cases(part: str) -> list[Any]:
    return [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['why']}")
        for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))[part]
    ]


def reported(ledger: sqlite3.Connection, case: Case, rule: str, folder: Path) -> list[ReportedConflict]:
    """What the rule reports of the articles of a case; notes are left out where it knows more than them."""
    vocabulary = folder / "vocabulary.toml"
    vocabulary.write_text(case.get("vocabulary", ""), encoding="utf-8")
    with transaction(ledger):
        write_vocabulary(ledger, load_vocabulary(vocabulary))
        for number in range(len(case["articles"])):
            write_article(ledger, rows_of(read_case(case, number, f"article-{number}")))
        refresh(ledger)
    told = {"note": LEVELS}.get(find_rule(rule).level, ("error", "warning"))
    return [c for c in read_conflicts(ledger) if c.rule == rule and c.level in told]


@pytest.mark.parametrize(("rule", "case"), cases("must_flag"))
def test_must_flag(ledger: sqlite3.Connection, tmp_path: Path, rule: str, case: Case) -> None:
    (conflict,) = reported(ledger, case, rule, tmp_path)
    # A conflict at a place without a claim shows the words in its message.
    quotes = [part.claim.quote for part in conflict.claims if part.witness] or [conflict.message]
    assert all(any(part in quote for quote in quotes) for part in case["claims"]), quotes
    assert conflict.level == case["level"]


@pytest.mark.parametrize(("rule", "case"), cases("must_not"))
def test_must_not(ledger: sqlite3.Connection, tmp_path: Path, rule: str, case: Case) -> None:
    assert [conflict.message for conflict in reported(ledger, case, rule, tmp_path)] == []
