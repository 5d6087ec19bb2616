"""Which figures a sentence, with those right before it, tells as the parts of a whole."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isclose

from ledger.compare.arithmetic.lists import lists_told
from ledger.compare.arithmetic.parts import (
    LISTED,
    NEAR,
    REACH,
    Split,
    alike_parts,
    by_the_time,
    closed,
    counted_with,
    cues,
    is_list,
    listed,
    thing,
    words_after,
    words_between,
)
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import canonical, lexicon
from ledger.compare.rows import Filled

_UNCOUNTED = re.compile(r"(?:^|\band )an? \w+")
"""A part of which there is one, told without a figure: 'a chairman' of 'a chairman, five deputies and 23 members'."""
_CLOSING = re.compile(r"(?:plus|and) an? \w+$")
_POINTING = frozenset({"of them", "of these", "of those", "of which"})
_LITTLE_LEFT = 0.05
"""Share of a whole that two parts leave at most, if they are meant to be all of it."""
_OF_WHICH = re.compile(r"\bof (?:which|whom)\b")
_LITTLE = frozenset(map(canonical, ("the", "its", "their", "this", "a", "total", "of")))
_DENIED = re.compile(
    r"(?:(?:did|do|does|had|have|has|were|was|are|could|would) not|(?:did|do|had|have|were|was)nt)(?: \w+)?$"
)
_OF_THE = re.compile(
    r"(?:^|[.;:,] |\bthat )(?:Of|Of all|Of a total of|(?:Of|In) (?:the|its|their|those|these)) $",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"(?:^|[.;:] )Of (?:the|its|their|those|these) ([a-z]+),? $")
"""'Of the dead, | 40 were children': the whole is told before."""
_OF_THEM = re.compile(r"^\W*(?:\w+\W+){1,2}?of (?:the|them|these|those)\b", re.IGNORECASE)


def split_rows(splits: Sequence[Split]) -> Iterator[Filled]:
    """The rows of `splits` and `split_parts`."""
    numbered = list(enumerate(splits, 1))
    rows = ((n, s.whole.claim.rowid, int(s.complete), s.calculation, int(s.listed), s.slack) for n, s in numbered)
    yield Filled("splits", rows)
    yield Filled("split_parts", ((n, part.claim.rowid) for n, split in numbered for part in split.parts))


def find_splits(keyed: Sequence[Keyed]) -> Iterator[Split]:
    """Every figure that its sentence, or the sentence after it, splits into two parts or more."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and (entry.scope.measure.additive or by_the_time(entry)):
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
    for (article, number), entries in sentences.items():
        before = sentences.get((article, number - 1), ())
        earlier = [e for n in range(number - REACH, number) for e in sentences.get((article, n), ())]
        last = [sentences.get((article, n), ()) for n in range(number - 1, number - 1 - REACH, -1)]
        readings = (_within(entries), _after(entries, before), _before(entries), _one_by_one(entries, earlier),
                    _told_before(entries, earlier))  # fmt: skip
        splits = [split for split in (*readings, *lists_told(entries, last)) if split and _is_sum(split)]
        if splits:
            yield max(splits, key=lambda s: (s.fits, s.complete, s.listed, len(s.parts), -s.missing))


def _is_sum(split: Split) -> bool:
    """Whether the figures are of one modality; 'is planned at 94 million. It consists of ...' is said once for all."""
    modalities = {part.scope.modality for part in split.parts}
    sentences = {entry.claim.sentence_id for entry in (split.whole, *split.parts)}
    once = (split.complete or len(sentences) == 1) and modalities == {"stated"}
    said = once or modalities == {split.whole.scope.modality}
    whole = split.whole.claim.value or 0.0
    # '146 concerts on 14 stages: 58 in clubs, 51 ...': stages are no whole of any of them.
    parts = [part.claim.value or 0.0 for part in split.parts]
    larger = all(part > whole for part in parts)
    # '86 of 90 members were present; 48 voted for it, 36 against and two abstained': the 86 are the whole of the rest.
    nested = len(parts) >= LISTED and any(isclose(2 * part, sum(parts)) for part in parts)
    return len(parts) > 1 and said and not larger and not nested


def _within(entries: Sequence[Keyed]) -> Split | None:
    """'1,200 students, comprising 700 boys and 500 girls': whole, cue and parts in one sentence."""
    for i, whole in enumerate(entries[:-1]):
        gap = words_between(whole, entries[i + 1])
        if cue := cues().all_follow.search(gap):
            parts = alike_parts(whole, entries[i + 1 :]) or listed(entries[i + 1 :])
            return Split(whole, parts, not _UNCOUNTED.search(gap[cue.end() :].strip()) and not _uncounted(parts))
        if kinds := _kinds_of(whole, entries[i + 1 :], gap):
            return Split(whole, kinds, False, True)
        if cues().some_follow.search(gap):
            like = counted_with if _OF_WHICH.search(gap) else alike_parts
            parts = like(whole, entries[i + 1 :])
            told = bool(_OF_WHICH.search(gap)) and (is_list(parts) or _nearly_all(whole, parts))
            return Split(whole, parts, closed(parts), told)
    return None


