"""Quantities of sentences of many kinds of news, beside what a reader noted before any program read them.

    python -m benchmarks.unseen [--misses]

At first sight, when the sentences were new, the rates were these. What failed in one set was mended before the next was
written, nothing after the third; of the first two, what is printed now is no test. Ten units and hedges of theirs were
noted against the conventions of the ledger and have been set right since; at first sight they count as misses.

    set      sentences  quantities  value F1  value+unit F1  hedge  beyond, per 100 words
    first          258         514    95.9 %         86.7 %  98.8 %                  0.91
    second         100         232    98.3 %         91.8 %  98.7 %                  0.22
    third           40         108    99.5 %         95.8 %  97.2 %                  0.00
"""

import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.text import article_from_text

SENTENCES = Path(__file__).with_suffix(".toml")
_CLOSE = 1e-3


class Noted(NamedTuple):
    """A quantity as the reader noted it: the ends of a range, or twice the value."""

    ends: tuple[float, float]
    unit: str
    hedge: str


class Counts(NamedTuple):
    """What was noted and what was read of it."""

    noted: int = 0
    found: int = 0
    units: int = 0
    hedges: int = 0
    beyond: int = 0
    words: int = 0

    def and_these(self, other: "Counts") -> "Counts":
        """The sums of both."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    def told(self) -> str:
        """The measured rates, in percent."""
        both = self.noted + self.found + self.beyond
        return (
            f"{self.noted:>10}  {200 * self.found / both:6.1f} %  {200 * self.units / both:11.1f} %"
            f"  {100 * self.hedges / self.found:4.1f} %  {100 * self.beyond / self.words:20.2f}"
        )


def noted(row: str) -> Noted:
    """'35 to 41 | °C', '8 | % | about' as a quantity."""
    value, unit, *hedge = row.split(" | ")
    low, _, high = value.partition(" to ")
    return Noted((float(low), float(high or low)), "" if unit == "-" else unit, hedge[0] if hedge else "none")


def score(text: str, rows: list[str], misses: bool) -> Counts:
    """What is found of one sentence."""
    claims = extract_article(article_from_text(text, whole=True)).claims
    left = [claim for claim in claims if claim.kind == "quantity"]
    found = units = hedges = 0
    for want in map(noted, rows):
        same = [claim for claim in left if _is_value(claim, want)]
        same.sort(key=lambda claim: (claim.unit != want.unit) + (claim.hedge != want.hedge))
        if misses and (not same or (same[0].unit, same[0].hedge) != (want.unit, want.hedge)):
            print(f"{text}\n    {want}, read {(same[0].unit, same[0].hedge) if same else None}")
        if same:
            left.remove(same[0])
            found, units, hedges = (
                found + 1,
                units + (same[0].unit == want.unit),
                hedges + (same[0].hedge == want.hedge),
            )
    if misses and left:
        print(f"{text}\n    beyond: {', '.join(claim.quote for claim in left)}")
    return Counts(len(rows), found, units, hedges, len(left), len(text.split()))


def _is_value(claim: Claim, want: Noted) -> bool:
    ends = (claim.low, claim.high) if claim.value is None else (claim.value, claim.value)
    return all(a is not None and abs(a - b) <= _CLOSE * abs(b) for a, b in zip(ends, want.ends, strict=True))


def main() -> None:
    """Prints the rates of every set as they are now."""
    print("set      sentences  quantities  value F1  value+unit F1  hedge  beyond, per 100 words")
    for name, rows in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        counts = Counts()
        for row in rows:
            counts = counts.and_these(score(row["text"], row["read"], "--misses" in sys.argv))
        print(f"{name:<7} {len(rows):>10}  {counts.told()}")


if __name__ == "__main__":
    main()
