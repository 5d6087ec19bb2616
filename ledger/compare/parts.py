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

from ledger.compare.intervals import plain
from ledger.compare.keys import OPEN, Keyed
from ledger.compare.names import fold
from ledger.compare.rows import Filled
from ledger.compare.words import canonical, lexicon
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


@cache
def _cues() -> _Cues:
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
_UNCOUNTED = re.compile(r"(?:^|\band )an? \w+")
"""A part of which there is one, told without a figure: 'a chairman' of 'a chairman, five deputies and 23 members'."""
_CLOSING = re.compile(r"(?:plus|and) an? \w+$")
_NEAR = 8
"""Words that may stand between a whole and its part at most."""
_REACH = 3
"""Sentences back in which the whole of a list is sought."""
_LISTED = 3
"""Parts from which on a list without a word that closes it looks like all."""
_POINTING = frozenset({"of them", "of these", "of those", "of which"})
_LITTLE_LEFT = 0.03
"""Share of a whole that two parts leave at most, if they are meant to be all of it."""
_OF_WHICH = re.compile(r"\bof (?:which|whom)\b")
_COLON = re.compile(r"(?:^|[^\d]):(?:\s|$)")
_LITTLE = frozenset(map(canonical, ("the", "its", "their", "this", "a", "total", "of")))
_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})
_DENIED = re.compile(
    r"(?:(?:did|do|does|had|have|has|were|was|are|could|would) not|(?:did|do|had|have|were|was)nt)(?: \w+)?$"
)
_OF_THE = re.compile(r"(?:^|[.;:,] )(?:Of|In) (?:the|its|their|those|these) $", re.IGNORECASE)
_OF_THOSE = re.compile(r"(?:^|[.;:] )Of (?:the|its|their|those|these) ([a-z]+),? $")
"""'Of the dead, | 40 were children': the whole is told before."""
_OF_THEM = re.compile(r"^\W*(?:\w+\W+){1,2}?of (?:the|them|these|those)\b", re.IGNORECASE)


def split_rows(keyed: Sequence[Keyed]) -> Iterator[Filled]:
    """The rows of `splits` and `split_parts`."""
    splits = list(enumerate(find_splits(keyed), 1))
    rows = ((n, s.whole.claim.rowid, int(s.complete), s.calculation, int(s.listed), s.slack) for n, s in splits)
    yield Filled("splits", rows)
    yield Filled("split_parts", ((n, part.claim.rowid) for n, split in splits for part in split.parts))


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
            gap = _between(whole, part)
            if whole.scope.measure.unit == "" and _OF_BETWEEN.fullmatch(gap):
                yield Inclusion(part, whole, gap)
            if _base(whole) != _base(part) or whole.scope.measure.unit == "":
                continue
            if cue := _INCLUDED.search(gap):
                yield Inclusion(whole, part, cue[0])
            elif _OF.search(whole.claim.before) and ";" not in gap and len(gap.split()) < _NEAR:
                yield Inclusion(whole, part, "of")
            elif _OF_BETWEEN.fullmatch(gap):
                yield Inclusion(part, whole, gap)


def _by_the_time(entry: Keyed) -> bool:
    """Whether a figure is told for a stretch of time, and adds up all the same: '£85 million a year'."""
    measure = entry.scope.measure
    base, _, per = measure.unit.rpartition("/")
    return bool(base) and base not in ("%", "percentage_point") and per in _STRETCHES


def _base(entry: Keyed) -> str:
    return thing(entry).partition("/")[0]


