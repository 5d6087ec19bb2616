"""Conflicts in print and as JSON."""

import json
import sqlite3
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from small import extraction_of, figure, write

from ledger.check import explain, refresh
from ledger.report.json import conflicts_json
from ledger.report.text import conflicts_text, explanation_text, summary
from ledger.reported import read_conflicts
from ledger.store.connection import transaction

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "conflict.schema.json").read_text(encoding="utf-8"))
PLACE = {"place": "Tarn county", "period": "2023", "period_kind": "during"}


@pytest.fixture
def checked(ledger: sqlite3.Connection) -> sqlite3.Connection:
    """Two articles that disagree, one of them with an escape code in its sentence."""
    told = [figure(f"{value} wells", value, "well", "well drilled", **PLACE) for value in ("412", "530")]
    a = extraction_of("a", [("It rained.", []), ("In 2023, Tarn county drilled 412 wells.", [told[0]])])
    b = extraction_of("b", [("Tarn county \x1b[2J drilled 530 wells in 2023.", [told[1]])])
    write(ledger, a, b)
    with transaction(ledger):
        refresh(ledger)
    return ledger


def test_a_conflict_in_print(checked: sqlite3.Connection) -> None:
    conflicts = read_conflicts(checked)
    assert conflicts_text(conflicts, colour=False) == (
        "error FIG1 Same measure and scope, incompatible values\n"
        "  “412 wells” (a) and “530 wells” (b) cannot all be right: same measure, place, period and modality.\n"
        f"  id {conflicts[0].id}\n"
        "  a  a.md:3:30\n"
        "     In 2023, Tarn county drilled »412 wells«.\n"
        "  b  b.md:1:26\n"
        "     Tarn county \\x1b[2J drilled »530 wells« in 2023.\n"
        "\n"
        "1 error, 0 warnings, 0 notes; 0 decided\n"
    )


def test_a_terminal_gets_colours_and_no_marks(checked: sqlite3.Connection) -> None:
    text = conflicts_text(read_conflicts(checked), colour=True)
    assert "»" not in text
    assert "\x1b[1m\x1b[4m412 wells\x1b[0m" in text
    assert "\x1b[2J" not in text


def test_what_is_decided_is_only_counted(checked: sqlite3.Connection) -> None:
    (conflict,) = read_conflicts(checked)
    assert conflicts_text([conflict._replace(status="decided")], False) == "0 errors, 0 warnings, 0 notes; 1 decided\n"
    lapsed = conflicts_text([conflict._replace(status="lapsed")], False)
    assert "incompatible values (decided once; a sentence has changed since)\n" in lapsed


def test_the_summary_counts_by_level(checked: sqlite3.Connection) -> None:
    (conflict,) = read_conflicts(checked)
    found = [conflict, *(conflict._replace(level=level) for level in ("warning", "warning", "note"))]
    found += [conflict._replace(status=status) for status in ("decided", "waived")]
    assert summary(found) == "1 error, 2 warnings, 1 note; 2 decided"


def test_json_keeps_its_schema(checked: sqlite3.Connection) -> None:
    (conflict,) = json.loads(conflicts_json(read_conflicts(checked)))
    Draft202012Validator(SCHEMA).validate(conflict)
    assert list(conflict) == ["id", "rule", "level", "status", "message", "claims"]
    assert [(claim["role"], claim["article"], claim["value"]) for claim in conflict["claims"]] == [
        ("a", "a", 412), ("b", "b", 530),
    ]  # fmt: skip


def test_no_conflicts() -> None:
    assert conflicts_text([], colour=False) == "0 errors, 0 warnings, 0 notes; 0 decided\n"
    assert conflicts_json([]) == "[]\n"


def test_two_claims_explained(checked: sqlite3.Connection) -> None:
    ids = [id for (id,) in checked.execute("SELECT id FROM claims ORDER BY article_id")]
    text = explanation_text(explain(checked, *ids), colour=False)
    assert text.startswith("a  a.md:3:30\n   In 2023, Tarn county drilled »412 wells«.\nb  b.md:1:26\n")
    assert "  error    same place (Tarn county)\n" in text
    assert text.endswith("comparable (at most error): the figures disagree; the measures share 100% of their words\n")
