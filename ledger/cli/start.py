"""Commands about a corpus as a whole: init, config."""

from pathlib import Path

import click

from ledger.cli.app import EXIT_CODES, corpus_of, main

NEXT = """\
Next:
  1. Put articles (.md, .txt, .html) into {seeds}.
  2. facts build    reads them into facts.db
  3. facts check    shows what contradicts what
  4. Commit everything, facts.db too. From then on `facts gate` keeps new contradictions out.
"""


@main.command(epilog=EXIT_CODES)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Begin a corpus in FOLDER (default: here): seeds/, vocabulary, settings, and a workflow for CI."""
    from ledger.start import start_corpus

    for file in start_corpus(folder):
        click.echo(file.as_posix())
    click.echo(f"\n{NEXT.format(seeds=(folder / 'seeds').as_posix())}", nl=False, err=True)


@main.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
def config(paths: tuple[Path, ...]) -> None:
    """Print the settings that hold for PATH, and where each is from.

    An option goes before the environment (FACTS_PATHS, FACTS_DATABASE, FACTS_VOCABULARY, FACTS_DECISIONS,
    FACTS_DEFAULT_LANGUAGE, FACTS_FAIL_ON), which goes before the file: ledger.toml, or [tool.ledger] of pyproject.toml.
    """
    from ledger.config import config_lines
    from ledger.report.safe import json_safe, printable

    for key, value, origin in config_lines(paths or corpus_of(())[0][:1]):
        click.echo(f"{key} = {json_safe(value)}  # {printable(origin)}")
