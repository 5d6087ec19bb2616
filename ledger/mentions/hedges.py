"""Words before and after a figure that bound it ('more than', 'or more'), or say how it was made ('average')."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.mentions.numbers import HYPHENS, NUMBER_WORDS
from ledger.mentions.phrases import Phrases
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token

_TABLE = table("hedges")
BEFORE = Phrases((phrase, hedge) for hedge, phrases in _TABLE["before"].items() for phrase in phrases)
AFTER = Phrases((phrase, hedge) for hedge, phrases in _TABLE["after"].items() for phrase in phrases)
_STATISTIC = Phrases((phrase, name) for name, phrases in _TABLE["statistic"].items() for phrase in phrases)
_LOOSE_STATISTIC: dict[str, str] = {
    word: name for name, words in _TABLE["loose_statistic"].items() for word in words.split()
}
_FILLERS = Phrases((phrase, None) for phrase in _TABLE["fillers"]["phrases"])
_ENDS = BEFORE.ends | _STATISTIC.ends | _FILLERS.ends
_DURING = frozenset(_TABLE["during"]["prepositions"].split())
_DURING_AFTER = frozenset(_TABLE["during"]["unless_after"].split())
_PLACE = frozenset(_TABLE["place"]["prepositions"].split())
_COMPARED = _PLACE | frozenset(_TABLE["place"]["beating"].split()) | {"than"}
_DETERMINERS = frozenset(_TABLE["place"]["determiners"].split())
_MOVES = frozenset(_TABLE["moves"]["words"].split())
_HANDED = frozenset(_TABLE["handed"]["words"].split())
_TALK = frozenset(_TABLE["talk"]["words"].split())
_ON_THE_MOVE = frozenset(_TABLE["moves"]["prepositions"].split())
_REACH = 8
_CLAUSE_ENDS = frozenset(".;:!?()")


class Before(NamedTuple):
    """What stands before a figure. `first` is the token where the figure with its hedge begins."""

    first: int
    hedge: str
    statistic: str | None


def read_before(tokens: Sequence[Token], index: int, kind: str) -> Before:
    """Hedge and statistic directly before token `index`, through fillers such as 'a further'.

    `kind` is that of the quantity: with a stretch of time 'over' means during unless something is measured ('invest
    over five years', but 'for over five years'), and 'near' is a place before a count.
    """
    first, hedge, statistic, here = index, "none", None, index
    definite = False
    while here > 0 and tokens[here - 1].lower in _ENDS:
        if hedge == "none":
            match = BEFORE.before(tokens, here)
            if match and _bounds(tokens, match[0], here, kind, definite):
                here, hedge = match
                first = here
                continue
        named = _STATISTIC.before(tokens, here)
        if named and statistic is None:
            here, statistic = named
            continue
        filler = _FILLERS.before(tokens, here)
        if not filler:
            break
        here = filler[0]
        definite = definite or tokens[here].lower in _DETERMINERS
    return Before(first, hedge, statistic or _loose_statistic(tokens, here))


def _bounds(tokens: Sequence[Token], first: int, last: int, kind: str, definite: bool) -> bool:
    """Whether the phrase tokens[first:last] bounds the figure rather than being a preposition of its own."""
    word, previous = tokens[first].lower, tokens[first - 1].lower if first else ""
    if first and tokens[first - 1].text in HYPHENS and tokens[first - 1].end == tokens[first].start:  # '7-under 65'
        return False
    if definite and not _COMPARED.isdisjoint((word, tokens[last - 1].lower)):  # '29 more than the 31 of last year'
        return False
    if word in _DURING and kind == "time":
        return previous in _DURING_AFTER
    if word == "near":
        return kind in {"money", "share", "measure"}
    if word == "up" and tokens[first + 1].lower == "to":
        return previous not in _MOVES and not (previous == "back" and tokens[first - 2].lower in _MOVES)
    if word == "over" and previous in _HANDED:
        return False  # 'handed over 30 deeds'
    return word != "about" or previous not in _TALK


def _loose_statistic(tokens: Sequence[Token], index: int) -> str | None:
    """'average' or 'total' earlier in the clause, no other number between ('an average reduction of 4.5 %')."""
    for here in range(index - 1, max(index - _REACH, 0) - 1, -1):
        token = tokens[here]
        if token.kind == "number" or token.text in _CLAUSE_ENDS:
            return None
        if token.lower in _LOOSE_STATISTIC and (here == 0 or token.text.islower()):
            return _LOOSE_STATISTIC[token.lower]
    return None


def read_after(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """The hedge that begins at token `index`: the index after it, and the hedge.

    A phrase that could as well bound the next figure is left to it ('in 5 at least 3 people').
    """
    match = AFTER.at(tokens, index)
    if match is None:
        return None
    following = tokens[match[0]]
    if following.lower == "than":  # '64 are missing and more than 900 hurt'
        return None
    if tokens[match[0] - 1].lower == "up" and following.lower in _ON_THE_MOVE:  # 'down in 14 regions and up in three'
        return None
    bounds_next = following.kind in {"number", "symbol"} or following.lower in NUMBER_WORDS
    return None if bounds_next and tokens[index].lower not in {"or", "and"} else match
