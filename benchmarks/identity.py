"""Fits the weights by which people and dated deeds of two articles are taken for one: `python -m benchmarks.identity`.

Groups, fit and measure are those of `benchmarks.fitting`. A case is two people or two dates that may be one.
"""

import argparse
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.fitting import GROUPS, Case, Group, read_group, read_groups, report
from benchmarks.gold import Row
from ledger.compare.dates.deeds import lay_dates_side_by_side
from ledger.compare.people.identities import lay_people_side_by_side

CASES = GROUPS.parent / "rules" / "cases"
_RULES = ("WHEN1", "WHO1", "WHO2", "WHO3")


def read_rule_cases(folder: Path) -> Iterator[Group]:
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
                    relations = [{"id": id, "kind": file.stem, "members": members}] if wanted else []
                    yield read_group(id, paths, relations)


def read_news(folder: Path) -> Group:
    """Articles in which nothing is known to be wrong, as one group: all their pairs are of two people or deeds."""
    return read_group(folder.name, sorted(p for p in folder.iterdir() if p.suffix in (".md", ".txt")), [])


def people_cases(group: Group) -> Iterator[Case]:
    """Every two people of a group that may be one under two names."""
    for matches in lay_people_side_by_side(group.keyed, group.matters, group.people, group.knowledge):
        for match in matches:
            held = group.held(_of_people, match.a.entries, match.b.entries)
            yield Case(group.name, frozenset((match.a.article, match.b.article)), match, held)


def date_cases(group: Group) -> Iterator[Case]:
    """Every two dates of a group that may be told of one deed."""
    for matches in lay_dates_side_by_side(group.keyed, group.before, group.matters, group.knowledge):
        for match in matches:
            held = group.held(_of_dates, [match.a.entry], [match.b.entry])
            yield Case(group.name, frozenset((match.a.article, match.b.article)), match, held)


def _of_people(relation: Row) -> bool:
    return "name" in relation["kind"] or "WHO" in relation["kind"]


def _of_dates(relation: Row) -> bool:
    return "date" in relation["kind"] or relation["kind"] == "WHEN1"


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
    people = [case for group in groups for case in people_cases(group)]
    dates = [case for group in groups for case in date_cases(group)]
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
