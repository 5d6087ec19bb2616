"""Opens a ledger in Datasette on this machine only."""

import socket
from pathlib import Path

import click

from ledger.errors import StoreError
from ledger.store.connection import ledger_at

HOST = "127.0.0.1"

SETTINGS = {
    # The facets that help are named; guessing more costs a query for each column.
    "suggest_facets": False,
    # Articles are long; their own page shows them whole.
    "truncate_cells_html": 300,
    # A reload after a build or a decision must show it.
    "default_cache_ttl": 0,
}


def serve(database: Path, port: int) -> None:
    """Serve `database` until interrupted; port 0 takes a free one. The address goes to standard error.

    Raises StoreError when the file is no ledger or the port is taken. The file is not opened as immutable,
    since it changes with every build and decision.
    """
    with ledger_at(database, readonly=True):
        pass
    with _listen(port) as listening:
        # Datasette takes most of a second to import; a wrong file or port is told before.
        import uvicorn
        from datasette.app import Datasette

        datasette = Datasette([str(database)], settings=SETTINGS)
        server = uvicorn.Server(uvicorn.Config(datasette.app(), lifespan="on", log_level="warning"))
        address = f"http://{HOST}:{listening.getsockname()[1]}{datasette.urls.database(database.stem)}"
        click.echo(f"Browse the ledger at {address} (stop with Ctrl-C)", err=True)
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


def _listen(port: int) -> socket.socket:
    """A socket that is taken before anything is printed, so that the address printed is the one served."""
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        raise StoreError(f"port {port} cannot be used ({error}); name another one with --port") from None
