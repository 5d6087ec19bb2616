"""Commands that tell whether a ledger is what it says: verify, digest."""

import sys
from pathlib import Path

import click

from ledger.cli.app import CONFLICTS, EXIT_CODES, database_option, main


@main.command(epilog=EXIT_CODES)
@database_option
@click.option("--article", metavar="ID", help="Only this article.")
@click.option("--sources", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
              help="The articles' files as well, in this file or folder.")  # fmt: skip
def verify(database: Path, article: str | None, sources: tuple[Path, ...]) -> None:
    """Derive everything in the ledger again, and name every row that does not follow."""
    from ledger.report.safe import printable
    from ledger.store.connection import ledger_at
    from ledger.verify import verify as verify_ledger

    with ledger_at(database, readonly=True) as connection:
        findings = verify_ledger(connection, article, sources)
    for finding in findings:
        click.echo(printable(str(finding)))
    click.echo(f"{len(findings)} findings" if findings else "verified: everything follows", err=True)
    if findings:
        sys.exit(CONFLICTS)


@main.command(epilog=EXIT_CODES)
@database_option
def digest(database: Path) -> None:
    """Print the digest of what the ledger says: equal ledgers have equal digests, on any machine."""
    from ledger.store.connection import ledger_at
    from ledger.store.digest import ledger_digest

    with ledger_at(database, readonly=True) as connection:
        click.echo(ledger_digest(connection))
