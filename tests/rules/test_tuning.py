"""What an owner's settings make of the rules: which run, how loud, what they pass over, and own rules."""

import sqlite3
from pathlib import Path

import pytest
from small import extraction_of, figure, write

from ledger.check import refresh
from ledger.claims.extraction import Extraction
from ledger.config import load_config
from ledger.errors import ConfigError, LedgerError, RuleError
from ledger.reported import ReportedConflict, read_conflicts
from ledger.rules.registry import HEADINGS
from ledger.rules.tuning import NOTE, RuleSettings, as_json, stored_settings
from ledger.store.connection import transaction
from ledger.store.write import write_info

PLACE = {"place": "Tarn county", "period": "2023", "period_kind": "during"}
PAGE = """---
code: OWN1
name: A figure above 400
level: warning
summary: A figure is above 400.
message: "{values}: {reason}"
---
""" + "".join(f"## {heading}\n\nText.\n\n" for heading in HEADINGS)
SQL = """
SELECT claim AS conflict, claim, 'a' AS role, 1 AS witness, 'warning' AS level, 'above 400' AS reason
FROM claim_keys WHERE value > 400
"""


def wells(id: str, value: str) -> Extraction:
    told = figure(f"{value} wells", value, "well", "well drilled", **PLACE)
    return extraction_of(id, [(f"In 2023, {value} wells were drilled in Tarn county.", [told])])


def checked(ledger: sqlite3.Connection, settings: RuleSettings) -> list[ReportedConflict]:
    write(ledger, wells("a", "412"), wells("b", "437"))
    with transaction(ledger):
        write_info(ledger, {NOTE: as_json(settings)})
        refresh(ledger)
    return read_conflicts(ledger)


def told(conflicts: list[ReportedConflict]) -> list[tuple[str, str]]:
    return [(conflict.rule, conflict.level) for conflict in conflicts]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (RuleSettings(), [("FIG1", "error")]),
        (RuleSettings(select=("FIG",)), [("FIG1", "error")]),
        (RuleSettings(select=("WHO", "SUM")), []),
        (RuleSettings(ignore=("FIG1",)), []),
        (RuleSettings(select=("FIG",), ignore=("FIG",)), []),
        (RuleSettings(level={"FIG": "note", "FIG1": "warning"}), [("FIG1", "warning")]),
        (RuleSettings(tolerance={"FIG1": 0.1}), []),
        (RuleSettings(tolerance={"FIG1": 0.01}), [("FIG1", "error")]),
        (RuleSettings(tolerance={"SUM": 0.1}), [("FIG1", "error")]),
        (RuleSettings(paths={"*.md": RuleSettings(ignore=("FIG",))}), []),
        (RuleSettings(paths={"*.md": RuleSettings(level={"FIG1": "note"})}), [("FIG1", "note")]),
        (RuleSettings(paths={"a.md": RuleSettings(ignore=("FIG",))}), [("FIG1", "error")]),
    ],
)
def test_settings(ledger: sqlite3.Connection, settings: RuleSettings, expected: list[tuple[str, str]]) -> None:
    assert told(checked(ledger, settings)) == expected


def test_a_tolerance_leaves_the_keys_as_they_were(ledger: sqlite3.Connection) -> None:
    checked(ledger, RuleSettings(tolerance={"FIG1": 0.1}))
    lows = ledger.execute("SELECT round(low) FROM claim_keys WHERE value IS NOT NULL ORDER BY low").fetchall()
    assert lows == [(412,), (437,)]


def test_an_own_rule_runs_and_is_listed(ledger: sqlite3.Connection) -> None:
    conflicts = checked(ledger, RuleSettings(ignore=("FIG",), own={"OWN1": (PAGE, SQL)}))
    assert told(conflicts) == [("OWN1", "warning")] * 2
    assert "OWN1" in [code for (code,) in ledger.execute("SELECT code FROM rules")]


def test_a_ledger_keeps_its_settings(ledger: sqlite3.Connection) -> None:
    settings = RuleSettings(
        ("FIG",), ("FIG5",), {"FIG1": "note"}, {"SUM": 0.5}, {"x/*": RuleSettings()}, {"OWN1": (PAGE, SQL)}
    )
    checked(ledger, settings)
    assert stored_settings(ledger) == settings


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"FIG1": (PAGE.replace("OWN1", "FIG1"), SQL)}, "there is a rule of this code already"),
        ({"OWN1": (PAGE, "SELECT absent FROM claim_keys")}, "no such column: absent"),
        ({"OWN1": (PAGE, "DELETE FROM claim_keys")}, "a rule only reads"),
        ({"OWN1": (PAGE, "SELECT 1 AS one")}, "a rule returns conflict, claim"),
    ],
)
def test_a_bad_own_rule_is_refused(ledger: sqlite3.Connection, own: dict[str, tuple[str, str]], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        checked(ledger, RuleSettings(own=own))


def configured(folder: Path, text: str) -> RuleSettings:
    (folder / "ledger.toml").write_text(text, encoding="utf-8")
    return load_config([folder]).rules


def test_settings_are_read_from_the_file(tmp_path: Path) -> None:
    rule = tmp_path / "ours" / "OWN1"
    rule.mkdir(parents=True)
    (rule / "page.md").write_text(PAGE, encoding="utf-8")
    (rule / "rule.sql").write_text(SQL, encoding="utf-8")
    text = '[rules]\nselect = ["FIG"]\nfolder = "ours"\n[rules.paths."drafts/*"]\nignore = ["FIG2"]\n'
    settings = configured(tmp_path, text)
    assert settings.own == {"OWN1": (PAGE, SQL)}
    assert settings.paths == {"drafts/*": RuleSettings(ignore=("FIG2",))}


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ((), "no such folder of rules"),
        (("OWN1/page.md",), "rule.sql is missing"),
        (("OWN1/rule.sql",), "page.md is missing"),
        (("OWN2/page.md", "OWN2/rule.sql"), "must say code: OWN2"),
    ],
)
def test_a_bad_folder_is_refused(tmp_path: Path, made: tuple[str, ...], says: str) -> None:
    for name in made:
        file = tmp_path / "ours" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE if name.endswith(".md") else SQL, encoding="utf-8")
    with pytest.raises(ConfigError, match=says) as error:
        configured(tmp_path, '[rules]\nfolder = "ours"\n')
    assert isinstance(error.value, LedgerError)
    assert "ledger.toml" in str(error.value)
