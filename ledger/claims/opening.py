"""What an article as a whole is about, before its first sentence: its place, and the time its report is of."""

import re

from ledger.claims.candidates import main_place_of
from ledger.claims.context import Carried, Context, carried
from ledger.claims.dated import only_date
from ledger.claims.datelines import in_dateline
from ledger.claims.dating import (
    RANGED,
    belongs_to_figure,
    dating,
    tells_when_published,
    tells_when_said,
)
from ledger.claims.locating import (
    is_country,
    known_places,
    places_told,
)
from ledger.claims.nations import countries_told
from ledger.claims.phrases import words
from ledger.claims.reading import Reading, SentenceReading, parted
from ledger.claims.titles import country_of_title
from ledger.mentions.records import Period

_PART_OF_YEAR = re.compile(
    r"(?:(?:in|for|during|over|of) )?(?:the )?(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\b"
    r".*\b(?:months|quarter|half)\b",
    re.I,
)
_NEAR = 40  # characters from a year to the figure of its clause


def opening_context(reading: Reading) -> Context:
    """The context before the first sentence: only what the whole article is about is known."""
    known = known_places(reading)
    nations = [countries_told(sentence) for sentence in reading.sentences]
    pairs = zip(reading.sentences, nations, strict=True)
    told = {sentence.sentence.n: places_told(sentence, known, countries) for sentence, countries in pairs}
    main_place = main_place_of(reading, told, nations)
    country = country_of_title(reading)
    context = Context(main_place=main_place, main_period=_main_period(reading), told_places=told)
    if country:
        context.places["country"] = country
    if main_place and not main_place.item.kind and not is_country(main_place.item):
        context.places[""] = main_place
    return context


def _main_period(reading: Reading) -> Carried[Period] | None:
    """The first period of the first paragraph that is finer than a year and not long past when the article appeared."""
    published = reading.article.published
    if not published or not reading.sentences:
        return None
    told = {s.sentence.paragraph for s in reading.sentences if s.sentence.text.endswith((".", "”", '"'))}
    last = max(sorted(told)[:2], default=1)  # headings above do not count
    said: Carried[Period] | None = None
    for sentence in reading.sentences:
        if sentence.sentence.paragraph > last:
            break
        for period in () if only_date(sentence.sentence.text) else dating(sentence, sentence.mentions.periods):
            recent = period.kind in ("during", "as_of", "by") and _is_recent(period.value, published)
            if not recent or in_dateline(sentence, period.span) or tells_when_published(sentence, period):
                continue
            if not tells_when_said(sentence, period):
                reviewed = None if words("reviewing").isdisjoint(sentence.words) else _reviewed(reading, last)
                return reviewed or carried(period, period.span, sentence)
            said = said or carried(period, period.span, sentence)
    return _year_told(reading, published, last) or said


def _reviewed(reading: Reading, last: int) -> Carried[Period] | None:
    """What a meeting looked back on, in the paragraphs up to `last`: 'the first nine months of 2017'."""
    for sentence in reading.sentences:
        for period in sentence.mentions.periods if sentence.sentence.paragraph <= last else ():
            told = sentence.sentence.text[period.span.start : period.span.end]
            months = "/" in period.value and len(period.value) == len("2024-01/2024-09")
            if _PART_OF_YEAR.match(told) or (months and RANGED.match(told)):
                return carried(period, period.span, sentence)
    return None


def _year_told(reading: Reading, published: str, last: int) -> Carried[Period] | None:
    """The year that a report is of, where a figure of its first sentence is told of that one: '40 ships in 2024'."""
    first = next((s for s in reading.sentences if s.sentence.paragraph <= last and s.mentions.quantities), None)
    years = (published[:4], str(int(published[:4]) - 1)) if published[:4].isdigit() else ()
    for period in first.mentions.periods if first else ():
        ranged = first is not None and RANGED.match(first.sentence.text, period.span.start) is not None
        recent = period.kind == "during" and (period.value[-4:] if ranged else period.value) in years
        if first is None or not recent or period.relative:
            continue
        opens = not period.span.start  # 'In 2024, 40 ships called'
        if ranged or opens or belongs_to_figure(first, period) or _of_subject(first, period):
            return carried(period, period.span, first)
    return None


def _of_subject(reading: SentenceReading, year: Period) -> bool:
    """Whether a year is the only time told, of the subject of what its figure says: 'Exports in 2023 rose 4%'."""
    between = reading.sentence.text[year.span.end : reading.next_figure(year.span.end)]
    alone = len(reading.mentions.periods) == 1 and year.span.end < reading.mentions.quantities[0].span.start
    return alone and not parted(between) and len(between) <= _NEAR


def _is_recent(period: str, published: str) -> bool:
    """Whether a period finer than a year ended in the year of publication, before it, or in the year before."""
    end = period.partition("/")[2] or period
    fine = len(end) > len("2024") and end[:4].isdigit() and published[:4].isdigit()
    return fine and int(published[:4]) - 1 <= int(end[:4]) and end[: len(published)] <= published[: len(end)]
