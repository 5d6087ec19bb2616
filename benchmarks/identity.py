"""Fits the weights by which people and dated deeds of two articles are taken for one: `python -m benchmarks.identity`.

The groups, the fit and the measure are those of `benchmarks.evidence`. A case is two people or two dates that may be
one; true ones are those that a conflict of the gold holds.
"""

import argparse
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copy
from typing import Any, NamedTuple

from benchmarks.evidence import FOLDS, GROUPS, fit
from benchmarks.gold import MUST_FLAG, Row, read_gold, stands_on
from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.compare.dates.deeds import lay_dates_side_by_side
from ledger.compare.facets.keys import Keyed, key_claims
from ledger.compare.facets.matters import OneMatter, one_matter
from ledger.compare.facets.scopes import Knowledge, read_claims, read_knowledge
from ledger.compare.figures.tellings import read_tellings, related_articles
from ledger.compare.matching import best_of
from ledger.compare.people.identities import lay_people_side_by_side
from ledger.compare.told import sentences_before
from ledger.store.connection import ledger_at
from ledger.store.read import read_article, sources
from ledger.text.article import Article
from ledger.weighing import Weights, odds

CASES = GROUPS.parent / "rules" / "cases"
_RULES = ("WHEN1", "WHO1", "WHO2", "WHO3")


class Group(NamedTuple):
    """What the comparison of a group of articles begins with."""

    keyed: Sequence[Keyed]
    before: Mapping[int, str]
    matters: OneMatter
    people: Mapping[int, Sequence[str]]
    knowledge: Knowledge
    texts: Mapping[str, Article]
    relations: Sequence[Row]


class Case(NamedTuple):
    """Two people or dates that may be one; `relation` is the conflict of the gold that says they are."""

    group: str
    match: Any
    relation: str | None


def read_groups(folder: Path) -> Iterator[tuple[str, Group]]:
    """The groups of a folder with `articles` and `gold`."""
    relations: Mapping[str, list[Row]] = defaultdict(list)
    for row in read_gold(folder / "gold" / "relations.jsonl"):
        if row["verdict"] in MUST_FLAG and len(row["members"]) == 2:
            relations[row["members"][0]["article"].partition("-")[0]].append(row)
    groups: Mapping[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "articles").glob("*.md")):
        groups[path.stem.partition("-")[0]].append(path)
    for name, paths in groups.items():
        yield name, _group(paths, relations[name])


def read_rule_cases(folder: Path) -> Iterator[tuple[str, Group]]:
    """The case files of the rules: a group each; in what must not be flagged all are two."""
    for file in sorted(folder.glob("*.toml")):
        for part, cases in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for number, case in enumerate(cases):
                with tempfile.TemporaryDirectory() as name:
                    paths = [Path(name) / f"article-{i}.md" for i in range(len(case["articles"]))]
                    for path, text in zip(paths, case["articles"], strict=True):
                        path.write_text(text.strip() + "\n", encoding="utf-8")
                    quotes = case["claims"] if part == "must_flag" and len(case.get("claims", ())) == 2 else ()
                    members = [
                        {"article": path.stem, "quote": quote} for path, quote in zip(paths, quotes, strict=False)
                    ]
                    wanted = file.stem in _RULES and len(members) == 2
                    id = f"{file.stem}{part}{number}"
                    yield id, _group(paths, [{"id": id, "kind": file.stem, "members": members}] if wanted else [])


def read_news(folder: Path) -> tuple[str, Group]:
    """Articles in which nothing is known to be wrong, as one group: all their pairs are of two people or deeds."""
    return folder.name, _group(sorted(p for p in folder.iterdir() if p.suffix in (".md", ".txt")), [])


def _group(paths: Iterable[Path], relations: Sequence[Row]) -> Group:
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
            matters = one_matter(related_articles(read_tellings(keyed, before, knowledge), knowledge))
            people: Mapping[int, list[str]] = defaultdict(list)
            for sentence, name in ledger.execute("SELECT sentence_id, name FROM people ORDER BY id"):
                people[sentence].append(name)
            texts = {id: read_article(ledger, id) for id in sources(ledger)}
            for article in texts:  # read while the ledger is open
                knowledge.mentioned(article), knowledge.matter(article)
            return Group(keyed, before, matters, people, knowledge, texts, relations)


