"""People: names with an honorific, an office or the acts of a person, and the office the sentence gives them."""

import unicodedata
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.lexicon import (
    BODY,
    CAPITAL,
    COMMON,
    DEMONYM,
    FUNCTION,
    GEO,
    GIVEN,
    HONORIFIC,
    KIND,
    MODIFIER,
    NOT_NAME,
    OCCUPATION,
    OFFICE,
    PROGRAMME,
    SAY,
    TIME,
    Line,
)
from ledger.mentions.names import NUMERALS, Run, initials_only, trimmed
from ledger.mentions.nouns import VERBS, noun_unit
from ledger.mentions.offices import (
    LINKS,
    PORTFOLIOS,
    Post,
    Told,
    past_portfolio,
    post_after,
    post_at,
    post_before,
    post_beside,
    post_given,
)
from ledger.mentions.records import Person
from ledger.mentions.sites import Site
from ledger.mentions.tables import words

_KIN = words("people", "kin")
_DEEDS = words("people", "deeds")
_SURE_DEEDS = words("people", "sure_deeds")
_POSTNOMINALS = words("people", "postnominals")
_PRONOUNS = words("people", "pronouns")
_RANKS = words("people", "ranks")
_SOLE_RANKS = words("people", "sole_ranks")
_SAID = frozenset({"said", "says", "added", "told"})
_WHERE = frozenset({"in", "near", "across", "throughout"})
_LONGEST = 5
_NO_PERSON_AFTER = _WHERE | {"at", "the", "around", "outside", "inside", "off"}
_NO_FAMILY = KIND | BODY | GEO | OFFICE | OCCUPATION | DEMONYM | TIME | NOT_NAME | PROGRAMME | FUNCTION | COMMON
_LISTING = frozenset({",", ";", "and", "aged"})
_BETWEEN = 5  # tokens between two names of a list
_AGE_DIGITS = 4
_NOT_PERSONAL = ("ics", "tion", "ment", "ness", "ism", "ship", "ware", "tech")
"""Endings of common nouns that hardly end a surname."""


class _Name(NamedTuple):
    """Tokens `first` to `after` - 1, without honorific and office."""

    first: int
    after: int
    start: int
    """Where honorific or office begin."""
    sure: bool
    post: Post | None


def read_people(
    line: Line, runs: Sequence[Run], sites: Sequence[Site], bodies: Mapping[int, int], known: Mapping[str, str]
) -> list[Person]:
    """The people of a sentence, in order. `runs` are those no place or body has taken, `sites` the places told so far,
    `bodies` maps the first token of each organisation to the one after it, `known` family names to the whole ones."""
    told = Told(sites, bodies)
    people: list[Person] = []
    plain: list[_Name] = []
    bare: list[_Name] = []
    for run in runs:
        name = _name_in(line, run, told) or (_known_in(line, run, known) if known else None)
        if name is None:
            continue
        post = name.post or post_before(line, name.first, told) or post_before(line, name.start, told)
        after, place = _home_after(line, name, told.places)
        later = post_given(line, name.start, name.after, told) or post_after(line, after, told)
        if not (name.sure or post or later or _acts(line, name, after, place is not None)):
            bare.append(name)
            continue
        if not (post or later):
            plain.append(name)
        second = post_beside(line, later, told) if later else None
        person = _person(line, name, post, later, place, after)
        full = known.get(person.name_text) or None
        people.append(person._replace(full=full, second=line.cut(second.first, second.after) if second else None))
    listed = _listed(line, plain, bare) if plain and bare else []
    people += (_person(line, name, None, None, None, name.after) for name in listed)
    return sorted(people, key=attrgetter("span")) if listed else people


def _listed(line: Line, told: Sequence[_Name], bare: Sequence[_Name]) -> list[_Name]:
    """The bare names that stand in one list with the name of a person: 'Efe Ordu, 31, and John Bello'."""
    found: list[_Name] = []
    for name in reversed(bare):
        general = any(bits & (COMMON | KIND | GEO) for bits in line.bits[name.first : name.after])
        beside = any(_are_listed(line, *pair) for one in (*told, *found) for pair in ((name, one), (one, name)))
        if beside and not general:
            found.append(name)
    return found


