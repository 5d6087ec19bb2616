"""The group of commands, what they share, and their exit codes."""

from collections.abc import Callable, Sequence
from errno import EPIPE
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from ledger.config import Config

OK, CONFLICTS, BAD_INPUT = 0, 1, 2
"""Exit codes: fine; open conflicts or a failed verification; bad input or usage."""

FORMATS = ("text", "json", "github", "sarif", "junit", "markdown")
"""Of conflicts, as in `ledger.report.formats`: not imported from there, so that a cold command starts fast."""

FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}

EXIT_CODES = "Exit codes: 0 fine, 1 open conflicts or a failed verification, 2 bad input or usage."
DEFAULT_DATABASE = "facts.db"
DEFAULT_PATH = "seeds"

F = TypeVar("F", bound=Callable[..., Any])


COMMANDS = {
    **dict.fromkeys(("build", "extract"), "articles"),
    **dict.fromkeys(("check", "rules", "show"), "conflicts"),
    **dict.fromkeys(("decide", "decisions", "report", "stats"), "decisions"),
    **dict.fromkeys(("export", "import"), "exchange"),
    **dict.fromkeys(("digest", "verify"), "trust"),
    **dict.fromkeys(("config", "init"), "start"),
    "gate": "gate",
    "serve": "serving",
}
"""Each command with the module of this package that defines it."""


class Facts(click.Group):
    """Imports a command when it is asked for; prints any known error in one line and exits with 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            import_module(f"ledger.cli.{COMMANDS[cmd_name]}")
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean '{near[0]}'?" if near and near[0] not in error.message else ""
            raise click.UsageError(error.message + hint, ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LedgerError as error:
            complain(error)
            ctx.exit(BAD_INPUT)
        except OSError as error:
            if error.errno == EPIPE:
                raise  # whoever read the output has seen enough
            complain(f"{error.filename or 'standard output'}: {error.strerror}; look at the disk, then try again")
            ctx.exit(BAD_INPUT)
        except click.UsageError as error:
            if error.ctx is not None and error.message == error.ctx.get_help():
                raise  # a group without a command: no error, but its help
            from ledger.report.safe import printable

            raise click.UsageError(printable(error.format_message()), error.ctx) from error


def complain(problem: object) -> None:
    """One line on standard error about something the user can mend, whatever it quotes of files and articles."""
    from ledger.report.safe import printable

    click.echo(f"facts: {printable(str(problem))}", err=True)


def database_option(function: F) -> F:
    """The option -d for the ledger's database file; without it, what the settings say."""
    return click.option(
        "-d", "--database", type=click.Path(path_type=Path), callback=_database,
        help=f"The ledger's database.  [default: {DEFAULT_DATABASE}]",
    )(function)  # fmt: skip


def _database(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    if value is not None or ctx.resilient_parsing:
        return value or Path(DEFAULT_DATABASE)
    from ledger.config import load_config

    return load_config(_sought_from(ctx.params.get("paths", ()))).database or Path(DEFAULT_DATABASE)


def corpus_of(paths: Sequence[Path]) -> tuple[tuple[Path, ...], "Config"]:
    """The articles that are given, else those that the settings name, else the usual folder; and the settings."""
    from ledger.config import load_config

    config = load_config(_sought_from(paths))
    return tuple(paths) or config.paths or (Path(DEFAULT_PATH),), config


def _sought_from(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Where settings are sought: from the first path upward."""
    return tuple(paths) or (Path(DEFAULT_PATH),)


@click.group(cls=Facts, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fact-ledger", prog_name="facts")
def main() -> None:
    """A provenance-checked fact ledger: every checkable claim of a folder of articles, and what contradicts it."""
