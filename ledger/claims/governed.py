"""Places told by those who govern or serve them: 'Orsa city council', 'the University of Orsa', 'Peru Tourism
Authority'."""

from collections.abc import Iterator, Sequence

from ledger.claims.phrases import words
from ledger.mentions.gazetteer import first_words, gazetteer, longest
from ledger.mentions.lexicon import GEO, lexicon
from ledger.mentions.records import Organisation, Place
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_OWNING = ("'s", "’s")
_LONGEST = 3  # words of a name that no gazetteer knows
_LOCAL, _BETWEEN = words("local_bodies"), words("local_kinds")
_PUBLIC = words("public_bodies")


def is_public(body: Organisation) -> bool:
    """Whether a body is one of the state, by its name."""
    return not _PUBLIC.isdisjoint(body.name.lower().split())


def known_place_of(body: Organisation) -> Place | None:
    """The known place that the name of a body begins with, or ends in after 'of': 'Bank of Ghana'."""
    name = body.name.removeprefix("The ").removeprefix("the ")
    for part in (name, name.rpartition(" of ")[2]):
        told = [_plain(word) for word in part.split()]
        if not told or told[0].lower() not in first_words():
            continue
        for count in range(min(len(told), longest()), 0, -1):
            place = " ".join(told[:count])
            start = body.name.find(place)
            if place.lower() in gazetteer() and start >= 0:
                start += body.span.start
                return Place(Span(start, start + len(place)), place, None, False, None)
    return None


def governed(words_of: frozenset[str], tokens: Sequence[Token]) -> Iterator[Span]:
    """The names before or behind a word for a body that is of one place: 'Orsa council', 'the mayor of Orsa'.

    `words_of` are the tokens in lower case.
    """
    if _LOCAL.isdisjoint(words_of):
        return
    for i, token in enumerate(tokens):
        if token.lower in _LOCAL:
            span = _name_before(tokens, i - 1)
            if span is None and i + 2 < len(tokens) and tokens[i + 1].lower == "of":
                span = _name_behind(tokens, i + 2)
            if span is not None:
                yield span


def _name_before(tokens: Sequence[Token], last: int) -> Span | None:
    while last >= 0 and tokens[last].lower in _BETWEEN:
        last -= 1
    first = last
    while first >= 0 and last - first < _LONGEST and _is_name(tokens[first]):
        first -= 1
    first += 1
    if first > last or (first == 0 and lexicon().get(tokens[0].lower, 0)):
        return None
    return Span(tokens[first].start, tokens[last].start + len(_plain(tokens[last].text)))


def _name_behind(tokens: Sequence[Token], first: int) -> Span | None:
    after = first
    while after < len(tokens) and after - first < _LONGEST and _is_name(tokens[after]):
        after += 1
    return Span(tokens[first].start, tokens[after - 1].end) if after > first else None


def _is_name(token: Token) -> bool:
    text = _plain(token.text)
    shaped = len(text) > 2 and text[0].isupper() and text[1].islower()
    common = lexicon().get(text.lower(), 0) & ~GEO
    return shaped and not common and text.lower() not in _LOCAL and text.lower() not in _BETWEEN


def _plain(word: str) -> str:
    return word[:-2] if word.endswith(_OWNING) else word