def _are_listed(line: Line, name: _Name, following: _Name) -> bool:
    """Whether only commas, 'and' and an age stand between two names."""
    between = [token.lower for token in line.tokens[name.after : following.start]]
    ages = [word for word in between if word.isdigit() and len(word) < _AGE_DIGITS]
    return 0 < len(between) <= _BETWEEN and len(ages) < 2 and {*between} - {*ages} <= _LISTING


def refers_to(short: str, full: str) -> bool:
    """Whether a shorter mention may mean the person of the full name: 'Ọt' for 'Tòng Văn Ọt', 'Doe' for 'Jane Doe'.

    Every word of the short name stands in the full one; case and diacritics as written in either form.
    """
    known = {_folded(word) for word in full.split()}
    parts = [_folded(word) for word in short.split()]
    return bool(parts) and all(part in known for part in parts)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _name_in(line: Line, run: Run, told: Told) -> _Name | None:
    """The personal name a run may hold; None when it holds none."""
    first, after = run.first, run.after
    while after - first > 2 and line.word(after - 1) in _POSTNOMINALS and line.tokens[after - 1].text.isupper():
        after -= 1  # 'Jane Doe TD'
    sure, post = False, None
    office = max((i for i in range(first, after - 1) if line.bits[i] & (OFFICE | OCCUPATION)), default=-1)
    if office >= 0 and not (line.bits[office] & GIVEN and after - office < 3):
        start = first
        post = post_at(line, office, told)
        first = past_portfolio(line, office + 1, after)
        post = post._replace(after=first)
    else:
        start = first = trimmed(line, run).first
        if line.word(first - 1) in LINKS and line.has(first - 2, OFFICE):
            start = first = past_portfolio(line, first, after)
    titles = first
    while first < after and (line.bits[first] & HONORIFIC or line.tokens[first].text == "."):
        sure = sure or bool(line.bits[first] & HONORIFIC)
        first += 1
    if post is None and first > titles and line.word(titles) in _RANKS:
        post = Post(titles, first, line.word(titles) in _SOLE_RANKS)
    if post is None and line.bits[first - 1 if first else 0] & DEMONYM and first > start:
        start = first
    while post is None and not sure and first + 1 < after and line.bits[first] & DEMONYM:
        first += 1
        start = first
    if not _is_personal(line, first, after, sure or post is not None):
        return None
    given = bool(line.bits[first] & GIVEN) and after - first > 1
    if given and line.word(start - 1) in _WHERE and not line.word(after - 1).endswith("'s"):
        given = False  # 'three in Cao Bang'
    return _Name(first, after, start, sure or given, post)


def _known_in(line: Line, run: Run, known: Mapping[str, str]) -> _Name | None:
    """A family name alone that earlier sentences have told with the rest of it; none behind 'in' or 'the'."""
    first, after = trimmed(line, run)[:2]
    if after - first > 1 or line.cut(first, after) not in known or line.bits[first] & _NO_FAMILY:
        return None
    if line.word(first - 1) in _NO_PERSON_AFTER or line.has(after, KIND | BODY):
        return None
    return _Name(first, after, first, True, None)


def _is_personal(line: Line, first: int, after: int, told: bool) -> bool:
    """Whether the words can be a person's name; a single one only when `told` by an honorific or office."""
    size = after - first
    if not 1 <= size <= _LONGEST + 2 or (size == 1 and not told):
        return False
    bits = line.bits[first:after]
    if all(b & (OFFICE | OCCUPATION | MODIFIER) and not b & GIVEN for b in bits):
        return False
    if size == 1 and line.word(first) in PORTFOLIOS and line.word(after) == "and":
        return False  # 'Chief Planning and Logistics Officer'
    named = bits[0] & GIVEN or line.word(first) == "will" or initials_only(line, first)
    if not bits[0] & CAPITAL or (bits[0] & FUNCTION and not named):
        return False
    if any(b & (BODY | PROGRAMME | NOT_NAME | DEMONYM | TIME) for b in bits[1:]):
        return False
    words_of = line.tokens[first:after]
    shouted = [
        t for t in words_of if t.text.isupper() and len(t.text) > 1 and "." not in t.text and t.lower not in NUMERALS
    ]
    if shouted and len(shouted) < len(words_of):
        return told and not words_of[0].text.isupper()
    if (
        bits[-1] & (OFFICE | OCCUPATION)
        and not bits[-1] & GIVEN
        and line.has(first - 1, OFFICE)
        and line.has(first - 1, MODIFIER)
    ):
        return False  # 'Deputy Relief Coordinator'
    last = words_of[-1].lower.removesuffix("'s")
    return told or not last.endswith(_NOT_PERSONAL)


