"""Fits the weights of evidence to groups of articles labelled by hand: `python -m benchmarks.evidence`.

A group is the articles whose names begin alike ('mine-wire', 'mine-paper'). Every two figures of a group that may tell
one thing are a case, and those that a conflict of the gold holds are the true ones. The weights are those of logistic
regression with a penalty on their squares. What they are worth is measured on groups that they were not fitted to,
one twelfth of all at a time: how many true pairs the odds find, and how many others they take for true.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from pathlib import Path
from shutil import copy
from typing import NamedTuple

from benchmarks.gold import MUST_FLAG, Row, read_gold, stands_on
from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.compare.facets.keys import key_claims
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.compare.figures.retold import Match, lay_side_by_side
from ledger.compare.figures.tellings import Telling, read_tellings, related_articles
from ledger.compare.matching import best_of
from ledger.compare.told import sentences_before
from ledger.store.connection import ledger_at
from ledger.store.read import read_article, sources
from ledger.text.article import Article
from ledger.weighing import Evidence, Weights, odds

GROUPS = Path(__file__).parent.parent / "tests" / "disagreements"
PENALTY = 0.5
"""Half of it times the square of every weight but the bias is added to the loss."""
FOLDS = 12
STEPS = 15


class Case(NamedTuple):
    """Two figures that may tell one thing; `relation` is the conflict of the gold that says they do."""

    group: str
    match: Match
    relation: str | None

    @property
    def sample(self) -> tuple[Evidence, bool]:
        """Its evidence, and whether it is true."""
        return self.match.evidence, self.relation is not None


def read_cases(folder: Path) -> Iterator[Case]:
    """All cases of a folder with `articles` and `gold`."""
    relations: Mapping[str, list[Row]] = defaultdict(list)
    for row in read_gold(folder / "gold" / "relations.jsonl"):
        if row["verdict"] in MUST_FLAG and len(row["members"]) == 2:
            relations[_group(row["members"][0]["article"])].append(row)
    groups: Mapping[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "articles").glob("*.md")):
        groups[_group(path.stem)].append(path)
    for group, paths in groups.items():
        yield from _cases(group, paths, relations[group])


def _group(article: str) -> str:
    return article.partition("-")[0]


def _cases(group: str, paths: Iterable[Path], relations: Sequence[Row]) -> Iterator[Case]:
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for path in paths:
            copy(path, articles)
        database = Path(folder) / "facts.db"
        build([articles], database, BuildOptions(extract_article, refresh, strict=True))
        with ledger_at(database, readonly=True) as ledger:
            knowledge = read_knowledge(ledger)
            keyed = key_claims(read_claims(ledger), knowledge)
            tellings = read_tellings(keyed, sentences_before(ledger), knowledge)
            texts = {id: read_article(ledger, id) for id in sources(ledger)}
            for matches in lay_side_by_side(tellings, related_articles(tellings, knowledge), knowledge):
                for match in matches:
                    held = (row["id"] for row in relations if _holds(row, match, texts))
                    yield Case(group, match, next(held, None))


def _holds(relation: Row, match: Match, articles: Mapping[str, Article]) -> bool:
    a, b = relation["members"]
    return any(_tells(match.a, x, articles) and _tells(match.b, y, articles) for x, y in ((a, b), (b, a)))


def _tells(telling: Telling, member: Row, articles: Mapping[str, Article]) -> bool:
    return "value" in member and stands_on(telling.entry.claim, member, articles)


# Logistic regression by Newton's method; rows are sparse.


def fit(samples: Sequence[tuple[Evidence, bool]]) -> Weights:
    """The weights by name, with the `bias`, from evidence of which it is known whether it is true."""
    names = ["bias", *sorted({name for evidence, _ in samples for name in evidence})]
    place = {name: i for i, name in enumerate(names)}
    rows = [[(0, 1.0), *((place[name], value) for name, value in evidence.items())] for evidence, _ in samples]
    labels = [float(true) for _, true in samples]
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        gradient = [PENALTY * w for w in weights]
        curvature = [[PENALTY * (i == j) for j in range(len(names))] for i in range(len(names))]
        gradient[0], curvature[0][0] = 0.0, 1e-9
        for row, label in zip(rows, labels, strict=True):
            likely = _likely(sum(weights[i] * value for i, value in row))
            for i, x in row:
                gradient[i] += (likely - label) * x
                for j, y in row:
                    curvature[i][j] += likely * (1 - likely) * x * y
        weights = [w - step for w, step in zip(weights, _solve(curvature, gradient), strict=True)]
    return dict(zip(names, weights, strict=True))


def _likely(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def _solve(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """Gaussian elimination of a positive definite matrix."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            if factor:
                row[i:] = [x - factor * y for x, y in zip(row[i:], pivot[i:], strict=True)]
    found: list[float] = []
    for i, row in reversed(list(enumerate(rows))):
        found.insert(0, (row[-1] - sum(x * y for x, y in zip(row[i + 1 : -1], found, strict=True))) / row[i])
    return found


# What the weights are worth


def held_out(cases: Sequence[Case]) -> Iterator[tuple[float, Case]]:
    """The best pairs of each group with their log odds by weights that were fitted to other groups."""
    groups = sorted({case.group for case in cases})
    for fold in range(FOLDS):
        away = set(groups[fold::FOLDS])
        weights = fit([case.sample for case in cases if case.group not in away])
        by_pair: Mapping[frozenset[str], list[Case]] = defaultdict(list)
        for case in cases:
            if case.group in away:
                articles = frozenset(t.entry.claim.article for t in (case.match.a, case.match.b))
                by_pair[articles].append(case)
        for pair in by_pair.values():
            relations = {id(case.match): case for case in pair}
            judged = [(odds(case.match.evidence, weights), case.match) for case in pair]
            for score, match in best_of(judged, float("-inf")):
                yield score, relations[id(match)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table of weights, and what such weights find in groups they were not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", default=[GROUPS], help="folders with articles and gold")
    cases = [case for folder in parser.parse_args(arguments).folders for case in read_cases(folder)]
    print("[weights]")
    for name, weight in fit([case.sample for case in cases]).items():
        print(f'"{name}" = {weight:.2f}')
    true = {(case.group, case.relation) for case in cases if case.relation}
    judged = sorted(held_out(cases), key=lambda found: -found[0])
    print(
        f"\n{len(cases)} cases, {len(true)} conflicts in {len({case.group for case in cases})} groups", file=sys.stderr
    )
    print("log odds  found of groups left out      others", file=sys.stderr)
    for least in (2.0, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5, -2.0):
        taken = [case for score, case in judged if score >= least]
        found = {(case.group, case.relation) for case in taken if case.relation}
        others = sum(case.relation is None for case in taken)
        print(f"{least:8}  {len(found):5} ({len(found) / len(true):.0%}) {others:20}", file=sys.stderr)


if __name__ == "__main__":
    main()
