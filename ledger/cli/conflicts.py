"""Commands about conflicts: check, show, rules."""

import sys
from pathlib import Path

import click

from ledger.cli.app import CONFLICTS, EXIT_CODES, FAILING, FORMATS, database_option, main


@main.command(epilog=EXIT_CODES)
@database_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="warning", show_default=True,
              help="Lowest level of an open conflict that makes the exit code 1.")  # fmt: skip
def check(database: Path, form: str, fail_on: str) -> None:
    """Show what contradicts what: every conflict that nobody has decided, with its sentences."""
    from ledger.report.json import conflicts_json
    from ledger.report.text import conflicts_text
    from ledger.reported import read_conflicts
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        conflicts = read_conflicts(connection)
    failing = FAILING[fail_on]
    undecided = tuple(conflict for conflict in conflicts if conflict.status in ("open", "lapsed"))
    if form == "json":
        click.echo(conflicts_json(conflicts), nl=False)
    elif form == "text":
        click.echo(conflicts_text(conflicts, colour=sys.stdout.isatty()), nl=False)
    else:
        from ledger.gate.records import GateReport
        from ledger.report.formats import writer

        click.echo(writer(form)(GateReport(conflicts=undecided), failing), nl=False)
    if any(conflict.level in failing for conflict in undecided):
        sys.exit(CONFLICTS)


@main.command(epilog=EXIT_CODES)
@click.argument("ids", nargs=-1, required=True, metavar="ID [ID]")
@database_option
def show(ids: tuple[str, ...], database: Path) -> None:
    """Show a claim or a conflict with its sentence; of two claims, why they are comparable or not."""
    from ledger.report.show import show_text
    from ledger.store.connection import ledger_at

    if len(ids) > 2:
        raise click.UsageError("give one id, or the ids of two claims")
    with ledger_at(database, readonly=True) as connection:
        click.echo(show_text(connection, ids, colour=sys.stdout.isatty()), nl=False)


@main.command(epilog=EXIT_CODES)
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List the rules, or print the page of one."""
    from ledger.rules.registry import find_rule, load_rules

    if code:
        click.echo(find_rule(code).page)
        return
    for rule in load_rules():
        click.echo(f"{rule.code:5} {rule.level:8} {rule.name}: {rule.summary}")
