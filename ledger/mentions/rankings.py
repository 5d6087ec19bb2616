"""Places of a ranking: 'Orsa had 27 deaths, followed by Kesh with 14 and Dravni and Lowara with five each'."""

from collections.abc import Sequence

from ledger.mentions.kinds import plural_kind
from ledger.mentions.lexicon import BODY, CAPITAL, FUNCTION, GIVEN, HONORIFIC, KIND, NOT_NAME, OCCUPATION, OFFICE, Line
from ledger.mentions.names import Run
from ledger.mentions.nouns import CASUALTIES, VERBS
from ledger.mentions.numbers import NUMBER_WORDS
from ledger.mentions.sites import Site
from ledger.mentions.tables import table

_TOLLS = CASUALTIES | frozenset(table("places")["words"]["tolls"].split())
_OF_MANY = frozenset({"of", "among", "amongst", "across", "for", "in"})
_NO_PLACE = BODY | FUNCTION | GIVEN | HONORIFIC | NOT_NAME | OCCUPATION | OFFICE
_OPENING = 6  # tokens before the comma of 'Of the six northern provinces,'


def ranked_sites(line: Line, runs: Sequence[Run], told: Sequence[Site]) -> list[Site]:
    """Runs that only their row of figures makes places: where one is a place, or the row is of provinces or of deaths.

    `runs` are those that nothing else has taken, `told` the places told so far.
    """
    found = _among(line, runs)
    items = [run for run in runs if _has_figure(line, run.after) and _may_be(line, run)]
    if items:
        known = sum(_has_figure(line, site.after) for site in told)
        bracketed = any(line.word(run.after) == "(" for run in items)
        tolls = not bracketed and "followed" in (token.lower for token in line.tokens) and _tells_tolls(line)
        if (known or found or tolls or _names_kind(line)) and len(items) + known + len(found) > 1:
            found += _rowed(line, runs, items)
            found += _leader(line, runs, found)
    taken = {site.first for site in told}
    unique = {site.first: site for site in found if site.first not in taken}
    return list(unique.values())


def _site(line: Line, run: Run) -> Site:
    return Site(run.first, run.after, line.cut(run.first, run.after), None, 0)


def _may_be(line: Line, run: Run) -> bool:
    return run.after - run.first <= 4 and not any(bits & _NO_PLACE for bits in line.bits[run.first : run.after])


def _has_figure(line: Line, after: int) -> bool:
    """Whether 'with 14' or '(14' stands at token `after`."""
    if line.word(after) not in ("with", "(") or after + 1 >= len(line.tokens):
        return False
    return line.tokens[after + 1].kind == "number" or line.word(after + 1) in NUMBER_WORDS


def _names_kind(line: Line) -> bool:
    return any(bits & KIND and plural_kind(line.word(i)) for i, bits in enumerate(line.bits))


def _tells_tolls(line: Line) -> bool:
    return any(token.lower in _TOLLS for token in line.tokens)


def _among(line: Line, runs: Sequence[Run]) -> list[Site]:
    """'Of the six provinces, Orsa had the most': what follows is one of them."""
    if not line.seen & KIND:
        return []
    for run in runs:
        comma = run.first - 1
        if line.word(comma) != "," or not plural_kind(line.word(comma - 1)) or not _may_be(line, run):
            continue
        opening = range(max(0, comma - _OPENING), comma - 1)
        if any(line.word(i) in _OF_MANY for i in opening) and line.word(run.after) not in (",", "and"):
            return [_site(line, run)]
    return []


def _rowed(line: Line, runs: Sequence[Run], items: Sequence[Run]) -> list[Site]:
    """The runs with a figure, and those joined to one: 'Dravni and Lowara with five each'."""
    firsts = {run.first for run in items}
    joined = [run for run in runs if line.word(run.after) == "and" and run.after + 1 in firsts and _may_be(line, run)]
    return [_site(line, run) for run in (*items, *joined)]


def _leader(line: Line, runs: Sequence[Run], found: Sequence[Site]) -> list[Site]:
    """The subject of the sentence that ranks it first: 'Orsa suffered the heaviest loss, followed by'."""
    followed = next((i for i, token in enumerate(line.tokens) if token.lower == "followed"), 0)
    taken = {site.first for site in found}
    for run in runs:
        starts = not run.first or line.word(run.first - 1) in (",", "that")
        verb = line.word(run.after)
        if run.first >= followed or run.first in taken or not starts or not _may_be(line, run):
            continue
        if verb in VERBS or verb == "had" or (verb.endswith("ed") and not line.has(run.after, CAPITAL)):
            return [_site(line, run)]
    return []
