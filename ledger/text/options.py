"""What a corpus owner can set about reading articles."""

import re
from functools import cache
from typing import NamedTuple

from ledger.errors import ConfigError


class TextOptions(NamedTuple):
    """Limits, and cues that a corpus owner adds. Larger files and longer lines are refused, not cut."""

    furniture: tuple[str, ...] = ()
    """Regular expressions; a line in which one is found is furniture. Case counts."""
    language: str = "en"
    """Of articles that do not name theirs; a BCP 47 tag in lower case."""
    max_bytes: int = 64_000_000
    max_line: int = 16_000_000
    """In bytes; no article has such a line, a data dump has."""


@cache
def owner_patterns(furniture: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all the owner's furniture cues, None when there are none.

    Raises ConfigError for one that is no regular expression.
    """
    for pattern in furniture:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigError(f"furniture pattern {pattern!r} is no regular expression ({error}); mend it") from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in furniture)) if furniture else None
