"""Places told by the word for their kind: 'Kent County', 'the village of Thornby', 'districts such as A and B'."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ledger.mentions.gazetteer import COUNTRY, PART, gazetteer
from ledger.mentions.lexicon import (
    BODY,
    CAPITAL,
    COMMON,
    DEMONYM,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    KIND,
    MODIFIER,
    NOT_NAME,
    OCCUPATION,
    OFFICE,
    PARTICLE,
    Line,
)
from ledger.mentions.names import opens
from ledger.mentions.nouns import PREPOSITIONS
from ledger.mentions.sites import Site, marked_former
from ledger.mentions.tables import table

_TABLE = table("places")
_WORDS: dict[str, str] = _TABLE["words"]
KINDS: dict[str, int] = _TABLE["kinds"]
_PLURALS: dict[str, str] = _TABLE["plurals"]
_SEATED: dict[str, str] = _TABLE["seated"]


def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


DEFINITE = _listed("definite")
DIRECTIONS = _listed("directions")
_NOT_DEFINITE, _FILLERS, _DETERMINERS = _listed("not_definite"), _listed("fillers"), _listed("determiners")
_LEADING, _WITH_OF, _LISTING = _listed("leading"), _listed("with_of"), _listed("listing")
_GOVERNED, _SURNAMES, _WITH_NUMBER = _listed("governed"), _listed("surnames"), _listed("with_number")
_WITHIN = frozenset({"in", "across", "throughout"})
"""Before 'the state': it is a place, and not those who govern."""
_WATERS = frozenset({"channel", "sea", "strait", "mediterranean", "atlantic", "pacific", "ocean", "gulf"})
_STATE_OWNED = _listed("state_owned")
_PARTS = frozenset({"city", "county", "district", "municipality", "province", "region", "state", "town", "village"})
"""Kinds that no country is of."""
_BEFORE_LISTS = PREPOSITIONS | {"the", ","}
_ROUTES = frozenset({"route", "road", "highway", "motorway", "expressway", "freeway", "railway", "canal"})
_BEFORE_OFFICE = frozenset({"acting", "former", "deputy", "interim", "caretaker"})
_NUMBER = re.compile(r"\d{1,2}")
_CLUBS = frozenset(table("organisations")["clubs"])
_NOT_BODIES = frozenset(table("organisations")["not_bodies"].split())


def _kind_at(line: Line, k: int) -> tuple[int, str, bool]:
    """First token, singular and number of the kind that ends at token k: 'international border gate'."""
    for length in (3, 2, 1):
        first = k - length + 1
        if first < 0:
            continue
        name = " ".join(line.word(i) for i in range(first, k + 1)).removesuffix("'s")
        if name in KINDS:
            return first, name, False
        if name in _PLURALS:
            return first, _PLURALS[name], True
    return k, "", False


def plural_kind(word: str) -> str:
    """The kind of place that a lower-case plural names: 'province' for 'provinces'; '' for none."""
    return _PLURALS.get(word, "")


def kinded(line: Line, free: Sequence[bool], k: int) -> list[Site]:
    """The places that the kind at token k tells."""
    if line.word(k) in _SEATED:
        return _seat(line, free, k)
    if _leads(line, free, k):
        after = _run_after(line, free, k + 1)
        return [Site(k, after, line.cut(k, after), None, KINDS.get(line.word(k), 3))]
    if _numbered(line, k):
        return [Site(k, k + 2, line.cut(k, k + 2), None, KINDS[line.word(k)])]
    first, kind, plural = _kind_at(line, k)
    if not kind:
        return []
    if plural:
        return _list_before(line, free, first, k, kind) or _list_after(line, free, k, kind)
    if line.word(k + 1) == "of" and line.word(k) in _WITH_OF:
        site = _of_form(line, free, k, kind)
        if site:
            return [site]
    start = _name_before(line, free, first)
    if kind in _ROUTES:
        start = _route_start(line, free, start)
    if start == k - 1 and _is_of_people(line, k):
        return [Site(k - 1, k + 1, line.cut(k - 1, k), kind, KINDS[kind])]
    if start == first or not _is_place_name(line, start, first, k, kind):
        return _definite(line, free, first, k, kind)
    if line.has(k, CAPITAL) and kind in _SURNAMES:  # 'Hebden Bridge' is a town
        return [marked_former(line, Site(start, k + 1, line.cut(start, k + 1), None, KINDS[kind]))]
    return [marked_former(line, Site(start, k + 1, line.cut(start, first), kind, KINDS[kind]))]


def _is_of_people(line: Line, k: int) -> bool:
    """Whether a people's name makes the region at token k one place: 'the Somali region'."""
    adjective = line.word(k) == "region" and line.has(k - 1, DEMONYM) and line.word(k - 2) == "the"
    return adjective and line.word(k + 1) != "of" and not line.has(k + 1, CAPITAL)


