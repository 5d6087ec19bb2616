"""What speaks for it, and against it, that figures were told to follow from each other.

The sum of the weights of all evidence is the logarithm of the odds that a reader would take the figures to belong
together. How the sum comes out is no evidence, but how it misses is: slips of
the hand miss by a digit, figures of other things by anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ledger.compare.arithmetic import sizes, spans
from ledger.compare.arithmetic.parts import thing
from ledger.compare.arithmetic.passages import Passages
from ledger.compare.arithmetic.reckonings import Reckoning, direction, is_change, is_step
from ledger.compare.arithmetic.working import between, pattern, told_by
from ledger.compare.facets.digits import digits, powers_apart, swapped
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import PeriodRelation, relate_periods
from ledger.compare.facets.words import canonical, lexicon
from ledger.resources import data_table
from ledger.weighing import Evidence, Weights

_CLOSE, _NEAR, _FAR = 0.05, 0.12, 0.3
"""Shares of the larger by which what is printed and what comes of it differ."""
_ROLES = {
    "share": ("result", "part", "whole"),
    "change": ("result", "new", "old"),
    "difference": ("result", "more", "less"),
    "product": ("total", "number", "size"),
    "rate": ("size", "total", "number"),
}
"""What a result and its two operands are called, by kind of reckoning; an average is a product told backwards."""
_BREATH, _CLAUSE, _FEW = 25, 45, 20
"""Characters that stand in one breath with a figure, in its clause, or right behind it."""
_QUARTER = 0.25
_MANY = 3


@cache
def weights(kind: str) -> Weights:
    """The weights of one kind of reckoning, as fitted."""
    fitted: Weights = data_table("compare", "reckonings")[kind]
    return fitted


@cache
def likely() -> Mapping[str, float]:
    """The log odds from which figures are taken to belong together, and others as named in the table."""
    table: Mapping[str, float] = data_table("compare", "reckonings")["likely"]
    return table


def evidence(told: Passages, reckoning: Reckoning, others: Sequence[Reckoning]) -> Evidence:
    """What the words around the figures of a reckoning say, and how it misses what is printed.

    `others` are those of the passage that come out.
    """
    if reckoning.kind == "span":
        return dict.fromkeys(spans.belongs(told, reckoning.result, reckoning.workings[0]), 1.0)
    found = dict.fromkeys(_layout(told, reckoning), 1.0)
    found |= _facets(told, reckoning)
    words = _parts(told, reckoning) if reckoning.kind == "sum" else _operands(told, reckoning)
    found |= dict.fromkeys(words, 1.0)
    found |= dict.fromkeys(missed(reckoning), 1.0)
    if reckoning.kind != "sum" and any(_explains(other, reckoning) for other in others):
        found["operands explain another result"] = 1.0
    return found


def _explains(other: Reckoning, reckoning: Reckoning) -> bool:
    return other.result != reckoning.result and set(other.parts) == set(reckoning.parts)


def missed(reckoning: Reckoning) -> Iterator[str]:
    """How what is printed differs from what comes of the reckoning."""
    printed = reckoning.workings[0].result.claim.value or 0.0
    value = round(reckoning.value, decimals(reckoning.workings[0].result))
    off = abs(value - printed) / max(value, printed, 1e-9)
    yield f"misses by {'little' if off <= _CLOSE else 'some' if off <= _NEAR else 'much' if off <= _FAR else 'most'}"
    if powers_apart(value, printed):
        yield "misses by a power of ten"
    elif swapped(value, printed):
        yield "misses by digits swapped"
    elif one_digit(value, printed):
        yield f"misses by one digit of {min(len(digits(printed)), _MANY)}"


def decimals(entry: Keyed) -> int:
    """How many digits stand behind the point of a figure, as printed."""
    return len(entry.claim.value_text.partition(".")[2].rstrip("0 %abcdefghijklmnopqrstuvwxyz"))


def one_digit(a: float, b: float) -> bool:
    """Whether two figures of one length differ in one digit."""
    left, right = (f"{value:.9g}" for value in (a, b))
    return len(left) == len(right) and sum(x != y for x, y in zip(left, right, strict=True)) == 1


def _layout(told: Passages, reckoning: Reckoning) -> Iterator[str]:
    """Where the figures stand to each other."""
    figures, kind = reckoning.figures, reckoning.kind
    if kind == "sum":
        at = figures.index(reckoning.result)
        yield (
            "whole first" if at == 0 else "whole last" if at == len(reckoning.parts) else "whole behind the first part"
        )
        yield f"{min(len(reckoning.parts), 4)} parts"
    else:
        names = _names(reckoning)
        yield "order " + " ".join(names[at] for at in figures)
    skipped = figures[-1] - figures[0] + 1 - len(figures)
    yield f"{min(skipped, 4)} figures between"
    yield f"{min(told.apart(figures[0], figures[-1]), 3)} sentences apart"
    if len({told.entries[at].claim.paragraph for at in figures}) > 1:
        yield "another paragraph"
    operands = reckoning.parts
    if kind != "sum":
        yield "result in the sentence of " + (
            "both" if told.together(reckoning.result, *operands) else
            "one" if any(told.together(reckoning.result, at) for at in operands) else "none"
        )  # fmt: skip
        nearest = min(operands, key=lambda at: abs(at - reckoning.result))
        between = range(min(nearest, reckoning.result) + 1, max(nearest, reckoning.result))
        rivals = sum(told.entries[at].claim.unit != "%" for at in between)
        yield f"{min(rivals, 2)} figures to the nearest operand"
        other = next(at for at in operands if at != nearest)
        between = range(min(nearest, other) + 1, max(nearest, other))
        alike = sum(_rival(told.entries[at], told.entries[other]) for at in between if at != reckoning.result)
        yield f"{min(alike, 2)} like the other nearer"
        shares = sum(e.claim.unit == "%" for e in told.entries if e.claim.sentence_id == _sentence(told, reckoning))
        yield f"{min(shares, _MANY)} shares in the sentence"


def _names(reckoning: Reckoning) -> Mapping[int, str]:
    """The roles of result and operands."""
    kind = reckoning.workings[0].kind if reckoning.kind == "product" else reckoning.kind
    return dict(zip((reckoning.result, *reckoning.parts), _ROLES[kind], strict=True))


def _rival(entry: Keyed, other: Keyed) -> bool:
    """Whether another figure could stand for an operand as well."""
    return entry.scope.measure.additive and (thing(entry) == thing(other) or entry.unitless)


def _sentence(told: Passages, reckoning: Reckoning) -> int:
    return told.entries[reckoning.result].claim.sentence_id


def _facets(told: Passages, reckoning: Reckoning) -> dict[str, float]:
    """What the figures are of: units, words, times, places."""
    entries = [told.entries[at] for at in reckoning.figures if at != reckoning.result or reckoning.kind == "sum"]
    result = told.entries[reckoning.result]
    bare = sum(entry.unitless for entry in entries)
    units = {thing(entry) for entry in entries if not entry.unitless}
    words = [entry.scope.measure.words for entry in entries]
    shared = frozenset.intersection(*words)
    every = (result, *entries)
    places = {e.scope.place for e in entries if "place" in e.claim.own and e.scope.place}
    found = {
        f"{'no' if not bare else 'all' if bare == len(entries) else 'one' if bare == 1 else 'some'} unit left out": 1,
        "units differ": len(units) > 1,
        "money beside a bare number": bool(bare)
        and len({bool(e.claim.unit) for e in entries}) > 1
        and any(e.claim.unit and e.claim.unit.isupper() for e in entries),
        "money": any(e.claim.unit and e.claim.unit.isupper() for e in entries),
        "measure words shared": min(len(shared), 2),
        "result shares words with one": reckoning.kind != "sum"
        and any(result.scope.measure.words & some for some in words),
        "places differ": len(places) > 1,
        "one year": _years(entries) == 1,
        "two years": _years(entries) > 1,
        "modalities differ": len({e.scope.modality for e in every}) > 1,
        "speakers differ": len({e.scope.speaker for e in every}) > 1,
        "hedged": any(e.claim.hedge != "none" for e in every),
        "small": max(len(digits(e.claim.value)) for e in entries) == 1,
        "ranges": any(e.claim.low is None or e.claim.high is None for e in entries),
    }
    return {name: float(value) for name, value in found.items() if value}


def _years(entries: Iterable[Keyed]) -> int:
    """How many times the figures say they are of: 0 where fewer than two say so."""
    days = [e.scope.days for e in entries if e.scope.days and "period" in e.claim.own]
    if len(days) < 2:
        return 0
    return 1 + any(relate_periods(a, b) is PeriodRelation.DIFFERS for a, b in pairwise(days))


def _operands(told: Passages, reckoning: Reckoning) -> Iterator[str]:
    """How words tie a result to its two operands, and these to each other."""
    result, (a, b) = reckoning.result, reckoning.parts
    names = _names(reckoning)
    for x, y in pairwise(reckoning.figures):
        if told.together(x, y):
            gap, pair = told.lead(y), f"between {names[x]} and {names[y]}"
            yield from (f"'{cue}' {pair}" for cue in _BETWEEN if told_by(cue, gap))
            if len(gap) <= _BREATH and y == x + 1:
                yield f"a breath {pair}"
    lead, trail = told.lead(result)[-60:], told.trail(result)
    if reckoning.kind == "product":
        figures = {name: at for at, name in names.items()}
        yield from sizes.belongs(told, [figures[name] for name in _ROLES["product"]])
        return
    yield from (f"'{cue}' before the result" for cue in _BEFORE if told_by(cue, lead))
    yield from (f"'{cue}' behind the result" for cue in _BEHIND if told_by(cue, trail[:_BREATH]))
    for at, name in ((a, names[a]), (b, names[b])):
        yield from (f"'{cue}' before {name}" for cue in _AT if told_by(cue, told.lead(at)[-_CLAUSE:]))
        yield from (f"'{cue}' behind {name}" for cue in _AFTER if told_by(cue, told.trail(at)[:40]))
    if reckoning.kind == "share":
        yield from _of_what(told, reckoning)
        if is_step(told, a):
            yield "part told as a step"
        if is_change(told, result):
            yield "told as a change"
    else:
        way = direction(told, result)
        grew = 1 if (told.entries[a].claim.value or 0) >= (told.entries[b].claim.value or 0) else -1
        yield "no direction" if not way else "that direction" if way == grew else "the other direction"
        days = [told.entries[at].scope.days for at in (a, b)]
        if days[0] and days[1]:
            yield "new is later" if days[0].last > days[1].last else "new is not later"


# The cues that are looked for, by where they stand.
_BETWEEN = (
    "of",
    "of_whom",
    "or",
    "from",
    "to",
    "moved_to",
    "that_is",
    "next_to",
    "side_by_side",
    "new_clause",
    "list_break",
)
_BEFORE = ("or", "this_is", "that_share", "share_noun", "a_change", "step", "leads_to", "change", "thus", "just_before")
_BEHIND = ("change", "of", "of_all", "of_them", "more", "over_time")
_AT = ("from", "to", "opening", "ago", "past_level", "present_level", "aimed")
_AFTER = ("of_them", "past_behind")
_FIRST = ("of_whom", "of_them", "points_back", "from", "to", "of", "consists", "some_of", "uncounted")
_AMONG = ("of", "change", "of_whom", "uncounted", "or", "set_beside")
_LAST = ("rest", "step", "to")


def _of_what(told: Passages, reckoning: Reckoning) -> Iterator[str]:
    """Whether a share says what it is of, and whether that is the whole."""
    named = pattern("of_noun").match(told.trail(reckoning.result))
    if named is None:
        return
    whole = told.entries[reckoning.parts[1]]
    about = {canonical(word) for word in fold(named[1]).split()}
    own = whole.scope.measure.words | {
        whole.scope.measure.head,
        thing(whole),
        *map(canonical, fold(whole.claim.quote).split()),
    }
    if about & lexicon().people and thing(whole) == "person":
        yield "of that whole"
    else:
        yield "of that whole" if about & own else "of another whole"


def _parts(told: Passages, reckoning: Reckoning) -> Iterator[str]:
    """How words make a list of the parts, and tie it to its whole."""
    whole, parts = reckoning.result, reckoning.parts
    yield from _list(told, parts)
    yield from _ends(told, whole, parts)
    if parts[0] < whole < parts[1]:
        parts = parts[1:]
    yield from _whole_ahead(told, whole, parts) if whole < parts[0] else _whole_behind(told, whole, parts)
    if told_by("of_them", told.trail(parts[0])[:_FEW]) or told_by("of_the_whole", told.trail(parts[0])[:_FEW]):
        yield "first part of them"
    largest = max(told.entries[at].claim.value or 0 for at in parts) / (told.entries[whole].claim.value or 1)
    yield f"largest part {'small' if largest < _QUARTER else 'middling' if largest < 3 * _QUARTER else 'nearly all'}"


def _list(told: Passages, parts: Sequence[int]) -> Iterator[str]:
    """Whether words make a list of figures, or set them beside each other."""
    gaps = [told.lead(b) for a, b in pairwise(parts) if told.together(a, b)]
    last = fold(told.lead(parts[-1])).split() if told.together(*parts[-2:]) else []
    if last[-1:] == ["and"] or "and" in last[:3]:
        yield "an 'and' before the last part"
        if len(parts) == 2 and told.lead(parts[-1]).rstrip().endswith(", and"):
            yield "a comma before the 'and' of two"
    if len(gaps) == len(parts) - 1 and max(map(len, gaps)) <= 2 * _BREATH:
        yield "parts in one breath"
    if told.together(*parts) and not any("and" in fold(gap).split() for gap in gaps[:-1]):
        yield "no 'and' among the parts"
    yield from (f"'{cue}' before the last part" for cue in _LAST if told_by(cue, told.lead(parts[-1])[-_CLAUSE:]))
    yield from (f"'{cue}' among the parts" for cue in _AMONG if any(told_by(cue, gap) for gap in gaps))
    if levels := sum(told_by("level_beside", told.lead(at)[-_CLAUSE:]) for at in parts):
        yield f"{min(levels, 2)} of the parts told as levels"
    if any(is_change(told, at) for at in parts):
        yield "a part told as a change"


def _ends(told: Passages, whole: int, parts: Sequence[int]) -> Iterator[str]:
    """Whether the list leaves out figures of its kind right before or behind it."""
    first, last = parts[0], parts[-1]
    for name, inner, outer in (("began before", first, first - 1), ("goes on", last, last + 1)):
        if 0 <= outer < len(told.entries) and outer != whole and told.together(inner, outer):
            a, b = told.entries[inner], told.entries[outer]
            if thing(a) == thing(b) or a.unitless or b.unitless:
                yield f"the list {name}"


def _whole_ahead(told: Passages, whole: int, parts: Sequence[int]) -> Iterator[str]:
    """What ties a list to the whole that stands before it."""
    together, first = told.together(whole, parts[0]), told.lead(parts[0])[-_CLAUSE:]
    if together and ":" in between(told.entries[whole], told.entries[parts[0]]):
        yield "a colon behind the whole"
    if together and told_by("opening", told.lead(whole)[-_CLAUSE:]):
        yield "'opening' before the whole"
    yield from (f"'{cue}' before the first part" for cue in _FIRST if told_by(cue, first))
    if parts[0] == whole + 1:
        yield "first part behind the whole"
    yield from _moved(told, whole)


def _whole_behind(told: Passages, whole: int, parts: Sequence[int]) -> Iterator[str]:
    """What ties a list to the whole that stands behind it."""
    if told_by("whole_last", f"{told.lead(whole)[-_CLAUSE:]} {told.trail(whole)[:_FEW]}"):
        yield "told as a whole"
    if whole == parts[-1] + 1:
        yield "whole behind the last part"
    yield from _moved(told, whole)


def _moved(told: Passages, whole: int) -> Iterator[str]:
    if told_by("change", told.lead(whole)[-_BREATH:]) or told_by("change", told.trail(whole)[:_FEW]):
        yield "whole told as a change"
