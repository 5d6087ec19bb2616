"""The command line: each command parses its options, calls one function, prints its report and sets the exit code.

Imports stand inside the commands, so that a command pays only for what it uses.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from ledger.claims.extraction import Extraction

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


@main.command(epilog=EXIT_CODES)
@click.argument("files", nargs=-1, metavar="[FILE...|-]")
@click.option("--lines", is_flag=True, help="Each input line is one text; each output line a JSON list of its claims.")
@click.option("--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True,
              help="One claim a line as JSON, or made for a person.")  # fmt: skip
def extract(files: tuple[str, ...], lines: bool, form: str) -> None:
    """Print the claims of articles, without a database. Without FILE, or with -, read standard input.

    Figures that no claim explains are listed on standard error.
    """
    from ledger.report import claims as report

    write = report.as_text if form == "text" else report.as_jsonl
    for extraction in _extractions(files, lines):
        click.echo(report.as_list(extraction) if lines else write(extraction), nl=lines)
        if not lines:
            click.echo(report.coverage(extraction), nl=False, err=True)


def _extractions(files: Sequence[str], lines: bool) -> "Iterator[Extraction]":
    from ledger.claims.extract import extract_article
    from ledger.text import article_from_bytes, article_from_text, read_article

    for file in files or ("-",):
        if lines:
            with _open(file) as stream:
                for line in stream:
                    yield extract_article(article_from_text(line.rstrip("\r\n"), id="", whole=True))
        elif file == "-":
            yield extract_article(article_from_bytes(click.get_binary_stream("stdin").read()))
        else:
            yield extract_article(read_article(Path(file), file))


def _open(file: str) -> IO[str]:
    if file == "-":
        return click.get_text_stream("stdin", encoding="utf-8")
    try:
        return Path(file).open(encoding="utf-8-sig")
    except OSError as error:
        raise LedgerError(f"{file}: cannot be read ({error.strerror}); check the path") from error


@main.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@database_option
@click.option("--vocabulary", type=click.Path(path_type=Path), help="The vocabulary, instead of the corpus folder's.")
@click.option("--strict", is_flag=True, help="Write nothing when there is any problem.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read articles.")
def build(paths: tuple[Path, ...], database: Path, vocabulary: Path | None, strict: bool, jobs: int) -> None:
    """Read the articles of PATH (default: seeds) into the ledger, so that it holds exactly these.

    What cannot be read is told and left out, and the exit code is then 2.
    """
    from ledger.build import BuildOptions
    from ledger.build import build as build_ledger
    from ledger.check import refresh
    from ledger.claims.extract import extract_article
    from ledger.config import load_config
    from ledger.report.build import build_text

    paths = paths or (Path(DEFAULT_PATH),)
    with _progress() as progress:
        report = build_ledger(
            paths,
            database,
            BuildOptions(extract_article, refresh, load_config(paths), vocabulary, strict, jobs, progress),
        )
    click.echo(build_text(report, database), err=True, nl=False)
    if report.problems:
        sys.exit(BAD_INPUT)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error; None when that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="Reading articles", file=sys.stderr) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show


@main.command(epilog=EXIT_CODES)
@database_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="warning", show_default=True,
              help="Lowest level of an open conflict that makes the exit code 1.")  # fmt: skip
def check(database: Path, form: str, fail_on: str) -> None:
    """Show what contradicts what: every conflict that nobody has decided, with its sentences."""
    from ledger.check import read_conflicts
    from ledger.report.json import conflicts_json
    from ledger.report.text import conflicts_text
    from ledger.store.connection import ledger_at

    with ledger_at(database, readonly=True) as connection:
        conflicts = read_conflicts(connection)
    if form == "json":
        click.echo(conflicts_json(conflicts), nl=False)
    else:
        click.echo(conflicts_text(conflicts, colour=sys.stdout.isatty()), nl=False)
    failing = FAILING[fail_on]
    if any(conflict.level in failing and conflict.status in ("open", "lapsed") for conflict in conflicts):
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
@database_option
@click.option("--article", metavar="ID", help="Only this article.")
@click.option("--sources", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
              help="The articles' files as well, in this file or folder.")  # fmt: skip
def verify(database: Path, article: str | None, sources: tuple[Path, ...]) -> None:
    """Derive everything in the ledger again, and name every row that does not follow."""
    from ledger.store.connection import ledger_at
    from ledger.verify import verify as verify_ledger

    with ledger_at(database, readonly=True) as connection:
        findings = verify_ledger(connection, article, sources)
    for finding in findings:
        click.echo(str(finding))
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


@main.command(epilog=EXIT_CODES)
@database_option
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
def serve(database: Path, port: int) -> None:
    """Browse the ledger in Datasette, on this machine only."""
    from ledger.web.serve import serve as serve_ledger

    serve_ledger(database, port)


if __name__ == "__main__":
    main()
