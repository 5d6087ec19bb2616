"""Whether a proposed claim says what the ledger itself reads at the same place: figure, unit, measure and facets.

A figure and what it holds of are the ledger's own reading or they are refused. A name may be said shorter or longer
than the ledger has it, and a facet that the ledger found nowhere may come from the sentence or from its evidence.
"""

import re
from collections.abc import Iterator
from functools import cache

from ledger.claims.claim import Claim
from ledger.claims.reading import Reading
from ledger.resources import data_table
from ledger.text.article import Span

NAMES = ("subject", "place", "programme", "population", "speaker")
_NARROWING = ("place", "programme", "population")
_EXACT = ("value", "low", "high", "usual_low", "usual_high", "unit", "hedge", "modality")
_FACETS = frozenset({*NAMES, "period", "modality"})
_SHARED_LETTERS = 4
_REACH = 4
"""How many words before a quote may turn it round."""
_PLURALS = frozenset({"s", "es", "ies", "ves", "ren"})
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[,;:()—–]")


def difference(reading: Reading, own: Claim, claim: Claim) -> str | None:
    """What a proposal says otherwise than the ledger's own claim at the same place; None where they agree."""
    return next(_differences(reading, own, claim), None)


def _differences(reading: Reading, own: Claim, claim: Claim) -> Iterator[str]:
    yield from _value(own, claim)
    for name in _EXACT:
        mine, theirs = getattr(own, name), getattr(claim, name)
        if mine != theirs:
            yield f"the ledger reads {name} {mine!r} in the quote, not {theirs!r}"
    yield from _measure(reading, own, claim)
    yield from _period(reading, own, claim)
    for name in NAMES:
        yield from _name(reading, own, claim, name)
    yield from _evidence(reading, own, claim)
    yield from _negation(reading, claim)


def _value(own: Claim, claim: Claim) -> Iterator[str]:
    """The value stands in the quote, and is the one the ledger reads there."""
    at = own.quote.find(own.value_text)
    if at >= 0 and own.kind == "quantity":
        start = own.start + at
        if not (claim.start <= start and start + len(own.value_text) <= claim.end):
            yield f"the quote does not hold the figure {own.value_text!r}"
    mine, theirs = own.value_text, claim.value_text
    if mine == theirs:
        return
    shorter = own.kind != "quantity" and _stands(mine, theirs)
    if not ((shorter or _stands(theirs, mine)) and _stands(claim.quote, theirs)):
        yield f"the ledger reads {mine!r} in the quote, not {theirs!r}"


def _measure(reading: Reading, own: Claim, claim: Claim) -> Iterator[str]:
    """A figure's measure has a word in common with the sentence; any other is the ledger's."""
    if own.measure == claim.measure:
        return
    if own.kind != "quantity":
        yield f"the ledger reads {own.measure!r} in the quote, not {claim.measure!r}"
        return
    said = _words(f"{reading.sentences[claim.sentence].sentence.text} {own.measure} {own.subject or ''}")
    if not any(_alike(word, other) for word in _words(claim.measure) for other in said):
        yield f"nothing in the sentence is called {claim.measure!r}"


def _period(reading: Reading, own: Claim, claim: Claim) -> Iterator[str]:
    if claim.period is None or (own.period, own.period_kind) == (claim.period, claim.period_kind):
        return
    if own.period is not None:
        mine, theirs = f"{own.period_kind} {own.period}", f"{claim.period_kind} {claim.period}"
        yield f"the ledger reads period {mine!r} for it, not {theirs!r}"
    elif not any(_tells(reading, claim, span) for span in (_sentence(reading, claim), claim.evidence.get("period"))):
        yield f"neither its sentence nor its evidence tells of the period {claim.period!r}"


def _tells(reading: Reading, claim: Claim, span: Span | None) -> bool:
    """Whether the ledger reads the period of a claim within a span of the article."""
    return span is not None and any(
        period.value == claim.period and span.start <= at + period.span.start < span.end
        for at, sentence in ((sentence.sentence.start, sentence) for sentence in reading.sentences)
        for period in sentence.mentions.periods
    )


