"""Measures what the ledger reads and reports against gold set by hand: `python -m benchmarks.gold`.

The articles are built and checked into a temporary ledger. The gold is a folder of three files, as described in
tests/corpus/README.md; a folder with `relations.jsonl` alone measures the rules. A figure is found when a claim with
its value overlaps its quote; a relation is flagged when one conflict holds two claims that stand on two of its members.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isclose, nan
from pathlib import Path
from typing import Any, NamedTuple

from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import ClaimRow
from ledger.reported import ReportedConflict, read_conflicts
from ledger.store.connection import ledger_at
from ledger.store.read import read_article, read_claims, sources
from ledger.text.article import Article, Span

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
MUST_FLAG = frozenset({"conflict", "sum_bad", "rate_bad"})
REPORTED = ("error", "warning")
UNITS = {"pp": "percentage_point"}
WEAK = frozenset(["the", "of", "and", "in", "former"])

Row = dict[str, Any]
Stated = Claim | ClaimRow


class Rate(NamedTuple):
    """`hits` of `of`."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """NaN where there is nothing to hit."""
        return 100 * self.hits / self.of if self.of else nan


@dataclass
class Measured:
    """Rates by name, in the order of the table, and one line for every miss."""

    rates: dict[str, Rate] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, hit: Iterable[bool]) -> None:
        """A rate over cases."""
        cases = list(hit)
        self.rates[name] = Rate(sum(cases), len(cases))


@dataclass(frozen=True)
class Ledger:
    """What was read from a folder of articles and what was reported."""

    articles: dict[str, Article]
    claims: list[Claim]
    conflicts: list[ReportedConflict]


def read_ledger(articles: Path, vocabulary: Path | None = None) -> Ledger:
    """Builds the articles of a folder into a temporary ledger. Raises LedgerError for what cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "facts.db"
        build([articles], database, BuildOptions(extract_article, refresh, vocabulary=vocabulary, strict=True))
        with ledger_at(database, readonly=True) as connection:
            return Ledger(
                {id: read_article(connection, id) for id in sources(connection)},
                list(read_claims(connection).values()),
                read_conflicts(connection),
            )


def read_gold(file: Path) -> list[Row]:
    """The rows of a JSONL file; none where there is no such file."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(gold: Path, ledger: Ledger) -> Measured:
    """All rates of a ledger against a folder of gold."""
    measured = Measured()
    figures = [claim for claim in ledger.claims if claim.kind == "quantity"]
    expected = read_gold(gold / "claims.jsonl")
    pairs = match(expected, figures)
    measure_figures(expected, figures, pairs, measured)
    used = {id(claim) for claim in pairs.values()}
    extra = [claim for claim in figures if id(claim) not in used]
    measure_beyond(ledger.articles, {row["article"] for row in expected}, extra, measured)
    _measure_negatives(ledger.articles, read_gold(gold / "negative.jsonl"), extra, measured)
    _measure_relations(ledger, read_gold(gold / "relations.jsonl"), measured)
    return measured


# Figures


def match(expected: Sequence[Row], figures: Sequence[Claim]) -> dict[int, Claim]:
    """The claim that states each gold claim, by index; a claim serves one gold claim, the one it fits best."""
    fits = [
        (same_unit(gold["unit"], claim.unit), gold["hedge"] == claim.hedge, _overlap(gold, claim), -i, -j)
        for i, gold in enumerate(expected)
        for j, claim in enumerate(figures)
        if _overlap(gold, claim) > 0 and same_value(gold["value"], claim)
    ]
    pairs: dict[int, Claim] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(fits, reverse=True):
        if -i not in pairs and -j not in taken:
            pairs[-i] = figures[-j]
            taken.add(-j)
    return pairs


def _overlap(gold: Row, claim: Claim) -> int:
    if gold["article"] != claim.article:
        return 0
    return min(int(gold["end"]), claim.end) - max(int(gold["start"]), claim.start)


def same_value(gold: Any, claim: Stated) -> bool:
    """A number; a list of two for a range; part and whole, of which either or the quotient will do; None for any."""
    if gold is None:
        return True
    if isinstance(gold, list):
        ends = (claim.low, claim.high)
        return claim.value is None and all(
            end is not None and isclose(end, g) for end, g in zip(ends, gold, strict=True)
        )
    if claim.value is None:
        return False
    if isinstance(gold, dict):
        part, whole = gold["part"], gold["whole"]
        return any(isclose(claim.value, v) for v in (part, whole, part / whole, 100 * part / whole))
    return isclose(claim.value, gold)


def same_unit(gold: str, unit: str | None) -> bool:
    """Equal but for case and the short form of percentage points."""
    parts = ["/".join(UNITS.get(part, part) for part in (u or "").casefold().split("/")) for u in (gold, unit)]
    return parts[0] == parts[1]


def same_period(gold: str, claim: Claim) -> bool:
    """The same days, however they are written."""
    expected, got = parse_period(gold), parse_period(claim.period, claim.period_kind)
    return expected is not None and got is not None and (expected.first, expected.last) == (got.first, got.last)


def same_place(gold: str, place: str | None) -> bool:
    """One name holds the other: 'Nà Tấu commune' and 'Nà Tấu'."""
    a, b = ({word for word in fold(name or "").split() if word not in WEAK} for name in (gold, place))
    return bool(a and b) and (a <= b or b <= a)


def same_programme(gold: str, programme: str | None) -> bool:
    """At least half of the gold's longer words are there."""
    a, b = ({word for word in fold(name or "").split() if len(word) > 3} for name in (gold, programme))
    return bool(a) and 2 * len(a & b) >= len(a)


