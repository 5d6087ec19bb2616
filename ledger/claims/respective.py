"""Figures and what they are told of in two lists of one length: '2% and 3% in 2018 and 2019'."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ledger.claims.reading import SentenceReading
from ledger.mentions.records import Period, Place
from ledger.text.article import Span

Told = TypeVar("Told", Period, Place)

_LINKS = frozenset({", ", " and ", ", and ", " and the ", ", the ", " & "})
_NEAR = frozenset({"", "in", "for", "by", "on", "at", "to", "in the", "for the"})


def respective(reading: SentenceReading, told: Sequence[Told]) -> Mapping[Span, Told]:
    """The figures of a list, each to the period or place that stands as far on in a list of as many.

    Without 'respectively' the second list must follow the first directly.
    """
    quantities = reading.mentions.quantities
    if len(told) < 2 or len(quantities) < 2:
        return {}
    text, said = reading.sentence.text, "respectively" in reading.words
    pairs: dict[Span, Told] = dict(_in_turns(reading, told)) if said else {}
    if pairs:
        return pairs
    for figures in _lists(text, [quantity.span for quantity in quantities]):
        for spans in _lists(text, [item.span for item in told]):
            follows = text[figures[-1].end : spans[0].start].strip() in _NEAR
            if len(spans) == len(figures) and (follows or (said and spans[-1].end <= figures[0].start)):
                items = [item for item in told if item.span in spans]
                pairs |= dict(zip(figures, items, strict=True))
    return pairs


def _in_turns(reading: SentenceReading, told: Sequence[Told]) -> Mapping[Span, Told]:
    """As many figures for each of a list before them: 'Orsa and Kesh rose 2% to 8 and 5% to 4 tons respectively'."""
    text, figures = reading.sentence.text, [quantity.span for quantity in reading.mentions.quantities]
    side_by_side = {listed[0] for listed in _lists(text, figures)}
    for spans in _lists(text, [item.span for item in told]):
        behind = [span for span in figures if span.start >= spans[-1].end]
        each, rest = divmod(len(behind), len(spans))
        if each > 1 and not rest and behind[0] not in side_by_side:
            items = [item for item in told if item.span in spans]
            return {figure: items[n // each] for n, figure in enumerate(behind)}
    return {}


def _lists(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans that stand side by side, joined by commas and 'and'; two at least."""
    listed: list[Span] = []
    for span in spans:
        if listed and text[listed[-1].end : span.start] not in _LINKS:
            if len(listed) > 1:
                yield listed
            listed = []
        listed.append(span)
    if len(listed) > 1:
        yield listed
