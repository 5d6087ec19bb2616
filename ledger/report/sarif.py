"""Conflicts as SARIF 2.1.0, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from hashlib import blake2b
from importlib.metadata import version
from pathlib import PurePosixPath
from urllib.parse import quote

from ledger.claims.identity import canonical_json, evidence_hash
from ledger.gate.records import GateReport, Problem
from ledger.report.places import cited, foremost, from_root, region
from ledger.report.safe import json_text, printable
from ledger.reported import ReportedConflict, Spot
from ledger.rules.registry import Rule, load_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "evidence/v1"
_PROBLEMS = {
    "unreadable": "An article cannot be read",
    "out_of_step": "The ledger does not hold an article as it is",
    "refused": "A proposed claim was refused",
    "decisions": "A line is no decision",
    "stale": "A decision refers to nothing",
}


def sarif_json(report: GateReport, levels: tuple[str, ...] = ()) -> str:
    """A log with one run: every conflict and every problem is a result."""
    rules = {rule.code: rule for rule in load_rules()}
    used = dict.fromkeys([*rules, *(c.rule for c in report.conflicts), *(p.kind for p in report.problems)])
    index = {id: number for number, id in enumerate(used)}
    results = [_conflict(conflict, report, index) for conflict in report.conflicts]
    results += [_problem(problem, index) for problem in report.problems]
    names = {conflict.rule: conflict.name for conflict in report.conflicts}
    driver = {
        "name": "Fact Ledger",
        "version": version("fact-ledger"),
        "rules": [_rule(id, rules.get(id), names) for id in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def fingerprint(conflict: ReportedConflict) -> str:
    """The same while the rule and the wording of the witnesses stay, wherever they stand."""
    wording = sorted(evidence_hash(c.sentence, c.quote) for c in conflict.spots if c.witness)
    return blake2b(canonical_json([conflict.rule, *wording]).encode(), digest_size=16).hexdigest()


def _rule(id: str, rule: Rule | None, names: dict[str, str]) -> dict[str, object]:
    if rule is None:
        return {"id": id, "shortDescription": {"text": _PROBLEMS.get(id) or names[id]}}
    return {
        "id": id,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.level},
    }


def _conflict(conflict: ReportedConflict, report: GateReport, index: dict[str, int]) -> dict[str, object]:
    claims = foremost(conflict, report.fresh)
    witnesses = [claim for claim in claims if claim.witness]
    first, *others = claims or (None,)
    linked = [claim for claim in others if claim is not None]
    also = "".join(f" [{_escaped(cited(claim))}]({n})" for n, claim in enumerate(linked, 1) if claim in witnesses)
    lapsed = " A decision on it lapsed: a sentence it was made on has changed." if conflict.id in report.lapsed else ""
    told = _escaped(printable(conflict.message)) + lapsed + (f" See{also}." if also else "")
    return {
        "ruleId": conflict.rule,
        "ruleIndex": index[conflict.rule],
        "level": conflict.level,
        "message": {"text": told},
        "locations": [_location(claim) for claim in witnesses or ([first] if first else [])],
        "relatedLocations": [{"id": n, **_location(claim)} for n, claim in enumerate(linked, 1)],
        "partialFingerprints": {FINGERPRINT: fingerprint(conflict)},
        "properties": {"conflict": conflict.id, "status": conflict.status},
    }


def _problem(problem: Problem, index: dict[str, int]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": problem.kind,
        "ruleIndex": index[problem.kind],
        "level": problem.level,
        "message": {"text": _escaped(printable(problem.message))},
    }
    if problem.file:
        result["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(problem.file)}}]
    return result


def _location(claim: Spot) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": _artifact(claim.file)}
    found = region(claim)
    if found is not None:
        place["region"] = {
            "startLine": found.line,
            "startColumn": found.column,
            "endLine": found.end_line,
            "endColumn": found.end_column,
            "snippet": {"text": claim.quote},
        }
    return {"physicalLocation": place, "message": {"text": _escaped(printable(claim.sentence))}}


def _artifact(file: str) -> dict[str, str]:
    file = from_root(file)
    if PurePosixPath(file).is_absolute():
        return {"uri": f"file://{quote(file)}"}
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _escaped(text: str) -> str:
    """Brackets of plain text: SARIF reads `[words](1)` as a link."""
    return "".join(f"\\{character}" if character in "\\[]" else character for character in text)
