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
    """Serve `database` until interrupted; port 0 takes a free one. The address goes to standard error, and a link
    that signs in, once, whoever may decide.

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
        # Datasette 1.0 asks whether there is a root at all; whoever opens the link below, once, is it.
        datasette.root_enabled = True
        server = uvicorn.Server(uvicorn.Config(datasette.app(), lifespan="on", log_level="warning"))
        host = f"http://{HOST}:{listening.getsockname()[1]}"
        ledger = datasette.urls.database(database.stem)
        sign_in = f"{datasette.urls.path('/-/auth-token')}?token={datasette._root_token}"
        click.echo(f"Browse the ledger at {host}{ledger} (stop with Ctrl-C)", err=True)
        click.echo(f"To decide, sign in with {host}{sign_in} and go on to {host}{ledger}/-/review", err=True)
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
