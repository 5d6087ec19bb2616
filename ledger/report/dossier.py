"""All that a person needs to decide one conflict: the passages, the facets, what else is known, earlier decisions."""

import sqlite3
from dataclasses import dataclass
from itertools import pairwise

from ledger.check import explain
from ledger.claims.claim import Claim
from ledger.report.corrections import WRONG
from ledger.report.elsewhere import Place, also_stated, related
from ledger.report.marks import Mark, Piece, cut, differing
from ledger.report.words import HEDGES, number
from ledger.reported import ReportedClaim, ReportedConflict, read_conflicts
from ledger.store.evidence import conflict_evidence
from ledger.store.read import full_id, read_decisions
from ledger.store.records import Decision
from ledger.text.lines import line_and_column

CONTEXT = 500
"""Characters of a paragraph shown on either side of the sentence; paragraphs may be as long as an article."""
FACETS = ("subject", "measure", "place", "period", "programme", "population", "modality", "speaker")


@dataclass(frozen=True, slots=True)
class Side:
    """A claim, or the place of a conflict without claims, in its paragraph."""

    role: str
    claim: str | None
    """Id of the claim; None for a place."""
    measure: str | None
    article: str
    file: str
    line: int
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    paragraph: tuple[Piece, ...]
    """Marks: sentence, quote, differs."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One facet of all claims of a conflict."""

    name: str
    values: tuple[str, ...]
    """One for each side; empty where it is not stated."""
    relation: str
    """same, differs, unstated (somewhere), or what comparing two claims calls it."""
    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other places that state what a claim states."""

    role: str
    quote: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A conflict with everything around it."""

    conflict: ReportedConflict
    summary: str
    """What the rule compares."""
    sides: tuple[Side, ...]
    """The witnesses, by role; the place of a conflict without claims."""
    listed: tuple[ReportedClaim, ...]
    """Claims that are only listed."""
    facets: tuple[FacetRow, ...]
    related: tuple[Place, ...]
    decisions: tuple[Decision, ...]
    """Oldest first."""
    standing: Decision | None
    """The decision that holds, or that lapsed."""
    wrong: tuple[Elsewhere, ...]
    """For each claim that the standing decision calls wrong."""


def read_dossier(connection: sqlite3.Connection, id: str) -> Dossier:
    """The dossier of a conflict, by its id or the beginning of it. Raises NotFoundError."""
    (conflict,) = read_conflicts(connection, full_id(connection, "conflicts", id))
    witnesses = tuple(claim for claim in conflict.claims if claim.witness)
    listed = tuple(claim for claim in conflict.claims if not claim.witness)
    query = "SELECT summary FROM rules WHERE code = ?"
    (summary,) = connection.execute(query, [conflict.rule]).fetchone()
    (holds,) = connection.execute("SELECT decision_id FROM conflicts WHERE id = ?", [conflict.id]).fetchone()
    decisions = _decisions(connection, conflict, holds)
    standing = next((decision for decision in decisions if decision.id == holds), None)
    return Dossier(
        conflict,
        summary,
        _sides(connection, witnesses) if witnesses else _place(connection, conflict.id),
        listed,
        facet_rows(connection, witnesses),
        tuple(related(connection, [claim.id for claim in conflict.claims])) if witnesses else (),
        decisions,
        standing,
        _wrong(connection, witnesses, standing) if conflict.status == "decided" else (),
    )


def _decisions(connection: sqlite3.Connection, conflict: ReportedConflict, holds: str | None) -> tuple[Decision, ...]:
    """Every decision on this wording or under this id, and the ones they replaced."""
    evidence = tuple(sorted(part.hash for part in conflict_evidence(connection, conflict.id).get(conflict.id, ())))
    known = {decision.id: decision for decision in read_decisions(connection)}
    wanted = [
        decision.id
        for decision in known.values()
        if decision.id == holds
        or decision.conflict == conflict.id
        or (decision.rule == conflict.rule and decision.evidence == evidence)
    ]
    found = set()
    while wanted:
        id = wanted.pop()
        if id in known and id not in found:
            found.add(id)
            wanted += [earlier] if (earlier := known[id].supersedes) else []
    return tuple(decision for decision in known.values() if decision.id in found)


def _sides(connection: sqlite3.Connection, witnesses: tuple[ReportedClaim, ...]) -> tuple[Side, ...]:
    """Each witness in its paragraph; the differing words are marked where two sentences stand against each other."""
    marks: dict[str, list[Mark]] = {claim.id: [] for claim in witnesses}
    if len(witnesses) == 2 and witnesses[0].sentence != witnesses[1].sentence:
        both = differing(witnesses[0].sentence, witnesses[1].sentence)
        for claim, found in zip(witnesses, both, strict=True):
            start = claim.sentence_start
            marks[claim.id] = [Mark(mark.start + start, mark.end + start, mark.name) for mark in found]
    told: set[tuple[str, int]] = set()
    return tuple(_side(connection, claim, marks[claim.id], told) for claim in witnesses)


