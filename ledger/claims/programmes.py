"""Which programme or legal basis a figure is counted under, and how far one that is named holds.

A programme named with the figure holds; else the one that the sentence refers to ('under the scheme', 'It has also');
else the one the sentence before was about, where a figure alone goes on ('So far 412 have been completed').
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from ledger.claims.context import Context
from ledger.claims.facets import Facet, shift
from ledger.claims.pointing import HEADS, goes_on, refers_back
from ledger.claims.reading import SentenceReading
from ledger.mentions.records import Document, Programme, Quantity
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token

_LOWER = attrgetter("lower")
_ANY_KIND = frozenset({"programme", "program", "scheme", "initiative", "money"})
"""These may stand for a programme whatever it is called."""
_GOVERNING = frozenset({"under", "through", "from", "within", "by"})
_ACCOUNTS = words("documents", "dayed") | {"report", "letter"}
_BASES = frozenset({"under", "according", "pursuant", "per"})


def programme_of(reading: SentenceReading, quantity: Quantity, context: Context) -> Facet | None:
    """The programme or legal basis of a figure; carried only into sentences that go on with the one before."""
    offset = reading.sentence.start
    chosen = _named(reading, quantity, (*context.introduced, *reading.mentions.programmes))
    if chosen is not None:
        return Facet(context.programme_label(chosen), shift(chosen.span, offset))
    basis = _legal_basis(reading) if reading.mentions.documents else None
    if basis is not None:
        return Facet(basis.label, shift(basis.span, offset))
    last = context.last_programme
    if last is None:
        return None
    standing = context.programme if quantity.kind in ("money", "count", "measure", "number") else None
    if standing is not None and goes_on(reading.tokens):
        return Facet(context.programme_label(standing.item), standing.span)
    if _names_kind(reading.tokens, last.item, near=context.programme is not None):
        return Facet(context.programme_label(last.item), last.span)
    if standing is not None and context.scheme is not None and refers_back(reading):
        return Facet(context.programme_label(context.scheme.item), context.scheme.span)
    return None


def _named(reading: SentenceReading, quantity: Quantity, named: Sequence[Programme]) -> Programme | None:
    """The programme of the sentence that governs the figure, or stands before it, or is no other figure's."""
    if not named:
        return None
    attached = _attached(reading, quantity, named)
    if attached is not None:
        return attached
    earlier = [programme for programme in named if programme.span.start < quantity.span.start]
    if earlier:
        return earlier[-1]
    others = [_attached(reading, other, named) for other in reading.mentions.quantities if other != quantity]
    return next((programme for programme in named if programme not in others), None)


def _attached(reading: SentenceReading, quantity: Quantity, named: Sequence[Programme]) -> Programme | None:
    """A programme that follows the figure with 'under' or the like, before the next figure."""
    text = reading.sentence.text
    limit = reading.next_figure(quantity.span.end)
    for programme in named:
        if quantity.span.end <= programme.span.start < limit:
            between = text[quantity.span.end : programme.span.start].lower().split()
            return programme if not _GOVERNING.isdisjoint(between[-2:]) else None
    return None


def _legal_basis(reading: SentenceReading) -> Document | None:
    """'under Decree 118/2024', 'according to Decision 318': the document a figure is counted by."""
    text = reading.sentence.text.lower()
    for document in reading.mentions.documents:
        if document.kind.rpartition(" ")[2] in _ACCOUNTS:
            continue  # 'according to a press release' tells who says so
        if not _BASES.isdisjoint(text[: document.span.start].split()[-5:]):
            return document
    return None


def _names_kind(tokens: Sequence[Token], last: Programme, near: bool) -> bool:
    """'under the Programme', 'the scheme': a kind stands for the programme named last, or the last of that kind."""
    if HEADS.isdisjoint(map(_LOWER, tokens)):
        return False
    own = last.name.lower().split()
    for before, token in pairwise(tokens):
        if token.lower not in HEADS or before.lower not in ("the", "this", "that"):
            continue
        if token.text[0].isupper() or token.lower in own or (near and token.lower in _ANY_KIND):
            return True
    return False
