"""Reading quantities beside quantulum3: sentences a second, on the same sentences in one run.

    python -m benchmarks.quantities [FOLDER ...]

Needs quantulum3 (`pip install quantulum3`), which is asked for values and units without its classifier, its faster
form. The sentences are those of tests/corpus or of the folders given; the ledger also tells what is no quantity. The
second figure of the ledger counts the cutting into tokens, which other readers share.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from ledger.mentions.quantities import read_quantities
from ledger.mentions.tokens import tokenize
from ledger.text import article_from_text, split_sentences

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "articles"
ROUNDS = 5
T = TypeVar("T")


def sentences_of(folders: Iterable[Path]) -> list[str]:
    """The sentences of all articles of the folders."""
    files = sorted(file for folder in folders for file in folder.iterdir() if file.suffix in {".md", ".txt"})
    articles = (article_from_text(file.read_text("utf-8"), whole=True) for file in files)
    return [sentence.text for article in articles for sentence in split_sentences(article)]


def rate(read: Callable[[T], object], items: list[T], rounds: int) -> float:
    """Items a second, by the best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        for item in items:
            read(item)
        best = min(best, time.perf_counter() - started)
    return len(items) / best


def main() -> None:
    """Prints the speeds and how many quantities each finds."""
    from quantulum3 import parser

    sentences = sentences_of([Path(name) for name in sys.argv[1:]] or [CORPUS])
    tokens = [(sentence, tokenize(sentence)) for sentence in sentences]
    alone = rate(lambda item: read_quantities(*item), tokens, ROUNDS)
    whole = rate(lambda sentence: read_quantities(sentence, tokenize(sentence)), sentences, ROUNDS)
    ours = sum(len(read_quantities(*item)[0]) for item in tokens)
    theirs = rate(parser.parse, sentences, 1)
    found = sum(len(parser.parse(sentence)) for sentence in sentences)
    print(f"{len(sentences)} sentences")
    print(f"ledger      {alone:8,.0f} sentences/s, {whole:,.0f} with tokens, {ours} quantities")
    print(
        f"quantulum3  {theirs:8,.0f} sentences/s, {found} quantities; the ledger is {whole / theirs:.0f} times as fast"
    )


if __name__ == "__main__":
    main()
