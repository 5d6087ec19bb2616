"""The group of commands, what they share, and their exit codes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ledger.errors import LedgerError

OK, CONFLICTS, BAD_INPUT = 0, 1, 2
"""Exit codes: fine; open conflicts or a failed verification; bad input or usage."""

FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}

EXIT_CODES = "Exit codes: 0 fine, 1 open conflicts or a failed verification, 2 bad input or usage."
DEFAULT_DATABASE = "facts.db"
DEFAULT_PATH = "seeds"

F = TypeVar("F", bound=Callable[..., Any])


class Facts(click.Group):
    """Prints any known error in one line and exits with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LedgerError as error:
            click.echo(f"facts: {error}", err=True)
            ctx.exit(BAD_INPUT)


def database_option(function: F) -> F:
    """The option -d for the ledger's database file."""
    return click.option(
        "-d", "--database", type=click.Path(path_type=Path), default=DEFAULT_DATABASE, show_default=True,
        help="The ledger's database.",
    )(function)  # fmt: skip


@click.group(cls=Facts, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fact-ledger", prog_name="facts")
def main() -> None:
    """A provenance-checked fact ledger: every checkable claim of a folder of articles, and what contradicts it."""
