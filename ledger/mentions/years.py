"""Whether a number of four digits is meant as a year, and a bare 'May' or 'March' as a month."""

from ledger.mentions.dates import Moment, Tokens, is_year, month_at, word
from ledger.mentions.nouns import is_plural
from ledger.mentions.relative import DIRECTIONS
from ledger.mentions.tables import table

_WORDS: dict[str, str] = table("periods")["words"]


def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


_OPENERS, _WEAK, _MOVERS, _DETERMINERS = (
    _listed("openers"),
    _listed("weak_openers"),
    _listed("movers"),
    _listed("determiners"),
)
_TOTALS = _listed("totals")
TAILS, ONWARD = _listed("tails"), _listed("onward")
_YEAR_NOUNS, _UNITS, _EVENTS, _PREDICATES = (
    _listed("year_nouns"),
    _listed("units"),
    _listed("events"),
    _listed("predicates"),
)
_RESULTS = _listed("results")
_REPORTING = _listed("reporting")
_QUALIFIERS = 2
"""Words between a year and the result it is told of: '2019 net operating income'."""
_EARLIER = frozenset({"previous", "earlier", "former", "old"})
DASHES = frozenset("-–—−")


def is_meant(tokens: Tokens, i: int, found: tuple[Moment, int], end: int) -> bool:
    """Whether a bare number is meant as a year, and a bare 'May' or 'March' as a month."""
    moment, after = found
    token = tokens[i]
    if is_year(token) and not moment.low[1] and after - i in (1, 3):
        return _is_plain_year(tokens, i, after, end)
    if word(tokens, i - 1) == "(" and not moment.low[0] and (moment.high[1] - moment.low[1]) % 12 == 11:
        return False  # 'the 2023-24 crop year (July-June)'
    if after == i + 1 and month_at(tokens, i) and not moment.low[0]:
        before = tokens[i - 1] if i else None
        following = word(tokens, after)
        if before is None or (before.kind == "word" and before.text[0].isupper() and before.lower not in _OPENERS):
            paired = (following in DASHES or following in ("to", "and")) and month_at(tokens, after + 1)
            return bool(paired) and not _is_capital(tokens, after + 2)
        if _is_capital(tokens, after):
            return False  # 'April Jones'
        return before.lower in _OPENERS or before.lower in DIRECTIONS or before.text in "–—-(/," or len(token.text) > 3
    return True


def _is_capital(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == "word" and tokens[i].text[0].isupper()


def _has_result(tokens: Tokens, i: int) -> bool:
    """Whether the small words from token i on are the result of a year: 'net income' of '2019 net income of'; not
    'sales' of '2019 sales kits'."""
    for k in range(i, min(i + 1 + _QUALIFIERS, len(tokens))):
        if tokens[k].kind != "word" or tokens[k].text.istitle():
            return False
        if tokens[k].lower in _RESULTS:
            return not is_plural(word(tokens, k + 1))
    return False


def _is_plain_year(tokens: Tokens, i: int, after: int, end: int) -> bool:
    """Whether a number of four digits, or a range of two, is a year and no amount."""
    year, last = int(tokens[i].text), after - i == 3
    before, following = word(tokens, i - 1), word(tokens, after)
    if following in _UNITS or (i and tokens[i - 1].kind == "symbol"):
        return False
    if following in _YEAR_NOUNS and (before in _OPENERS or before in _DETERMINERS or before in _EARLIER):
        return True
    if following == "," and word(tokens, after + 1) == "when":
        return 1800 <= year <= 2100
    noun = following not in TAILS and following not in ONWARD and following.isalpha() and is_plural(following)
    modern = 1800 <= year <= 2100
    if last:
        return modern and (before in _OPENERS or not noun)
    if before in ("and", "or", ",") and end and end >= i - 1 and tokens[end - 1].kind == "number":
        return True  # 'in 2019, 2020 and 2021'
    if before in _WEAK:
        lead = word(tokens, i - 2)
        amount = (lead in _MOVERS and (lead, before) != ("up", "to")) or (lead in _TOTALS and before != "by")
        return modern and not noun and not amount and before not in ("and", "or")
    if before in _OPENERS:
        return not (noun and year % 100 == 0)
    if not modern:
        return False
    if before in _REPORTING and _has_result(tokens, after):
        return True
    if before in _DETERMINERS or before.endswith("'s"):
        return bool(following) and following[0].isalpha()
    if before in ("(", "["):
        return following in (")", "]", ",", ";", ":")
    if i == 0:
        return following in _PREDICATES
    if tokens[i - 1].text[0].isupper():
        return before in _EVENTS
    return after < len(tokens) and tokens[after].text[0].isupper() and tokens[i - 1].kind == "word"