def _kinds_of(whole: Keyed, entries: Sequence[Keyed], gap: str) -> tuple[Keyed, ...]:
    """'47 municipalities, 31 of them rural communes, 12 towns and five island districts': each kind by its own name."""
    if gap or not entries or " ".join(words_after(entries[0])[:2]) not in _POINTING:
        return ()
    parts = tuple(e for e in entries if e.scope.measure.counted and e.claim.value is not None)
    apart = [words_between(a, b).split() for a, b in pairwise(parts)]
    listed = len(parts) == len(entries) >= LISTED and all(len(words) <= NEAR // 2 for words in apart)
    return parts if listed and whole.scope.measure.counted and apart[-1][-1:] == ["and"] else ()


def _nearly_all(whole: Keyed, parts: Sequence[Keyed]) -> bool:
    """Whether two parts leave so little that nobody would leave it untold: 9,740 and 4,240 of 14,180."""
    if len(parts) != 2 or words_between(*parts).split()[-1:] != ["and"] or whole.claim.hedge != "none":
        return False
    total = sum(part.claim.value or 0.0 for part in parts)
    return abs(total - (whole.claim.value or 0.0)) <= _LITTLE_LEFT * total


def _uncounted(parts: Sequence[Keyed]) -> bool:
    """Whether a list of parts holds one without a figure: 'a treasurer' of '5 deputies, a treasurer and 23 members'."""
    gaps = [words_between(a, b) for a, b in pairwise(parts)]
    last = parts[-1].claim if parts else None
    behind = fold(last.text[last.offset + len(last.quote) :]) if last else ""
    return any(map(_UNCOUNTED.search, gaps)) or bool(_CLOSING.match(behind))


def _after(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Split | None:
    """'... exceeded 4.5 billion. Of this, ...': the whole is the last figure of the sentence before."""
    opening = " ".join(fold(entries[0].claim.text).split()[:4])
    if not before or not cues().points_back.match(opening):
        return None
    whole = next((e for e in reversed(before) if alike_parts(e, entries)), None)
    if whole is None:
        whole = next((e for e in reversed(before) if len(counted_with(e, entries)) == len(entries)), None)
    if whole is None:
        return None
    parts = counted_with(whole, entries)
    return Split(whole, parts, closed(parts), is_list(parts))


def _told_before(entries: Sequence[Keyed], earlier: Sequence[Keyed]) -> Split | None:
    """'Spending consists of £248m for staff, ...': the whole is the last figure told of what it begins with."""
    first = entries[0]
    cue = cues().all_follow.search(fold(first.claim.before))
    if cue is None:
        return None
    about = {canonical(word) for word in fold(first.claim.before)[: cue.start()].split()} - _LITTLE
    told = [e for e in earlier if thing(e) == thing(first) and not about.isdisjoint(_words_told(e))]
    if not told or len(about) > NEAR:
        return None
    parts = (first, *alike_parts(told[-1], entries[1:]))
    return Split(told[-1], parts, len(parts) == len(entries))


def _before(entries: Sequence[Keyed]) -> Split | None:
    """'700 boys and 500 girls, a total of 1,200 students': the parts first."""
    for i, whole in enumerate(entries[2:], 2):
        head = _head(entries, whole)
        parts = alike_parts(whole, entries[head:i])
        lead = f"{words_between(entries[i - 1], whole)} {fold(whole.claim.quote)} {' '.join(words_after(whole)[:2])}"
        sized = head > 0 and not Split(whole, parts, True).likely  # 'twelve rows of 30 seats and 80 more, 440 in all'
        if len(parts) == i - head > 1 and not sized and cues().all_before.search(lead):
            return Split(whole, parts, True)
    return None


def _head(entries: Sequence[Keyed], whole: Keyed) -> int:
    """Where the figures of one thing begin: 'two parts of | 45 minutes and 35 minutes'."""
    return next(i for i, entry in enumerate(entries) if thing(entry) == thing(whole))


def _one_by_one(entries: Sequence[Keyed], earlier: Sequence[Keyed]) -> Split | None:
    """'Of the nine dead, five were found in Orsa, three in Tarn and one in Velsa', 'Of the dead, five ...', 'Eight of
    the dead ...'."""
    first = entries[0]
    if _OF_THE.search(first.claim.before):
        parts = counted_with(first, entries[1:])
        likely = is_list(parts) or _of_one_deed(parts) or _nearly_all(first, parts)
        return Split(first, parts, closed(parts) or _denied(first, parts), likely)
    told = _OF_THOSE.search(first.claim.before)
    them = _OF_THEM.search(first.claim.quote + first.claim.text[first.claim.offset + len(first.claim.quote) :][:12])
    if not told and not them:
        return None
    named = {canonical(told[1])} if told else _told_as(first)
    wholes = [e for e in earlier if thing(e) == thing(first) and not named.isdisjoint(_told_as(e))]
    parts = (first, *alike_parts(first, entries))
    return Split(wholes[-1], parts, closed(parts), is_list(parts)) if wholes else None


def _of_one_deed(parts: Sequence[Keyed]) -> bool:
    """Whether the second of two parts leaves out the verb of the first: '42 were made by Vendis and 34 by Sarn'."""
    if len(parts) != 2 or not (gap := words_between(*parts).split()) or gap[-1] != "and":
        return False
    link = words_after(parts[1])[:1]
    return bool(link) and link[0] in lexicon().links and link[0] in gap


def _denied(whole: Keyed, parts: Sequence[Keyed]) -> bool:
    """Whether the second of two parts is what the first is not: '46 found a buyer and seven did not'; where they leave
    much, a third is told elsewhere."""
    if len(parts) != 2 or not _DENIED.match(" ".join(words_after(parts[1]))):
        return False
    return sum(part.claim.value or 0.0 for part in parts) > (1 - _LITTLE_LEFT) * (whole.claim.value or 0.0)


def _words_told(entry: Keyed) -> frozenset[str]:
    """The words that say what a figure is of: its measure, and what stands right before it."""
    before = (canonical(word) for word in fold(entry.claim.before).split()[-3:])
    return entry.scope.measure.words | {entry.scope.measure.head, *before} - _LITTLE


def _told_as(entry: Keyed) -> frozenset[str]:
    """The words of its measure: 'the death toll' and 'eight of the dead' have one in common."""
    return frozenset((*entry.scope.measure.words, entry.scope.measure.head)) - {""}
