"""What the ledger has read of one article before any claim is made: its sentences, what they name and measure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from ledger.claims.dated import day_of_head
from ledger.claims.phrases import Range
from ledger.claims.verbs import lemma
from ledger.mentions.fiscal import fiscal_shift, in_fiscal_year
from ledger.mentions.home import at_home, home_currencies
from ledger.mentions.numbers import number_style
from ledger.mentions.people import refers_to
from ledger.mentions.read import read_mentions
from ledger.mentions.records import Mentions, Person, Quantity
from ledger.mentions.shortened import in_full, short_forms
from ledger.mentions.tokens import Token, tokenize
from ledger.record import record
from ledger.text.article import Article, Sentence, Span

LONGEST_SENTENCE = 5_000
"""Code points; nobody writes a longer one. What is longer is a table or a data dump that lost its line ends."""
MOST_FIGURES = 150
"""In one sentence: each is read in the light of all others."""


_AGAIN = re.compile(r"(?:,? or | \()(?:about |around |nearly |some |up |down )?$")
_ALSO = re.compile(r"(?:,? or |,? and |, | \()(?:about |around |nearly |some |up |down )?")
_ASIDE = 12  # characters that open an aside at most
_WHERE = re.compile(r"\b(?:in|across|at|on|within)(?: (?:the|its|their|all))*(?: \w+)? $")
"""Before a figure that only says where another one is: 'in three schools', 'in the three delta districts'."""
_COMMA = re.compile(r",(?!\d\d\d)")
_LOWER = attrgetter("lower")
_NOTHING = Mentions((), (), (), (), (), (), (), ())


@record
class SentenceReading:
    """One sentence with its tokens and mentions; their offsets are within the sentence."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    mentions: Mentions
    words: frozenset[str]
    """Its tokens in lower case: most readers look for a few words that most sentences do not have."""
    starts: Sequence[int]
    """Where each of its tokens begins."""
    verbs: Sequence[int]
    """Its tokens that may be verbs, by their form."""
    figures: Sequence[Range]
    """The tokens of each of its quantities."""
    told: Sequence[bool]
    """For each of its tokens, whether a period or a programme touches it."""
    unread: str = ""
    """Why the sentence was not looked at; then it has no tokens and no mentions."""

    def range_of(self, span: Span) -> Range:
        """The tokens that a span of the sentence touches."""
        return _range_of(span, self.tokens, self.starts)

    def touched_by(self, spans: Iterable[Span]) -> list[bool]:
        """For each token, whether one of the spans touches it."""
        return marked([False] * len(self.tokens), map(self.range_of, spans))

    def next_figure(self, offset: int) -> int:
        """Where the first figure at or behind an offset begins; the end of the sentence where there is none."""
        starts = (quantity.span.start for quantity in self.mentions.quantities if quantity.span.start >= offset)
        return min(starts, default=len(self.sentence.text))

    def end_of(self, quantity: Quantity) -> int:
        """Where a figure ends with what tells it once more ('$562 million, or $1.29 a share,', '69 points (0.8%)') and
        with the rest of its list."""
        text, end = self.sentence.text, quantity.span.end
        if _AGAIN.search(text, max(0, quantity.span.start - _ASIDE), quantity.span.start):
            end += text[end : end + 1] in (")", ",")
        for other in self.mentions.quantities:
            if other.span.start > end and _ALSO.fullmatch(text, end, other.span.start):
                end = other.span.end + (text[other.span.end : other.span.end + 1] in (")", ","))
        return end


class Measure(NamedTuple):
    """What a figure measures."""

    text: str
    step: str = ""
    """reduction | increase for a difference ('rose by 4'); '' for a level ('rose to 4')."""
    anaphoric: bool = False
    """True when the sentence only says 'it', and an earlier one must tell."""
    gapped: bool = False
    """True when no verb governs the figure: it may share that of the figure before it."""
    population: str | None = None
    """Of whom, where the sentence names them beside the measure: 'the poor districts saw a fall of 2 points'."""


class Reading(NamedTuple):
    """An article as the ledger has read it. Extractors propose claims from it, admission checks against it."""

    article: Article
    sentences: tuple[SentenceReading, ...]


