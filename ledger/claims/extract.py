"""The built-in extractor, and the reading of one article from text to admitted claims."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from operator import attrgetter

from ledger.claims.admission import Admission
from ledger.claims.claim import Claim
from ledger.claims.extraction import AliasRow, Extraction, MentionRow, PersonRow, Refusal
from ledger.claims.figures import read_figures
from ledger.claims.identity import canonical_json
from ledger.claims.opening import opening_context
from ledger.claims.reading import Reading, SentenceReading, read
from ledger.claims.statements import read_statements
from ledger.collector import without_collector
from ledger.errors import ArticleError
from ledger.installed import entry_points_of
from ledger.mentions.quantities import uncovered
from ledger.mentions.records import UNREADABLE
from ledger.text import has_grammar, line_and_column, split_sentences
from ledger.text.article import Article, Sentence, Span

BUILTIN = "builtin/1"
"""Name and version of the built-in extractor, part of every claim's id."""

_SPAN = attrgetter("span")
MOST_CLAIMS = 200_000
"""Of one article; five megabytes of dense prose make some 75,000."""

Extractor = Callable[[Reading], Iterable[Claim]]
"""What the entry point group `ledger.extractors` holds: an article as read in, proposed claims out."""


def extract(reading: Reading) -> Iterator[Claim]:
    """The built-in extractor: figures, roles, documents, dates and events, sentence by sentence."""
    article = reading.article.id
    context = opening_context(reading)
    for sentence in reading.sentences:
        context.enter(sentence)
        for claim in read_figures(sentence, article, context, BUILTIN):
            yield _as_printed(claim, reading.article.text)
        for claim in read_statements(sentence, article, context, BUILTIN):
            yield _as_printed(claim, reading.article.text)
        context.leave(sentence)


def _as_printed(claim: Claim, text: str) -> Claim:
    """The claim with its quote as it stands in the article, over a line break as well."""
    printed = text[claim.start : claim.end]
    return claim if claim.quote == printed else replace(claim, quote=printed)


@cache
def extractors() -> tuple[Extractor, ...]:
    """Every installed extractor, in order of name; the built-in one is always there, and first."""
    points = entry_points_of("ledger.extractors")
    return (extract, *(point.load() for point in points if point.name != "builtin"))


def extract_article(article: Article) -> Extraction:
    """Everything the ledger reads in one article; without a grammar for its language, only the article itself.

    Raises ArticleError for an article of more than `MOST_CLAIMS` claims.
    """
    if not has_grammar(article.language):
        return Extraction(article, (), (), grammar=False)
    with without_collector():
        return _extraction(article)


def _extraction(article: Article) -> Extraction:
    sentences = split_sentences(article)
    reading = read(article, sentences)
    own = tuple(islice(extract(reading), MOST_CLAIMS + 1))
    if len(own) > MOST_CLAIMS:
        raise ArticleError(f"{article.file}: says more than {MOST_CLAIMS:,} things, too much for an article; split it")
    proposals = (*own, *(claim for other in extractors()[1:] for claim in other(reading)))
    claims, refusals = Admission(reading, own).admit(proposals)
    return Extraction(
        article,
        sentences,
        claims,
        tuple(row for sentence in reading.sentences for row in _mention_rows(sentence, article.text)),
        tuple(_people(reading)),
        tuple(_aliases(reading)),
        (*_unread(reading), *refusals),
        tuple(span for sentence in reading.sentences for span in _uncovered(sentence)),
    )


def _mention_rows(reading: SentenceReading, article: str) -> Iterator[MentionRow]:
    """The mentions of a sentence as rows of the store, in order of position."""
    mentions = reading.mentions
    found: list[tuple[str, Span, str | None]] = [("quantity", q.span, q.value_text) for q in mentions.quantities]
    found += [("period", p.span, p.value) for p in mentions.periods]
    found += [("weekday", p.span, str(p.weekday)) for p in mentions.periods if p.weekday]
    found += [("place", p.span, p.label) for p in mentions.places]
    found += [("person", p.span, p.name_text) for p in mentions.people]
    found += [("organisation", o.span, o.name) for o in mentions.organisations]
    found += [("programme", p.span, p.name) for p in mentions.programmes]
    found += [("document", d.span, d.label) for d in mentions.documents]
    found += [(o.kind, o.span, None) for o in mentions.others]
    sentence = reading.sentence
    for kind, span, value in sorted(found, key=lambda row: (row[1], row[0])):
        start, end = sentence.start + span.start, sentence.start + span.end
        yield MentionRow(sentence.n, kind, start, end, article[start:end], value)


def _unread(reading: Reading) -> Iterator[Refusal]:
    """A refusal for each sentence that is too long to be read."""
    article = reading.article
    for sentence, reason in ((item.sentence, item.unread) for item in reading.sentences if item.unread):
        line, column = line_and_column(article.text, sentence.start)
        place = canonical_json({"article": article.id, "start": sentence.start, "end": sentence.end})
        yield Refusal(BUILTIN, f"line {line}, column {column}: {reason}", place)


def _people(reading: Reading) -> Iterator[PersonRow]:
    for sentence in reading.sentences:
        for person in sentence.mentions.people:
            yield PersonRow(sentence.sentence.n, person.whole, person.office, person.place)


def _aliases(reading: Reading) -> Iterator[AliasRow]:
    for sentence in reading.sentences:
        mentions = sentence.mentions
        named = [(item.span, "programme") for item in mentions.programmes]
        named += [(item.span, "place") for item in mentions.places]
        named += [(item.span, "organisation") for item in mentions.organisations]
        for alias in mentions.aliases:
            kinds = (kind for span, kind in named if _meet(span, alias.name_span))
            yield AliasRow(sentence.sentence.n, next(kinds, "term"), alias.alias, alias.name)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _uncovered(reading: SentenceReading) -> Iterator[Span]:
    """Figures of the sentence that nothing explains, as spans of the article, in order."""
    mentions = reading.mentions
    named = chain(
        *(mentions.quantities, mentions.periods, mentions.places, mentions.people, mentions.organisations),
        *(mentions.programmes, mentions.documents, mentions.others),
    )
    unread = [other.span for other in mentions.others if other.kind == UNREADABLE]
    sentence: Sentence = reading.sentence
    for span in sorted(uncovered(reading.tokens, map(_SPAN, named)) + unread):
        yield Span(span.start + sentence.start, span.end + sentence.start)
