"""Writes the pages of docs/ that follow from the code: `make docs`. A test fails when one is out of step."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

DOCS = Path(__file__).parent
WIDTH = 100


def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all commands under it, with the words that call each."""
    yield name, group
    if isinstance(group, click.Group):
        for sub in sorted(group.commands):
            yield from commands(group.commands[sub], f"{name} {sub}")


def cli_page(main: click.Command) -> str:
    """docs/cli.md: the help of every command."""
    parts = ["# Command line\n\nThe help of every command, written from the program by `make docs`.\n"]
    for name, command in commands(main, "facts"):
        context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
        parts.append(f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def with_part(page: str, name: str, content: str) -> str:
    """The page with the part between `<!-- name -->` and `<!-- end of name -->` replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    changed, count = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}",
        lambda _: f"{begin}\n{content.strip()}\n{end}",
        page,
        flags=re.S,
    )
    if count != 1:
        raise ValueError(f"the page should have one part {begin} ... {end}, it has {count}")
    return changed


def pages() -> dict[Path, str]:
    """Every generated page, as it should stand in its file."""
    from ledger.cli import main

    return {DOCS / "cli.md": cli_page(main)}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.name}")
