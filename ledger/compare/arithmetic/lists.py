"""Parts that are told over several sentences, behind a colon, or before their sum: 'Of these, 186 ... Another 141 ...'.

Such a list is looser than a clause. So a reading speaks only where the sum comes near the whole, and where no other
figure told before fits it: then that one is the whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ledger.compare.arithmetic.parts import (
    LISTED,
    NEAR,
    Split,
    alike_parts,
    base,
    closed,
    counted_with,
    cues,
    is_list,
    words_between,
)
from ledger.compare.arithmetic.working import after
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import lexicon

_LEFT = 0.04
"""Share of the sum by which a list misses a whole that little but the figures ties it to."""
_COLON = re.compile(r":(?:\s|$)")
_BEHIND_NOUN = re.compile(r"\W*(?:[\w’'-]+\s){0,3}?[\w’'-]*\s*:\s*")
_BODY = re.compile(r"\d-(?:seat|member|strong|person|man)\b")
_COMMA = re.compile(r"(?!.*\ban? \w+).*[,–—]\s$", re.DOTALL)
"""What stands between a whole and the parts right behind it; 'of a chairwoman, five deputies' has one part more."""
_PAIR = 2
_OF_IT = re.compile(r"\W*of (?:them|these|those|that|this|it)\b")
_OF_BETWEEN = re.compile(r"(?:out )?of (?:the|its|their|these|those)")
_SEATED = re.compile(r"\b(?:hold|holds|held|has|have|had|won|win|wins|took|get|gets|got|sends?|with)\b")


def lists_told(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """The splits that end in this sentence; `before` are the figures of the sentences before it, the nearest first."""
    for split in (*_rest_told(entries, before), *_behind_colon(entries), *_of_last(entries, before),
                  *_apposed(entries), *_of_a_body(entries), *_summed(entries, before), *_complements(entries, before),
                  *_left_over(entries), *_other_of(entries, before)):  # fmt: skip
        if len(split.parts) > 1 and split.likely:
            earlier = [entry for sentence in before for entry in sentence]
            yield _fitting(split, [*entries, *earlier])


def _fitting(split: Split, told: Sequence[Keyed]) -> Split:
    """The split, of another whole where the parts make just that one."""
    others = (split._replace(whole=e) for e in told if e not in split.parts and base(e) == base(split.whole))
    return next((other for other in others if other.fits), split)


def _rest_told(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """'... 412 households. Of these, 186 got vouchers. Another 141 ..., and the remaining 85 ...'."""
    last = next((i for i, entry in enumerate(entries) if _is_rest(entry)), None)
    if last is None:
        return
    parts = list(entries[: last + 1])
    sentences = iter(before)
    while _goes_on(parts[0]) and (further := next(sentences, None)):
        parts = [*further, *parts]
    earlier = (entry for sentence in sentences for entry in reversed(sentence))
    headed = _headed(parts)
    read = [split for split in (_behind_whole(parts, earlier), headed) if split and split.likely]
    if headed and not any(part.unitless for part in headed.parts):
        read = [split for split in read if split is not headed or split.fits]  # 'Orsa (9 t), Tarn (4 t) and the rest'
    yield from [split for split in read if split.fits] or read[:1]


def _is_rest(entry: Keyed) -> bool:
    """Whether a figure closes a list: 'the remaining 85', 'the other 30', 'the last 7 km'."""
    claim = entry.claim
    lead = " ".join(fold(claim.before).split()[-3:]) + " " + fold(claim.quote)
    told = cues().rest.search(lead) or (cues().last.search(lead) and entry.scope.measure.unit not in lexicon().times)
    return claim.value is not None and bool(told)


def _goes_on(first: Keyed) -> bool:
    """Whether a sentence goes on with a list: 'Another 141', 'The remaining 85'."""
    lead = fold(first.claim.before)
    opening = f"{lead} {fold(first.claim.quote)}".strip()
    return len(lead.split()) < NEAR // 2 and bool(cues().goes_on.match(opening) or cues().rest.match(opening))


def _behind_whole(parts: Sequence[Keyed], earlier: Iterable[Keyed]) -> Split | None:
    """The list as the parts of the nearest figure before it."""
    most = max(entry.claim.value or 0 for entry in parts)
    splits = (_split(entry, parts) for entry in earlier if (entry.claim.value or 0) > most)
    return next((split for split in splits if split), None)


def _headed(parts: Sequence[Keyed]) -> Split | None:
    """The list as one that begins with its whole: '412 households got help, 186 of them with ... and the other 85'."""
    opening = " ".join(fold(parts[0].claim.text).split()[:4])
    if cues().points_back.match(opening) or len(parts) < LISTED:
        return None
    one_sentence = parts[0].claim.sentence_id == parts[1].claim.sentence_id
    # 'It closed 14 last year and 9 this year, and the other 3 ...'
    side_by_side = one_sentence and "and" in words_between(parts[0], parts[1]).split()
    return None if side_by_side else _split(parts[0], parts[1:])


def _split(whole: Keyed, entries: Sequence[Keyed]) -> Split | None:
    """All the figures as parts of the whole; None where one is of something else."""
    parts = counted_with(whole, entries)
    return Split(whole, parts, True) if len(parts) == len(entries) > 1 else None


def _behind_colon(entries: Sequence[Keyed]) -> Iterator[Split]:
    """'23 goals in 31 games: 14 in the league, six in ...', '36 communes: nine towns, 21 villages and six ...'."""
    for at, (whole, first) in enumerate(pairwise(entries), 1):
        gap = whole.claim.text[whole.claim.offset + len(whole.claim.quote) : first.claim.offset]
        if not _COLON.search(gap):
            continue
        for told in entries[:at]:
            parts = counted_with(told, entries[at:])
            yield Split(told, parts, closed(parts), len(parts) >= _PAIR and _ends(parts))
        listed = is_list(entries[at:]) and whole.scope.measure.counted
        if listed and _BEHIND_NOUN.fullmatch(gap) and _counts(entries[at:]):
            yield Split(whole, tuple(entries[at:]), False, True)


def _counts(entries: Sequence[Keyed]) -> bool:
    """Whether the figures count things one after the other: 'nine towns, 21 villages and six islands'."""
    near = all(len(words_between(a, b).split()) < NEAR // 2 for a, b in pairwise(entries))
    return near and all(entry.scope.measure.counted and entry.claim.value is not None for entry in entries)


def _of_last(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """'The line has 14 ships. Eight sail in the north, five in the south, and three are in dock.' 'The hall cost 7.2
    million. The state gave 4.4 million, the city 1.9 million and a fund 1.2 million.'"""
    if not before or not is_list(entries) or any(entry.claim.hedge != "none" for entry in entries):
        return
    bare = entries[0].claim.offset == 0 and entries[0].unitless
    tied = bare or bool(_OF_IT.match(after(entries[0])))
    for whole in reversed(before[0]):
        split = _split(whole, entries)
        if split and (tied or (whole is before[0][-1] and split.missing <= _LEFT * split.total)):
            yield split._replace(complete=False, listed=True)


