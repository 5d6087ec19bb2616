"""Places: by the word for their kind, by known names, and by the preposition before them."""

from collections.abc import Iterator, Sequence

from ledger.mentions.gazetteer import gazetteer, longest
from ledger.mentions.kinds import DEFINITE, DIRECTIONS, KINDS, kinded
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
    SAY,
    TIME,
    WIDE,
    Line,
)
from ledger.mentions.names import Run, opens
from ledger.mentions.nouns import VERBS
from ledger.mentions.records import Place
from ledger.mentions.sites import Site, marked_former
from ledger.mentions.tables import table
from ledger.mentions.units import is_currency

_WORDS: dict[str, str] = table("places")["words"]
_WIDE: dict[str, str] = table("places")["wide"]


def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


_LOCATIVES, _WEAK, _ORIGINS = _listed("locatives"), _listed("weak_locatives"), _listed("origins")
_WORLDLY = _listed("worldly")
_LEVELS = frozenset({"average", "mean", "median", "rate", "level", "figure", "total"})
_UNCAPPED = frozenset({"euro", "eurozone"})
"""First words of names that are written small as well: 'the euro zone'."""
_PRINTED = _listed("printed")
_NUMBERED, _RULING = _listed("numbered"), _listed("ruling")
_NOT_SITES = frozenset(name.replace("|", " ") for name in _listed("not_sites"))
_NOT_BODIES = frozenset(table("organisations")["not_bodies"].split())


def told_sites(line: Line, free: Sequence[bool], unnamed: Sequence[bool]) -> list[Site]:
    """The places that their kind or the gazetteer tells, in order, not yet joined.

    A place told by its kind may stand in the name of a body; one of the gazetteer only among the tokens of `unnamed`.
    """
    found: list[Site] = []
    used: set[int] = set()
    if line.seen & KIND:
        for k, bits in enumerate(line.bits):
            for site in kinded(line, free, k) if bits & KIND and free[k] else ():
                if used.isdisjoint(range(site.first, site.after)) and site.name.lower() not in _NOT_SITES:
                    found.append(site)
                    used.update(range(site.first, site.after))
    if line.seen & GEO:
        i = 0
        while i < len(line.bits):
            capital = line.bits[i] & CAPITAL or line.word(i) in _UNCAPPED
            known = line.bits[i] & GEO and capital and i not in used
            place = _known(line, unnamed, i) if known else None
            if place and used.isdisjoint(range(place.first, place.after)):
                found.append(place)
            i = place.after if place else i + 1
    return sorted(found, key=lambda site: site.first)


def _known(line: Line, free: Sequence[bool], i: int) -> Site | None:
    """A name of the gazetteer that is a whole run of capitals, but for a direction before it and an office after it."""
    places = gazetteer()
    lowers = [token.lower for token in line.tokens[i : i + longest()]]
    for length in range(len(lowers), 0, -1):
        key = " ".join(lowers[:length]).removesuffix("'s")
        known = places.get(key)
        if known and all(free[i : i + length]):
            break
    else:
        return None
    after = i + length
    single = length == 1
    if single and line.has(i, GIVEN) and line.has(after, SAY | GIVEN):
        return None
    if line.has(after, CAPITAL) and not lowers[length - 1].endswith("'s") and free[after]:
        held = _is_held_in(line, i)  # 'Mayor of London Jane Doe'
        if not held and not line.bits[after] & (OFFICE | OCCUPATION | MODIFIER):
            return None
    first = i
    while first and line.word(first - 1) in DIRECTIONS and line.has(first - 1, CAPITAL) and not opens(line, first - 1):
        first -= 1
    if line.has(first - 1, HONORIFIC) or (line.word(first - 1) == "." and line.has(first - 2, HONORIFIC)):
        return None
    before = first - 1
    if before >= 0 and line.has(before, CAPITAL) and free[before] and not line.word(before).endswith("'s"):
        told = line.bits[before] & (FUNCTION | OFFICE | DEMONYM) or (opens(line, before) and line.bits[before] & COMMON)
        if not told and line.word(before) not in DIRECTIONS:
            return None
    site = Site(first, after, line.cut(first, after), None, known.rank)
    return site if line.has(after, OFFICE | MODIFIER) and line.has(after, CAPITAL) else marked_former(line, site)