def _place(connection: sqlite3.Connection, conflict: str) -> tuple[Side, ...]:
    query = (
        'SELECT k.article_id, a.file, k.start, k."end", a.text FROM conflicts k'
        " JOIN articles a ON a.id = k.article_id WHERE k.id = ?"
    )
    row = connection.execute(query, [conflict]).fetchone()
    if row is None:
        return ()
    article, file, start, end, text = row
    query = (
        'SELECT start, "end", paragraph FROM sentences'
        ' WHERE article_id = ? AND start <= ? AND ? < "end" ORDER BY n LIMIT 1'
    )
    first, last, paragraph = connection.execute(query, [article, start, start]).fetchone() or (start, end, None)
    marks = [Mark(first, last, "sentence"), Mark(start, end, "quote")]
    pieces = _passage(connection, article, paragraph, (first, last), marks)
    line = line_and_column(text, start)[0]
    return (Side("", None, None, article, file, line, *_about(connection, article), pieces),)


def _side(
    connection: sqlite3.Connection, claim: ReportedClaim, differences: list[Mark], told: set[tuple[str, int]]
) -> Side:
    """A claim in its paragraph; in its sentence alone where the paragraph is among those `told` already."""
    article, number = claim.claim.article, claim.claim.sentence
    query = "SELECT paragraph FROM sentences WHERE article_id = ? AND n = ?"
    (paragraph,) = connection.execute(query, [article, number]).fetchone()
    first, last = claim.sentence_start, claim.sentence_start + len(claim.sentence)
    marks = [Mark(first, last, "sentence"), Mark(claim.claim.start, claim.claim.end, "quote"), *differences]
    pieces = _passage(connection, article, paragraph, (first, last), marks)
    if (article, paragraph) in told:
        pieces = tuple(piece for piece in pieces if "sentence" in piece.marks)
    told.add((article, paragraph))
    named = (claim.role, claim.id, claim.claim.measure, article, claim.file, claim.line)
    return Side(*named, *_about(connection, article), pieces)


def _about(connection: sqlite3.Connection, article: str) -> tuple[str, str | None, str | None, str | None]:
    """Title, publisher, date and address of an article."""
    query = "SELECT coalesce(title, id), publisher, published, url FROM articles WHERE id = ?"
    title, publisher, published, url = connection.execute(query, [article]).fetchone()
    return title, publisher, published, url


def _passage(
    connection: sqlite3.Connection, article: str, paragraph: int | None, sentence: tuple[int, int], marks: list[Mark]
) -> tuple[Piece, ...]:
    """A sentence with what stands around it in its paragraph, under its marks."""
    query = 'SELECT min(start), max("end") FROM sentences WHERE article_id = ? AND paragraph = ?'
    start, end = connection.execute(query, [article, paragraph]).fetchone()
    if start is None:
        start, end = sentence
    first, last = sentence
    (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [article]).fetchone()
    pieces = cut(text, max(start, first - CONTEXT), min(end, last + CONTEXT), marks)
    before = [Piece("… ", frozenset())] if start < first - CONTEXT else []
    after = [Piece(" …", frozenset())] if end > last + CONTEXT else []
    return (*before, *pieces, *after)


def facet_rows(connection: sqlite3.Connection, claims: tuple[ReportedClaim, ...]) -> tuple[FacetRow, ...]:
    """What each claim says, facet by facet. Two claims are compared as the rules compare them."""
    if not claims:
        return ()
    relations: dict[str, tuple[str, str]] = {}
    if len(claims) == 2 and claims[0].id != claims[1].id:
        told = explain(connection, claims[0].id, claims[1].id).comparison.findings
        relations = {finding.facet.value: (finding.relation.value, finding.reason) for finding in told}
    rows = [_row("value", tuple(told_value(claim.claim) for claim in claims))]
    for name in FACETS:
        values = tuple(getattr(claim.claim, name) or "" for claim in claims)
        if any(values):
            rows.append(_row(name, values, *relations.get(name, ())))
    return tuple(rows)


def _row(name: str, values: tuple[str, ...], relation: str = "", reason: str = "") -> FacetRow:
    if not relation:
        relation = "unstated" if "" in values else "same" if all(a == b for a, b in pairwise(values)) else "differs"
    return FacetRow(name, values, relation, reason)


def told_value(claim: Claim) -> str:
    """What a claim says, as the ledger reads it: 'more than 4,821,000,000,000 VND', '5 to 6 million' as bounds."""
    if claim.kind != "quantity":
        return claim.value_text
    if claim.value is None:
        figure = " to ".join(filter(None, (number(claim.low), number(claim.high)))) or claim.value_text
    else:
        figure = number(claim.value)
    return " ".join(filter(None, (HEDGES.get(claim.hedge, ""), figure, (claim.unit or "").replace("_", " "))))


def _wrong(
    connection: sqlite3.Connection, witnesses: tuple[ReportedClaim, ...], decision: Decision | None
) -> tuple[Elsewhere, ...]:
    roles = WRONG.get(decision.verdict, ()) if decision else ()
    own = {claim.id for claim in witnesses}
    return tuple(
        Elsewhere(
            claim.role,
            claim.claim.quote,
            tuple(place for place in also_stated(connection, claim.id) if place.claim not in own),
        )
        for claim in witnesses
        if claim.role in roles
    )
