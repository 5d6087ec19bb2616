"""Two numbers that are the ends of one figure: '5-6 million', 'between 3 and 5', 'from 240 to 273 people'."""

from collections.abc import Sequence
from decimal import Decimal

from ledger.mentions.amounts import Amount, read_amount
from ledger.mentions.hedges import read_before
from ledger.mentions.nouns import counted_noun
from ledger.mentions.numbers import HYPHENS, NUMBER_WORDS, NumberStyle, glued
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token
from ledger.mentions.units import currency_before

_CHANGES = words("changes", "words")
_REACH = 12
_THOUSAND = Decimal(1000)
_ONE_SIZE = 10  # how many times the lower end of a range the higher one is, at most
_CLAUSE_ENDS = frozenset(".;:!?()")


def read_range(tokens: Sequence[Token], amount: Amount, style: NumberStyle) -> Amount:
    """The amount with the other end of its range, when one follows; else the amount."""
    start = _second_start(tokens, amount)
    if start is None:
        return amount
    second = read_amount(tokens, start, style, amount.kind == "money")
    forms = set() if second is None else {amount.form, second.form}
    if second is None or "vague" in forms or ("share" in forms and forms != {"share"}):
        return amount
    link = tokens[amount.last].lower
    if link not in HYPHENS and tokens[second.last].text in HYPHENS:
        second = read_range(tokens, second, style)
    first = _in_thousands(amount, second) if link in HYPHENS else share_scale(amount, second)
    if not _same_unit(tokens, first, second) or not first.low < second.high:
        return amount
    if not _is_range(tokens, first, second, link):
        return amount
    return _join(tokens, first, second)


def _second_start(tokens: Sequence[Token], amount: Amount) -> int | None:
    """Where the number of the other end may stand, behind a dash, 'to', 'or', 'and' and a currency sign."""
    here = amount.last
    mark = tokens[here]
    if mark.text in HYPHENS:
        even = glued(tokens, here) == glued(tokens, here + 1)
        if not even or amount.form != "digits":
            return None
    elif mark.lower not in {"to", "or", "and"}:
        return None
    if amount.form == "share" and mark.lower == "and" and tokens[here + 1].lower == "a":
        return here + 1  # 'between a third and a half'
    for start in (here + 1, here + 2, here + 3):
        token = tokens[start]
        if token.kind == "number" or token.lower in NUMBER_WORDS:
            money = start == here + 1 or currency_before(tokens, start, scaled=True)
            return start if money else None
    return None


def _in_thousands(first: Amount, second: Amount) -> Amount:
    """'120' of '120-130,000' is 120,000, where the two are then of one size."""
    grouped = second.scale == 1 and second.low >= _THOUSAND and not second.low % _THOUSAND
    near = first.low < second.low / _THOUSAND <= _ONE_SIZE * first.low
    alike = first.unit in {"", second.unit} or not second.unit
    if grouped and near and alike and first.low >= _ONE_SIZE and first.scale == 1 and not first.rough:
        return first.scaled(_THOUSAND)
    return share_scale(first, second)


def share_scale(first: Amount, second: Amount) -> Amount:
    """'5' of '5 to 6 million' is five million, so are the '2.1' and '33.1' of '2.1 to 1.9 million' and '33.1 to 24.2
    million', and '12' of '12-15 cents' cents."""
    if first.unit == "" and second.times != 1:
        return first.scaled(second.times)._replace(times=second.times)
    alike = first.unit in {"", second.unit} or not second.unit
    as_precise = first.rough and first.step * second.scale == second.step and first.scale == 1
    if alike and as_precise and (first.low < 10 or first.step < 1):
        return first.scaled(second.scale)._replace(scale=second.scale)
    if alike and first.scale == 1 and second.scale > 1 and first.low < second.low / second.scale:
        return first.scaled(second.scale)._replace(scale=second.scale)
    return first


def _same_unit(tokens: Sequence[Token], first: Amount, second: Amount) -> bool:
    if first.unit in {"", second.unit}:
        return True
    if second.unit:
        return False
    prefixed = first.kind == "age" or (first.kind == "money" and first.first < first.number_first)
    recipients = counted_noun(tokens, second.last, one=False, partitive=False)
    return prefixed and not (recipients and tokens[first.last].lower == "to")


def _is_range(tokens: Sequence[Token], first: Amount, second: Amount, link: str) -> bool:
    """Whether the words around say a range and no change, choice or score."""
    begin = read_before(tokens, first.first, "number").first
    before = tokens[begin - 1].lower
    if link == "and":
        return before == "between"
    if link == "or":
        return first.unit == "" and second.low <= 2 * first.low + 1
    if link in HYPHENS or before == "between":
        return True
    if before == "by":
        return first.unit == "" and (second.unit != "" or second.low <= 2 * first.low)
    if before == "from":
        return not speaks_of_change(tokens, begin - 1)
    if before in _CHANGES:
        return first.unit == "" and second.low <= 3 * first.low
    return second.low <= 100 * first.low


def speaks_of_change(tokens: Sequence[Token], index: int, reach: int = _REACH) -> bool:
    """Whether a word of change stands in the clause, at most `reach` tokens before token `index`."""
    for here in range(index - 1, max(index - reach, 0) - 1, -1):
        if tokens[here].text in _CLAUSE_ENDS:
            return False
        if tokens[here].lower in _CHANGES:
            return True
    return False


def _join(tokens: Sequence[Token], first: Amount, second: Amount) -> Amount:
    begin = first.first
    if begin and tokens[begin - 1].lower in {"between", "from"}:
        begin -= 1
    money = first.unit if first.kind == "money" and not second.unit else second.unit
    unit = money or first.unit
    return second._replace(
        first=begin,
        number_first=first.number_first,
        low=first.low,
        high=second.high,
        unit=unit,
        kind=second.kind if second.unit else first.kind,
    )
