"""Fills the tables of what belongs together beyond equal keys: `told_pairs`, `reference_checks`, `text_checks`."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set

from ledger.compare.arithmetic.parts import find_inclusions
from ledger.compare.dates.deeds import find_deeds
from ledger.compare.dates.occasions import find_apposed, find_documents, find_weekdays
from ledger.compare.dates.order import find_early
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import OneMatter, one_matter
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.figures.nested import find_bounds, find_parts
from ledger.compare.figures.references import find_checks, read_references
from ledger.compare.figures.retold import find_retold
from ledger.compare.figures.slips import find_slips
from ledger.compare.figures.tellings import read_tellings, related_articles
from ledger.compare.figures.unions import find_unions
from ledger.compare.people.identities import find_persons
from ledger.compare.people.offices import People, find_holders, find_spellings
from ledger.compare.rows import Filled
from ledger.compare.sources import find_changed
from ledger.compare.twins import find_twins

Row = tuple[str, int, int, int, float, str]


def write_told(
    connection: sqlite3.Connection,
    keyed: Sequence[Keyed],
    people: Mapping[int, Sequence[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> None:
    """Fills all three tables but for parts and bounds.

    `people` maps the ids of sentences to the names in them. With `about`, slips need be looked for in these articles
    only.
    """
    pairs = _pairs(keyed, sentences_before(connection), people, knowledge, about)
    connection.executemany("INSERT OR IGNORE INTO told_pairs VALUES (?, ?, ?, ?, ?, ?)", pairs)
    checks = find_checks(keyed, read_references(connection), knowledge)
    connection.executemany(
        "INSERT INTO reference_checks VALUES (?, ?, ?, ?, ?, ?)",
        (
            (c.claim.claim.rowid, c.base.claim.rowid if c.base else None, c.kind, c.low, c.high, c.reason)
            for c in checks
        ),
    )
    standing = _standing(keyed)
    places = [
        ("weekday", article, start, end, standing.get((article, start)), reason)
        for article, start, end, reason in find_weekdays(connection)
    ]
    places += [
        ("changed", article, start, end, None, reason)
        for article, start, end, reason in find_changed(connection, about)
    ]
    connection.executemany("INSERT OR IGNORE INTO text_checks VALUES (?, ?, ?, ?, ?, ?)", places)


def sentences_before(connection: sqlite3.Connection) -> dict[int, str]:
    """By the id of a sentence, the text of the one before it in its paragraph."""
    query = (
        "SELECT s.id, b.text FROM sentences s"
        " JOIN sentences b ON b.article_id = s.article_id AND b.n = s.n - 1 AND b.paragraph = s.paragraph"
    )
    return dict(connection.execute(query))


def _standing(keyed: Sequence[Keyed]) -> dict[tuple[str, int], int]:
    """Date claims by article and the place where they start."""
    return {(e.claim.article, e.claim.start): e.claim.rowid for e in keyed if e.claim.kind == "date"}


def _pairs(
    keyed: Sequence[Keyed],
    before: Mapping[int, str],
    people: Mapping[int, Sequence[str]],
    knowledge: Knowledge,
    about: Set[str] | None,
) -> Iterator[Row]:
    tellings = read_tellings(keyed, before, knowledge)
    related = related_articles(tellings, knowledge)
    # One report is made of all tellings of two values: those of articles on one matter with the new ones count as well.
    matters = one_matter(related)
    near = about and set(about).union(*(pair for pair in related if not about.isdisjoint(pair)))
    slips = list(find_slips(tellings, related, knowledge, near))
    paired = {id(telling) for _, a, b, *_ in slips for telling in (a, b)}
    retold = find_retold(tellings, related, knowledge, near)
    slips += (pair for pair in retold if pair[0] != "values" or paired.isdisjoint((id(pair[1]), id(pair[2]))))
    for kind, a, b, certain, similarity, reason in slips:
        yield _row(kind, a.entry, b.entry, certain, similarity, reason)
    named: set[tuple[frozenset[str], ...]] = set()
    for kind, found in _people(keyed, matters, people, knowledge, near or None):
        names = found.names, frozenset((found.a.claim.article, found.b.claim.article))
        if kind != "persons" or names not in named:
            named.add(names)
            yield _row(kind, found.a, found.b, found.certain, 0.0, found.reason)
    for dated in (*find_apposed(keyed), *find_deeds(keyed, before, matters, knowledge, near or None)):
        yield _row("dates", dated.a, dated.b, dated.certain, dated.similarity, dated.reason)
    for dated in find_documents(keyed, knowledge):
        yield _row("documents", dated.a, dated.b, dated.certain, dated.similarity, dated.reason)
    for early in find_early(keyed, related, knowledge):
        yield _row("early", early.a, early.b, early.certain, early.similarity, early.reason)
    for union in find_unions(keyed, related, knowledge):
        yield _row("values", union.a, union.b, False, 0.0, union.reason)
    for twins in find_twins(keyed, related, knowledge):
        yield _row(twins.kind, twins.a, twins.b, False, 1.0, twins.reason)


def _people(
    keyed: Sequence[Keyed],
    matters: OneMatter,
    people: Mapping[int, Sequence[str]],
    knowledge: Knowledge,
    about: Set[str] | None,
) -> Iterator[tuple[str, People]]:
    """Names and ages that should be one, by kind; names of two articles that the first two kinds tell need not be told
    again.

    People told in two ways are looked for in the articles `about`, None for all, and those on one matter with them.
    """
    related = matters.directly
    yield from (("holders", found) for found in find_holders(keyed, related, knowledge))
    yield from (("spellings", found) for found in find_spellings(keyed, related, knowledge, people))
    yield from find_persons(keyed, matters, people, knowledge, about)


def nested_rows(keyed: Sequence[Keyed], knowledge: Knowledge) -> Filled:
    """The rows of `told_pairs` for parts and bounds; of a pair that is found twice the first."""
    rows: dict[tuple[str, int, int], Row] = {}
    for row in _nested(keyed, knowledge):
        rows.setdefault(row[:3], row)
    return Filled("told_pairs", rows.values())


def _nested(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Row]:
    for inclusion in find_inclusions(keyed):
        yield _row("part", inclusion.whole, inclusion.part, True, 1.0, f"told as part of it: '{inclusion.words}'")
    for nested, kind in ((find_parts, "part"), (find_bounds, "bound")):
        for pair in nested(keyed, knowledge):
            yield _row(kind, pair.outer, pair.inner, False, pair.similarity, pair.reason)


def _row(kind: str, a: Keyed, b: Keyed, certain: bool, similarity: float, reason: str) -> Row:
    return kind, a.claim.rowid, b.claim.rowid, int(certain), similarity, reason
