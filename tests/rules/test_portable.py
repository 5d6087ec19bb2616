"""Every rule gives the same rows on SQLite and on DuckDB."""

import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from case_files import read_case

from ledger.check import refresh
from ledger.rules.registry import Rule, load_rules
from ledger.store.connection import transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.vocabulary import load_vocabulary, write_vocabulary

CASES = Path(__file__).parent / "cases"
# Tables that rules read.
TABLES = (
    *("claim_keys", "slot_pairs", "splits", "split_parts", "change_series", "event_pairs"),
    *("workings", "working_parts", "told_pairs", "reference_checks", "text_checks", "uncovered"),
)
TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR"}


def fill(ledger: sqlite3.Connection, code: str, folder: Path) -> None:
    """All cases of a rule that must be flagged, in one ledger; each in articles of its own."""
    cases = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))["must_flag"]
    vocabulary = folder / "vocabulary.toml"
    vocabulary.write_text(next((case["vocabulary"] for case in cases if "vocabulary" in case), ""), encoding="utf-8")
    with transaction(ledger):
        write_vocabulary(ledger, load_vocabulary(vocabulary))
        for i, case in enumerate(cases):
            for j in range(len(case["articles"])):
                write_article(ledger, rows_of(read_case(case, j, f"case-{i}-{j}")))
        refresh(ledger)


def copied(ledger: sqlite3.Connection) -> duckdb.DuckDBPyConnection:
    """The tables that rules read, in DuckDB, with the views over them."""
    there = duckdb.connect(":memory:")
    for table in TABLES:
        columns = ledger.execute(f"PRAGMA table_info({table})").fetchall()
        told = ", ".join(f'"{name}" {TYPES[kind]}' for _, name, kind, *_ in columns)
        there.execute(f"CREATE TABLE {table} ({told})")
        rows = ledger.execute(f"SELECT * FROM {table}").fetchall()
        if rows:
            there.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    for (view,) in ledger.execute("SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY name").fetchall():
        there.execute(view)
    return there


def shape(rows: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """The rows of each conflict, whatever its number."""
    conflicts: dict[Any, list[tuple[Any, ...]]] = {}
    for conflict, *rest in rows:
        conflicts.setdefault(conflict, []).append(tuple(rest))
    return {tuple(sorted(parts, key=repr)) for parts in conflicts.values()}


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.code)
def test_a_rule_gives_the_same_on_duckdb(ledger: sqlite3.Connection, tmp_path: Path, rule: Rule) -> None:
    fill(ledger, rule.code, tmp_path)
    here = shape(ledger.execute(rule.sql).fetchall())
    there = shape(copied(ledger).execute(rule.sql).fetchall())
    assert here
    assert there == here
