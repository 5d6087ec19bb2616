"""An extraction as rows, hashed: everything that can be done before the ledger is locked."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ledger.claims.claim import Claim
from ledger.claims.identity import canonical_json, claim_ids
from ledger.store.canonical import Value, row_hash, seal, set_hash, text_hash
from ledger.store.tables import (
    ALIASES,
    ARTICLES,
    CLAIMS,
    MENTIONS,
    PEOPLE,
    REFUSALS,
    SENTENCES,
    UNCOVERED,
    Table,
)

if TYPE_CHECKING:
    from ledger.claims.extraction import Extraction
    from ledger.text.article import Article

Row = tuple[Value, ...]


class ArticleRows(NamedTuple):
    """One article and everything read from it, ready to be written."""

    id: str
    file: str
    text: str
    row: Row
    """The columns of `ARTICLES`."""
    root: str
    seal: int
    tables: Mapping[Table, list[Row]]
    """The columns of each table, then the row's seal."""

    def count(self, table: Table) -> int:
        """How many rows a table gets."""
        return len(self.tables[table])


def rows_of(extraction: "Extraction") -> ArticleRows:
    """The rows of an article. Claims that are equal in everything become one."""
    article = extraction.article
    id = article.id
    row = _article(article, extraction.grammar)
    contents: dict[Table, Iterable[Row]] = {
        SENTENCES: ((id, s.n, s.start, s.end, s.text, s.paragraph) for s in extraction.sentences),
        CLAIMS: _claims(extraction),
        MENTIONS: ((id, m.sentence, m.kind, m.start, m.end, m.text, m.value) for m in extraction.mentions),
        PEOPLE: ((id, p.sentence, p.name, p.office, p.place) for p in extraction.people),
        ALIASES: ((id, a.sentence, a.kind, a.alias, a.name) for a in extraction.aliases),
        REFUSALS: ((id, r.extractor, r.reason, r.claim) for r in extraction.refusals),
        UNCOVERED: ((id, start, end, article.text[start:end]) for start, end in extraction.uncovered),
    }
    hashes = [row_hash(ARTICLES.name, ARTICLES.columns, row)]
    tables = {table: _sealed(table, rows, hashes.append) for table, rows in contents.items()}
    return ArticleRows(id, article.file, article.text, row, set_hash(hashes), article_seal(article.file, row), tables)


def article_seal(file: str, row: Row) -> int:
    """The seal of an article's own row: its content and where it was found."""
    return seal(row_hash(ARTICLES.name, ("file", *ARTICLES.columns), (file, *row)))


def _sealed(table: Table, rows: Iterable[Row], note: Callable[[bytes], None]) -> list[Row]:
    sealed = []
    for row in rows:
        hashed = row_hash(table.name, table.columns, row)
        note(hashed)
        sealed.append((*row, seal(hashed)))
    return sealed


def _article(article: "Article", grammar: bool) -> Row:
    return (
        *(article.id, article.title, article.publisher, article.published, article.language, article.sha256),
        *(article.restates, article.url, article.encoding, article.media, int(grammar)),
        *(canonical_json(spans) for spans in (article.front_matter, article.body, article.furniture)),
        text_hash(article.text),
    )


def _claims(extraction: "Extraction") -> Iterable[Row]:
    ids = claim_ids(extraction.sentences, extraction.claims)
    different = dict(zip(reversed(ids), reversed(extraction.claims), strict=True))
    return (_claim(id, claim) for id, claim in reversed(different.items()))


def _claim(id: str, claim: Claim) -> Row:
    return (
        *(claim.article, claim.sentence, id, claim.kind, claim.subject, claim.measure, claim.quote),
        *(claim.start, claim.end, _real(claim.value), claim.value_text, claim.unit),
        *map(_real, (claim.low, claim.high, claim.usual_low, claim.usual_high)),
        *(claim.hedge, claim.place, claim.period, claim.period_kind, claim.programme, claim.population),
        *(claim.modality, claim.speaker, claim.extractor, canonical_json(claim.evidence)),
    )


def _real(value: float | None) -> float | None:
    """As the column gives it back: an int that a caller passed for a float has another hash."""
    return None if value is None else float(value)