def _name_before(line: Line, free: Sequence[bool], end: int) -> int:
    """The first token of the run of capitals that ends before token `end`."""
    i = end
    while i and free[i - 1] and end - i < 6:
        bits = line.bits[i - 1]
        if bits & CAPITAL:
            if i < end and line.word(i - 1).endswith("'s"):
                break
            if opens(line, i - 1) and (bits & FUNCTION or (bits & COMMON and i < end)):
                break
        elif not (bits & PARTICLE and i < end and i > 1 and line.has(i - 2, CAPITAL)):
            break
        i -= 1
    while i + 1 < end and (line.bits[i] & (DEMONYM | OFFICE | HONORIFIC) or line.word(i) in _BEFORE_OFFICE):
        i += 1
    return i


def _route_start(line: Line, free: Sequence[bool], start: int) -> int:
    """The beginning of 'A - B - C route', over the dashes."""
    while start > 1 and line.word(start - 1) in ("-", "–", "to") and free[start - 1]:
        k = start - 2
        if line.tokens[k].kind == "number":
            k -= 1
        before = _name_before(line, free, k + 1)
        if before > k:
            break
        start = before
    if start and line.tokens[start - 1].kind == "number" and line.has(start - 2, CAPITAL):
        start = _name_before(line, free, start - 1)
    return start


def _is_place_name(line: Line, start: int, end: int, k: int, kind: str) -> bool:
    """Whether the run before a kind is a place's name and no person's, club's or plain adjective."""
    bits = line.bits[start:end]
    within = end - start > 1 and not opens(line, start) and not line.headline  # 'in Long An province'
    plain = DEMONYM | NOT_NAME | (0 if within else FUNCTION)
    if all(b & plain for b in bits):
        return False
    if end - start == 1:
        if opens(line, start) and bits[0] & COMMON:
            return False
        if line.word(start) in DIRECTIONS and not line.has(k, CAPITAL):
            return kind == "region" and line.word(start - 1) == "the"  # 'in the Northern region'
        if line.word(start) in _NOT_BODIES or line.bits[start] & HONORIFIC:
            return False
        if line.word(start) in KINDS and not line.has(k, CAPITAL):
            return False  # 'County road 204'
    if line.has(k, CAPITAL):
        whole = " ".join(line.word(i) for i in range(start, k + 1)).removesuffix("'s")
        if whole in _CLUBS or whole in gazetteer():
            return False
        headed = opens(line, start) and line.word(k + 1) in ("", ".", ":")  # 'Haven Park.' over a paragraph
        if kind in _SURNAMES and (
            _is_person(line, start, end) or not (headed or line.word(start - 1) in _BEFORE_LISTS)
        ):
            return False
        following = line.word(k + 1)
        if kind == "country" and line.has(k + 1, OFFICE):
            return False  # 'World Bank Country Director'
        return not line.has(k + 1, CAPITAL) or following in _GOVERNED or not line.has(k + 1, BODY)
    if kind in _ROUTES and line.word(start - 1) in ("a", "an", "one"):
        return False  # 'on a Texas highway' is in Texas
    if kind == "crossing" and line.word(end - 1) in _WATERS:
        return False  # 'the Channel crossing' is something done
    return not (kind == "state" and (line.has(k + 1, BODY) or line.word(k + 1) in _STATE_OWNED))


def _is_person(line: Line, start: int, end: int) -> bool:
    return any(b & (GIVEN | OFFICE | OCCUPATION | HONORIFIC) for b in line.bits[max(0, start - 2) : end])


def _run_after(line: Line, free: Sequence[bool], i: int) -> int:
    k = i
    while k < len(free) and free[k] and (line.bits[k] & CAPITAL or (k > i and line.bits[k] & PARTICLE)):
        k += 1
        if line.word(k - 1).endswith("'s"):
            break
    while k > i and not line.bits[k - 1] & CAPITAL:
        k -= 1
    return k


def _of_form(line: Line, free: Sequence[bool], k: int, kind: str) -> Site | None:
    """'the City of York', 'the village of Thornby'; not 'the State of the Union'."""
    i = k + 2
    if line.word(i) == "the" and line.word(k) in ("republic", "kingdom", "commonwealth"):
        i += 1
    after = _run_after(line, free, i)
    named = k > 0 and line.has(k - 1, CAPITAL) and not line.has(k - 1, DEMONYM)  # 'the Mexican state of Oaxaca'
    within = gazetteer().get(line.word(k - 1))  # 'the California city of Vacaville'
    if after == i or (named and not opens(line, k - 1) and not (within and within.rank >= PART)):
        return None
    after = min(after, i + 4)
    known = gazetteer().get(" ".join(line.word(n) for n in range(i, after)).removesuffix("'s"))
    if known and known.rank >= COUNTRY and kind in _PARTS and not line.has(k, CAPITAL):
        return None  # 'the largest producing state of India' lies in it
    return marked_former(line, Site(k, after, line.cut(i, after), kind, KINDS[kind]))


