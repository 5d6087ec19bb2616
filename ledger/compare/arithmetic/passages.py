"""The figures of an article in order, each with the words up to it and behind it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ledger.compare.facets.keys import Keyed


class Passages:
    """The figures of one article by number, as a reader meets them; of two readings of one spot the first counts.

    `dates` are its dated events.
    """

    def __init__(self, entries: Sequence[Keyed], dates: Sequence[Keyed] = ()) -> None:
        self.entries: list[Keyed] = []
        self.dates = dates
        end = -1
        for entry in entries:
            if entry.claim.start >= end:
                self.entries.append(entry)
                end = entry.claim.end
        self._leads = [self._lead(at) for at in range(len(self.entries))]
        self._trails = [self._trail(at) for at in range(len(self.entries))]

    def lead(self, at: int) -> str:
        """The words of the sentence up to a figure, from the figure before it."""
        return self._leads[at]

    def trail(self, at: int) -> str:
        """The words of the sentence behind a figure, up to the next figure."""
        return self._trails[at]

    def _lead(self, at: int) -> str:
        entry, start = self.entries[at], 0
        if at and self.together(at - 1, at):
            before = self.entries[at - 1].claim
            start = before.offset + len(before.quote)
        return entry.claim.text[start : entry.claim.offset]

    def _trail(self, at: int) -> str:
        claim = self.entries[at].claim
        more = at + 1 < len(self.entries) and self.together(at, at + 1)
        return claim.text[claim.offset + len(claim.quote) : self.entries[at + 1].claim.offset if more else None]

    def together(self, *figures: int) -> bool:
        """Whether figures stand in one sentence."""
        first = self.entries[figures[0]].claim.sentence_id
        return all(self.entries[at].claim.sentence_id == first for at in figures)

    def apart(self, a: int, b: int) -> int:
        """How many sentences lie between two figures: 0 in one sentence, 1 in two that follow each other."""
        return abs(self.entries[a].claim.sentence - self.entries[b].claim.sentence)

    def around(self, at: int, back: int, ahead: int) -> Iterator[int]:
        """The figures in so many sentences before and behind one, first those before it, the nearest first."""
        claim = self.entries[at].claim
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(self.entries):
                told = self.entries[other].claim
                distance = told.sentence - claim.sentence
                if not -back <= distance <= ahead:
                    break
                yield other
                other += step


def passages(keyed: Iterable[Keyed]) -> Iterator[Passages]:
    """The figures of each article, but for rows of results ('Net 10.2m vs 8.1m'), which no words tie together."""
    articles: dict[str, list[Keyed]] = defaultdict(list)
    dates: dict[str, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "date":
            dates[entry.claim.article].append(entry)
        elif entry.claim.kind == "quantity" and entry.claim.value is not None and " vs " not in entry.claim.text:
            articles[entry.claim.article].append(entry)
    for article, entries in articles.items():
        yield Passages(entries, dates[article])
