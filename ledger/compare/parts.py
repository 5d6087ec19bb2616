"""Figures that a text splits into parts: which figure is the whole, which are its parts, and whether they are all.

Only what the text says counts. 'Including' lists some parts, and parts may overlap ('300 women and 200 children'), so a
sum proves something only where the text closes the list: by 'comprising', by 'the rest', or by parts that make a whole
between them, as men and women or the central and the local budget do.
"""

import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ledger.compare.intervals import plain
from ledger.compare.keys import Keyed
from ledger.compare.names import fold
from ledger.compare.words import canonical, lexicon


@dataclass(frozen=True, slots=True)
class Split:
    """A whole and its parts in order; `complete` when the text says that these are all."""

    whole: Keyed
    parts: tuple[Keyed, ...]
    complete: bool

    @property
    def calculation(self) -> str:
        """The sum in words: '700 + 550 = 1,250'."""
        values = [part.claim.value or 0.0 for part in self.parts]
        return f"{' + '.join(map(plain, values))} = {plain(sum(values))}"


@dataclass(frozen=True, slots=True)
class _Cues:
    all_follow: re.Pattern[str]
    some_follow: re.Pattern[str]
    points_back: re.Pattern[str]
    all_before: re.Pattern[str]
    rest: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = tomllib.loads(files("ledger.compare").joinpath("data", "parts.toml").read_text(encoding="utf-8"))

    def pattern(name: str) -> re.Pattern[str]:
        phrases = sorted(data[name], key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")

    return _Cues(*(pattern(name) for name in _Cues.__annotations__))


def write_parts(connection: sqlite3.Connection, keyed: Sequence[Keyed]) -> None:
    """Fills `splits` and `split_parts`."""
    for number, split in enumerate(find_splits(keyed), 1):
        row = (number, split.whole.claim.rowid, int(split.complete), split.calculation)
        connection.execute("INSERT INTO splits VALUES (?, ?, ?, ?)", row)
        parts = [(number, part.claim.rowid) for part in split.parts]
        connection.executemany("INSERT INTO split_parts VALUES (?, ?)", parts)


def find_splits(keyed: Sequence[Keyed]) -> Iterator[Split]:
    """Every figure that its sentence, or the sentence after it, splits into two parts or more."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and entry.scope.measure.additive and entry.scope.modality == "stated":
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
    for (article, number), entries in sentences.items():
        split = _within(entries) or _after(entries, sentences.get((article, number - 1), ())) or _before(entries)
        if split and len(split.parts) > 1:
            yield split


def _within(entries: Sequence[Keyed]) -> Split | None:
    """'1,200 students, comprising 700 boys and 500 girls': whole, cue and parts in one sentence."""
    cues = _cues()
    for i, whole in enumerate(entries[:-1]):
        gap = _between(whole, entries[i + 1])
        if cues.all_follow.search(gap):
            return Split(whole, _alike(whole, entries[i + 1 :]) or _listed(entries[i + 1 :]), True)
        if cues.some_follow.search(gap):
            parts = _alike(whole, entries[i + 1 :])
            return Split(whole, parts, _closed(parts))
    return None


def _after(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Split | None:
    """'... exceeded 4.5 billion. Of this, ...': the whole is the last figure of the sentence before."""
    opening = " ".join(fold(entries[0].claim.text).split()[:4])
    if not before or not _cues().points_back.match(opening):
        return None
    whole = next((e for e in reversed(before) if _alike(e, entries)), None)
    if whole is None:
        return None
    parts = _alike(whole, entries)
    return Split(whole, parts, _closed(parts))


def _before(entries: Sequence[Keyed]) -> Split | None:
    """'700 boys and 500 girls, a total of 1,200 students': the parts first."""
    for i, whole in enumerate(entries[2:], 2):
        parts = _alike(whole, entries[:i])
        lead = _between(entries[i - 1], whole) + " " + fold(whole.claim.quote)
        if len(parts) == i and _cues().all_before.search(lead):
            return Split(whole, parts, True)
    return None


def _alike(whole: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """The figures that can be parts of the whole: same unit, people of whatever sort counting as people."""
    return tuple(e for e in entries if e is not whole and _thing(e) == _thing(whole) and e.claim.value is not None)


def _listed(entries: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """Things of several kinds, counted one after the other: '41 ferries and 35 barges'."""
    listed = [entries[0]]
    for before, entry in pairwise(entries):
        if _between(before, entry) not in ("", "and", "plus"):
            break
        listed.append(entry)
    return tuple(listed) if all(e.scope.measure.counted and e.claim.value is not None for e in listed) else ()


def _thing(entry: Keyed) -> str:
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
