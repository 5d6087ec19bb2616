"""Sentence splitting beside pySBD: accuracy on the case files, speed on their prose and on folders of articles.

    python benchmarks/sentences.py [FOLDER ...]

Needs pysbd (`pip install pysbd`). pySBD is asked for plain strings, its faster form; the ledger gives exact spans.
The cases were written for this project, after the kinds of pySBD's published golden rules, so they favour it. pySBD
leaves a quotation of several sentences whole, which counts against it in the prose.
"""

import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from ledger.text import article_from_text, find_articles, read_article, split_sentences

CASES = Path(__file__).parents[1] / "tests" / "text" / "cases"
T = TypeVar("T")
ROUNDS = 8
PASSES = 4


def ours(text: str) -> list[str]:
    """The sentences of a text as the ledger splits it."""
    return [sentence.text for sentence in split_sentences(article_from_text(text, whole=True))]


def right(split: Callable[[str], list[str]], paragraphs: list[list[str]]) -> str:
    """How many paragraphs come out right to the letter."""
    return f"{sum(split(' '.join(sentences)) == sentences for sentences in paragraphs)} of {len(paragraphs)}"


def race(name: str, theirs: Callable[[str], list[str]], texts: list[str]) -> None:
    """Prints both speeds and their ratio: the best pass of several rounds, taken in turns."""
    articles = [article_from_text(text, whole=True) for text in texts]
    count = sum(len(split_sentences(article)) for article in articles)
    slow = fast = float("inf")
    for _ in range(ROUNDS):
        slow = min(slow, *(_seconds(theirs, texts) for _ in range(PASSES)))
        fast = min(fast, *(_seconds(split_sentences, articles) for _ in range(PASSES)))
    print(f"{name}: pySBD {count / slow:,.0f} sentences/s, ledger {count / fast:,.0f}, {slow / fast:.0f} times as fast")


def _seconds(split: Callable[[T], object], texts: Iterable[T]) -> float:
    start = time.perf_counter()
    for text in texts:
        split(text)
    return time.perf_counter() - start


def main() -> None:
    """Prints the accuracy of both, and their speeds with the ratio."""
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)

    def theirs(text: str) -> list[str]:
        return [part.strip() for part in segmenter.segment(text)]

    cases = [case["sentences"] for case in _read("sentences.toml")["case"] if "text" not in case]
    prose = [article["paragraphs"] for article in _read("prose.toml")["article"]]
    paragraphs = [paragraph for article in prose for paragraph in article]
    print(f"cases right: pySBD {right(theirs, cases)}, ledger {right(ours, cases)}")
    print(f"paragraphs of prose right: pySBD {right(theirs, paragraphs)}, ledger {right(ours, paragraphs)}")
    race("prose", segmenter.segment, ["\n\n".join(" ".join(paragraph) for paragraph in article) for article in prose])
    for folder in sys.argv[1:]:
        articles = [read_article(found.path, found.file) for found in find_articles([Path(folder)]).files]
        race(
            folder, segmenter.segment, [article.text[start:end] for article in articles for start, end in article.body]
        )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
