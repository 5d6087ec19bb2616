"""Figures whose unit or noun is left out and told elsewhere in the sentence."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ledger.mentions.amounts import Amount
from ledger.mentions.hedges import read_before
from ledger.mentions.nouns import AUXILIARIES, CASUALTIES, ELIDED, STOP_WORDS, VERBS, noun_unit
from ledger.mentions.ranges import share_scale
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token

_LEVELS = Decimal(20)  # how far apart two figures of one measure may be
_NEAR = 6
_JOINING = frozenset(
    {"and", "or", "to", "from", ",", "/", "-", "–", "&", "versus", "vs", "x", "×", "by", "then", "nor", "against"}
)
_COMPARING = frozenset({"from", "to", "against", "versus", "vs", "than"})
_STRIKING = words("nouns", "striking")
_MEASURED: dict[str, str] = {word: unit for unit, nouns in table("nouns")["measured"].items() for word in nouns.split()}
_CLAUSE_ENDS = frozenset(".;:!?")
_EVENTS = words("nouns", "events")
_REACHING = words("changes", "words") | words("changes", "levels")
_REACH = 12


def resolve(tokens: Sequence[Token], amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, in order, with the units that can be told from their neighbours."""
    resolved = list(amounts)
    for at in range(len(resolved) - 2, -1, -1):
        resolved[at] = _from_next(tokens, resolved[at], resolved[at + 1])
    counted: Amount | None = None
    for at, amount in enumerate(resolved):
        if amount.unit == "":
            resolved[at] = _from_before(tokens, amount, resolved[at - 1] if at else None, counted)
        if resolved[at].kind == "count" and resolved[at].noun:
            counted = resolved[at]
    return resolved


def _from_next(tokens: Sequence[Token], amount: Amount, following: Amount) -> Amount:
    """'12, 15 and 20 people', 'from 240 to 273 households', '6 of the 7 provinces': the unit comes later."""
    if amount.unit or not following.unit or following.kind == "age":
        return amount
    between = tokens[amount.last : read_before(tokens, following.first, duration=False).first]
    if not between or len(between) > 4:
        return amount
    texts = [token.lower for token in between]
    qualified = len(texts) == 2 and following.kind == "count" and texts[0] not in STOP_WORDS
    if all(text in _JOINING for text in (texts[1:] if qualified else texts)):
        scaled = share_scale(amount, following)
        return replace(scaled, unit=following.unit, kind=following.kind)
    part_of = texts[0] == "of" or texts[:2] == ["out", "of"]
    if part_of and following.kind == "count" and amount.low <= following.high:
        return replace(amount, unit=following.unit, kind=following.kind)
    return amount


def _from_before(tokens: Sequence[Token], amount: Amount, other: Amount | None, counted: Amount | None) -> Amount:
    """'killing 12', 'the number of students rose to 512', 'up from 240', 'selling two each year'.

    `other` is the amount before it in the sentence, `counted` the last one with its noun.
    """
    begin = read_before(tokens, amount.first, duration=False).first
    before = tokens[begin - 1].lower
    whole = amount.low == int(amount.low)
    if whole and (before in _STRIKING or _struck(tokens, amount.last)):
        return replace(amount, unit="person", kind="count")
    compared = before in _COMPARING or (before == "with" and tokens[begin - 2].lower == "compared")
    if other and (compared or other.kind == "age"):
        scaled = share_scale(amount, other)
        if _compares(tokens, scaled, other):
            return replace(scaled, unit=other.unit, kind=other.kind)
    if other and before in {"and", "or", ","} and _parallel(amount, other):
        return replace(amount, unit=other.unit, kind=other.kind)
    if not whole:
        return amount
    unit = _numbered(tokens, begin)
    if unit:
        return replace(amount, unit=unit, kind="count")
    if counted and not _is_level(tokens, begin) and not _is_aside(tokens, amount, before):
        return replace(amount, unit=counted.unit, kind="count")
    return amount


def _parallel(amount: Amount, other: Amount) -> bool:
    """'74.5 years for men and 79.3 for women'."""
    alike = other.unit != "" and amount.rough and other.rough and amount.scale == other.scale
    return (
        alike and amount.first - other.last <= _NEAR and amount.low <= 3 * other.high and other.low <= 3 * amount.high
    )


def _struck(tokens: Sequence[Token], index: int) -> bool:
    """'dozens were arrested', 'two more were killed'."""
    here = index
    while here < index + 3 and (tokens[here].lower in AUXILIARIES or tokens[here].lower in ELIDED):
        here += 1
    return tokens[here].lower in CASUALTIES


def _compares(tokens: Sequence[Token], amount: Amount, other: Amount) -> bool:
    """Whether a bare figure is of the same measure as the one before it."""
    if other.kind == "age":
        return all(token.lower in _JOINING for token in tokens[other.last : amount.first])
    near = abs(other.low) <= _LEVELS * abs(amount.low) and abs(amount.low) <= _LEVELS * abs(other.low)
    return other.unit != "" and near


def _numbered(tokens: Sequence[Token], index: int) -> str:
    """The unit of 'the number of students', 'the death toll', 'deaths rose' before token `index`, in its clause."""
    for here in range(index - 1, max(index - _REACH, 0) - 1, -1):
        token = tokens[here]
        if token.text in _CLAUSE_ENDS:
            return ""
        if token.lower in _EVENTS and tokens[here + 1].lower in _REACHING:
            return noun_unit(token)
        if token.lower in _MEASURED:
            return _MEASURED[token.lower]
        if token.lower == "number" and tokens[here + 1].lower == "of":
            head = here + 2
            while tokens[head + 1].kind == "word" and tokens[head + 1].lower not in STOP_WORDS | VERBS | CASUALTIES:
                head += 1
            return noun_unit(tokens[head]) if tokens[head].kind == "word" else ""
    return ""


def _is_aside(tokens: Sequence[Token], amount: Amount, before: str) -> bool:
    """Whether the figure stands between commas or dashes ('two daughters, 8 and 11,')."""
    return before in {",", "("} and tokens[amount.last].lower in {",", "and", ")", "."}


def _is_level(tokens: Sequence[Token], index: int) -> bool:
    """Whether the figure before token `index` is the level of something ('closed at 1,245', 'index of 54')."""
    return tokens[index - 1].lower in {"at", "of", "is", "was", "by", "level", "=", ":", "("}
