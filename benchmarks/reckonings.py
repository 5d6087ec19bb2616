"""Fits the weights of evidence that figures of one article belong together: `python -m benchmarks.reckonings`.

Reckonings are those of labelled articles (folders with `articles` and `gold`), of the rules' cases, and of short
passages, each with lists of figures that follow from each other (`follows`) and of such that ought to and do not
(`fails`). True are those whose figures are just those of a relation; the others that do not come out are of figures
that have nothing to do with each other, or the gold would say so. How a reckoning misses is learned from relations that
are wrong alone: those that come out get a miss of one of these. The regression is that of `benchmarks.fitting`; what
the weights are worth is measured on groups of articles that they were not fitted to.
"""

import argparse
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from math import log
from pathlib import Path
from typing import NamedTuple

from benchmarks.fitting import FOLDS, fit
from benchmarks.gold import Row, read_gold, stands_on
from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.compare.arithmetic.belonging import evidence
from ledger.compare.arithmetic.passages import Passages, passages
from ledger.compare.arithmetic.reckoned import Judged, judge, missing
from ledger.compare.arithmetic.reckonings import Reckoning, reckonings
from ledger.compare.facets.keys import Keyed, key_claims
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.store.connection import ledger_at
from ledger.store.read import read_article, sources
from ledger.text.article import Article
from ledger.weighing import Evidence, Weights

TESTS = Path(__file__).parent.parent / "tests"
FOLDERS = (TESTS / "disagreements", TESTS / "corpus")
PASSAGES = TESTS / "rules" / "arithmetic.toml"
CASES = tuple(TESTS / "rules" / "cases" / f"{rule}.toml" for rule in ("SUM1", "SUM3", "SUM6"))
RELATED = frozenset({"rate_ok", "rate_bad", "sum_ok", "sum_bad"})
BAD = frozenset({"rate_bad", "sum_bad"})
KINDS = ("share", "change", "difference", "sum", "product", "span")


class Told(NamedTuple):
    """An article with its reckonings, and by the number of a reckoning the relation that it is."""

    group: str
    passage: Passages
    reckonings: Sequence[Reckoning]
    relations: Mapping[int, Row]


# Labelled reckonings


def read_folder(folder: Path) -> Iterator[Told]:
    """The articles of a folder with `articles` and `gold`, a group those whose names begin alike."""
    relations = [row for row in read_gold(folder / "gold" / "relations.jsonl") if row["verdict"] in RELATED]
    yield from _told(folder / "articles", relations, lambda article: f"{folder.name}/{article.partition('-')[0]}")


def read_passages(passages: Iterable[Row]) -> Iterator[Told]:
    """Short passages, each a group of its own."""
    with tempfile.TemporaryDirectory() as folder:
        relations = list(write_passages(passages, Path(folder)))
        yield from _told(Path(folder), relations, str)


def write_passages(passages: Iterable[Row], folder: Path) -> Iterator[Row]:
    """Writes an article for each passage, with its day if it has one, and gives the relations between their figures."""
    for number, passage in enumerate(passages, 1):
        article = f"p{number:03}"
        head = f"---\npublished: {passage['published']}\n---\n" if "published" in passage else ""
        (folder / f"{article}.md").write_text(f"{head}{passage['text']}\n", encoding="utf-8")
        for name, verdict in (("follows", "rate_ok"), ("fails", "rate_bad")):
            for figures in passage.get(name, []):
                yield {"verdict": verdict, "members": [{"article": article, "quote": quote} for quote in figures]}


def short_passages() -> Iterator[Row]:
    """The passages of the tests, and the cases of the rules that have one article."""
    yield from tomllib.loads(PASSAGES.read_text(encoding="utf-8"))["passage"]
    for file in CASES:
        cases = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in (*cases["must_flag"], *cases["must_not"]):
            if len(case["articles"]) == 1:
                yield {"text": case["articles"][0], "fails": [case["claims"]] if "claims" in case else []}


def _told(folder: Path, relations: Sequence[Row], group: Callable[[str], str]) -> Iterator[Told]:
    keyed, articles = _read(folder)
    by_article: Mapping[str, list[Row]] = defaultdict(list)
    for row in relations:
        if len({member["article"] for member in row["members"]}) == 1:
            by_article[row["members"][0]["article"]].append(row)
    for passage in passages(keyed):
        article = passage.entries[0].claim.article
        found = list(reckonings(passage))
        yield Told(group(article), passage, found, dict(_labels(passage, found, by_article[article], articles)))


def _read(folder: Path) -> tuple[list[Keyed], Mapping[str, Article]]:
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "facts.db"
        build([folder], database, BuildOptions(extract_article, refresh, strict=True))
        with ledger_at(database, readonly=True) as ledger:
            keyed = key_claims(read_claims(ledger), read_knowledge(ledger))
            return keyed, {id: read_article(ledger, id) for id in sources(ledger)}