def people_cases(name: str, group: Group) -> Iterator[Case]:
    """Every two people of a group that may be one under two names."""
    relations = [row for row in group.relations if "name" in row["kind"] or "WHO" in row["kind"]]
    for matches in lay_people_side_by_side(group.keyed, group.matters, group.people, group.knowledge):
        for match in matches:
            held = (row["id"] for row in relations if _holds(row, match.a.entries, match.b.entries, group.texts))
            yield Case(name, match, next(held, None))


def date_cases(name: str, group: Group) -> Iterator[Case]:
    """Every two dates of a group that may be told of one deed."""
    relations = [row for row in group.relations if "date" in row["kind"] or row["kind"] == "WHEN1"]
    for matches in lay_dates_side_by_side(group.keyed, group.before, group.matters, group.knowledge):
        for match in matches:
            held = (row["id"] for row in relations if _holds(row, [match.a.entry], [match.b.entry], group.texts))
            yield Case(name, match, next(held, None))


def _holds(relation: Row, left: Sequence[Keyed], right: Sequence[Keyed], texts: Mapping[str, Article]) -> bool:
    a, b = relation["members"]

    def tells(entries: Sequence[Keyed], member: Row) -> bool:
        return any(stands_on(entry.claim, member, texts) for entry in entries)

    return any(tells(left, x) and tells(right, y) for x, y in ((a, b), (b, a)))


def _fitted(cases: Sequence[Case]) -> Weights:
    return fit([(case.match.evidence, case.relation is not None) for case in cases])


def held_out(cases: Sequence[Case]) -> Iterator[tuple[float, Case]]:
    """The best pairs of each group with their log odds by weights that were fitted to other groups."""
    groups = sorted({case.group for case in cases})
    for fold in range(FOLDS):
        away = set(groups[fold::FOLDS])
        weights = _fitted([case for case in cases if case.group not in away])
        by_pair: Mapping[tuple[str, frozenset[str]], list[Case]] = defaultdict(list)
        for case in cases:
            if case.group in away:
                by_pair[case.group, frozenset((case.match.a.article, case.match.b.article))].append(case)
        for pair in by_pair.values():
            of_match = {id(case.match): case for case in pair}
            judged = [(odds(case.match.evidence, weights), case.match) for case in pair]
            for score, match in best_of(judged, -10.0):
                yield score, of_match[id(match)]


def report(title: str, cases: Sequence[Case], show: Callable[[Any], str] | None) -> None:
    """Prints the weights, and what such weights find in groups they were not fitted to."""
    print(f"[{title}]")
    for name, weight in sorted(_fitted(cases).items()):
        print(f'"{name}" = {weight:.2f}')
    true = {(case.group, case.relation) for case in cases if case.relation}
    judged = sorted(held_out(cases), key=lambda found: -found[0])
    print(f"\n{title}: {len(cases)} cases, {len(true)} conflicts", file=sys.stderr)
    print("log odds  found of groups left out      others", file=sys.stderr)
    for least in (2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5, -2.0):
        taken = [case for score, case in judged if score >= least]
        found = {(case.group, case.relation) for case in taken if case.relation}
        others = sum(case.relation is None for case in taken)
        print(f"{least:8}  {len(found):5} ({len(found) / len(true):.0%}) {others:20}", file=sys.stderr)
    for score, case in judged if show else ():
        if show and (score > -2 or case.relation):
            print(f"{score:6.2f} {case.relation or '--':8} {case.group} {show(case.match)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints both tables of weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", default=[GROUPS], help="folders with articles and gold")
    parser.add_argument(
        "--news", type=Path, action="append", default=[], help="a folder of articles nothing is wrong in"
    )
    parser.add_argument("-v", action="store_true", help="show every pair of some likelihood")
    options = parser.parse_args(arguments)
    groups = [group for folder in options.folders for group in read_groups(folder)]
    groups += read_rule_cases(CASES)
    groups += map(read_news, options.news)
    people = [case for name, group in groups for case in people_cases(name, group)]
    dates = [case for name, group in groups for case in date_cases(name, group)]
    report(
        "dates",
        dates,
        (lambda m: f"{m.a.value} {m.a.entry.claim.subject} / {m.b.value} {m.b.entry.claim.subject} {dict(m.evidence)}")
        if options.v
        else None,
    )
    report("people", people, (lambda m: f"{m.a.name} / {m.b.name} {dict(m.evidence)}") if options.v else None)


if __name__ == "__main__":
    main()
