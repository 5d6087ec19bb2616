"""Sentences copied from each other: text taken over word for word is one witness, not two."""

from collections import defaultdict
from collections.abc import Iterable

from ledger.compare.facets.names import fold

WORDS = 4
"""Length of the runs of words that copies share."""
SHARED = 0.6
"""Share of the shorter sentence's runs that must stand in the other."""
_COMMON = 50
"""A run that more sentences have is a set phrase and proves nothing."""


def copied_sentences(sentences: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Maps each sentence id to the smallest id of the sentences it shares most of its runs of words with.

    Figures count as words, so a copy in which a figure was changed is still a copy.
    """
    texts = dict(sentences)
    runs = {id: _runs(text) for id, text in sorted(texts.items())}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    group: dict[int, int] = {}
    for id, own in runs.items():
        shared: dict[int, int] = defaultdict(int)
        for run in own:
            if len(holders[run]) < _COMMON:
                for other in holders[run]:
                    shared[other] += 1
                holders[run].append(id)
        copies = [other for other, n in shared.items() if n >= SHARED * min(len(own), len(runs[other]))]
        group[id] = min((group[other] for other in copies), default=id)
    return group


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = fold(text).split()
    if len(words) <= WORDS:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1))
