"""The contract of a rule's rows, and what becomes of a rule that breaks it."""

import sqlite3

import pytest

from ledger.errors import RuleError
from ledger.rules.messages import message
from ledger.rules.registry import Rule
from ledger.rules.run import Finding, Part, run_rule, run_rules

COLUMNS = "conflict, claim, role, witness, level, reason"


def rule(sql: str, template: str = "{values}: {reason}") -> Rule:
    return Rule("NEW1", "Something is wrong", "error", "It is.", template, "", sql)


def rows(*told: tuple[object, ...]) -> Rule:
    values = ", ".join(str(row) for row in told)
    return rule(f"WITH t({COLUMNS}) AS (VALUES {values}) SELECT {COLUMNS} FROM t")


def test_rows_become_findings(ledger: sqlite3.Connection) -> None:
    found = list(run_rule(ledger, rows(
        (2, 7, "b", 1, "error", "why"), (2, 9, "also", 0, "error", "why"), (2, 5, "a", 1, "error", "why"),
        (2, 8, "also", 0, "error", "why"),
        (1, 3, "a", 1, "note", "so"),
    )))  # fmt: skip
    assert [(f.level, f.reason, f.parts) for f in found] == [
        ("note", "so", (Part(3, "a", True),)),
        ("error", "why", (Part(5, "a", True), Part(7, "b", True), Part(8, "also", False), Part(9, "also", False))),
    ]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (rows((1, 1, "a", 1, "fatal", "why")), "does not keep the contract"),
        (rows((1, 1, "a", 2, "error", "why")), "does not keep the contract"),
        (rows((1, "x", "a", 1, "error", "why")), "does not keep the contract"),
        (rows((1, 1, "a", 1, "error", "why"), (1, 2, "b", 1, "note", "why")), "differ in level or reason"),
        (rule("SELECT 1 AS conflict"), "returns conflict; a rule returns conflict, claim, role"),
        (rule("SELECT absent FROM claims"), "no such column: absent; mend its SQL"),
        (rule("DELETE FROM conflicts"), "a rule only reads"),
        (rule("WITH x AS (SELECT 1) DELETE FROM conflicts"), "a rule only reads"),
        (rule("DROP TABLE conflicts"), "a rule only reads"),
        (rule("PRAGMA user_version = 3"), "a rule only reads"),
        (rule("ATTACH 'x.db' AS x"), "a rule only reads"),
    ],
)
def test_a_bad_rule_is_refused(ledger: sqlite3.Connection, bad: Rule, says: str) -> None:
    with pytest.raises(RuleError, match=f"NEW1: .*{says}"):
        list(run_rules(ledger, [bad]))
    ledger.execute("DELETE FROM conflicts")  # the connection may write again


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{values} differ: {reason}", "“ten cows” (a), “nine cows” (b) and “eight cows” (b) differ: why"),
        ("{b} is not {a}", "“nine cows” (b) is not “ten cows” (a)"),
    ],
)
def test_messages(template: str, text: str) -> None:
    parts = (Part(1, "a", True), Part(2, "b", True), Part(3, "c", True), Part(4, "also", False))
    told = {1: ("ten\n cows", "a"), 2: ("nine cows", "b"), 3: ("eight cows", "b"), 4: ("ten cows", "c")}
    assert message(Finding(rule("", template), "error", "why", parts), told) == text


def test_a_message_within_one_article_does_not_repeat_its_name() -> None:
    parts = (Part(1, "a", True), Part(2, "b", True))
    told = {1: ("ten cows", "a"), 2: ("nine cows", "a")}
    assert message(Finding(rule(""), "error", "why", parts), told) == "“ten cows” and “nine cows”: why"