def _is_held_in(line: Line, i: int) -> bool:
    """Whether the name at token i is where an office is held, alone or as the last of several: 'Mayor of London'."""
    k = i - 1
    while line.word(k) in ("and", ",") and line.has(k - 1, CAPITAL):
        k -= 1
        while line.has(k, CAPITAL) and not line.has(k, OFFICE):
            k -= 1
    return line.word(k) in ("of", "for") and line.has(k - 1, OFFICE)


def bare_sites(line: Line, free: Sequence[bool], runs: Sequence[Run], told: Sequence[Site]) -> list[Site]:
    """Runs that only the words around them make places: 'in Thornby', 'Lyon, France', 'former X', '(X, Y, China)'.

    `runs` are those that no person, body or other name has taken.
    """
    starts = {site.first: site for site in told}
    found: list[Site] = []
    for run in reversed(runs):
        first, after = run.first, run.after
        if after - first > 4 or not all(free[first:after]) or _no_place(line, first, after):
            continue
        wider = starts.get(after + 1) if line.word(after) == "," else None
        if wider and wider.name and wider.rank >= 3 and not _continues(line, wider) and not line.has(first, GIVEN):
            site = Site(first, after, line.cut(first, after), None, 0)
        elif _located(line, run) or _dateline(line, run):
            site = marked_former(line, Site(first, after, line.cut(first, after), None, 0))
        else:
            continue
        starts[site.first] = site
        found.append(site)
    found = found[::-1] + _listed_on(line, free, runs, [*told, *found])
    return found + _with_figures(line, free, runs, [*told, *found])


def _listed_on(line: Line, free: Sequence[bool], runs: Sequence[Run], sites: Sequence[Site]) -> list[Site]:
    """The rest of 'in X, Y and Z' where X is a place without a kind after a locative."""
    ends = {site.after for site in sites if site.kind is None and line.word(site.first - 1) in _LOCATIVES}
    starts = {site.first for site in sites}
    found: list[Site] = []
    for run in runs:
        first, after = run.first, run.after
        link = first - 1
        joint = line.word(link)
        link -= joint in ("and", "or") and line.word(link - 1) == ","
        goes_on = joint in ("and", "or") or line.word(after) in ("and", "or", ",")
        if first in starts or link not in ends or joint not in ("and", "or", ",") or not goes_on:
            continue
        if all(free[first:after]) and not _no_place(line, first, after) and not _is_noun(line, after):
            found.append(Site(first, after, line.cut(first, after), None, 0))
            ends.add(after)
    return found


def _with_figures(line: Line, free: Sequence[bool], runs: Sequence[Run], sites: Sequence[Site]) -> list[Site]:
    """The rest of 'highest in X (4%), Y (3%) and Z (2%)' where one of those with a figure is a place."""
    told = [run for run in runs if line.word(run.after) == "(" and _opens_figure(line, run.after + 1)]
    starts = {site.first for site in sites}
    known = starts.intersection(run.first for run in told) or any(
        line.word(site.after) == "(" and _opens_figure(line, site.after + 1) for site in sites
    )
    if not known:
        return []
    return [
        Site(run.first, run.after, line.cut(run.first, run.after), None, 0)
        for run in told
        if run.first not in starts and all(free[run.first : run.after]) and not _no_place(line, run.first, run.after)
    ]


def _opens_figure(line: Line, i: int) -> bool:
    i += line.word(i) in ("up", "down", "at", "with", "about")
    return i < len(line.tokens) and line.tokens[i].kind == "number"