def _home_after(line: Line, name: _Name, places: Mapping[int, Site]) -> tuple[int, str | None]:
    """The place right after a name ('of Thornby village', ', 29, of York', "'s family in Y") and the index after it."""
    k = name.after
    if line.word(k) == ",":
        k += 3 if _is_age(line, k + 1) else 1
        if line.word(k) not in ("of", "from"):
            return name.after, None
    kin = line.word(name.start - 1) in ("of", "for") and line.word(name.start - 2) in _KIN
    if line.word(k - 1).endswith("'s") and line.word(k) in _KIN:
        kin, k = True, k + 1
    if line.word(k) not in ("of", "from") and not (kin and line.word(k) == "in"):
        return name.after, None
    site = places.get(k + 1) or (places.get(k + 2) if line.word(k + 1) == "the" else None)
    if site is None or not site.name:
        return name.after, None
    return site.after, site.place(line).label


def _acts(line: Line, name: _Name, after: int, at_home: bool) -> bool:
    """Whether what stands around a bare name of two to five words makes it a person's."""
    return at_home or _is_told_of(line, name) or _does(line, name, after)


def _is_told_of(line: Line, name: _Name) -> bool:
    """By an age, 'who', kin or initials."""
    after, following = name.after, line.word(name.after)
    if (following == "," and _is_age(line, after + 1)) or (following == "(" and _is_age(line, after + 1, ")")):
        return True
    if following == "," and (line.word(after + 1) in ("who", "whose") or _is_described(line, after + 1)):
        return True
    if line.word(name.start - 1) in ("of", "for") and line.word(name.start - 2) in _KIN:
        return True
    if line.word(after - 1).endswith("'s") and following in _KIN:
        return True
    initials = [line.cut(i, i + 1).lower() for i in range(name.first, after - 1) if initials_only(line, i)]
    return any(initial not in gazetteer() for initial in initials)


def _is_described(line: Line, i: int) -> bool:
    """Whether 'a 38-year-old tutor' or 'the 68-year-old who' begins at token i, and not 'a 38-year-old tower'."""
    if line.word(i) not in ("a", "an", "the") or line.word(i + 3) != "year-old":
        return False
    described = line.tokens[i + 4 : i + 7]
    return line.word(i + 4) == "who" or any(noun_unit(token) == "person" for token in described)


def _does(line: Line, name: _Name, after: int) -> bool:
    """By an age before it, by speaking, by what only people do, or by any verb with 'he' or 'her' soon after it."""
    if any(bits & (COMMON | KIND) for bits in line.bits[name.first : name.after]):
        return False
    following = line.word(after)
    if line.word(name.start - 1) == "year-old" and line.word(name.start - 4) != "the":
        return True
    if line.has(after, SAY) or following in _SURE_DEEDS or line.word(name.start - 1) in _SAID:
        return True
    acts = following in _DEEDS or following in VERBS or following.endswith("ed")
    return acts and any(token.lower in _PRONOUNS for token in line.tokens[after + 1 : after + 25])


def _is_age(line: Line, i: int, closing: str = ",") -> bool:
    """Whether an age stands at token i: the '45' of 'X, 45, a farmer'."""
    at = line.word(i) == "at"
    i += at or line.word(i) == "aged"
    token = line.tokens[i] if i < len(line.tokens) else None
    if token is None or not token.text.isdigit() or len(token.text) >= _AGE_DIGITS:
        return False
    return line.word(i + 1) in (closing, ".", ";") or (at and line.word(i + 1) == "the")  # ', at 24 the youngest'


def _person(line: Line, name: _Name, post: Post | None, later: Post | None, place: str | None, after: int) -> Person:
    start, end = name.start, max(after if place else name.after, later.after if later else 0)
    if post:
        start = min(start, post.first)
    span = line.span(start, end)
    chosen = later if later and (later.is_office or not post) else post
    held = None
    occupation = None
    for each in (chosen, post, later):
        if each and each.is_office and held is None:
            held = line.cut(each.first, each.after)
        if each and not each.is_office and occupation is None:
            occupation = line.cut(each.first, each.after)
    place = place or next((p.place for p in (chosen, post, later) if p and p.place), None)
    return Person(span, line.span(name.first, name.after), line.cut(name.first, name.after), held, place, occupation)
