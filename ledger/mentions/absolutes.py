"""'no' and 'all' where they state a figure: 'no casualties' is 0, 'all communes have ...' is 100 %."""

from collections.abc import Sequence
from decimal import Decimal

from ledger.mentions.amounts import Amount
from ledger.mentions.nouns import AUXILIARIES, VERBS, counted_noun, noun_unit, singular
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token

_COUNTED = words("nouns", "absolute")
_ENDING = words("nouns", "ending")
_ADVERBS = frozenset({"now", "already", "currently", "also", "still", "then", "have", "will"})
_OPENERS = frozenset({"", ",", ";", "and", "that", "while", "where", "“", '"', "so", "but", "nearly", "almost"})
_NONE, _WHOLE = Decimal(0), Decimal(100)


def read_absolute(tokens: Sequence[Token], index: int) -> Amount | None:
    """The figure that 'no' or 'all' at token `index` states of a noun that news counts; None elsewhere."""
    noun = counted_noun(tokens, index + 1, one=False, partitive=False)
    if noun is None or singular(tokens[noun.head].lower) not in _COUNTED or tokens[index + 1].lower == "of":
        return None
    unit = noun_unit(tokens[noun.head])
    word, before = tokens[index].lower, tokens[index - 1].lower
    ends = word == "all" and before in _ENDING
    if word == "no" or ends:
        value, kind = _NONE, "count"
    elif before in _OPENERS and _is_subject(tokens, noun.last):
        value, unit, kind = _WHOLE, "%", "share"
    else:
        return None
    return Amount(
        first=index,
        last=noun.last,
        number_first=index,
        number_last=index + 1,
        low=value,
        high=value,
        step=Decimal(0),
        form="absolute",
        rough=False,
        scale=Decimal(1),
        unit=unit,
        kind=kind,
        noun=noun,
    )


def _is_subject(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb follows the noun phrase that ends before token `index`."""
    here = index + (tokens[index].lower in _ADVERBS)
    return tokens[index].lower in AUXILIARIES or tokens[here].lower in AUXILIARIES or tokens[here].lower in VERBS
