"""The opening of a report that tells where and when it was sent: 'LISBON, Feb 14 (Agency) - '."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ledger.claims.reading import SentenceReading
from ledger.mentions.dates import MONTHS
from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.kinds import KINDS
from ledger.mentions.lexicon import GEO, lexicon
from ledger.text.article import Span

_TOWN = r"(?P<town>[^\W\d_][\w .'’-]{2,30}?)"
_REGION = r"(?:, ?(?P<region>[^—–(,:0-9]{2,30}?))?"
_AGENCY = r"(?P<agency>\([^)]{2,60}\))"
_PARTED = re.compile(
    rf"{_TOWN}{_REGION}(?: \[[\w ]{{2,30}}\])?(?P<day>, ?[^—–(]{{2,44}}?)?,? ?(?:{_AGENCY} ?)?"
    r"(?P<sign>[—–―]|--| -(?= )| ?:(?= ?[“\"]?[^\W\d_a-z])) ?"
)
"""'LISBON, Feb 14 (Agency) - ', 'Lisbon, Portugal (Agency): '."""
_BY_AGENCY = re.compile(rf"{_TOWN}{_REGION}(?P<day>, [^—–(]{{2,30}}?)? {_AGENCY} (?=[“\"]?[^\W\d_a-z])")
"""'Lisbon, Feb 14 (Agency) Exports rose'."""
_MONTHS = "|".join(sorted({name[:3].title() for name in MONTHS}))
_BY_DAY = re.compile(
    rf"(?P<town>[^\W\d_a-z][^\d_a-z,(:]{{2,30}}?),? (?P<day>(?:{_MONTHS})[a-z]*\.? \d{{1,2}}) (?=[“\"]?[^\W\d_a-z])"
)
"""'LISBON, Feb 14 Exports rose': the day and nothing else parts the town from the text."""
_LONGEST = 3
"""Words of a town that only a colon parts from the text."""
_OPENINGS = 2
"""Sentences among which a report tells where it was sent from."""
_CODE = 2
"""Letters by which a state is told: 'CT'."""


@lru_cache(maxsize=64)  # asked for each place and period of the first sentences
def dateline_of(text: str) -> re.Match[str] | None:
    """The opening of an article that tells where it was sent from, as groups town and region."""
    if not text[:1].isalpha():
        return None
    found = _PARTED.match(text)
    if found is not None:
        parted = _after_colon(found) if found["sign"].strip() == ":" else _after_dash(found)
        if parted:
            return found
    found = _BY_DAY.match(text)
    if found is not None and found["town"].isupper():
        return found
    found = _BY_AGENCY.match(text)
    if found is not None and _is_name(found["town"]) and (found["town"].isupper() or _is_town(found["town"])):
        return found
    return None


def in_dateline(reading: SentenceReading, span: Span) -> bool:
    """Whether a span lies in the opening 'LISBON, Feb 14 (Agency) - ' of an article."""
    if reading.sentence.n > _OPENINGS:
        return False
    found = dateline_of(reading.sentence.text)
    return found is not None and span.end <= found.end()


def sent_from(sentences: Sequence[SentenceReading]) -> str:
    """The town that a report was sent from, as its dateline tells it; empty without one."""
    for reading in sentences[:_OPENINGS]:
        found = dateline_of(reading.sentence.text)
        if found is not None:
            return found["town"].title() if found["town"].isupper() else found["town"]
    return ""


def _after_dash(found: re.Match[str]) -> bool:
    """Whether what stands before a dash is a town: in capitals, with an agency or a day, or a known one."""
    town, region = found["town"], found["region"]
    if town.isupper():
        return True
    if not _is_name(town):
        return False
    told = bool(found["agency"] or _tells_day(found))
    lies = region is not None and ((len(region) == _CODE and region.isupper()) or region.lower() in gazetteer())
    return told or lies or _is_town(town)


def _after_colon(found: re.Match[str]) -> bool:
    """Whether what stands before a colon is a town: 'KESH CITY: ', 'Kesh (Feb 14): '; not 'Key points: '."""
    town = found["town"]
    if not _is_name(town) or town.count(" ") >= _LONGEST or (found["day"] and not _tells_day(found)):
        return False
    names = town.split()
    names = names[:-1] if len(names) > 1 and names[-1].lower() in KINDS else names
    return town.lower() in gazetteer() or not any(lexicon().get(word.lower(), 0) & ~GEO for word in names)


def _tells_day(found: re.Match[str]) -> bool:
    return bool(found["day"]) and any(map(str.isdigit, found["day"]))


def _is_name(town: str) -> bool:
    return all(word[:1].isupper() for word in town.split())


def _is_town(town: str) -> bool:
    return town.lower() in gazetteer() or town.lower().removesuffix(" city") in gazetteer()
