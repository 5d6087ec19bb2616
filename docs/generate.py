"""Writes the pages that follow from the program: `make docs`. A test fails when one is out of step.

These are the help of every command, the rules, the table of verdicts, and the sessions of the README, which are run
on seeds/.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ledger.cli import main
from ledger.compare.facets.verdicts import VERDICTS, Verdict
from ledger.rules.pages import rules_page
from ledger.rules.registry import load_rules

ROOT = Path(__file__).parent.parent
WIDTH = 100
ELISION = "..."


def cli_page() -> str:
    """docs/cli.md: the help of every command."""
    root = click.Context(
        main, info_name="facts", terminal_width=WIDTH, max_content_width=WIDTH, **main.context_settings
    )
    parts = ["# Command line\n\nThe help of every command, written from the program by `make docs`.\n"]
    for context in (root, *_contexts(main, root)):
        parts.append(f"## `{context.command_path}`\n\n```text\n{context.get_help().rstrip()}\n```\n")
    return "\n".join(parts)


def _contexts(group: click.Group, parent: click.Context) -> Iterator[click.Context]:
    """The contexts of all commands under a group, by name."""
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        yield context
        if isinstance(command, click.Group):
            yield from _contexts(command, context)


def model_page() -> str:
    """docs/model.md with the table of verdicts: a row a facet, a column a verdict, for one article and for two."""
    columns = sorted(Verdict, reverse=True)
    heads = ["facet", *("not compared" if v is Verdict.APART else v.name.lower() for v in columns)]
    parts = ["<!-- verdicts -->"]
    for where, title in enumerate(("In one article:", "In two articles:")):
        rows = [heads, ["---"] * len(heads)]
        for facet, relations in VERDICTS.items():
            cells = [", ".join(r.value for r, verdicts in relations.items() if verdicts[where] is v) for v in columns]
            rows.append([facet.value, *cells])
        parts.append(f"{title}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows))
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(parts[0])
    _, end, after = rest.partition("<!-- end of verdicts -->")
    return before + "\n\n".join([*parts, end]) + after


def readme() -> str:
    """README.md with the output of the commands in its console blocks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        checkout = a_checkout(Path(folder))
        return re.sub(
            r"(?<=^```console\n).*?(?=^```$)", lambda block: _played(block[0], checkout), text, flags=re.M | re.S
        )


def a_checkout(folder: Path) -> Path:
    """What a reader of the README has: seeds, make, the ledger."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in ("Makefile", "pyproject.toml", "facts.db"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return folder


def _played(block: str, checkout: Path) -> str:
    """A console block with its commands (after `$ `) run again."""
    steps = [step.partition("\n") for step in re.split(r"^\$ ", block, flags=re.M)[1:]]
    return "".join(f"$ {command}\n{_shown(shown.splitlines(), _run(command, checkout))}" for command, _, shown in steps)


def _run(command: str, folder: Path) -> list[str]:
    """What a command prints, on both streams. `make` uses the environment that runs this program."""
    binaries = Path(sys.executable).parent
    environment = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "MAKEFLAGS": f"-- READY= BIN={binaries}",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
    )  # fmt: skip
    return done.stdout.splitlines()


def _shown(before: list[str], printed: list[str]) -> str:
    """What is printed now, with as much left out as before.

    `...` alone on a line stands for any lines. A part between two of them is found by its first line and goes on to
    the next blank line; one that is not found is left as it was. The first and the last part keep their length.
    """
    parts: list[list[str]] = [[]]
    for line in before:
        if line == ELISION:
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return "".join(f"{line}\n" for line in printed)
    found = [printed[: len(parts[0])]]
    for part in parts[1:-1]:
        found.append(_paragraph(part[0], printed) or part)
    found.append(printed[len(printed) - len(parts[-1]) :])
    return f"{ELISION}\n".join("".join(f"{line}\n" for line in part) for part in found)


def _paragraph(first: str, lines: list[str]) -> list[str]:
    """The lines from `first` to the next blank one; none when there is no such line."""
    if first not in lines:
        return []
    rest = lines[lines.index(first) :]
    return rest[: rest.index("")] if "" in rest else rest


PAGES: dict[str, Callable[[], str]] = {
    "README.md": readme,
    "docs/cli.md": cli_page,
    "docs/model.md": model_page,
    "docs/rules.md": lambda: rules_page(load_rules()),
}
"""Each generated page, by path, and what gives its text."""


if __name__ == "__main__":
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")
        print(f"wrote {path}")