FACETS: dict[str, Callable[[Row, Claim], bool]] = {
    "unit": lambda gold, claim: same_unit(gold["unit"], claim.unit),
    "hedge": lambda gold, claim: gold["hedge"] == claim.hedge,
    "period": lambda gold, claim: same_period(gold["period"], claim),
    "place": lambda gold, claim: same_place(gold["place"], claim.place),
    "programme": lambda gold, claim: same_programme(gold["programme"], claim.programme),
    "modality": lambda gold, claim: gold["modality"] == claim.modality,
}
"""Measured where the gold says something, over the figures that were found."""


def measure_figures(
    expected: Sequence[Row], figures: Sequence[Claim], pairs: dict[int, Claim], measured: Measured
) -> None:
    """How many of the expected figures were found, and of those with each facet right."""
    measured.add("figures found", (i in pairs for i in range(len(expected))))
    seen = [i for i, gold in enumerate(expected) if i in pairs or any(_overlap(gold, claim) > 0 for claim in figures)]
    measured.add("value right where a figure was read", (i in pairs for i in seen))
    for i, gold in enumerate(expected):
        if i not in pairs:
            read = [f"{c.value_text} {c.unit}" for c in figures if _overlap(gold, c) > 0]
            measured.misses.append(f"missed {_told(gold)}: {gold['value']} {gold['unit']}, read {read}")
    for facet, agrees in FACETS.items():
        said = [(expected[i], claim) for i, claim in sorted(pairs.items()) if expected[i][facet]]
        measured.add(facet, (agrees(gold, claim) for gold, claim in said))
        measured.misses += [
            f"{facet} {_told(gold)}: {gold[facet]}, read {getattr(claim, facet)}"
            for gold, claim in said
            if not agrees(gold, claim)
        ]


def measure_beyond(articles: dict[str, Article], covered: set[str], extra: Sequence[Claim], measured: Measured) -> None:
    """Figures beyond the gold, per hundred words of the bodies."""
    bodies = (articles[id].text[span.start : span.end] for id in sorted(covered) for span in articles[id].body)
    beyond = [claim for claim in extra if claim.article in covered]
    measured.rates["beyond the gold, per 100 words"] = Rate(len(beyond), sum(len(body.split()) for body in bodies))
    measured.misses += [f"beyond {c.article} {c.quote!r}: {c.value_text} {c.unit}" for c in beyond]


def _measure_negatives(
    articles: dict[str, Article], negatives: Sequence[Row], extra: Sequence[Claim], measured: Measured
) -> None:
    def read(negative: Row) -> bool:
        spans = occurrences(articles[negative["article"]], negative["quote"])
        inside = [claim for claim in extra if claim.article == negative["article"] and _on(claim, spans)]
        return any(negative["kind"] == "furniture" or _digits(c.quote) & _digits(negative["quote"]) for c in inside)

    wrong = [negative for negative in negatives if read(negative)]
    measured.rates["negatives read as figures"] = Rate(len(wrong), len(negatives))
    measured.misses += [f"negative {_told(negative)}" for negative in wrong]


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+|[a-z]+", text.casefold()))


# Relations


@cache
def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, quote.split())))


def occurrences(article: Article, quote: str) -> list[Span]:
    """Where a quote stands, whatever the white space in it."""
    return [Span(*match.span()) for match in _pattern(quote).finditer(article.text)]


def _on(claim: Stated, spans: Iterable[Span]) -> bool:
    return any(claim.start < span.end and span.start < claim.end for span in spans)


@dataclass(frozen=True)
class Flag:
    """How one conflict meets one relation."""

    conflict: int
    claims: frozenset[int]
    """Claims of the conflict that stand on a member."""
    flagged: bool


def stands_on(claim: Stated, member: Row, articles: Mapping[str, Article]) -> bool:
    """Whether a claim states a member, here or at another place where it is told."""
    if any(stands_on(claim, other, articles) for other in member.get("alt", ())):
        return True
    if claim.article != member["article"] or not _on(claim, occurrences(articles[claim.article], member["quote"])):
        return False
    return claim.kind != "quantity" or "value" not in member or same_value(member["value"], claim)


