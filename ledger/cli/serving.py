"""The command that opens the ledger in a browser: serve."""

from pathlib import Path

import click

from ledger.cli.app import EXIT_CODES, database_option, main


@main.command(epilog=EXIT_CODES)
@database_option
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one."
)
def serve(database: Path, port: int) -> None:
    """Browse the ledger in Datasette, on this machine only."""
    from ledger.web.serve import serve as serve_ledger

    serve_ledger(database, port)
