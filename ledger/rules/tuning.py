"""What the owner of a corpus says of rules: which run, how loud they are, what they pass over, and own rules.

A ledger notes what it was built with, so that checking it again elsewhere gives the same conflicts.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ledger.errors import RuleError
from ledger.rules.registry import Rule, read_rule

if TYPE_CHECKING:
    from ledger.rules.run import Finding

_T = TypeVar("_T")
NOTE = "rules"
"""The key of `ledger_info` under which a ledger keeps its tuning, as JSON."""


class RuleSettings(NamedTuple):
    """Which rules speak, and how loud. Keys and codes may be the beginning of a code: `FIG`."""

    select: tuple[str, ...] = ()
    """Empty for all."""
    ignore: tuple[str, ...] = ()
    level: Mapping[str, str] = MappingProxyType({})
    tolerance: Mapping[str, float] = MappingProxyType({})
    """Relative difference a rule passes over."""
    paths: Mapping[str, "RuleSettings"] = MappingProxyType({})
    """Pattern of an article's file to what holds for conflicts whose articles all fit it."""
    own: Mapping[str, tuple[str, str]] = MappingProxyType({})
    """The owner's own rules: code to page and SQL."""


def as_mapping(settings: RuleSettings) -> dict[str, Any]:
    """The settings as plain values, by name."""
    plain = {name: dict(said) if isinstance(said, Mapping) else said for name, said in settings._asdict().items()}
    return {**plain, "paths": {pattern: as_mapping(inner) for pattern, inner in settings.paths.items()}}


def as_json(settings: RuleSettings) -> str:
    """The settings as a ledger keeps them."""
    return json.dumps(as_mapping(settings), sort_keys=True, ensure_ascii=False)


def stored_settings(connection: sqlite3.Connection) -> RuleSettings:
    """What the ledger was built with; the defaults where it says nothing."""
    row = connection.execute("SELECT value FROM ledger_info WHERE key = ?", [NOTE]).fetchone()
    return _settings(json.loads(row[0])) if row else RuleSettings()


def _settings(said: Mapping[str, Any]) -> RuleSettings:
    return RuleSettings(
        tuple(said.get("select", ())),
        tuple(said.get("ignore", ())),
        said.get("level", {}),
        said.get("tolerance", {}),
        {pattern: _settings(inner) for pattern, inner in said.get("paths", {}).items()},
        {code: (page, sql) for code, (page, sql) in said.get("own", {}).items()},
    )


def read_own(folder: Path) -> dict[str, tuple[str, str]]:
    """The rules of a folder: a folder `CODE/` each, with rule.sql and page.md. Raises RuleError."""
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder of rules; check `rules.folder`")
    own = {}
    for entry in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts = []
        for name in ("page.md", "rule.sql"):
            if not (entry / name).is_file():
                raise RuleError(f"{entry}: {name} is missing; a rule is a folder with rule.sql and page.md")
            try:
                texts.append((entry / name).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise RuleError(f"{entry / name}: cannot be read ({error}); save it as UTF-8") from error
        read_rule(entry.name, *texts)
        own[entry.name] = (texts[0], texts[1])
    return own


def chosen(rules: Sequence[Rule], settings: RuleSettings) -> tuple[Rule, ...]:
    """The rules that run, the owner's own among them. Raises RuleError for an own rule with a code that is taken."""
    own = [read_rule(code, *texts)._replace(own=True) for code, texts in sorted(settings.own.items())]
    taken = {rule.code for rule in rules}.intersection(rule.code for rule in own)
    if taken:
        raise RuleError(f"{min(taken)}: there is a rule of this code already; give yours another")
    selected = settings.select or ("",)
    every = (*rules, *own)
    return tuple(r for r in every if r.code.startswith(selected) and not r.code.startswith(settings.ignore or ("-",)))


def run_tuned(connection: sqlite3.Connection, rules: Iterable[Rule], settings: RuleSettings) -> Iterator["Finding"]:
    """The findings of rules, with the levels, tolerances and paths that the owner has set."""
    files = dict(connection.execute("SELECT id, file FROM articles"))
    articles = dict(connection.execute("SELECT rowid, article_id FROM claims"))
    for rule in rules:
        for finding in _tolerant(connection, rule, _longest(settings.tolerance, rule.code) or 0.0):
            told = {articles.get(part.claim, "") for part in finding.parts}
            told |= {finding.place.article} if finding.place else set()
            if not told <= files.keys() or (rule.own and _beyond(connection, finding)):
                raise RuleError(f"{rule.code}: reports a claim or a place that is not there; mend its SQL")
            witnessed = {files[articles[part.claim]] for part in finding.parts if part.witness}
            witnessed |= {files[finding.place.article]} if finding.place else set()
            if (tuned := _tuned(finding, settings, witnessed)) is not None:
                yield tuned


def _beyond(connection: sqlite3.Connection, finding: "Finding") -> bool:
    """Whether a finding is of a place that its article does not have."""
    if finding.place is None:
        return False
    query = "SELECT length(text) FROM articles WHERE id = ?"
    (length,) = connection.execute(query, [finding.place.article]).fetchone()
    return not 0 <= finding.place.start < finding.place.end <= length


def _tolerant(connection: sqlite3.Connection, rule: Rule, tolerance: float) -> list["Finding"]:
    """What a rule finds when every figure may be off by a share of itself."""
    # Imported here because settings are read by every command, and rules are run by few.
    from ledger.rules.run import run_rule

    if not tolerance:
        return list(run_rule(connection, rule))
    half = tolerance / 2
    connection.execute("SAVEPOINT tolerance")
    try:
        connection.execute(
            "UPDATE claim_keys SET low = low - abs(value) * ?1, high = high + abs(value) * ?1,"
            " usual_low = usual_low - abs(value) * ?1, usual_high = usual_high + abs(value) * ?1"
            " WHERE value IS NOT NULL",
            [half],
        )
        return list(run_rule(connection, rule))
    finally:
        connection.execute("ROLLBACK TO tolerance")
        connection.execute("RELEASE tolerance")


def _tuned(finding: "Finding", settings: RuleSettings, files: set[str]) -> "Finding | None":
    code = finding.rule.code
    level = _longest(settings.level, code)
    for pattern, inner in settings.paths.items():
        if files and all(fnmatchcase(file, pattern) for file in files):
            if code.startswith(inner.ignore or ("-",)) or not code.startswith(inner.select or ("",)):
                return None
            level = _longest(inner.level, code) or level
    return finding._replace(level=level) if level else finding


def _longest(by_code: Mapping[str, _T], code: str) -> _T | None:
    """What is said of the longest beginning of a code."""
    fitting = [key for key in by_code if code.startswith(key)]
    return by_code[max(fitting, key=len)] if fitting else None
