"""Figures that a text splits into parts: which figure is the whole, which are its parts, and whether they are all.

Only what the text says counts. 'Including' lists some parts, and parts may overlap ('300 women and 200 children'), so a
sum proves something only where the text closes the list: by 'comprising', by 'the rest', or by parts that make a whole
between them, as men and women or the central and the local budget do.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import canonical, lexicon
from ledger.resources import data_table


class Split(NamedTuple):
    """A whole and its parts in order; `complete` when the text says that these are all.

    `listed` when it tells them one by one ('five in Orsa, three in Tarn and one in Velsa') and leaves the reader to
    think so.
    """

    whole: Keyed
    parts: tuple[Keyed, ...]
    complete: bool
    listed: bool = False

    @property
    def calculation(self) -> str:
        """The sum in words: '700 + 550 = 1,250'."""
        values = [part.claim.value or 0.0 for part in self.parts]
        return f"{' + '.join(map(plain, values))} = {plain(sum(values))}"

    @property
    def slack(self) -> float:
        """How far sum and whole may be apart when no figure of one sum is rounded more coarsely than its whole."""
        most = _step(self.whole)
        return (most + sum(min(_step(part), most) for part in self.parts)) / 2

    @property
    def total(self) -> float:
        """What the parts make as printed."""
        return sum(part.claim.value or 0.0 for part in self.parts)

    @property
    def missing(self) -> float:
        """How far the parts as printed are from the whole."""
        return abs(self.total - (self.whole.claim.value or 0.0))

    @property
    def likely(self) -> bool:
        """Whether the sum comes as near to the whole as that of parts which were meant to make it."""
        whole = self.whole.claim.value or 0.0
        if self.complete:
            return whole <= _FAR * self.total and self.total <= _FAR * whole
        return self.missing <= max(_MISSED * whole, _SLIP)

    @property
    def fits(self) -> bool:
        """Whether the parts make the whole, as far as rounding allows; one told as 'about' is not far off."""
        slack = self.slack if self.slack < OPEN / 2 else _ABOUT * self.total
        return self.missing < max(slack, 1e-9 * self.total)


def _step(entry: Keyed) -> float:
    """The unit of the last digit that a figure shows; open for one that is only bounded, or told as 'about'."""
    claim = entry.claim
    if claim.hedge != "none" or claim.low is None or claim.high is None:
        return OPEN
    return (claim.high - claim.low) / 2


class _Cues(NamedTuple):
    all_follow: re.Pattern[str]
    some_follow: re.Pattern[str]
    points_back: re.Pattern[str]
    all_before: re.Pattern[str]
    rest: re.Pattern[str]
    last: re.Pattern[str]
    goes_on: re.Pattern[str]
    summed: re.Pattern[str]
    leaves: re.Pattern[str]
    left: re.Pattern[str]
    netted: re.Pattern[str]
    outgo: re.Pattern[str]


@cache
def cues() -> _Cues:
    """The phrases of `data/parts.toml`, an expression each."""
    data = data_table("compare", "parts")

    def pattern(name: str) -> re.Pattern[str]:
        phrases = sorted(data[name], key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")

    return _Cues(*(pattern(name) for name in _Cues.__annotations__))


_INCLUDED = re.compile(r"\b(?:of which|of whom|including|among them|among which)\b")
_OF = re.compile(
    r"(?:^|[.;:] )Of (?:(?:the |its |their |these |those |all |a total of )|(?:the )?[\w-]+['’]s? )*$", re.IGNORECASE
)
_OF_BETWEEN = re.compile(r"(?:out )?of (?:the|its|their|his|her|our|these|those)")
_MISSED = 0.1
"""Share of a whole by which an open list misses it at most, if it is meant to be all of it."""
_SLIP = 2
"""What an open list of small numbers may miss its whole by."""
_FAR = 1.5
"""How many times the whole a closed list may make, and the other way round."""
_ABOUT = 0.1
"""Share by which a figure told as 'about' may be off."""
NEAR = 8
"""Words that may stand between a whole and its part at most."""
REACH = 3
"""Sentences back in which the whole of a list is sought."""
LISTED = 3
"""Parts from which on a list without a word that closes it looks like all."""


_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})


class Inclusion(NamedTuple):
    """A part that the text tells as one of a whole; its words, and whether they stand in one sentence."""

    whole: Keyed
    part: Keyed
    words: str


def find_inclusions(keyed: Sequence[Keyed]) -> Iterator[Inclusion]:
    """'... £30,000 in grants, of which £18,500', 'Of almost £30,000 in grants, £18,500 goes to ...'."""
    sentences: dict[int, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and entry.claim.value is not None and entry.claim.unit != "%":
            sentences[entry.claim.sentence_id].append(entry)
    for entries in sentences.values():
        for whole, part in pairwise(entries):
            gap = words_between(whole, part)
            if whole.scope.measure.unit == "" and _OF_BETWEEN.fullmatch(gap):
                yield Inclusion(part, whole, gap)
            if base(whole) != base(part) or whole.scope.measure.unit == "":
                continue
            if cue := _INCLUDED.search(gap):
                yield Inclusion(whole, part, cue[0])
            elif _OF.search(whole.claim.before) and ";" not in gap and len(gap.split()) < NEAR:
                yield Inclusion(whole, part, "of")
            elif _OF_BETWEEN.fullmatch(gap):
                yield Inclusion(part, whole, gap)


def base(entry: Keyed) -> str:
    """What a figure counts or measures, whatever it is told per."""
    return thing(entry).partition("/")[0]


def alike_parts(whole: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The figures that can be parts of the whole: same unit, people of whatever sort counting as people."""
    return tuple(e for e in entries if e is not whole and thing(e) == thing(whole) and e.claim.value is not None)


