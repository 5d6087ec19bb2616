"""The command that keeps undecided contradictions out: gate."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.app import (
    BAD_INPUT,
    CONFLICTS,
    EXIT_CODES,
    FAILING,
    FORMATS,
    OK,
    complain,
    corpus_of,
    database_option,
    main,
)

if TYPE_CHECKING:
    from ledger.config import Config
    from ledger.gate import GateReport


def _outputs(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    """Format and file of each report: a mistake is told before anything is written."""
    if not value:
        return ()
    from ledger.report.formats import output_of

    try:
        return tuple(map(output_of, value))
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, parameter) from error


@main.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@database_option
@click.option("--since", metavar="REV", help="Take what differs from where the branch left REV.")
@click.option("--all", "everything", is_flag=True, help="Take every article, and every undecided conflict.")
@click.option("--watch", is_flag=True, help="Stay, and check each article again when it is saved.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]),
              help="Lowest level that makes the exit code 1.  [default: error]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", "outputs", multiple=True, metavar="FILE", callback=_outputs,
              help="A report in FILE as well (.json .sarif .xml .md .txt), or FORMAT=FILE; repeatable.")  # fmt: skip
def gate(
    paths: tuple[Path, ...], database: Path, since: str | None, outputs: tuple[tuple[str, Path], ...], **chosen: object
) -> None:
    """Hold new and changed articles of PATH (default: seeds) against the whole ledger.

    Fails on conflicts that they bring in and that nobody has decided. Without --since, what differs from the last
    commit is taken; files that are given count as new as a whole.
    """
    from ledger.gate import GateOptions, run_gate

    paths, config = corpus_of(paths)
    report = run_gate(paths, database, GateOptions(since, bool(chosen["everything"]), config))
    levels = FAILING[str(chosen["fail_on"] or config.fail_on)]
    _print(report, levels, str(chosen["form"]))
    for form, file in outputs:
        _write(report, levels, form, file)
    if chosen["watch"]:
        _watch(paths, database, config, levels)
    if report.unreadable:
        sys.exit(BAD_INPUT)
    if report.failing(levels):
        sys.exit(CONFLICTS)


def _watch(paths: tuple[Path, ...], database: Path, config: "Config", levels: tuple[str, ...]) -> None:
    """Check articles as they are saved, until it is interrupted."""
    from ledger.errors import LedgerError
    from ledger.gate import GateOptions, run_gate
    from ledger.gate.watch import saved_articles

    click.echo("watching; press Ctrl-C to end", err=True)
    try:
        for saved in saved_articles(paths):
            if saved:
                try:
                    _print(run_gate(saved, database, GateOptions(config=config)), levels, "text")
                except LedgerError as error:
                    complain(error)
    except KeyboardInterrupt:
        sys.exit(OK)


def _print(report: "GateReport", levels: tuple[str, ...], form: str) -> None:
    from ledger.report.formats import writer

    if form == "text":
        from ledger.report.gate import gate_text

        click.echo(gate_text(report, levels, sys.stdout.isatty()), nl=False)
    else:
        click.echo(writer(form)(report, levels), nl=False)


def _write(report: "GateReport", levels: tuple[str, ...], form: str, file: Path) -> None:
    from ledger.report.formats import writer

    try:
        file.write_text(writer(form)(report, levels), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{file}: cannot be written ({error.strerror}); choose another file") from error