def _seat(line: Line, free: Sequence[bool], k: int) -> list[Site]:
    """Whose body it is: 'Albia Provincial Council', 'the Albia regional government'."""
    if line.word(k + 1) not in _GOVERNED:
        return []
    start = _name_before(line, free, k)
    named = [bits for bits in line.bits[start:k] if not bits & (COMMON | DEMONYM | FUNCTION | MODIFIER | NOT_NAME)]
    if not named or _is_person(line, start, k):
        return []
    kind = _SEATED[line.word(k)]
    return [Site(start, k, line.cut(start, k), kind or None, KINDS.get(kind, KINDS["city"]))]


def _leads(line: Line, free: Sequence[bool], k: int) -> bool:
    """Whether the kind at token k comes before its name: 'Lake Victoria', 'Mount Everest'."""
    leading = line.word(k) in _LEADING and line.has(k, CAPITAL)
    leading = leading and (not line.has(k - 1, CAPITAL) or line.has(k - 1, FUNCTION))
    return leading and line.has(k + 1, CAPITAL) and free[k + 1] and not line.has(k + 1, KIND)


def _numbered(line: Line, k: int) -> bool:
    """Whether the kind at token k is told apart by a number: 'Ward 2'."""
    named = line.word(k) in _WITH_NUMBER and line.has(k, CAPITAL)
    return named and k + 1 < len(line.tokens) and _NUMBER.fullmatch(line.tokens[k + 1].text) is not None


def _list_before(line: Line, free: Sequence[bool], first: int, k: int, kind: str) -> list[Site]:
    """'Kent and Essex counties': at least two names before a kind in the plural."""
    names: list[tuple[int, int]] = []
    end = first
    while True:
        start = _name_before(line, free, end)
        if start == end or all(line.has(i, DEMONYM) for i in range(start, end)):
            break  # 'the Authority, Indian ports handled'
        names.append((start, end))
        end = start - 1
        if line.word(end) not in ("and", ","):
            break
        end -= line.word(end) == "and" and line.word(end - 1) == ","
    if len(names) < 2:
        return []
    sites = [Site(start, end, line.cut(start, end), kind, KINDS[kind]) for start, end in reversed(names)]
    sites[-1].after = k + 1
    return sites


def _list_after(line: Line, free: Sequence[bool], k: int, kind: str) -> list[Site]:
    """'the provinces of A, B and C', 'districts such as A and B (former)'; 'the communes of A' lie in A."""
    i = k + 1
    parts = line.word(i) == "of"
    i += line.word(i) == ","
    if line.word(i) == "such" and line.word(i + 1) == "as":
        i += 2
    elif line.word(i) in _LISTING:
        i += 1
    else:
        return []
    sites: list[Site] = []
    while i < len(free):
        after = _run_after(line, free, i)
        if after == i:
            break
        site = marked_former(line, Site(i, after, line.cut(i, after), kind, KINDS[kind]))
        sites.append(site)
        i = site.after
        if line.word(i) == "(" and line.tokens[i + 1].kind == "number" and line.word(i + 2) == ")":
            i += 3  # 'the provinces of A (12), B (9) and C (4)'
        listed = i
        i += line.word(i) == ","
        i += line.word(i) in ("and", "or", "&")
        if i == listed:
            break
    if parts and len(sites) == 1:
        only = sites[0]
        return [] if line.has(only.after, KIND) else [replace(only, kind=None, rank=0)]
    return sites


def _definite(line: Line, free: Sequence[bool], first: int, k: int, kind: str) -> list[Site]:
    """'the province', 'the whole city': a place without a name, which an earlier sentence gives."""
    within = kind == "state" and line.word(first - 1) == "the" and line.word(first - 2) in _WITHIN
    if not (kind in DEFINITE or within) or line.word(k + 1) in _NOT_DEFINITE:
        return []
    if line.has(k, CAPITAL) and (line.has(k + 1, CAPITAL) or opens(line, k)):
        return []
    i = first - 1
    while line.word(i) in _FILLERS:
        i -= 1
    if line.word(i) not in _DETERMINERS:
        return []
    return [Site(i, k + 1, "", kind, KINDS[kind])]
