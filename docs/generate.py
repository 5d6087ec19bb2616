"""Writes the pages of docs/ that follow from the code: `make docs`. A test fails when one is out of step."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from ledger.cli import main
from ledger.compare.facets import VERDICTS, Verdict
from ledger.rules.pages import rules_page
from ledger.rules.registry import load_rules

DOCS = Path(__file__).parent
WIDTH = 100


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
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=name, parent=parent)
        yield context
        if isinstance(command, click.Group):
            yield from _contexts(command, context)


def verdict_tables() -> str:
    """The table of verdicts as Markdown: a row a facet, a column a verdict, once for one article and once for two."""
    columns = sorted(Verdict, reverse=True)
    heads = ["facet", *("not compared" if v is Verdict.APART else v.name.lower() for v in columns)]
    parts = []
    for where, title in enumerate(("In one article:", "In two articles:")):
        rows = [heads, ["---"] * len(heads)]
        for facet, relations in VERDICTS.items():
            cells = [", ".join(r.value for r, verdicts in relations.items() if verdicts[where] is v) for v in columns]
            rows.append([facet.value, *cells])
        parts.append(f"{title}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(parts)


def with_part(page: str, name: str, content: str) -> str:
    """The page with the part between `<!-- name -->` and `<!-- end of name -->` replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    part = f"{re.escape(begin)}.*?{re.escape(end)}"
    changed, count = re.subn(part, lambda _: f"{begin}\n{content}\n{end}", page, flags=re.S)
    if count != 1:
        raise ValueError(f"the page should have one part {begin} ... {end}, it has {count}")
    return changed


def pages() -> dict[Path, str]:
    """Every generated page, as it should stand in its file."""
    model = DOCS / "model.md"
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "rules.md": rules_page(load_rules()),
        model: with_part(model.read_text(encoding="utf-8"), "verdicts", verdict_tables()),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.name}")
