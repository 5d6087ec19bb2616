"""Places that the title of an article tells: where it says that it happened, and what it is about."""

import re
from collections.abc import Iterator

from ledger.claims.context import Carried, carried
from ledger.claims.nations import peoples
from ledger.claims.phrases import words
from ledger.claims.reading import Reading
from ledger.mentions.gazetteer import COUNTRY, Known, gazetteer, longest
from ledger.mentions.lexicon import BODY, OFFICE, lexicon
from ledger.mentions.records import Place
from ledger.text.article import Span

_IN_TITLE = re.compile(r"(?:\b([^\W\d_]+) )?\b(in|at|of) ((?:[^\W\d_a-zß-ÿ][\w’'.-]* ?){1,4})")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_ACRONYM = 4
"""Letters of an acronym at most."""
_NAMED_AFTER = 3
"""Words behind a place that may tell whose it is: 'US Coast Guard'."""


def named_in_title(reading: Reading) -> Iterator[tuple[Carried[Place], str]]:
    """The places of the title, with how it tells them: `title where` ('... in St. Brannoc'), `title of` ('Bishop of
    St. Brannoc'), `title known` (a known name), `title afar` (one that begins the name of a firm or force)."""
    title = reading.article.title or ""
    for match in _IN_TITLE.finditer(title):
        if match[2] == "of" and match[1] and _names_body(match[1]):
            continue  # 'Ministry of Health'
        name = match[3].split()
        if name[0].lower() in peoples():
            continue  # 'at Chinese ports' tells of China, and no place of that name
        acronym = name[0].isupper() and len(name[0]) <= _ACRONYM and name[0].lower() not in gazetteer()
        if acronym and not title.isupper():
            continue  # 'sales rise ahead of VAT increase'
        for count in range(len(name), 0, -1):
            found = _first_named(reading, " ".join(name[:count]), match[2] == "of")
            if found is not None and found.item.name:
                yield found, "title of" if match[2] == "of" else "title where"
                break
    for name_of, end, _ in _known_in(title):
        afar = _is_afar(title, end)
        found = _first_named(reading, name_of, owned=afar) or _of_title(reading, name_of, end)
        if found is not None:
            yield found, "title afar" if afar else "title known"


def people_in_title(reading: Reading) -> Iterator[Carried[Place]]:
    """The countries that the title tells by their people: 'Kenyan farmers get seeds', 'Most Danes agree'."""
    title = reading.article.title or ""
    told = list(_WORD.finditer(title))
    for i, word in enumerate(told):
        two = f"{told[i - 1][0]} {word[0]}".lower() if i else ""
        country = peoples().get(two) or peoples().get(word[0].lower())
        if country and word[0][0].isupper():
            found = _in_title(reading, country, word.start(), word.end())
            if found is not None:
                yield found


def country_of_title(reading: Reading) -> Carried[Place] | None:
    """What 'the country' is: one that the title names and the text as well, if only in 'the Australian bureau'."""
    title = reading.article.title or ""
    for name, _, known in _known_in(title):
        if known.rank == COUNTRY:
            return _first_named(reading, name, owned=False)
    return None


def _of_title(reading: Reading, name: str, end: int) -> Carried[Place] | None:
    """A place where it stands in the title, of a text that does not name it."""
    if any(name in sentence.sentence.text for sentence in reading.sentences):
        return None
    return _in_title(reading, name, end - len(name), end)


def _in_title(reading: Reading, name: str, start: int, end: int) -> Carried[Place] | None:
    at = reading.article.text.find(reading.article.title or "")
    span = Span(at + start, at + end)
    return Carried(Place(span, name, None, False, None), span, 0) if at >= 0 else None


def _known_in(title: str) -> Iterator[tuple[str, int, Known]]:
    """The known places that a title names, where each ends, and what is known of it."""
    found = list(_WORD.finditer(title))
    i = 0
    while i < len(found):
        for count in range(min(longest(), len(found) - i), 0, -1):
            start, end = found[i].start(), found[i + count - 1].end()
            name = title[start:end].rstrip(".").removesuffix("'s").removesuffix("’s")
            known = gazetteer().get(name.lower()) or gazetteer().get(f"{name.lower()}.")
            if known and name[:1].isupper():
                yield name, start + len(name), known
                i += count - 1
                break
        i += 1


def _names_body(word: str) -> bool:
    return bool(lexicon().get(word.lower(), 0) & (BODY | OFFICE))


def _is_afar(title: str, end: int) -> bool:
    """Whether a place in a title only begins the name of a firm or of a force, which may be anywhere: 'Dallas Corp',
    'US Coast Guard'."""
    following = [match[0] for match in _WORD.finditer(title, end, end + 40)][:_NAMED_AFTER]
    names = words("forces") | words("incorporated")
    return any(word[:1].isupper() and word.lower().rstrip(".") in names for word in following)


def _first_named(reading: Reading, name: str, owned: bool) -> Carried[Place] | None:
    """Where a name first stands in the text, as a place; None where it is none, or a time.

    One that is `owned` ('Ministry of Health') stands in no name of a body or a person.
    """
    for sentence in reading.sentences:
        start = sentence.sentence.text.find(name)
        if start < 0:
            continue
        span = Span(start, start + len(name))
        mentions = sentence.mentions
        times = [period.span for period in mentions.periods]
        times += [other.span for other in mentions.others if other.kind == "date"]
        if any(time.start < span.end and span.start < time.end for time in times):
            return None
        known = [place for place in mentions.places if place.span.start <= start < place.span.end]
        others = [body.span for body in mentions.organisations] + [person.span for person in mentions.people]
        if owned and not known and any(other.start <= start < other.end for other in others):
            continue  # 'Ministry of Health', 'The fall of Ramiro Valdes'
        here = next((place for place in known if name in place.name), None)
        place = here or Place(span, name, None, False, None)
        return carried(place, place.span, sentence)
    return None
