"""The file of decisions: one canonical JSON object a line (`schema/decision.schema.json`), only ever added to.

It is the copy that people share through version control. A line whose id fits its content was written by the
ledger as it stands; any other is reported and left out, so nothing else needs to be checked of a good line.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ledger.claims.identity import canonical_json, decision_id
from ledger.errors import StoreError
from ledger.store.json_lines import append_lines, parse_object
from ledger.store.read import evidence_from_json
from ledger.store.records import VERDICTS, Decision
from ledger.store.write import evidence_to_json

_TEXTS = ("id", "conflict_id", "rule", "verdict", "reason", "decided_at")
_MAY_BE_NULL = ("reviewer", "link", "supersedes", "previous")
_KEYS = frozenset({*_TEXTS, *_MAY_BE_NULL, "about"})


class DecisionFile(NamedTuple):
    """What a file of decisions holds."""

    decisions: tuple[Decision, ...]
    """In the order of the file, each once."""
    problems: tuple[str, ...]
    """One line for each line that is no decision: file, line, what is wrong, what to do."""


def load_decisions(path: Path | None) -> DecisionFile:
    """The decisions of a file; none when there is no file yet. Raises StoreError when it cannot be read."""
    if path is None or not path.exists():
        return DecisionFile((), ())
    if not path.is_file():
        raise StoreError(f"{path}: is no regular file; the decisions of a corpus are one")
    try:
        # Not splitlines: a reason may hold other separators of lines.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: the decisions cannot be read ({error}); mend the file") from error
    decisions: dict[str, Decision] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                decision = decision_from_json(parse_object(line))
                decisions.setdefault(decision.id, decision)
            except ValueError as error:
                problems.append(f"{path}:{number}: {error}; take the line back from version control")
    return DecisionFile(tuple(decisions.values()), tuple(problems))


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions at the end of a file, all or none of them, and wait until they are on disk."""
    append_lines(path, decisions_text(decisions), "nothing was decided")


def decisions_text(decisions: Iterable[Decision]) -> str:
    """Decisions as they stand in a file: one canonical JSON object a line."""
    return "".join(f"{canonical_json(decision_to_json(decision))}\n" for decision in decisions)


def decision_to_json(decision: Decision) -> dict[str, object]:
    """A decision as a JSON object."""
    # Left out where they are not said: lines that were written before there were such keys keep their ids.
    again: dict[str, object] = {} if decision.again is None else {"again": decision.again}
    blind: dict[str, object] = {"blind": True} if decision.blind else {}
    return {
        "id": decision.id,
        "conflict_id": decision.conflict,
        "rule": decision.rule,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "about": [evidence_to_json(part) for part in decision.about],
        "link": decision.link,
        "supersedes": decision.supersedes,
        "previous": decision.previous,
        **again,
        **blind,
    }


def decision_from_json(data: Any) -> Decision:
    """The inverse of `decision_to_json`. Raises ValueError when the ledger did not write it so."""
    if not _has_shape(data):
        raise ValueError("is no decision")
    if data["id"] != decision_id(data):
        raise ValueError("the decision was changed after it was made (its id does not fit)")
    fields = {name: value for name, value in data.items() if name not in {"conflict_id", "about"}}
    return Decision(conflict=data["conflict_id"], about=tuple(map(evidence_from_json, data["about"])), **fields)


def _has_shape(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.keys() - {"again", "blind"} == _KEYS
        and ("again" not in data or is_day(data["again"]))
        and data.get("blind", True) is True
        and all(isinstance(data[name], str) for name in _TEXTS)
        and all(data[name] is None or isinstance(data[name], str) for name in _MAY_BE_NULL)
        and data["verdict"] in VERDICTS
        and bool(data["reason"].strip())
        and isinstance(data["about"], list)
        and bool(data["about"])
        and all(_is_evidence(part) for part in data["about"])
    )


def is_day(text: object) -> bool:
    """Whether something is a date as in `2026-03-31`."""
    if not isinstance(text, str) or len(text) != 10:
        return False
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_evidence(part: object) -> bool:
    return (
        isinstance(part, Mapping)
        and part.keys() == {"article", "measure", "quote", "evidence"}
        and all(isinstance(part[name], str) for name in ("article", "quote", "evidence"))
        and (part["measure"] is None or isinstance(part["measure"], str))
    )
