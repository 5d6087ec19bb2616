"""What all articles tell of one measure: every claim with its period and interval, and a chart for each unit."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.compare.facets.periods import FIRST_DAY, LAST_DAY, parse_period
from ledger.report.chart import Dot, chart
from ledger.report.dossier import told_value
from ledger.store.read import DUE, UNDECIDED, claim_of
from ledger.store.tables import CLAIMS

LISTED = 200
"""Claims or measures on one page."""
DAYS = 365.2425
CHARTS = 4

_COLUMNS = ", ".join("s.n" if column == "sentence" else f'c."{column}"' for column in CLAIMS.columns)
_STATE = f"""
  CASE WHEN EXISTS (SELECT 1 FROM conflict_claims p JOIN conflicts k ON k.id = p.conflict_id
    WHERE p.claim_id = c.id AND {UNDECIDED} AND k.level <> 'note') THEN 'conflict'
  WHEN EXISTS (SELECT 1 FROM conflict_claims p JOIN conflicts k ON k.id = p.conflict_id
    WHERE p.claim_id = c.id AND k.status = 'decided' AND NOT {DUE}) THEN 'decided'
  WHEN EXISTS (SELECT 1 FROM corroborations r WHERE r.a = c.id OR r.b = c.id) THEN 'agreed'
  ELSE 'alone' END
"""
STATES = {
    "conflict": "in conflict",
    "decided": "decided",
    "agreed": "agreed elsewhere",
    "alone": "told once",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in a table of claims."""

    id: str
    article: str
    title: str
    published: str | None
    sentence: str
    state: str
    """A key of `STATES`."""
    measure: str
    subject: str | None
    quote: str
    value: str
    unit: str | None
    place: str | None
    period: str | None
    programme: str | None
    modality: str
    dot: Dot | None
    """None where it cannot be drawn: no figure, or neither period nor date."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure, or another name, in a list."""

    name: str
    claims: int
    articles: int
    conflicts: int
    """Claims that are in an undecided conflict."""


def read_told(connection: sqlite3.Connection, where: str, values: Iterable[object]) -> list[Told]:
    """Claims `c` (with keys `k`) that a condition holds for, by period, place in the articles and text."""
    query = (
        f"SELECT coalesce(a.title, a.id), a.published, s.text, {_STATE}, {_COLUMNS} FROM claims c"
        " JOIN articles a ON a.id = c.article_id JOIN sentences s ON s.id = c.sentence_id"
        f" LEFT JOIN claim_keys k ON k.claim = c.rowid WHERE {where}"
        " ORDER BY c.unit, coalesce(c.period, a.published), c.article_id, c.start LIMIT ?"
    )
    return [_told(row) for row in connection.execute(query, [*values, LISTED])]


def claim_states(connection: sqlite3.Connection, article: str) -> dict[str, str]:
    """The state of each claim of an article, as keys of `STATES`."""
    return dict(connection.execute(f"SELECT c.id, {_STATE} FROM claims c WHERE c.article_id = ?", [article]).fetchall())


def told_of_measure(connection: sqlite3.Connection, measure: str) -> list[Told]:
    """Every claim whose measure comes down to the same words."""
    same = (
        "k.measure IN (SELECT o.measure FROM claims m JOIN claim_keys o ON o.claim = m.rowid WHERE m.measure = ?)"
        " OR c.measure = ?"
    )
    return read_told(connection, same, [measure, measure])


def charts(told: Iterable[Told], measure: str, id: str = "chart") -> list[str]:
    """A chart for each unit that has at least two figures, those with most figures first; `id` is their prefix."""
    by_unit: dict[str, list[Dot]] = {}
    for claim in told:
        if claim.dot is not None:
            by_unit.setdefault(claim.unit or "", []).append(claim.dot)
    most = sorted((unit for unit in by_unit if len(by_unit[unit]) > 1), key=lambda unit: -len(by_unit[unit]))
    return [
        chart(
            by_unit[unit],
            f"{measure} ({unit.replace('_', ' ')})" if unit not in ("", measure) else measure,
            f"{id}-{number}",
        )
        for number, unit in enumerate(most[:CHARTS], 1)
    ]


def read_measures(connection: sqlite3.Connection, words: str = "") -> list[Listed]:
    """Measures whose name has these words, those told most often first."""
    return _listed(connection, "c.measure", "c.kind IN ('quantity', 'event', 'date')", words)


def read_places(connection: sqlite3.Connection, words: str = "") -> list[Listed]:
    """Places of claims, those told of most often first."""
    return _listed(connection, "c.place", "c.place IS NOT NULL", words)


def _listed(connection: sqlite3.Connection, column: str, where: str, words: str) -> list[Listed]:
    query = (
        f"SELECT {column}, count(*), count(DISTINCT c.article_id), sum(EXISTS (SELECT 1 FROM conflict_claims p"
        f" JOIN conflicts k ON k.id = p.conflict_id WHERE p.claim_id = c.id AND {UNDECIDED}))"
        f" FROM claims c WHERE {where} AND (?1 = '' OR instr(fold({column}), fold(?1)) > 0)"
        f" GROUP BY {column} ORDER BY 3 DESC, 2 DESC, 1 LIMIT ?2"
    )
    return [Listed(*row) for row in connection.execute(query, [words, LISTED])]


def _told(row: tuple[object, ...]) -> Told:
    title, published, sentence, state = (None if value is None else str(value) for value in row[:4])
    id, claim = claim_of(row[4:])  # type: ignore[arg-type]
    value = told_value(claim)
    year = _year(claim.period or published)
    dot = None
    figure = claim.value if claim.value is not None else _middle(claim.low, claim.high)
    if claim.kind == "quantity" and figure is not None and year is not None:
        low = claim.low if claim.low is not None else claim.usual_low
        high = claim.high if claim.high is not None else claim.usual_high
        words = f"{value}, {claim.period or published}, {title}: “{claim.quote}”"
        bounds = (figure if low is None else low), (figure if high is None else high)
        dot = Dot(title or "", year, figure, *bounds, words, state == "conflict")
    return Told(
        id, claim.article, title or "", published, sentence or "", state or "", claim.measure, claim.subject,
        claim.quote, value, claim.unit, claim.place, claim.period, claim.programme, claim.modality, dot,
    )  # fmt: skip


def _middle(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else (low + high) / 2


def _year(period: str | None) -> float | None:
    """The middle of a period as a year with a fraction; of an open one its known end."""
    days = parse_period(period)
    known = [day for day in (days.first, days.last) if FIRST_DAY < day < LAST_DAY] if days else []
    return (sum(known) / len(known) + 0.5) / DAYS + 1 if known else None