def _sentence(reading: Reading, claim: Claim) -> Span:
    sentence = reading.sentences[claim.sentence].sentence
    return Span(sentence.start, sentence.end)


def _name(reading: Reading, own: Claim, claim: Claim, name: str) -> Iterator[str]:
    mine, theirs = getattr(own, name), getattr(claim, name)
    if theirs is None or theirs == mine:
        return
    sentence = reading.sentences[claim.sentence].sentence.text
    evidence = claim.evidence.get(name, Span(0, 0))
    if not (_holds(sentence, theirs) or _holds(reading.article.text[evidence.start : evidence.end], theirs)):
        yield f"neither its sentence nor its evidence names the {name} {theirs!r}"
    elif name in _NARROWING and mine is not None and not _one_name(mine, theirs):
        yield f"the ledger reads {name} {mine!r} for it, not {theirs!r}"


def same_unit(own: Claim, unit: str | None) -> bool:
    """Whether a unit is the ledger's, or the counted thing as the quote has it: 'child' where that has 'children'."""
    if own.unit == unit or not (own.unit or unit):
        return True
    counted = _plain(own.quote.partition(own.value_text)[2]).split()
    named = _plain(unit or "").split()
    if not (named and counted and own.unit and own.unit.isalpha() and own.unit.islower()):
        return False
    return _plural(named[-1], counted[-1]) and all(word in counted for word in named[:-1])


def _plural(word: str, printed: str) -> bool:
    stem = word[:-1] if word.endswith(("y", "f")) else word[:-2] if word.endswith("fe") else word
    return word == printed or (printed.startswith(stem) and printed[len(stem) :] in _PLURALS)


def _evidence(reading: Reading, own: Claim, claim: Claim) -> Iterator[str]:
    """Evidence names what it is evidence for."""
    for facet, span in claim.evidence.items():
        if own.evidence.get(facet) == span:
            continue
        told = getattr(claim, facet) if facet in _FACETS else None
        if told is None:
            yield f"has evidence for {facet!r}, of which it says nothing"
        elif facet == "period":
            if not _tells(reading, claim, span):
                yield f"the evidence for period does not tell of {told!r}"
        elif facet in NAMES and not _holds(reading.article.text[span.start : span.end], told):
            yield f"the evidence for {facet} does not name {told!r}"


def _negation(reading: Reading, claim: Claim) -> Iterator[str]:
    """A word that turns the statement round and stands shortly before a quote that leaves it out."""
    sentence = reading.sentences[claim.sentence].sentence
    before = sentence.text[: claim.start - sentence.start].lower().replace("’", "'")
    words = _CLAUSE.split(before.replace("n't", " n't"))[-1].split()
    for number, word in enumerate(words[-_REACH:], max(len(words) - _REACH, 0)):
        following = words[number + 1] if number + 1 < len(words) else ""
        ends = _table()["boundaries"].intersection(words[number:]) or following in _table()["stating"]
        if word in _table()["negations"] and not ends:
            yield f"the quote leaves out {word!r}, which stands before it; begin it there"


def _stands(text: str, part: str) -> bool:
    """Whether whole words of a text are these, character for character."""
    return bool(part) and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


def _holds(text: str, part: str) -> bool:
    """Whether whole words of a text are these, however they are cased and spaced."""
    return _stands(_plain(text), _plain(part))


def _one_name(a: str, b: str) -> bool:
    """Whether one of two names has all words of the other: 'town of Varga', 'Varga town', 'Varga'."""
    first, second = _words(a), _words(b)
    return first <= second or second <= first


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(_plain(text)) if len(word) >= 3}


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= _SHARED_LETTERS and a[:_SHARED_LETTERS] == b[:_SHARED_LETTERS])


@cache
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in data_table("claims", "negations").items()}
