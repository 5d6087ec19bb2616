"""Whole articles of many registers, beside what a reader noted before any program read them.

    python -m benchmarks.articles [--misses [WORD]]

Each set was written after the misses of the one before were mended; of a set that has been mended, what is printed now
is no test. docs/extraction.md tells the rates at first sight.
"""

import argparse
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from benchmarks.gold import Measured, Rate, Row, match, measure_beyond, measure_figures, table
from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.text import article_from_text
from ledger.text.article import Article

ARTICLES = Path(__file__).with_suffix(".toml")
_COLUMNS = ("quote", "value", "unit", "hedge", "period", "place", "modality", "programme")
_UNSAID = {"hedge": "none", "modality": "stated"}


def as_article(row: Row, number: int) -> Article:
    """The article of a row, with its front matter, as it would be read from a file."""
    head = f'---\ntitle: "{row["title"]}"\npublished: {row["published"]}\n---\n'
    return article_from_text(head + row["text"], id=f"{number:02} {row['title'][:20].strip()}")


def expected_figures(row: Row, article: Article) -> Iterator[Row]:
    """The noted figures, as rows of gold with offsets."""
    for line in row["read"]:
        cells = [cell.strip() for cell in line.split(" | ")]
        said = {name: cell for name, cell in zip(_COLUMNS, cells, strict=False) if cell != "-"}
        low, _, high = said["value"].partition(" to ")
        ends = [float(Fraction(end)) for end in (low, high) if end]
        yield {
            **dict.fromkeys(_COLUMNS),
            **_UNSAID,
            **said,
            **_place(article, said["quote"]),
            "value": ends if high else ends[0],
        }


def expected_others(row: Row, article: Article) -> Iterator[Row]:
    """The noted roles, documents and dates of events, with offsets."""
    for line in row["other"]:
        kind, quote = line.split(" | ")
        yield {"kind": kind, "quote": quote, **_place(article, quote)}


def _place(article: Article, quote: str) -> Row:
    if article.text.count(quote, article.front_matter.end) != 1:
        raise ValueError(f"{article.id}: {quote!r} does not stand once")
    start = article.text.index(quote, article.front_matter.end)
    return {"article": article.id, "start": start, "end": start + len(quote)}


def measure_articles(rows: list[Row]) -> Measured:
    """All rates of one set."""
    measured = Measured()
    articles = {article.id: article for article in (as_article(row, n) for n, row in enumerate(rows, 1))}
    claims = [claim for article in articles.values() for claim in extract_article(article).claims]
    figures = [claim for claim in claims if claim.kind == "quantity"]
    pairs_of = list(zip(rows, articles.values(), strict=True))
    expected = [figure for row, article in pairs_of for figure in expected_figures(row, article)]
    pairs = match(expected, figures)
    measure_figures(expected, figures, pairs, measured)
    used = {id(claim) for claim in pairs.values()}
    measure_beyond(articles, set(articles), [claim for claim in figures if id(claim) not in used], measured)
    _measure_others([other for row, article in pairs_of for other in expected_others(row, article)], claims, measured)
    return measured


def _measure_others(expected: list[Row], claims: list[Claim], measured: Measured) -> None:
    for kind in ("role", "document", "date"):
        noted = [row for row in expected if row["kind"] == kind]
        missed = [row for row in noted if not any(_states(claim, row) for claim in claims)]
        measured.rates[f"{kind} claims found"] = Rate(len(noted) - len(missed), len(noted))
        measured.misses += [f"{kind} {row['article']} {row['quote']!r}" for row in missed]


def _states(claim: Claim, row: Row) -> bool:
    same = (claim.kind, claim.article) == (row["kind"], row["article"])
    return same and claim.start < row["end"] and row["start"] < claim.end


def main() -> None:
    """Prints the rates of every set as they are now."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.articles")
    parser.add_argument("--misses", metavar="WORD", nargs="?", const="", help="list misses, all or those of one sort")
    options = parser.parse_args()
    for name, rows in tomllib.loads(ARTICLES.read_text(encoding="utf-8")).items():
        measured = measure_articles(rows)
        print(f"{name} set: {len(rows)} articles\n{table(measured)}\n")
        if options.misses is not None:
            print("\n".join(line for line in measured.misses if line.startswith(options.misses)), end="\n\n")


if __name__ == "__main__":
    main()
