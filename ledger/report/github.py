"""Conflicts as annotations of a pull request, by GitHub's workflow commands.

https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from ledger.gate.records import GateReport
from ledger.report.places import cited, foremost, from_root, region
from ledger.report.safe import printable
from ledger.reported import Spot

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github_annotations(report: GateReport, levels: tuple[str, ...] = ()) -> str:
    """A line for each conflict, on what an article says for the first time, and for each problem."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: GateReport) -> Iterator[str]:
    for conflict in report.conflicts:
        claims = foremost(conflict, report.fresh)
        told = [f"{conflict.message}", *(_told(claim) for claim in claims if claim.witness), f"id {conflict.id}"]
        if conflict.id in report.lapsed:
            told.insert(1, "A decision on it lapsed: a sentence it was made on has changed.")
        place = _place(claims[0]) if claims else {}
        yield _command(conflict.level, {**place, "title": f"{conflict.rule} {printable(conflict.name)}"}, told)
    for problem in report.problems:
        place = {"file": from_root(problem.file)} if problem.file else {}
        yield _command(problem.level, {**place, "title": f"Fact Ledger: {problem.kind}"}, [problem.message])


def _place(claim: Spot) -> dict[str, object]:
    found, file = region(claim), from_root(claim.file)
    if found is None:
        return {"file": file}
    place: dict[str, object] = {"file": file, "line": found.line, "endLine": found.end_line}
    if found.line == found.end_line:
        # GitHub refuses columns on an annotation of several lines; its last column is part of what is marked.
        place |= {"col": found.column, "endColumn": found.end_column - 1}
    return place


def _told(claim: Spot) -> str:
    return f"{cited(claim)}: {printable(claim.sentence)}"


def _command(level: str, properties: dict[str, object], told: list[str]) -> str:
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[level]} {said}::{_data(chr(10).join(map(printable, told)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
