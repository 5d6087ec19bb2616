"""What a gate found, for a person and as JSON."""

from collections.abc import Iterator

from ledger.gate.records import CheckedArticle, GateReport
from ledger.gate.versions import Compared
from ledger.report.json import conflict_to_json
from ledger.report.safe import json_text, printable
from ledger.report.text import conflict_text, counted
from ledger.store.records import LEVELS, VERDICTS, Decision

Levels = tuple[str, ...]
"""The levels that fail."""


def gate_text(report: GateReport, levels: Levels, colour: bool = False) -> str:
    """Conflicts with both sentences and the command that decides them, problems, articles, one line at the end."""
    blocks = []
    for conflict in report.conflicts:
        lines = conflict_text(conflict, colour).splitlines()
        if conflict.id in report.lapsed:
            lines.insert(3, f"  {lapsed_decision(report.lapsed[conflict.id])}")
        if conflict.level != "note":
            lines.append(f"  to decide: {decide_command(conflict.id, conflict.id in report.unbuilt)}")
        blocks.append("".join(f"{line}\n" for line in lines))
    if report.problems:
        blocks.append("".join(f"{problem.level}: {printable(problem.message)}\n" for problem in report.problems))
    blocks.append("".join(f"{line}\n" for line in _summary_lines(report, levels)))
    return "\n".join(blocks)


def gate_json(report: GateReport, levels: Levels) -> str:
    """One object, in the shape of `schema/gate.schema.json`."""
    data = {
        "failed": report.failing(levels) or report.unreadable,
        "articles": [_article_to_json(article) for article in report.articles],
        "conflicts": [
            {
                **conflict_to_json(conflict),
                "built": conflict.id not in report.unbuilt,
                "lapsed": report.lapsed[conflict.id].id if conflict.id in report.lapsed else None,
                "places": [
                    {
                        "claim": c.id or None,
                        "file": c.file,
                        "line": c.line,
                        "column": c.column,
                        "new": not c.id or c.id in report.fresh,
                    }
                    for c in conflict.spots
                ],
            }
            for conflict in report.conflicts
        ],
        "problems": [
            {"kind": problem.kind, "level": problem.level, "file": problem.file, "message": problem.message}
            for problem in report.problems
        ],
        "older": {level: report.older.get(level, 0) for level in LEVELS},
        "decided": report.decided,
    }
    return json_text(data, indent=2) + "\n"


def lapsed_decision(decision: Decision) -> str:
    """One line about a decision that no longer holds."""
    by = f" by {decision.reviewer}" if decision.reviewer else ""
    made = f"{decision.verdict}{by}, {decision.decided_at[:10]}: “{printable(decision.reason)}”"
    return f"the decision lapsed, a sentence it was made on has changed ({made})"


def decide_command(conflict: str, unbuilt: bool) -> str:
    """What to type next."""
    first = "facts build && " if unbuilt else ""
    return f"{first}facts decide {conflict} --verdict VERDICT --reason TEXT"


def summary(report: GateReport, levels: Levels) -> str:
    """'failed: 1 error, 0 warnings; 2 older conflicts undecided, 3 decided'."""
    said = "failed" if report.failing(levels) or report.unreadable else "passed"
    counts = ", ".join(counted(sum(c.level == level for c in report.conflicts), level) for level in LEVELS)
    problems = f", {counted(len(report.problems), 'problem')}" if report.problems else ""
    older = counted(sum(report.older.values()), "older conflict")
    return f"{said}: {counts}{problems}; {older} undecided, {report.decided} decided"


def _summary_lines(report: GateReport, levels: Levels) -> Iterator[str]:
    for article in report.articles:
        renamed = f" from {printable(article.renamed_from)}" if article.renamed_from else ""
        told = f"; {counts_told(article.compared)}" if article.compared else ""
        yield f"{printable(article.file)}: {article.change}{renamed}{told}"
        if article.compared and article.change != "removed":
            for before, now in article.compared.altered:
                yield f"  altered: »{printable(before.claim.quote)}« is now »{printable(now.claim.quote)}«"
            for gone in article.compared.gone:
                yield f"  gone: »{printable(gone.claim.quote)}«"
    if not report.articles and not report.unreadable:
        yield "no article has changed"
    if any(conflict.level != "note" for conflict in report.conflicts):
        yield f"verdicts: {', '.join(VERDICTS)}"
    yield summary(report, levels)


def counts_told(compared: Compared) -> str:
    """'of its earlier claims 12 kept, 1 moved, 1 altered, 0 gone; 2 added'."""
    *earlier, (_, added) = compared.counts.items()
    return f"earlier claims: {', '.join(f'{count} {name}' for name, count in earlier)}; {added} added"


def _article_to_json(article: CheckedArticle) -> dict[str, object]:
    return {
        "id": article.id,
        "file": article.file,
        "change": article.change,
        "in_step": article.in_step,
        "renamed_from": article.renamed_from,
        "claims": article.compared.counts if article.compared else None,
    }