def _flags(relation: Row, conflicts: Sequence[ReportedConflict], articles: dict[str, Article]) -> list[Flag]:
    """Two claims must meet two members, each another one; one is enough where the relation has one member."""
    flags = []
    wanted = min(2, len(relation["members"]))
    for number, conflict in enumerate(conflicts):
        met = {
            (i, j)
            for i, reported in enumerate(conflict.claims)
            for j, member in enumerate(relation["members"])
            if stands_on(reported.claim, member, articles)
        }
        claims, members = frozenset(i for i, _ in met), {j for _, j in met}
        flags.append(Flag(number, claims, len(claims) >= wanted and len(members) >= wanted))
    return flags


def _measure_relations(ledger: Ledger, relations: Sequence[Row], measured: Measured) -> None:
    conflicts = [conflict for conflict in ledger.conflicts if conflict.level in REPORTED]
    flags = {relation["id"]: _flags(relation, conflicts, ledger.articles) for relation in relations}
    must = [relation for relation in relations if relation["verdict"] in MUST_FLAG]
    explained = _explained(must, flags, len(conflicts))
    for severity in ("high", "medium", "low"):
        found = [any(f.flagged for f in flags[r["id"]]) for r in must if r["severity"] == severity]
        measured.add(f"conflicts flagged, {severity}", found)
    measured.misses += [
        f"unflagged {r['id']} {r['severity']} {r['kind']}: {r['why']}"
        for r in must
        if not any(f.flagged for f in flags[r["id"]])
    ]
    for levels in (REPORTED[:1], REPORTED):
        alarms = _alarms(relations, flags, explained, [c.level in levels for c in conflicts])
        measured.rates[f"false alarms, {' or '.join(levels)}"] = Rate(len(alarms), len(relations) - len(must))
    measured.misses += [f"alarm {conflicts[n].rule} {r['id']} {r['kind']}: {r['why']}" for r, n in alarms]
    apart = [c for n, c in enumerate(conflicts) if not any(f[n].flagged for f in flags.values())]
    measured.rates["reports that touch no relation"] = Rate(len(apart), len(conflicts))
    measured.misses += [f"apart {c.rule} {c.level}: {c.message}" for c in apart]


def _explained(must: Sequence[Row], flags: dict[str, list[Flag]], conflicts: int) -> list[frozenset[int]]:
    """For each conflict, those of its claims that stand on a relation it rightly flags."""
    rightly = [[flags[r["id"]][n] for r in must if flags[r["id"]][n].flagged] for n in range(conflicts)]
    return [frozenset[int]().union(*(flag.claims for flag in hits)) for hits in rightly]


def _alarms(
    relations: Sequence[Row], flags: dict[str, list[Flag]], explained: Sequence[frozenset[int]], counts: Sequence[bool]
) -> list[tuple[Row, int]]:
    """Relations flagged though all is well, with the first conflict that does it.

    A conflict is forgiven where it holds the two claims beside others that make it right: 6,223 and 7,365 next to
    the wrong 84.62 % they should give.
    """
    found = []
    for relation in relations:
        if relation["verdict"] in MUST_FLAG:
            continue
        for flag in flags[relation["id"]]:
            if counts[flag.conflict] and flag.flagged and not flag.claims < explained[flag.conflict]:
                found.append((relation, flag.conflict))
                break
    return found


# Report


def _told(row: Row) -> str:
    return f"{row['article']} {row['quote']!r}"


def table(measured: Measured) -> str:
    """One line a rate: how many of how many, and the share."""
    return "\n".join(
        f"{name:38} {rate.hits:5} / {rate.of:<5} {_share(name, rate)}" for name, rate in measured.rates.items()
    )


def _share(name: str, rate: Rate) -> str:
    if not rate.of:
        return "     -"
    return f"{rate.percent:6.2f}" if "per 100" in name else f"{rate.percent:6.2f} %"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, with --misses every miss as well."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gold", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, default=CORPUS / "gold", help="folder of the three files")
    parser.add_argument("--articles", type=Path, default=CORPUS / "articles", help="folder of the articles")
    parser.add_argument("--vocabulary", type=Path, help="vocabulary of the corpus")
    parser.add_argument("--misses", metavar="WORD", nargs="?", const="", help="list misses, all or those of one sort")
    options = parser.parse_args(arguments)
    measured = measure(options.gold, read_ledger(options.articles, options.vocabulary))
    if options.misses is not None:
        print("\n".join(line for line in measured.misses if line.startswith(options.misses)), file=sys.stderr)
    print(table(measured))


if __name__ == "__main__":
    main()
