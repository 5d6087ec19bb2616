"""Commands that read articles: extract, build."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.app import BAD_INPUT, EXIT_CODES, corpus_of, database_option, main

if TYPE_CHECKING:
    from ledger.claims.extraction import Extraction


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
            yield from (extract_article(article_from_text(line, id="", whole=True)) for line in _lines(file))
        elif file == "-":
            yield extract_article(article_from_bytes(sys.stdin.buffer.read()))
        else:
            yield extract_article(read_article(Path(file), file))


def _lines(file: str) -> Iterator[str]:
    """The lines of a file or of standard input, without their ends. Raises ArticleError."""
    from ledger.errors import ArticleError

    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield line.decode("utf-8-sig").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    raise ArticleError(f"{file}:{number}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    except OSError as error:
        raise ArticleError(f"{file}: cannot be read ({error.strerror}); check the path") from error


@main.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@database_option
@click.option("--vocabulary", type=click.Path(path_type=Path), help="The vocabulary, instead of the corpus folder's.")
@click.option("--strict", is_flag=True, help="Write nothing when there is any problem.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that work.")
def build(paths: tuple[Path, ...], database: Path, vocabulary: Path | None, strict: bool, jobs: int) -> None:
    """Read the articles of PATH (default: seeds) into the ledger, so that it holds exactly these.

    What cannot be read is told and left out, and the exit code is then 2.
    """
    from ledger.build import BuildOptions
    from ledger.build import build as build_ledger
    from ledger.check import refresh
    from ledger.claims.extract import extract_article
    from ledger.report.build import build_text

    paths, config = corpus_of(paths)
    with _progress() as progress:
        report = build_ledger(
            paths,
            database,
            BuildOptions(extract_article, partial(refresh, jobs=jobs), config, vocabulary, strict, jobs, progress),
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
