"""Running rules: each returns rows of one shape, which are checked and gathered into findings.

The contract of a rule's rows, which may come in any order, and of their columns, which stand in this one:

* `conflict`: integer, the same in all rows of one report
* `claim`: rowid of the claim
* `role`: a for the earlier claim, or for what a result was computed from; b for the later one, or the result; c, d ...
  for further values; also for a claim that is only listed
* `witness`: 1, or 0 for a claim that is only listed and stays outside the conflict's id
* `level`: error, warning or note, the same in all rows of a conflict
* `reason`: the deciding facets or the calculation, the same in all rows of a conflict

A rule that reports places in articles, where no claim may stand, returns one row a conflict:

* `conflict`, `level`, `reason` as above
* `article`, `start`, `end`: id of the article and the span of its text
* `claim`: rowid of the claim that stands there, or NULL
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any, NamedTuple

from ledger.errors import RuleError
from ledger.rules.registry import LEVELS, Rule

COLUMNS = ("conflict", "claim", "role", "witness", "level", "reason")
PLACES = ("conflict", "article", "start", "end", "claim", "level", "reason")
LONGEST = 60.0
"""Seconds that a rule of the corpus owner may take."""
MOST_ROWS = 1_000_000
"""That one of theirs may return."""
_STEPS = 100_000
"""Of SQLite's machine between two looks at the clock."""
_SELECT = re.compile(r"(?:\s|--[^\n]*\n)*(?:SELECT|WITH)\b", re.IGNORECASE)
"""A statement that can do nothing but read or write tables. To ask for leave at every column that it names would take
longer than to run most rules on a few claims.
"""
_READING = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


class Part(NamedTuple):
    """One claim of a finding."""

    claim: int
    """Rowid."""
    role: str
    witness: bool


class Place(NamedTuple):
    """A span of an article's text."""

    article: str
    start: int
    end: int


class Finding(NamedTuple):
    """What a rule found: the claims in order, witnesses first by role, with level and reason."""

    rule: Rule
    level: str
    reason: str
    parts: tuple[Part, ...]
    place: Place | None = None
    """Where it stands, for a finding without claims."""

    @property
    def witnesses(self) -> frozenset[int]:
        """The claims that the finding rests on."""
        return frozenset(part.claim for part in self.parts if part.witness)


def run_rules(connection: sqlite3.Connection, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Runs each rule over the derived tables. Raises RuleError for one that breaks the contract, or writes."""
    for rule in rules:
        yield from run_rule(connection, rule)


def run_rule(connection: sqlite3.Connection, rule: Rule) -> Iterator[Finding]:
    """The findings of one rule, in the order of its conflict numbers."""
    columns, rows = _rows(connection, rule)
    yield from (_places(rule, rows) if columns == PLACES else _claims(rule, rows))


def _claims(rule: Rule, rows: Iterable[tuple[Any, ...]]) -> Iterator[Finding]:
    found: dict[int, tuple[str, str, list[Part]]] = {}
    for conflict, claim, role, witness, level, reason in rows:
        texts = isinstance(role, str) and isinstance(reason, str)
        numbers = isinstance(conflict, int) and isinstance(claim, int) and witness in (0, 1)
        if not (texts and numbers and level in LEVELS):
            raise RuleError(f"{rule.code}: a row does not keep the contract: {(conflict, claim, role, witness, level)}")
        first = found.setdefault(conflict, (level, reason, []))
        if first[:2] != (level, reason):
            raise RuleError(f"{rule.code}: the rows of one conflict differ in level or reason")
        first[2].append(Part(claim, role, bool(witness)))
    for number in sorted(found):
        level, reason, parts = found[number]
        yield Finding(rule, level, reason, tuple(sorted(parts, key=lambda p: (not p.witness, p.role, p.claim))))


def _places(rule: Rule, rows: Iterable[tuple[Any, ...]]) -> Iterator[Finding]:
    for conflict, article, start, end, claim, level, reason in rows:
        texts = isinstance(article, str) and isinstance(reason, str)
        numbers = isinstance(start, int) and isinstance(end, int) and isinstance(claim, int | None)
        if not (texts and numbers and level in LEVELS):
            raise RuleError(f"{rule.code}: a row does not keep the contract: {(conflict, article, start, end, level)}")
        if claim is None:
            yield Finding(rule, level, reason, (), Place(article, start, end))
        else:
            yield Finding(rule, level, reason, (Part(claim, "a", True),))


def _rows(connection: sqlite3.Connection, rule: Rule) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    connection.execute("PRAGMA query_only = ON")
    if rule.own or not _SELECT.match(rule.sql):
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY)
    if rule.own:
        end = monotonic() + LONGEST
        connection.set_progress_handler(lambda: monotonic() > end, _STEPS)
    try:
        cursor = connection.execute(rule.sql)
        columns = tuple(column[0] for column in cursor.description or ())
        if columns not in (COLUMNS, PLACES):
            raise RuleError(f"{rule.code}: returns {', '.join(columns)}; a rule returns {', '.join(COLUMNS)}")
        rows = cursor.fetchmany(MOST_ROWS + 1) if rule.own else cursor.fetchall()
        if len(rows) > MOST_ROWS and rule.own:
            raise RuleError(f"{rule.code}: returns more than {MOST_ROWS:,} rows; mend its SQL")
        return columns, rows
    except sqlite3.DatabaseError as error:
        if "interrupted" in str(error):
            raise RuleError(f"{rule.code}: takes longer than {LONGEST:.0f} seconds; mend its SQL") from error
        if any(said in str(error) for said in ("not authorized", "prohibited", "readonly")):
            raise RuleError(f"{rule.code}: writes or changes settings; a rule only reads") from error
        raise RuleError(f"{rule.code}: {error}; mend its SQL") from error
    finally:
        connection.set_authorizer(None)
        connection.execute("PRAGMA query_only = OFF")
        connection.set_progress_handler(None, _STEPS)
