"""Running rules: each returns rows of one shape, which are checked and gathered into findings.

The contract of a rule's rows, in this order:

* `conflict`: integer, the same in all rows of one report
* `claim`: rowid of the claim
* `role`: a for the earlier claim, or for what a result was computed from; b for the later one, or the result; c, d ...
  for further values; also for a claim that is only listed
* `witness`: 1, or 0 for a claim that is only listed and stays outside the conflict's id
* `level`: error, warning or note, the same in all rows of a conflict
* `reason`: the deciding facets or the calculation, the same in all rows of a conflict
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.errors import RuleError
from ledger.rules.registry import LEVELS, Rule

COLUMNS = ("conflict", "claim", "role", "witness", "level", "reason")
_READING = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


@dataclass(frozen=True, slots=True)
class Part:
    """One claim of a finding."""

    claim: int
    """Rowid."""
    role: str
    witness: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the claims in order, witnesses first by role, with level and reason."""

    rule: Rule
    level: str
    reason: str
    parts: tuple[Part, ...]


def run_rules(connection: sqlite3.Connection, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Runs each rule over the derived tables. Raises RuleError for one that breaks the contract, or writes."""
    for rule in rules:
        yield from run_rule(connection, rule)


def run_rule(connection: sqlite3.Connection, rule: Rule) -> Iterator[Finding]:
    """The findings of one rule, in the order of its conflict numbers."""
    found: dict[int, tuple[str, str, list[Part]]] = {}
    for conflict, claim, role, witness, level, reason in _rows(connection, rule):
        if level not in LEVELS or witness not in (0, 1) or not isinstance(role, str) or not isinstance(claim, int):
            raise RuleError(f"{rule.code}: a row does not keep the contract: {(conflict, claim, role, witness, level)}")
        first = found.setdefault(conflict, (level, reason, []))
        if first[:2] != (level, reason):
            raise RuleError(f"{rule.code}: the rows of one conflict differ in level or reason")
        first[2].append(Part(claim, role, bool(witness)))
    for number in sorted(found):
        level, reason, parts = found[number]
        yield Finding(rule, level, reason, tuple(sorted(parts, key=lambda part: (not part.witness, part.role))))


def _rows(connection: sqlite3.Connection, rule: Rule) -> list[tuple[int, int, str, int, str, str]]:
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY)
    try:
        cursor = connection.execute(rule.sql)
        columns = tuple(column[0] for column in cursor.description or ())
        if columns != COLUMNS:
            raise RuleError(f"{rule.code}: returns {', '.join(columns)}; a rule returns {', '.join(COLUMNS)}")
        return cursor.fetchall()
    except sqlite3.DatabaseError as error:
        if "not authorized" in str(error) or "prohibited" in str(error):
            raise RuleError(f"{rule.code}: writes or changes settings; a rule only reads") from error
        raise RuleError(f"{rule.code}: {error}; mend its SQL") from error
    finally:
        connection.set_authorizer(None)
