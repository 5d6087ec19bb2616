"""The whole review as one page that needs nothing else: opens from disk, prints, can be sent by mail."""

import sqlite3

from ledger.compare.facets.names import fold
from ledger.report.agreement import agreement, read_second_verdicts
from ledger.report.corrections import read_corrections
from ledger.report.dossier import Dossier, read_dossier
from ledger.report.measures import STATES, charts, read_measures, told_of_measure
from ledger.report.render import render, style
from ledger.report.safe import visible
from ledger.report.stats import read_stats
from ledger.reported import ReportedConflict, read_conflicts

MOST_CONFLICTS = 500
"""With more on one page nobody reads it, and a browser takes long to open it; the page says how many are left out."""
MOST_CHARTS = 6


def html_report(connection: sqlite3.Connection, title: str) -> str:
    """A page with the conflicts, both sentences, the decisions, what to correct, and charts."""
    conflicts = sorted(read_conflicts(connection), key=lambda conflict: conflict.status == "decided")
    dossiers = [read_dossier(connection, conflict.id) for conflict in conflicts[:MOST_CONFLICTS]]
    page = render(
        "report.html",
        title=title,
        style=style(),
        counts=_counts(conflicts),
        open=[dossier for dossier in dossiers if dossier.conflict.status in ("open", "lapsed")],
        decided=[dossier for dossier in dossiers if dossier.conflict.status not in ("open", "lapsed")],
        left_out=len(conflicts) - len(dossiers),
        corrections=read_corrections(connection),
        agreement=agreement(read_second_verdicts(connection)),
        rules=[rule for rule in read_stats(connection) if rule.decided or rule.left],
        measures=_measures(connection, dossiers),
        states=STATES,
        articles=connection.execute("SELECT count(*) FROM articles").fetchone()[0],
        claims=connection.execute("SELECT count(*) FROM claims").fetchone()[0],
    )
    return visible(page)


def _counts(conflicts: list[ReportedConflict]) -> dict[str, int]:
    left = [conflict.level for conflict in conflicts if conflict.status in ("open", "lapsed")]
    return {
        **{level: left.count(level) for level in ("error", "warning", "note")},
        "decided": len(conflicts) - len(left),
    }


def _measures(connection: sqlite3.Connection, dossiers: list[Dossier]) -> list[dict[str, object]]:
    """Charts of the measures in conflict, then of those that most articles tell."""
    names = [side.measure for dossier in dossiers for side in dossier.sides if side.measure]
    connection.create_function("fold", 1, fold, deterministic=True)
    names += [measure.name for measure in read_measures(connection) if measure.articles > 1]
    found: list[dict[str, object]] = []
    seen: set[str] = set()
    for name in dict.fromkeys(names):
        if name in seen or len(found) == MOST_CHARTS:
            continue
        told = told_of_measure(connection, name)
        seen |= {claim.measure for claim in told}
        if pictures := charts(told, name, f"m{len(found) + 1}"):
            found.append({"name": name, "told": told, "charts": pictures})
    return found