def _apposed(entries: Sequence[Keyed]) -> Iterator[Split]:
    """'26 million, 11 million in summer and 14 million in winter', '12,400 members, 7,300 women and 5,400 men'."""
    for at, (whole, first) in enumerate(pairwise(entries), 1):
        parts = entries[at:]
        gap = whole.claim.text[whole.claim.offset + len(whole.claim.quote) : first.claim.offset]
        within = whole.unitless or any(base(entry) == base(whole) for entry in entries[: at - 1])
        if within or len(parts) < _PAIR or not _ends(parts) or not _COMMA.fullmatch(gap):
            continue
        split = _split(whole, parts)
        if split and max(entry.claim.value or 0 for entry in parts) < (whole.claim.value or 0):
            yield split._replace(
                complete=closed(parts) and not gap.strip(", "), listed=split.missing <= _LEFT * split.total
            )


def _ends(parts: Sequence[Keyed]) -> bool:
    """Whether an 'and' stands before the last of the parts."""
    return "and" in words_between(parts[-2], parts[-1]).split()


def _other_of(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """'34 of the 120 stations had not reported. The results of the other 86 ...'"""
    if not before or len(before[0]) != _PAIR or not _is_rest(entries[0]):
        return
    part, whole = before[0]
    if _OF_BETWEEN.fullmatch(words_between(part, whole)) and (split := _split(whole, (part, entries[0]))):
        yield split


def _of_a_body(entries: Sequence[Keyed]) -> Iterator[Split]:
    """'In the 120-seat assembly the Reds hold 47 seats, the Blues 38, the Greens 21 and others 12.'"""
    whole, parts = entries[0], entries[1:]
    if not _BODY.search(whole.claim.quote) or len(parts) < LISTED or not is_list(parts):
        return
    if _SEATED.search(words_between(whole, parts[0])) and len(counted_with(whole, parts)) == len(parts):
        yield Split(whole, tuple(parts), False, True)


def _summed(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """'Orsa got 40 beds and Tarn 35. Altogether the towns have 85 beds.'"""
    whole = entries[0]
    parts = before[0] if before else ()
    if len(parts) < 2 or not cues().summed.match(fold(whole.claim.text)) or len(alike_parts(whole, entries)) > 0:
        return
    split = _split(whole, parts)
    if split and split.missing <= _LEFT * split.total:
        yield split._replace(complete=False, listed=True)


def _complements(entries: Sequence[Keyed], before: Sequence[Sequence[Keyed]]) -> Iterator[Split]:
    """'6,480 people took part. Women made up 4,130 of them and men 2,350.'"""
    if len(entries) != _PAIR or not before or not _OF_IT.match(after(entries[0])):
        return
    for whole in reversed(before[0]):
        if split := _split(whole, entries):
            yield split._replace(complete=closed(entries), listed=True)


def _left_over(entries: Sequence[Keyed]) -> Iterator[Split]:
    """'Revenue was 61.2 million and costs were 54.7 million, leaving a surplus of 6.5 million.'"""
    for a, b, rest in zip(entries, entries[1:], entries[2:], strict=False):
        gap = words_between(b, rest)
        leaves = cues().leaves.search(gap) if len(alike_parts(a, (b, rest))) == 2 else None
        if not leaves or not cues().left.search(gap, leaves.end()) or cues().netted.search(gap):
            continue
        if cues().outgo.search(f"{fold(a.claim.before)} {words_between(a, b)} {gap[: leaves.start()]}"):
            whole, part = (a, b) if (a.claim.value or 0) >= (b.claim.value or 0) else (b, a)
            yield Split(whole, (part, rest), True)
