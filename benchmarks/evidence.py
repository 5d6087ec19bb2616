"""Fits the weights by which two figures of two articles are taken to be told of one thing: `python -m
benchmarks.evidence`. Groups, fit and measure are those of `benchmarks.fitting`."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.fitting import GROUPS, Case, Group, read_groups, report
from benchmarks.gold import Row
from ledger.compare.figures.retold import lay_side_by_side


def figure_cases(group: Group) -> Iterator[Case]:
    """Every two figures of a group that may be told of one thing and cannot both be right."""
    for matches in lay_side_by_side(group.tellings, set(group.matters.directly), group.knowledge):
        for match in matches:
            sides = [match.a.entry], [match.b.entry]
            articles = frozenset(entry.claim.article for side in sides for entry in side)
            yield Case(group.name, articles, match, group.held(_of_figures, *sides))


def _of_figures(relation: Row) -> bool:
    return all("value" in member for member in relation["members"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table of weights, and what such weights find in groups they were not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("folders", type=Path, nargs="*", default=[GROUPS], help="folders with articles and gold")
    folders = parser.parse_args(arguments).folders
    report("weights", [case for folder in folders for group in read_groups(folder) for case in figure_cases(group)])


if __name__ == "__main__":
    main()
