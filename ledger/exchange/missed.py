"""A claim that a reader finds missing: the words and the measure are the reader's, the figure is read by the ledger.

It goes the way of every import: through admission, into the ledger, and into `imported.jsonl` of the corpus.
"""

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.claims.claim import Claim
from ledger.claims.serial import claim_to_json
from ledger.errors import LedgerError
from ledger.exchange.importing import ImportReport, Reader, import_claims
from ledger.imported import Door
from ledger.store.read import read_article, read_sentences
from ledger.text.article import Article, Span

KIND = "quantity"
"""What can be missing: of names, dates and documents the ledger takes no other reading than its own."""
FACETS = ("subject", "place", "period", "programme", "population")
"""What a reader may say of a figure besides its measure."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What a reader says of a figure."""

    article: str
    quote: str
    """The words that state it; blanks and line ends between them count alike."""
    measure: str
    extractor: str
    """Who read it."""
    start: int | None = None
    """Where the words begin; needed where they stand more than once."""
    facets: Mapping[str, str] = field(default_factory=dict)
    """Some of `FACETS`; the ledger fills in the others."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of it."""

    report: ImportReport
    claim: str | None
    """Id of the claim; None when it was refused."""

    @property
    def refused(self) -> str | None:
        """Why it was refused."""
        return self.report.refused[0][1] if self.report.refused else None


def add_missed(connection: sqlite3.Connection, missed: Missed, reader: Reader) -> Added:
    """Take in what a reader says, if admission lets it in; else it is kept in `refusals` with the reason.

    Raises LedgerError where it cannot be told which words or which figure are meant, and StoreError.
    """
    article = read_article(connection, missed.article)
    span = _span(article, missed.quote, missed.start)
    proposal = _proposal(article, span, missed, Door(article, read_sentences(connection, article.id)).figures(span))
    line = json.dumps(proposal, ensure_ascii=False).encode()
    report = import_claims(connection, [line], reader)
    return Added(report, None if report.refused else _id(connection, missed, span))


def _span(article: Article, quote: str, start: int | None) -> Span:
    """Where the words stand; where they stand several times, those at `start`."""
    words = quote.split()
    if not words:
        raise LedgerError("Mark the words that state the figure.")
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    spans: list[Span] = []
    while match := pattern.search(article.text, spans[-1].start + 1 if spans else 0):
        spans.append(Span(*match.span()))
    at = [span for span in spans if span.start == start] or spans
    if not at:
        raise LedgerError("These words do not stand in the article.")
    if len(at) > 1:
        raise LedgerError(
            "These words stand in the article more than once: take some more of them, or mark them there."
        )
    return at[0]


def _proposal(article: Article, span: Span, missed: Missed, figures: list[Claim]) -> dict[str, object]:
    read = {(claim.value, claim.low, claim.high, claim.unit): claim for claim in figures}
    if len(read) > 1:
        said = ", ".join(f"“{claim.value_text}”" for claim in read.values())
        raise LedgerError(f"The words hold several figures ({said}): mark one of them.")
    own = claim_to_json(figures[0], None) if figures else {"value": None, "unit": None}
    return {
        "article": article.id,
        "quote": article.text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "kind": KIND,
        "measure": missed.measure,
        "value": own["value"],
        "unit": own["unit"],
        "extractor": missed.extractor,
        **{name: missed.facets[name] for name in FACETS if missed.facets.get(name)},
    }


def _id(connection: sqlite3.Connection, missed: Missed, span: Span) -> str | None:
    query = (
        'SELECT id FROM claims WHERE article_id = ? AND start = ? AND "end" = ? AND measure = ?'
        " ORDER BY extractor = ? DESC LIMIT 1"
    )
    row = connection.execute(query, [missed.article, *span, missed.measure, missed.extractor]).fetchone()
    return row[0] if row else None
