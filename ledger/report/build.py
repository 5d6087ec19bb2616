"""What a build did, in a few lines."""

from collections.abc import Iterator
from pathlib import Path

from ledger.build import BuildReport
from ledger.report.safe import printable

_LEVELS = ("error", "warning", "note")


def build_text(report: BuildReport, database: Path) -> str:
    """Problems first, one line each; then what the ledger holds and its digest."""
    return "".join(f"{line}\n" for line in _lines(report, database))


def _lines(report: BuildReport, database: Path) -> Iterator[str]:
    name = printable(str(database))
    for problem in report.problems:
        yield f"facts: {printable(problem)}"
    for file in report.restatements:
        yield f"{printable(file)}: left out, its original is in this build"
    for article in report.no_grammar:
        yield f"{printable(article)}: stored; its language has no grammar, so no claims were read"
    if report.digest is None:
        yield f"{name}: left as it was"
        return
    total = len(report.read) + len(report.kept)
    removed = f", {len(report.removed)} removed" if report.removed else ""
    yield f"{name}: {_count(total, 'article')} ({len(report.read)} read{removed}), {_count(report.claims, 'claim')}"
    if report.refusals:
        yield f"{_count(report.refusals, 'proposed claim')} refused: see the table refusals"
    conflicts = ", ".join(_count(report.conflicts.get(level, 0), level) for level in _LEVELS)
    yield f"to decide: {conflicts}"
    yield f"digest {report.digest}{'' if report.written else ' (unchanged)'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
