"""The day of an article that only a line of its head says: 'August 3, 2014', 'Posted at 9:23 AM, Aug 04, 2014'."""

import re
from functools import cache

from ledger.mentions.periods import read_periods
from ledger.mentions.tables import table
from ledger.mentions.tokens import tokenize
from ledger.text.article import Article

_LINES, _LONGEST = 8, 120
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = len("2014-08-03")


def day_of_head(article: Article) -> str | None:
    """The ISO day of the first line at the head of the body that is nothing but a date, with 'posted', 'by Jane Doe',
    a time and its zone; None where the head has none. Lines that tell anything else are not asked."""
    start = article.front_matter.end
    lines = article.text[start : start + _LINES * _LONGEST * 2].lstrip().split("\n")
    for line in [line.strip() for line in lines if line.strip()][:_LINES]:
        day = only_date(line)
        if day:
            return day
    return None


def only_date(line: str) -> str | None:
    """The ISO day of a line that tells nothing else; None for any other line."""
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    periods, _ = read_periods(tokenize(line), None)
    days = [period for period in periods if len(period.value) == _DAY]
    if not days:
        return None
    rest = line
    for period in reversed(periods):
        rest = f"{rest[: period.span.start]} {rest[period.span.end :]}"
    words = _WORD.findall(rest)
    named = bool(words) and words[0].lower() == "by"  # names follow, in capitals
    plain = all(word.lower() in _head_words() or (named and word[0].isupper()) for word in words)
    return days[0].value if plain else None


@cache
def _head_words() -> frozenset[str]:
    words = table("periods")["words"]
    return frozenset((*words["head_words"].split(), *table("periods")["weekdays"], *table("periods")["months"]))
