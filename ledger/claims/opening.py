"""What an article as a whole is about, before its first sentence: its place, and the time its report is of."""

import re
from collections import Counter

from ledger.claims.context import Carried, Context, carried
from ledger.claims.dated import only_date
from ledger.claims.dating import in_dateline, tells_when_said
from ledger.claims.locating import Known, is_country, known_places, own_figures, places_told
from ledger.claims.reading import Reading
from ledger.mentions.records import Period, Place
from ledger.text.article import Span

_DATELINE = re.compile(
    r"([^\W\d_][\w .'’-]{2,30}?)(?:, ([^—–(,0-9]{2,30}?))?(?:, [^—–(]{2,24}?)? ?(?:\([^)]{2,40}\) ?)?(?:[—–]| - )"
)
_IN_TITLE = re.compile(r"\b(?:in|at|of) ((?:[^\W\d_a-zß-ÿ][\w’'.-]* ?){1,4})")
_TITLE = 4
"""How many times named in the text a place in the title is worth."""


def opening_context(reading: Reading) -> Context:
    """The context before the first sentence: only what the whole article is about is known."""
    counts: Counter[str] = Counter()
    first: dict[str, Carried[Place]] = {}
    by_kind: dict[str, str] = {}
    known = known_places(reading)
    for sentence in reading.sentences:
        places = places_told(sentence, known)
        single = own_figures(sentence, places) if len(places) > 1 else {}
        for place in places:
            if place.name:
                by_kind[place.kind or ""] = place.name
                first.setdefault(place.name, carried(place, place.span, sentence))
            if place.span not in single:
                counts[place.name or by_kind.get(place.kind or "", "")] += 1
    for name in first:
        counts[name] += _TITLE * (name in (reading.article.title or ""))
    del counts[""]
    main_place = first[max(counts, key=lambda name: (counts[name], -first[name].span.start))] if counts else None
    dateline = _dateline(reading, known)
    context = Context(
        main_place=_titled(reading) or dateline or main_place, main_period=_main_period(reading), known=known
    )
    if context.main_place and not context.main_place.item.kind and not is_country(context.main_place.item):
        context.places[""] = context.main_place
    return context


def _titled(reading: Reading) -> Carried[Place] | None:
    """A place that the title says it happened in ('... in St. Brannoc') and that the text names as well."""
    for match in _IN_TITLE.finditer(reading.article.title or ""):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            found = _first_named(reading, " ".join(words[:count]))
            if found is not None:
                return found
    return None


def _first_named(reading: Reading, name: str) -> Carried[Place] | None:
    """Where a name first stands in the text, as a place; None where it is none, or a time."""
    for sentence in reading.sentences:
        start = sentence.sentence.text.find(name)
        if start < 0:
            continue
        span = Span(start, start + len(name))
        if any(period.span.start < span.end and span.start < period.span.end for period in sentence.mentions.periods):
            return None
        known = [place for place in sentence.mentions.places if place.span.start <= start < place.span.end]
        place = known[0] if known and known[0].name else Place(span, name, None, False, None)
        return carried(place, place.span, sentence)
    return None


def _dateline(reading: Reading, known: Known) -> Carried[Place] | None:
    """The town a report is sent from ('OSTRAVA, Czech Republic (Agency) — '), or where its first sentence says that it
    happened ('... after a river burst its banks in Dravni county')."""
    first = next((sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    match = _DATELINE.match(first.sentence.text) if first else None
    if first is None or match is None or not match[1].isupper():
        return None
    lead = [place for place in places_told(first, known) if place.name and not is_country(place)]
    for place in lead:
        if first.sentence.text[: place.span.start].lower().endswith((" in ", " in the ")):
            return carried(place, place.span, first)
    town = Place(Span(match.start(1), match.end(1)), match[1].title(), None, False, match[2])
    return carried(town, town.span, first)


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
        for period in () if only_date(sentence.sentence.text) else sentence.mentions.periods:
            recent = period.kind in ("during", "as_of", "by") and _is_recent(period.value, published)
            if not recent or in_dateline(sentence, period.span):
                continue
            if not tells_when_said(sentence, period):
                return carried(period, period.span, sentence)
            said = said or carried(period, period.span, sentence)
    return said


def _is_recent(period: str, published: str) -> bool:
    """Whether a period finer than a year ended in the year of publication, before it, or in the year before."""
    end = period.partition("/")[2] or period
    fine = len(end) > len("2024") and end[:4].isdigit() and published[:4].isdigit()
    return fine and int(published[:4]) - 1 <= int(end[:4]) and end[: len(published)] <= published[: len(end)]