def _labels(
    passage: Passages, found: Sequence[Reckoning], relations: Iterable[Row], articles: Mapping[str, Article]
) -> Iterator[tuple[int, Row]]:
    """Which reckonings are relations: of a share and a change of the same figures the one nearer to what is printed."""
    for row in relations:
        stand = [
            {e.claim.rowid for e in (*passage.entries, *passage.dates) if _states(e, m, articles)}
            for m in row["members"]
        ]
        able = [
            (_miss(one), n)
            for n, one in enumerate(found)
            if (one.fits or row["verdict"] in BAD) and _one_each(_claims(one), stand)
        ]
        percentages = [(miss, n) for miss, n in able if found[n].kind in ("share", "change")]
        yield from ((n, row) for miss, n in able if (miss, n) not in sorted(percentages)[1:])


def _claims(reckoning: Reckoning) -> Sequence[int]:
    """The claims of a reckoning: its figures, and the dates of a span."""
    working = reckoning.workings[0]
    return [working.result.claim.rowid, *(part.claim.rowid for part in working.parts)]


def _states(entry: Keyed, member: Row, articles: Mapping[str, Article]) -> bool:
    """Whether a claim is that of a member, or one of the two that its quote has."""
    return stands_on(entry.claim, {name: value for name, value in member.items() if name != "value"}, articles)


def _one_each(claims: Sequence[int], members: Sequence[set[int]]) -> bool:
    """Whether every claim stands on a member and every member has a claim of its own."""
    taken: dict[int, int] = {}

    def seat(member: int, tried: set[int]) -> bool:
        for claim in members[member] & set(claims) - tried:
            tried.add(claim)
            if claim not in taken or seat(taken[claim], tried):
                taken[claim] = member
                return True
        return False

    covered = all(any(claim in member for member in members) for claim in claims)
    return covered and all(seat(member, set()) for member in range(len(members)))


def _miss(reckoning: Reckoning) -> float:
    return abs(log((reckoning.value or 1.0) / (reckoning.workings[0].result.claim.value or 1.0)))


# Fitting and measuring


def fitted(told: Iterable[Told]) -> Mapping[str, Weights]:
    """The weights by kind of reckoning."""
    samples: Mapping[str, list[tuple[Evidence, bool, bool]]] = defaultdict(list)
    for one in told:
        fitting = [reckoning for reckoning in one.reckonings if reckoning.fits]
        for n, reckoning in enumerate(one.reckonings):
            if n in one.relations or not reckoning.fits:
                found = evidence(one.passage, reckoning, fitting)
                samples[reckoning.kind].append((found, n in one.relations, reckoning.fits))
    return {kind: fit(list(_samples(samples[kind]))) for kind in KINDS}


def _samples(cases: Sequence[tuple[Evidence, bool, bool]]) -> Iterator[tuple[Evidence, bool]]:
    misses = cycle([_part(found, True) for found, true, fits in cases if true and not fits] or [{}])
    for found, true, fits in cases:
        given = {**_part(found, False), **next(misses)} if fits else found
        yield given, true


def _part(found: Evidence, missed: bool) -> Evidence:
    return {name: value for name, value in found.items() if name.startswith("misses") == missed}


def held_out(told: Sequence[Told], always: Sequence[Told]) -> Iterator[tuple[Told, list[Judged]]]:
    """The articles of each group with their reckonings judged by weights that were fitted to other groups."""
    groups = sorted({one.group for one in told})
    for fold in range(FOLDS):
        away = set(groups[fold::FOLDS])
        table = fitted([*(one for one in told if one.group not in away), *always])
        yield from ((one, judge(one.passage, table)) for one in told if one.group in away)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the tables of weights, and what such weights find in groups they were not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", default=FOLDERS, help="folders with articles and gold")
    told = [one for folder in parser.parse_args(arguments).folders for one in read_folder(folder)]
    short = list(read_passages(short_passages()))
    for kind, weights in fitted([*told, *short]).items():
        print(f"\n[{kind}]")
        for name, weight in weights.items():
            print(f'"{name}" = {weight:.2f}')
    bad = sum(row["verdict"] in BAD for one in told for row in one.relations.values())
    flagged = []
    for one, judged in held_out(told, short):
        rows = {one.reckonings[n].figures: row for n, row in one.relations.items() if row["verdict"] in BAD}
        flagged += [(score, reckoning.figures in rows) for score, reckoning in missing(judged)]
    groups = len({one.group for one in told})
    print(f"\n{bad} wrong relations that have a reckoning, in {groups} groups", file=sys.stderr)
    print("log odds  found of groups left out      others", file=sys.stderr)
    for least in (2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0):
        found = sum(true for score, true in flagged if score >= least)
        others = sum(not true for score, true in flagged if score >= least)
        print(f"{least:8}  {found:5} ({found / bad:.0%}) {others:20}", file=sys.stderr)


if __name__ == "__main__":
    main()
