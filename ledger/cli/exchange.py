"""Commands that take claims in and give them out: import, export."""

import sys
from pathlib import Path

import click

from ledger.cli.app import CONFLICTS, EXIT_CODES, database_option, main


@main.command(name="import", epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@database_option
def import_(file: Path, database: Path) -> None:
    """Take the claims of FILE, one JSON object a line, into the ledger and into imported.jsonl of its corpus.

    A claim needs article, quote, kind, measure, value, unit and extractor; the ledger fills in the rest, also start and
    end where the quote stands once. It enters if the ledger reads the same in its quote. A line is printed for each
    that is refused, and the exit code is then 1.
    """
    from ledger.check import refresh
    from ledger.claims.extract import extract_article
    from ledger.errors import StoreError
    from ledger.exchange.importing import Reader, import_claims
    from ledger.report.safe import printable
    from ledger.store.connection import ledger_at

    if not database.is_file():
        raise StoreError(f"{database}: no such file; make it with 'facts build'")
    with ledger_at(database) as connection, click.open_file(str(file), "rb") as lines:
        report = import_claims(connection, lines, Reader(extract_article, refresh))
    for line, reason in report.refused:
        click.echo(f"{printable(str(file))}:{line}: refused: {printable(reason)}", err=True)
    known = f" ({report.known} known already)" if report.known else ""
    where = f"kept in {report.file}" if report.file else "kept in the ledger only: a new build will not have them"
    click.echo(f"{report.admitted} admitted{known}, {len(report.refused)} refused; {where}", err=True)
    if report.refused:
        sys.exit(CONFLICTS)


@main.command(epilog=EXIT_CODES)
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="JSON lines as import takes them, or a table for a spreadsheet.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output.")
@database_option
def export(form: str, output: Path | None, database: Path) -> None:
    """Print every claim of the ledger."""
    from ledger.errors import LedgerError
    from ledger.exchange.exporting import as_csv, as_jsonl
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        claims = (as_csv if form == "csv" else as_jsonl)(connection)
        if output is None:
            for line in claims:
                click.echo(line, nl=False)
            return
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(claims)
        except OSError as error:
            raise LedgerError(f"{output}: cannot be written ({error.strerror}); choose another file") from error
