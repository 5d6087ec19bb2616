"""Commands about decisions: decide, decisions, stats, report."""

import sys
from pathlib import Path

import click

from ledger.cli.app import BAD_INPUT, EXIT_CODES, complain, database_option, main


@main.command(epilog=EXIT_CODES)
@click.argument("id")
@click.option("--verdict", required=True, help="One of those below.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--reviewer", metavar="NAME", help="Name or handle of who decides.")
@click.option("--link", metavar="URL", help="Where the evidence is found.")
@click.option("--again", metavar="DATE", help="The day from which it is to decide again.")
@click.option("--blind", is_flag=True, help="A second verdict, given without having seen the first.")
@database_option
def decide(id: str, database: Path, **said: object) -> None:
    """Decide the conflict ID, in the ledger and in the file of decisions.

    Verdicts: a_wrong, b_wrong (a is the earlier claim, b the later; in arithmetic a is what was computed from, b the
    stated result), both_wrong, other_scope, not_a_conflict, unsure, and for names same_name, different_names.
    """
    from ledger.decisions import Verdict, decision_file
    from ledger.decisions import decide as decide_conflict
    from ledger.store.connection import ledger_at

    _existing(database)
    with ledger_at(database) as connection:
        file = decision_file(connection)
        decision = decide_conflict(connection, id, Verdict(**said), file)  # type: ignore[arg-type]
    click.echo(decision.id)
    click.echo(f"decided {decision.conflict}; written to {file or 'the ledger only'}", err=True)


@main.group()
def decisions() -> None:
    """Decisions as a file, what they ask to correct, and which of them hold no longer."""


@decisions.command(epilog=EXIT_CODES)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
@database_option
def export(output: Path | None, database: Path) -> None:
    """Print every decision of the ledger, a JSON object a line, as in decisions.jsonl."""
    from ledger.report.safe import json_safe
    from ledger.store.connection import ledger_at
    from ledger.store.decision_file import decisions_text
    from ledger.store.read import read_decisions

    with ledger_at(database, readonly=True) as connection:
        made = read_decisions(connection)
    if output is None:
        click.echo(json_safe(decisions_text(made)), nl=False)
    else:
        _write(output, decisions_text(made))
    click.echo(f"{len(made)} decisions", err=True)


@decisions.command(name="import", epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@database_option
def import_(file: Path, database: Path) -> None:
    """Take the decisions of FILE into the ledger and the corpus's own file; what they have already is left alone.

    A line that is no decision, or was changed after it was made, is told and left out; the exit code is then 2.
    """
    from ledger.decisions import import_decisions
    from ledger.store.connection import ledger_at

    _existing(database)
    with ledger_at(database) as connection:
        added, problems = import_decisions(connection, file)
    for problem in problems:
        complain(problem)
    click.echo(f"{len(added)} decisions added", err=True)
    if problems:
        sys.exit(BAD_INPUT)


@decisions.command(epilog=EXIT_CODES)
@database_option
def stale(database: Path) -> None:
    """List decisions that hold no longer: their sentences have changed, or their conflict is gone."""
    from ledger.decisions import standing
    from ledger.report.standing import standing_text
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        click.echo(standing_text(standing(connection)), nl=False)


@decisions.command(epilog=EXIT_CODES)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@database_option
def corrections(form: str, database: Path) -> None:
    """List what was decided to be wrong: file and line, what stands there, what was decided, where else it stands."""
    from ledger.report.corrections import corrections_json, corrections_text, read_corrections
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        found = read_corrections(connection)
    click.echo(corrections_json(found) if form == "json" else corrections_text(found), nl=False)


@main.command(epilog=EXIT_CODES)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@database_option
def stats(form: str, database: Path) -> None:
    """Show for each rule how many of its conflicts people upheld, dismissed or called another scope.

    Where second verdicts were given blind, a last line tells how far they agree with the first.
    """
    from ledger.report.agreement import agreement, agreement_text, read_second_verdicts
    from ledger.report.stats import read_stats, stats_json, stats_text
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        rows = read_stats(connection)
        second = agreement(read_second_verdicts(connection))
    click.echo(stats_json(rows) if form == "json" else stats_text(rows) + agreement_text(second), nl=False)


@main.command(epilog=EXIT_CODES)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--title", default="Fact Ledger", show_default=True)
@database_option
def report(output: Path, title: str, database: Path) -> None:
    """Write one page with conflicts, decisions and charts, for people without a server; it needs no other file."""
    from ledger.report.html import html_report
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        text = html_report(connection, title)
    _write(output, text)
    click.echo(f"{output}: written; open it in a browser", err=True)


def _existing(database: Path) -> None:
    """A command that decides makes no new ledger. Raises StoreError."""
    from ledger.errors import StoreError

    if not database.is_file():
        raise StoreError(f"{database}: no such file; make it with 'facts build'")


def _write(file: Path, text: str) -> None:
    from ledger.errors import LedgerError

    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise LedgerError(f"{file}: cannot be written ({error.strerror}); choose another file") from error
