"""Weights of evidence fitted to groups of articles labelled by hand, and what they are worth.

A group is the articles whose names begin alike ('mine-wire', 'mine-paper'). Every two things of two of its articles
that may be one are a case, and those that a conflict of the gold holds are the true ones. The weights are those of
logistic regression with a penalty on their squares. What they are worth is measured on groups that they were not fitted
to, one twelfth of all at a time: how many true pairs the odds find, and how many others they take for true.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import exp
from pathlib import Path
from shutil import copy
from typing import Any, NamedTuple

from benchmarks.gold import MUST_FLAG, Row, read_gold, stands_on
from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.compare.facets.keys import Keyed, key_claims
from ledger.compare.facets.matters import OneMatter, one_matter
from ledger.compare.facets.scopes import Knowledge, read_claims, read_knowledge
from ledger.compare.figures.tellings import Telling, read_tellings, related_articles
from ledger.compare.matching import best_of
from ledger.compare.told import sentences_before
from ledger.store.connection import ledger_at
from ledger.store.read import read_article, sources
from ledger.text.article import Article
from ledger.weighing import Evidence, Weights, odds

GROUPS = Path(__file__).parent.parent / "tests" / "disagreements"
FOLDS = 12
_PENALTY = 0.5
"""Half of it times the square of every weight but the bias is added to the loss."""
_STEPS = 15
_ODDS = (2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5, -2.0)


class Group(NamedTuple):
    """What the comparison of a group of articles begins with, and what of it the gold says is to be flagged."""

    name: str
    keyed: Sequence[Keyed]
    before: Mapping[int, str]
    tellings: Sequence[Telling]
    matters: OneMatter
    people: Mapping[int, Sequence[str]]
    knowledge: Knowledge
    texts: Mapping[str, Article]
    relations: Sequence[Row]

    def held(self, wanted: Callable[[Row], bool], left: Sequence[Keyed], right: Sequence[Keyed]) -> str | None:
        """The wanted conflict that one claim of either side tells; None if there is none."""
        for relation in self.relations:
            a, b = relation["members"]
            sides = ((a, b), (b, a)) if wanted(relation) else ()
            if any(self._tells(left, x) and self._tells(right, y) for x, y in sides):
                return str(relation["id"])
        return None

    def _tells(self, entries: Sequence[Keyed], member: Row) -> bool:
        return any(stands_on(entry.claim, member, self.texts) for entry in entries)


class Case(NamedTuple):
    """Two things laid side by side; `relation` is the conflict of the gold that says they are one."""

    group: str
    articles: frozenset[str]
    match: Any
    relation: str | None

    @property
    def sample(self) -> tuple[Evidence, bool]:
        """Its evidence, and whether it is true."""
        return self.match.evidence, self.relation is not None


def read_groups(folder: Path) -> Iterator[Group]:
    """The groups of a folder with `articles` and `gold`."""
    relations: Mapping[str, list[Row]] = defaultdict(list)
    for row in read_gold(folder / "gold" / "relations.jsonl"):
        if row["verdict"] in MUST_FLAG and len(row["members"]) == 2:
            relations[row["members"][0]["article"].partition("-")[0]].append(row)
    groups: Mapping[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "articles").glob("*.md")):
        groups[path.stem.partition("-")[0]].append(path)
    for name, paths in groups.items():
        yield read_group(name, paths, relations[name])


def read_group(name: str, paths: Iterable[Path], relations: Sequence[Row]) -> Group:
    """The group of some articles."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for path in paths:
            copy(path, articles)
        database = Path(folder) / "facts.db"
        build([articles], database, BuildOptions(extract_article, refresh))
        with ledger_at(database, readonly=True) as ledger:
            knowledge = read_knowledge(ledger)
            keyed = key_claims(read_claims(ledger), knowledge)
            before = sentences_before(ledger)
            tellings = read_tellings(keyed, before, knowledge)
            matters = one_matter(related_articles(tellings, knowledge))
            people: Mapping[int, list[str]] = defaultdict(list)
            for sentence, person in ledger.execute("SELECT sentence_id, name FROM people ORDER BY id"):
                people[sentence].append(person)
            texts = {id: read_article(ledger, id) for id in sources(ledger)}
            for article in texts:  # read while the ledger is open
                knowledge.mentioned(article), knowledge.matter(article)
            return Group(name, keyed, before, tellings, matters, people, knowledge, texts, relations)


# Logistic regression by Newton's method; rows are sparse.


def fit(samples: Sequence[tuple[Evidence, bool]]) -> Weights:
    """The weights by name, with the `bias`, from evidence of which it is known whether it is true."""
    names = ["bias", *sorted({name for evidence, _ in samples for name in evidence})]
    place = {name: i for i, name in enumerate(names)}
    rows = [[(0, 1.0), *((place[name], value) for name, value in evidence.items())] for evidence, _ in samples]
    labels = [float(true) for _, true in samples]
    weights = [0.0] * len(names)
    for _ in range(_STEPS):
        gradient = [_PENALTY * w for w in weights]
        curvature = [[_PENALTY * (i == j) for j in range(len(names))] for i in range(len(names))]
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
        by_pair: Mapping[tuple[str, frozenset[str]], list[Case]] = defaultdict(list)
        for case in cases:
            if case.group in away:
                by_pair[case.group, case.articles].append(case)
        for pair in by_pair.values():
            of_match = {id(case.match): case for case in pair}
            judged = [(odds(case.match.evidence, weights), case.match) for case in pair]
            for score, match in best_of(judged, float("-inf")):
                yield score, of_match[id(match)]


def report(title: str, cases: Sequence[Case], show: Callable[[Any], str] | None = None) -> None:
    """Prints the weights, and what such weights find in groups they were not fitted to; with `show` each pair as well
    that is likely or true."""
    print(f"[{title}]")
    for name, weight in fit([case.sample for case in cases]).items():
        print(f'"{name}" = {weight:.2f}')
    true = {(case.group, case.relation) for case in cases if case.relation}
    judged = sorted(held_out(cases), key=lambda found: -found[0])
    print(f"\n{title}: {len(cases)} cases, {len(true)} conflicts", file=sys.stderr)
    print("log odds  found of groups left out      others", file=sys.stderr)
    for least in _ODDS:
        taken = [case for score, case in judged if score >= least]
        found = {(case.group, case.relation) for case in taken if case.relation}
        others = sum(case.relation is None for case in taken)
        print(f"{least:8}  {len(found):5} ({len(found) / len(true):.0%}) {others:20}", file=sys.stderr)
    for score, case in judged if show else ():
        if show and (score > _ODDS[-1] or case.relation):
            print(f"{score:6.2f} {case.relation or '--':8} {case.group} {show(case.match)}")