def find_splits(keyed: Sequence[Keyed]) -> Iterator[Split]:
    """Every figure that its sentence, or the sentence after it, splits into two parts or more."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and (entry.scope.measure.additive or _by_the_time(entry)):
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
    for (article, number), entries in sentences.items():
        before = sentences.get((article, number - 1), ())
        earlier = [e for n in range(number - _REACH, number) for e in sentences.get((article, n), ())]
        readings = (_within(entries), _after(entries, before), _before(entries), _one_by_one(entries, earlier),
                    _after_colon(entries), _told_before(entries, earlier))  # fmt: skip
        splits = [split for split in readings if split and _is_sum(split)]
        if splits:
            yield max(splits, key=lambda split: (split.complete, split.listed, len(split.parts)))


def _is_sum(split: Split) -> bool:
    """Whether the figures are of one modality; 'is planned at 94 million. It consists of ...' is said once for all."""
    modalities = {part.scope.modality for part in split.parts}
    sentences = {entry.claim.sentence_id for entry in (split.whole, *split.parts)}
    once = (split.complete or len(sentences) == 1) and modalities == {"stated"}
    said = once or modalities == {split.whole.scope.modality}
    whole = split.whole.claim.value or 0.0
    # '146 concerts on 14 stages: 58 in clubs, 51 ...': stages are no whole of any of them.
    larger = all((part.claim.value or 0.0) > whole for part in split.parts)
    return len(split.parts) > 1 and said and not larger


def _within(entries: Sequence[Keyed]) -> Split | None:
    """'1,200 students, comprising 700 boys and 500 girls': whole, cue and parts in one sentence."""
    cues = _cues()
    for i, whole in enumerate(entries[:-1]):
        gap = _between(whole, entries[i + 1])
        if cue := cues.all_follow.search(gap):
            parts = _alike(whole, entries[i + 1 :]) or _listed(entries[i + 1 :])
            return Split(whole, parts, not _UNCOUNTED.search(gap[cue.end() :].strip()) and not _uncounted(parts))
        if kinds := _kinds_of(whole, entries[i + 1 :], gap):
            return Split(whole, kinds, False, True)
        if cues.some_follow.search(gap):
            parts = _counted_with(whole, entries[i + 1 :]) if _OF_WHICH.search(gap) else _alike(whole, entries[i + 1 :])
            told = bool(_OF_WHICH.search(gap)) and (_is_list(parts) or _nearly_all(whole, parts))
            return Split(whole, parts, _closed(parts), told)
    return None


def _kinds_of(whole: Keyed, entries: Sequence[Keyed], gap: str) -> tuple[Keyed, ...]:
    """'47 municipalities, 31 of them rural communes, 12 towns and five island districts': each kind by its own name."""
    if gap or not entries or " ".join(_following(entries[0])[:2]) not in _POINTING:
        return ()
    parts = tuple(e for e in entries if e.scope.measure.counted and e.claim.value is not None)
    apart = [_between(a, b).split() for a, b in pairwise(parts)]
    listed = len(parts) == len(entries) >= _LISTED and all(len(words) <= _NEAR // 2 for words in apart)
    return parts if listed and whole.scope.measure.counted and apart[-1][-1:] == ["and"] else ()


def _nearly_all(whole: Keyed, parts: Sequence[Keyed]) -> bool:
    """Whether two parts leave so little that nobody would leave it untold: 9,740 and 4,240 of 14,180."""
    if len(parts) != 2 or _between(*parts).split()[-1:] != ["and"] or whole.claim.hedge != "none":
        return False
    total = sum(part.claim.value or 0.0 for part in parts)
    return abs(total - (whole.claim.value or 0.0)) <= _LITTLE_LEFT * total


def _uncounted(parts: Sequence[Keyed]) -> bool:
    """Whether a list of parts holds one without a figure: 'a treasurer' of '5 deputies, a treasurer and 23 members'."""
    gaps = [_between(a, b) for a, b in pairwise(parts)]
    last = parts[-1].claim if parts else None
    behind = fold(last.text[last.offset + len(last.quote) :]) if last else ""
    return any(map(_UNCOUNTED.search, gaps)) or bool(_CLOSING.match(behind))


def _after(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Split | None:
    """'... exceeded 4.5 billion. Of this, ...': the whole is the last figure of the sentence before."""
    opening = " ".join(fold(entries[0].claim.text).split()[:4])
    if not before or not _cues().points_back.match(opening):
        return None
    whole = next((e for e in reversed(before) if _alike(e, entries)), None)
    if whole is None:
        whole = next((e for e in reversed(before) if len(_counted_with(e, entries)) == len(entries)), None)
    if whole is None:
        return None
    parts = _counted_with(whole, entries)
    return Split(whole, parts, _closed(parts), _is_list(parts))


def _after_colon(entries: Sequence[Keyed]) -> Split | None:
    """'The fund stood at £640,000: £310,000 from members, £220,000 from ... and £90,000 from ...'."""
    for i, whole in enumerate(entries[:-1]):
        gap = whole.claim.text[whole.claim.offset + len(whole.claim.quote) : entries[i + 1].claim.offset]
        if _COLON.search(gap):
            parts = _counted_with(whole, entries[i + 1 :])
            return Split(whole, parts, _closed(parts), _is_list(parts))
    return None


def _told_before(entries: Sequence[Keyed], earlier: Sequence[Keyed]) -> Split | None:
    """'Spending consists of £248m for staff, ...': the whole is the last figure told of what it begins with."""
    first = entries[0]
    cue = _cues().all_follow.search(fold(first.claim.before))
    if cue is None:
        return None
    about = {canonical(word) for word in fold(first.claim.before)[: cue.start()].split()} - _LITTLE
    told = [e for e in earlier if thing(e) == thing(first) and not about.isdisjoint(_words_told(e))]
    if not told or len(about) > _NEAR:
        return None
    parts = (first, *_alike(told[-1], entries[1:]))
    return Split(told[-1], parts, len(parts) == len(entries))


def _before(entries: Sequence[Keyed]) -> Split | None:
    """'700 boys and 500 girls, a total of 1,200 students': the parts first."""
    for i, whole in enumerate(entries[2:], 2):
        parts = _alike(whole, entries[:i])
        lead = _between(entries[i - 1], whole) + " " + fold(whole.claim.quote)
        if len(parts) == i and _cues().all_before.search(lead):
            return Split(whole, parts, True)
    return None


def _one_by_one(entries: Sequence[Keyed], earlier: Sequence[Keyed]) -> Split | None:
    """'Of the nine dead, five were found in Orsa, three in Tarn and one in Velsa', 'Of the dead, five ...', 'Eight of
    the dead ...'."""
    first = entries[0]
    if _OF_THE.search(first.claim.before):
        parts = _counted_with(first, entries[1:])
        return Split(first, parts, _closed(parts) or _denied(parts), _is_list(parts) or _of_one_deed(parts))
    told = _OF_THOSE.search(first.claim.before)
    them = _OF_THEM.search(first.claim.quote + first.claim.text[first.claim.offset + len(first.claim.quote) :][:12])
    if not told and not them:
        return None
    named = {canonical(told[1])} if told else _told_as(first)
    wholes = [e for e in earlier if thing(e) == thing(first) and not named.isdisjoint(_told_as(e))]
    parts = (first, *_alike(first, entries))
    return Split(wholes[-1], parts, _closed(parts), _is_list(parts)) if wholes else None


