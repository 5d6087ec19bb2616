"""The case files: short articles, read by the built-in extractor, and whether a rule reports them."""

import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from case_files import Case, read_case

from ledger.check import refresh
from ledger.gate.preview import preview
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


def fill(ledger: sqlite3.Connection, case: Case, folder: Path, articles: int) -> None:
    """The first articles of a case become a ledger."""
    vocabulary = folder / "vocabulary.toml"
    vocabulary.write_text(case.get("vocabulary", ""), encoding="utf-8")
    with transaction(ledger):
        write_vocabulary(ledger, load_vocabulary(vocabulary))
        for number in range(articles):
            write_article(ledger, rows_of(read_case(case, number, f"article-{number}")))
        refresh(ledger)


def reported(ledger: sqlite3.Connection, case: Case, rule: str, folder: Path) -> list[ReportedConflict]:
    """What the rule reports of the articles of a case; notes are left out where it knows more than them."""
    fill(ledger, case, folder, len(case["articles"]))
    return reports_of(ledger, rule)


def reports_of(ledger: sqlite3.Connection, rule: str) -> list[ReportedConflict]:
    told = {"note": LEVELS}.get(find_rule(rule).level, ("error", "warning"))
    return [c for c in read_conflicts(ledger) if c.rule == rule and c.level in told]


@pytest.mark.parametrize(("rule", "case"), cases("must_flag"))
def test_must_flag(ledger: sqlite3.Connection, tmp_path: Path, rule: str, case: Case) -> None:
    (conflict,) = reported(ledger, case, rule, tmp_path)
    # A conflict at a place without a claim shows the words in its message.
    quotes = [part.claim.quote for part in conflict.claims if part.witness] or [conflict.message]
    assert all(any(part in quote for quote in quotes) for part in case["claims"]), quotes
    assert conflict.level == case["level"]


@pytest.mark.parametrize(("rule", "case"), cases("must_flag"))
def test_the_gate_sees_it_before_the_last_article_is_built(
    ledger: sqlite3.Connection, tmp_path: Path, rule: str, case: Case
) -> None:
    last = len(case["articles"]) - 1
    fill(ledger, case, tmp_path, last)
    with closing(preview(ledger, [rows_of(read_case(case, last, f"article-{last}"))], [])) as tried:
        levels = [conflict.level for conflict in reports_of(tried, rule)]
    known = [conflict.id for conflict in reports_of(ledger, rule)]
    assert known or levels == [case["level"]]


@pytest.mark.parametrize(("rule", "case"), cases("must_not"))
def test_must_not(ledger: sqlite3.Connection, tmp_path: Path, rule: str, case: Case) -> None:
    assert [conflict.message for conflict in reported(ledger, case, rule, tmp_path)] == []