def counted_with(whole: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The parts of a list that may leave out their unit: '260 workers: 150 in cheese ...', 'of which 38.5 million'."""
    parts: list[Keyed] = []
    scaled = whole.claim.value_text[-1:].isalpha()
    for entry in entries:
        # 'saves £85 million a year: £40 million from ports': the parts leave out what they are told per.
        alike = thing(entry) == thing(whole) or thing(entry) == base(whole)
        elided = parts or whole.scope.measure.counted or (scaled and entry.claim.value_text[-1:].isalpha())
        if entry is not whole and entry.claim.value is not None and (alike or (entry.unitless and elided)):
            parts.append(entry)
    return tuple(parts)


def listed(entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """Things of several kinds, counted one after the other: '41 ferries and 35 barges'."""
    listed = [entries[0]]
    for before, entry in pairwise(entries):
        if words_between(before, entry) not in ("", "and", "plus"):
            break
        listed.append(entry)
    return tuple(listed) if all(e.scope.measure.counted and e.claim.value is not None for e in listed) else ()


def thing(entry: Keyed) -> str:
    """What a figure counts or measures: its unit, people of whatever sort counting as people."""
    unit = entry.scope.measure.unit
    return "person" if unit in lexicon().people or unit in lexicon().to_people else unit


def closed(parts: Sequence[Keyed]) -> bool:
    """Whether the parts say between them that nothing is left."""
    if len(parts) < 2:
        return False
    last = words_between(parts[-2], parts[-1]) + " " + fold(parts[-1].claim.quote)
    if cues().rest.search(last):
        return True
    if len(parts) != 2:
        return False
    left, right = (_words_of(parts, i) for i in (0, 1))
    return any((pair & left) and (pair & right) and (pair & left) != (pair & right) for pair in lexicon().complements)


def _words_of(parts: Sequence[Keyed], i: int) -> frozenset[str]:
    """The words that belong to one of two parts: from the part before, or the start, to the part after, or the end."""
    part = parts[i].claim
    same = parts[1 - i].claim.sentence_id == part.sentence_id
    others: Mapping[int, tuple[int, int]] = {
        0: (0, parts[1].claim.offset if same else len(part.text)),
        1: (parts[0].claim.offset + len(parts[0].claim.quote) if same else 0, len(part.text)),
    }
    start, end = others[i]
    clause = part.text[start:end]
    comma = (
        clause.rfind(",", 0, part.offset - start) if i == 1 else clause.find(",", part.offset - start + len(part.quote))
    )
    own = clause if comma < 0 else (clause[comma:] if i == 1 else clause[:comma])
    return frozenset(canonical(word) for word in fold(own).split())


def words_between(a: Keyed, b: Keyed) -> str:
    """The folded words between two figures of one sentence."""
    return fold(a.claim.text[a.claim.offset + len(a.claim.quote) : b.claim.offset])


def is_list(parts: Sequence[Keyed]) -> bool:
    """Whether parts are told one by one to the last: 'a, b and c'."""
    return len(parts) >= LISTED and "and" in words_between(parts[-2], parts[-1]).split()


def words_after(entry: Keyed) -> list[str]:
    """The folded words of the sentence behind a figure."""
    return fold(entry.claim.text[entry.claim.offset + len(entry.claim.quote) :]).split()


def by_the_time(entry: Keyed) -> bool:
    """Whether a figure is told for a stretch of time, and adds up all the same: '£85 million a year'."""
    measure = entry.scope.measure
    unit, _, per = measure.unit.rpartition("/")
    return bool(unit) and unit not in ("%", "percentage_point") and per in _STRETCHES