def _no_place(line: Line, first: int, after: int) -> bool:
    bits = line.bits[first:after]
    if any(b & (OFFICE | OCCUPATION | HONORIFIC | NOT_NAME | BODY) for b in bits):
        return True
    if all(b & (DEMONYM | FUNCTION | TIME) for b in bits):
        return True
    if line.word(after - 1) in _NUMBERED:
        return True
    if after - first > 1 and (bits[-1] & MODIFIER or all(b & (COMMON | MODIFIER) for b in bits)):
        return True  # 'in the Family Income and Expenditure Survey'
    only = line.tokens[first].text
    amount = after < len(line.tokens) and line.tokens[after].kind == "number"
    if after - first == 1 and amount and is_currency(line.tokens[first]):
        return True  # 'bring in Rs 620 crore'
    if after - first == 1 and (line.word(first) in DEFINITE or line.word(first) in KINDS):
        return True  # 'in the County', 'near Highway 49'
    named_otherwise = line.word(first) in _NOT_BODIES or line.word(first) in _RULING
    return after - first == 1 and ((only.isupper() and first > 0) or named_otherwise)


def _continues(line: Line, site: Site) -> bool:
    """Whether a list goes on after the site ('X, France and Y'), or it owns what follows ("France's")."""
    return line.word(site.after) in ("and", "or") or line.word(site.after - 1).endswith("'s")


def _located(line: Line, run: Run) -> bool:
    """Whether a locative stands before the run, and no noun after it that it would qualify ('in Apple shares')."""
    first, after = run.first, run.after
    i = first - 1
    while line.word(i) in ("the", "and") or line.word(i) in DIRECTIONS:
        i -= 1
    name = line.word(i)
    if name == "former" and i == first - 1:
        return not line.has(after, CAPITAL) and (after >= len(line.tokens) or not _is_noun(line, after))
    if name in _LOCATIVES:
        return line.word(i - 1) not in _PRINTED and not _is_noun(line, after)
    if name in _WEAK and line.word(i - 1) in _ORIGINS:
        return not _is_noun(line, after)
    return False


def _dateline(line: Line, run: Run) -> bool:
    """'THORNBY, March 3 (AP) -': a name in capitals that opens the article."""
    if run.first or not line.tokens[0].text.isupper() or line.word(run.after) not in (",", "(", "-", "–", "—"):
        return False
    return any(token.text in "-–—" for token in line.tokens[run.after : run.after + 10])


def _is_noun(line: Line, i: int) -> bool:
    """Whether a lower-case word that is no function word follows: the run before it is its attribute."""
    if i >= len(line.tokens) or line.tokens[i].kind != "word" or line.word(i - 1).endswith("'s"):
        return False
    if line.word(i) in VERBS and line.has(i + 1, FUNCTION):
        return False  # 'the boats moored in Penang remain 61'
    return not line.bits[i] & (FUNCTION | CAPITAL | SAY) and not line.word(i).endswith("ed")


def wide_places(line: Line) -> Iterator[Place]:
    """'nationwide', 'province-wide' and 'province wide'."""
    for i in [i for i, bits in enumerate(line.bits) if bits & WIDE] if line.seen & WIDE else ():
        kind = _WIDE.get(line.word(i))
        if kind:
            yield Place(line.span(i, i + 1), "", kind, False, None)
        elif line.word(i) in ("world", "global") and line.word(i + 1) in _WORLDLY and not line.has(i + 1, CAPITAL):
            yield Place(line.span(i, i + 1), "", "world", False, None)
        elif line.word(i) == "national" and line.word(i + 1) in _LEVELS:
            yield Place(line.span(i, i + 1), "", "country", False, None)
        elif line.word(i) == "wide" and line.word(i - 1) in DEFINITE:
            yield Place(line.span(i - 1, i + 1), "", line.word(i - 1), False, None)