def _is_list(parts: Sequence[Keyed]) -> bool:
    """Whether parts are told one by one to the last: 'a, b and c'."""
    return len(parts) >= _LISTED and "and" in _between(parts[-2], parts[-1]).split()


def _of_one_deed(parts: Sequence[Keyed]) -> bool:
    """Whether the second of two parts leaves out the verb of the first: '42 were made by Vendis and 34 by Sarn'."""
    if len(parts) != 2 or not (gap := _between(*parts).split()) or gap[-1] != "and":
        return False
    link = _following(parts[1])[:1]
    return bool(link) and link[0] in lexicon().links and link[0] in gap


def _denied(parts: Sequence[Keyed]) -> bool:
    """Whether the second of two parts is what the first is not: '46 found a buyer and seven did not'."""
    return len(parts) == 2 and bool(_DENIED.match(" ".join(_following(parts[1]))))


def _following(entry: Keyed) -> list[str]:
    return fold(entry.claim.text[entry.claim.offset + len(entry.claim.quote) :]).split()


def _words_told(entry: Keyed) -> frozenset[str]:
    """The words that say what a figure is of: its measure, and what stands right before it."""
    before = (canonical(word) for word in fold(entry.claim.before).split()[-3:])
    return entry.scope.measure.words | {entry.scope.measure.head, *before} - _LITTLE


def _told_as(entry: Keyed) -> frozenset[str]:
    """The words of its measure: 'the death toll' and 'eight of the dead' have one in common."""
    return frozenset((*entry.scope.measure.words, entry.scope.measure.head)) - {""}


def _alike(whole: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The figures that can be parts of the whole: same unit, people of whatever sort counting as people."""
    return tuple(e for e in entries if e is not whole and thing(e) == thing(whole) and e.claim.value is not None)


def _counted_with(whole: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The parts of a list that may leave out their unit: '260 workers: 150 in cheese ...', 'of which 38.5 million'."""
    parts: list[Keyed] = []
    scaled = whole.claim.value_text[-1:].isalpha()
    for entry in entries:
        # 'saves £85 million a year: £40 million from ports': the parts leave out what they are told per.
        alike = thing(entry) == thing(whole) or thing(entry) == _base(whole)
        elided = parts or whole.scope.measure.counted or (scaled and entry.claim.value_text[-1:].isalpha())
        if entry is not whole and entry.claim.value is not None and (alike or (entry.unitless and elided)):
            parts.append(entry)
    return tuple(parts)


def _listed(entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """Things of several kinds, counted one after the other: '41 ferries and 35 barges'."""
    listed = [entries[0]]
    for before, entry in pairwise(entries):
        if _between(before, entry) not in ("", "and", "plus"):
            break
        listed.append(entry)
    return tuple(listed) if all(e.scope.measure.counted and e.claim.value is not None for e in listed) else ()


def thing(entry: Keyed) -> str:
    """What a figure counts or measures: its unit, people of whatever sort counting as people."""
    unit = entry.scope.measure.unit
    return "person" if unit in lexicon().people or unit in lexicon().to_people else unit


def _closed(parts: Sequence[Keyed]) -> bool:
    """Whether the parts say between them that nothing is left."""
    if len(parts) < 2:
        return False
    last = _between(parts[-2], parts[-1]) + " " + fold(parts[-1].claim.quote)
    if _cues().rest.search(last):
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
    comma = clause.rfind(",", 0, part.offset - start) if i == 1 else clause.find(",", part.offset - start)
    own = clause if comma < 0 else (clause[comma:] if i == 1 else clause[:comma])
    return frozenset(canonical(word) for word in fold(own).split())


def _between(a: Keyed, b: Keyed) -> str:
    """The folded words between two figures of one sentence."""
    return fold(a.claim.text[a.claim.offset + len(a.claim.quote) : b.claim.offset])