def read(article: Article, sentences: tuple[Sentence, ...]) -> Reading:
    """Reads every sentence of an article; one whose front matter gives no date is dated by a line of its head."""
    day = None if article.published else day_of_head(article)
    article = replace(article, published=day) if day else article
    style = number_style(article.language)
    counted = ""
    known: dict[str, str] = {}
    readings = []
    home, shift = home_currencies(article.text), fiscal_shift(article.text)
    forms = short_forms(article.text)
    for sentence in sentences:
        tokens = tokenize(sentence.text[: LONGEST_SENTENCE + 1])
        figures = sum(token.kind == "number" for token in tokens) if len(tokens) > MOST_FIGURES else 0
        unread = _too_much(sentence, figures)
        if not unread:
            mentions = read_mentions(sentence.text, article.published, style, tokens, counted, known)
            unread = _too_much(sentence, len(mentions.quantities))
        if unread:
            readings.append(_reading(sentence, (), _NOTHING, unread))
            continue
        if home:
            own = (at_home(q, sentence.text, home) for q in mentions.quantities)
            mentions = mentions._replace(quantities=tuple(own))
        if forms:
            told = (in_full(q, sentence.text, forms) for q in mentions.quantities)
            mentions = mentions._replace(quantities=tuple(told))
        if shift and mentions.periods:
            parts = (in_fiscal_year(p, sentence.text, shift, article.published) for p in mentions.periods)
            mentions = mentions._replace(periods=tuple(parts))
        readings.append(_reading(_on_one_line(sentence), tuple(tokens), mentions))
        for person in mentions.people:
            _remember(person, known)
        counted = _counted_last(sentence.text, mentions) or counted
    return Reading(article, tuple(readings))


def _reading(sentence: Sentence, tokens: tuple[Token, ...], mentions: Mentions, unread: str = "") -> SentenceReading:
    lower, starts = list(map(_LOWER, tokens)), [token.start for token in tokens]
    figures = [_range_of(quantity.span, tokens, starts) for quantity in mentions.quantities]
    named = [period.span for period in mentions.periods] + [programme.span for programme in mentions.programmes]
    told = marked([False] * len(tokens), (_range_of(span, tokens, starts) for span in named))
    verbs = [i for i, word in enumerate(lower) if lemma(word)]
    return SentenceReading(sentence, tokens, mentions, frozenset(lower), starts, verbs, figures, told, unread)


def _range_of(span: Span, tokens: Sequence[Token], starts: Sequence[int]) -> Range:
    begin, end = span
    start = bisect_right(starts, begin) - 1
    if start < 0 or tokens[start].end <= begin:
        start += 1
    return Range(start, bisect_left(starts, end, start))


def marked(tokens: list[bool], ranges: Iterable[Range]) -> list[bool]:
    """The marks of tokens with those of some ranges added."""
    for start, end in ranges:
        tokens[start:end] = [True] * (end - start)
    return tokens


def _on_one_line(sentence: Sentence) -> Sentence:
    """A sentence with blanks for its line breaks: words are looked for as if none had been wrapped."""
    return sentence._replace(text=sentence.text.replace("\n", " ")) if "\n" in sentence.text else sentence


def _remember(person: Person, known: dict[str, str]) -> None:
    """Enters the family name of a person, to be known alone; that of two persons stands for neither."""
    family = person.name_text.rpartition(" ")[2]
    if family != person.name_text and len(family) > 1:
        told = known.setdefault(family, person.name_text)
        if told != person.name_text and not (refers_to(person.name_text, told) or refers_to(told, person.name_text)):
            known[family] = ""


def _counted_last(text: str, mentions: Mentions) -> str:
    """The unit that a next sentence may leave out; '3,150 pupils in three schools' is about pupils."""
    counts = [quantity for quantity in mentions.quantities if quantity.kind == "count" and quantity.unit]
    told = [q for q in counts if not _WHERE.search(text[: q.span.start])] if len(counts) > 1 else counts
    return (told or counts)[-1].unit.partition("/")[0] if counts else ""


def parted(between: str) -> bool:
    """Whether a comma, a semicolon or a colon stands in a stretch of a sentence, but inside a figure."""
    return ";" in between or ":" in between or ("," in between and _COMMA.search(between) is not None)


def _too_much(sentence: Sentence, figures: int) -> str:
    """Why a sentence is not read; empty for one that is."""
    length = sentence.end - sentence.start
    if length > LONGEST_SENTENCE:
        return f"a sentence of {length:,} characters is not read, only up to {LONGEST_SENTENCE:,}; break it up"
    if figures > MOST_FIGURES:
        return f"a sentence of {figures:,} figures is not read, only up to {MOST_FIGURES:,}; break it up"
    return ""
