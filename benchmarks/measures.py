"""Whether two wordings of one indicator meet and two indicators do not: `python -m benchmarks.measures`.

Every text of the labelled pairs (tests/measures/pairs.toml) is read as an article of its own, and the two figures meant
are compared as the rules would: they meet when a disagreement would be a warning or an error. Place, period, programme
and speaker are taken as equal. Of the pairs that meet, precision is the share labelled as the same; recall is the share
of the pairs labelled as the same that meet. A figure that is not read meets nothing.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ledger.claims.extract import extract_article
from ledger.compare.facets.keys import Keyed, key_claims
from ledger.compare.facets.measures import MeasureRelation
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import Knowledge, Scope, read_claims, read_knowledge
from ledger.compare.facets.verdicts import Comparer, Comparison, Facet, Verdict
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text

PAIRS = Path(__file__).parents[1] / "tests" / "measures" / "pairs.toml"
PARTS = ("tuned", "held_out")
MET = "met"


class Told(NamedTuple):
    """A text and the number meant in it, as printed."""

    text: str
    number: str

    def find(self) -> list[re.Match[str]]:
        """Where the number stands by itself: '4' neither in '41' nor in '4.5'."""
        return list(re.finditer(rf"(?<![\w.,]){re.escape(self.number)}(?!\w|[.,]\d)", self.text))


@dataclass(frozen=True)
class Pair:
    """Two figures and whether they measure the same thing."""

    part: str
    same: bool
    a: Told
    b: Told


@dataclass(frozen=True)
class Outcome:
    """How a pair came out: `MET`, or the kind of thing that kept it apart; and as what both sides were read."""

    pair: Pair
    kind: str
    read: tuple[str, str]
    relation: str
    """Of the two measures; '-' where a figure was not read."""

    @property
    def right(self) -> bool:
        """Whether the pair came out as labelled."""
        return (self.kind == MET) == self.pair.same


@dataclass(frozen=True)
class Rates:
    """Counts of one part of the pairs."""

    pairs: int
    same: int
    met: int
    both: int
    """Labelled as the same, and met."""

    @property
    def precision(self) -> float:
        """Percent; 100 where nothing met."""
        return 100 * self.both / self.met if self.met else 100.0

    @property
    def recall(self) -> float:
        """Percent; 100 where nothing is the same."""
        return 100 * self.both / self.same if self.same else 100.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, percent."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_pairs(file: Path = PAIRS) -> list[Pair]:
    """The labelled pairs of both parts."""
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Pair(part, row["same"], Told(*row["a"]), Told(*row["b"])) for part in PARTS for row in data.get(part, ())]


def judge(pairs: Sequence[Pair]) -> list[Outcome]:
    """Reads the texts of all pairs into one ledger in memory, and compares the two figures of each."""
    keyed, knowledge = _read({told.text for pair in pairs for told in (pair.a, pair.b)})
    comparer = Comparer(knowledge)
    return [_outcome(pair, _figure(keyed, pair.a), _figure(keyed, pair.b), comparer) for pair in pairs]


def rates(outcomes: Sequence[Outcome], part: str) -> Rates:
    """The counts of one part."""
    own = [outcome for outcome in outcomes if outcome.pair.part == part]
    same = [outcome for outcome in own if outcome.pair.same]
    met = sum(outcome.kind == MET for outcome in own)
    return Rates(len(own), len(same), met, sum(outcome.kind == MET for outcome in same))


def _read(texts: set[str]) -> tuple[dict[str, list[Keyed]], Knowledge]:
    """The keyed claims of every text."""
    names = {f"{n:04}": text for n, text in enumerate(sorted(texts))}
    with closing(scratch_ledger()) as connection:
        with transaction(connection):
            for name, text in names.items():
                article = article_from_text(text, id=name, file=f"{name}.txt", whole=True)
                write_article(connection, rows_of(extract_article(article)))
        knowledge = read_knowledge(connection)
        found: dict[str, list[Keyed]] = {text: [] for text in texts}
        for entry in key_claims(read_claims(connection), knowledge):
            found[names[entry.claim.article]].append(entry)
    return found, knowledge


def _figure(keyed: dict[str, list[Keyed]], told: Told) -> Keyed | None:
    """The quantity that covers the number meant; None where there is none."""
    at = told.find()[0].span()
    claims = (entry for entry in keyed[told.text] if entry.claim.kind == "quantity")
    return next((entry for entry in claims if entry.claim.start <= at[0] and at[1] <= entry.claim.end), None)


def _outcome(pair: Pair, a: Keyed | None, b: Keyed | None, comparer: Comparer) -> Outcome:
    read = (_told(a), _told(b))
    if a is None or b is None:
        return Outcome(pair, "figure not extracted", read, "-")
    found = comparer.compare(_here_and_now(a.scope), _here_and_now(b.scope), one_article=False)
    relation = next(finding.relation for finding in found.findings if finding.facet is Facet.MEASURE)
    silent = a.slot is None or b.slot is None
    kind = "figure read as a step or not told apart" if silent else _kind(found, relation, a.scope, b.scope)
    return Outcome(pair, kind, read, relation)


def _here_and_now(scope: Scope) -> Scope:
    """The scope in one place and at one time."""
    days = parse_period("2024-05-01")
    equal = scope._replace(place="Here", place_carried=False, days=days, period="2024-05-01")
    return equal._replace(programme=None, speaker=None, untimed="")


def _kind(found: Comparison, relation: str, a: Scope, b: Scope) -> str:
    if found.verdict > Verdict.NOTE:
        return MET
    if relation == MeasureRelation.DIFFERS:
        if a.measure.unit != b.measure.unit:
            return "unit differs"
        return "head differs" if a.measure.head != b.measure.head else "words clash"
    if found.verdict is Verdict.APART:
        return f"{next(f.facet for f in found.findings if f.verdict is Verdict.APART)} differs"
    return "two doubts"


def _told(entry: Keyed | None) -> str:
    if entry is None:
        return "-"
    measure, scope = entry.scope.measure, entry.scope
    facets = {"subject": scope.subject, "population": scope.population, "modality": scope.modality}
    said = [f"{name} {text}" for name, text in facets.items() if text and text != "stated"]
    words = " ".join(sorted(measure.words - {measure.head}))
    return ", ".join([f"{scope.shown!r} [{measure.unit}: {measure.head} + {words}]", *said])


def table(outcomes: Sequence[Outcome]) -> str:
    """Precision, recall and F1 of each part, then how its measures compared."""
    lines = [f"{'':10}{'pairs':>7}{'same':>7}{'met':>7}{'precision':>11}{'recall':>9}{'F1':>8}"]
    for part in PARTS:
        r = rates(outcomes, part)
        lines.append(
            f"{part:10}{r.pairs:7}{r.same:7}{r.met:7}{r.precision:9.1f} %{r.recall:7.1f} %{r.f1:6.1f} %",
        )
    for part in PARTS:
        for same in (True, False):
            own = [o for o in outcomes if o.pair.part == part and o.pair.same is same]
            kinds = Counter(o.kind if o.kind != MET else f"met: {o.relation}" for o in own)
            lines.append(f"\n{part}, {'the same' if same else 'not the same'}")
            lines += [f"  {count:4}  {kind}" for kind, count in kinds.most_common()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, with --misses every pair that came out wrong: of the tuned part only, unless told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measures", description=__doc__.split("\n")[0])
    parser.add_argument("--misses", choices=PARTS, nargs="?", const="tuned", help="list the misses of a part")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="another file of pairs")
    options = parser.parse_args(arguments)
    outcomes = judge(read_pairs(options.pairs))
    wrong = [o for o in outcomes if o.pair.part == options.misses and not o.right]
    for o in sorted(wrong, key=lambda o: (o.pair.same, o.kind)):
        print(f"{'apart' if o.pair.same else 'together'}, {o.kind} ({o.relation})")
        for told, read in zip((o.pair.a, o.pair.b), o.read, strict=True):
            print(f"  {told.text} <{told.number}>\n    {read}")
    print(table(outcomes))


if __name__ == "__main__":
    main()
