"""The whole extraction, claims with their facets, beside quantulum3; its growth, start and memory, and two processes.

    python -m benchmarks.extract [--megabytes N]

quantulum3 (`pip install quantulum3`) is asked for values and units alone, without its classifier, which is its faster
form; without it those lines are skipped. Both read the same sentences in turns, article by article, and processor
time is counted, so that other work on the machine favours neither. Start, sharing out and memory are measured on new
processes. The folder for memory has N megabytes (50 by default, which takes some minutes).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, cycle, islice
from math import isclose
from pathlib import Path
from typing import Any

from ledger.claims.extract import extract_article
from ledger.mentions.lexicon import lexicon
from ledger.text import article_from_text, read_article, split_sentences

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
FOLDERS = (CORPUS / "articles", ROOT / "seeds")
SAID_AS = {"per cent": "%", "percentage": "%", "minute of arc": ("minute",)}
SENTENCES = 2000
SHORT, LONG = 500_000, 5_000_000
ARTICLES = 300
NAMED = frozenset({"place", "person", "organisation", "programme"})
FACTS = (sys.executable, "-m", "ledger.cli")
ONE = "The new bridge cost £12.4 million, 8% more than planned, and opened in March 2021.\n"


def texts() -> list[str]:
    """The test articles and the seeds."""
    return [file.read_text("utf-8") for folder in FOLDERS for file in sorted(folder.glob("*.md"))]


def bodies() -> list[str]:
    """What the articles say, without front matter and furniture."""
    articles = (article_from_text(text) for text in texts())
    return ["\n\n".join(article.text[start:end] for start, end in article.body) for article in articles]


def processor(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def quantulum() -> Any:
    """The parser of quantulum3; None where it is not installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    return parser


def speed(parser: Any) -> Iterator[str]:
    """Both on the same sentences; the articles come again until there are enough."""
    read = [article_from_text(body, whole=True) for body in bodies()]
    sentences = [[sentence.text for sentence in split_sentences(article)] for article in read]
    extract_article(read[0])  # the tables are loaded
    _ = parser and parser.parse(ONE)
    ours, theirs, count = 0.0, 0.0, 0
    for article, told in cycle(zip(read, sentences, strict=True)):
        ours += processor(partial(extract_article, article))
        theirs += processor(partial(_parse_all, parser, told)) if parser else 0
        count += len(told)
        if count >= SENTENCES:
            break
    yield f"ledger      {count / ours:8,.0f} sentences/s ({count} sentences, claims with facets)"
    if parser:
        yield f"quantulum3  {count / theirs:8,.0f} sentences/s (values and units)"
        yield f"ratio       the ledger is {theirs / ours:.1f} times as fast"


def _parse_all(parser: Any, sentences: list[str]) -> None:
    for sentence in sentences:
        parser.parse(sentence)


def accuracy(parser: Any) -> Iterator[str]:
    """How many single figures of the gold of tests/corpus are read with their value, and with value and unit."""
    rows = [json.loads(line) for line in (CORPUS / "gold" / "claims.jsonl").read_text("utf-8").splitlines()]
    gold = [row for row in rows if isinstance(row["value"], int | float)]
    extractions = {
        id: extract_article(read_article(CORPUS / "articles" / f"{id}.md", id))
        for id in {row["article"] for row in gold}
    }
    ours, theirs = [], []
    for row in gold:
        found = extractions[row["article"]]
        ours.append([{c.unit} for c in found.claims if c.kind == "quantity" and _hits(row, c.value, c.start, c.end)])
        sentence = next(s for s in found.sentences if s.start <= row["start"] < s.end)
        parsed = parser.parse(sentence.text) if parser else ()
        at = sentence.start
        theirs.append([_units(q.unit) for q in parsed if _hits(row, q.value, at + q.span[0], at + q.span[1])])
    for name, read in (("ledger", ours), ("quantulum3", theirs)):
        if parser or read is ours:
            values = sum(map(bool, read))
            units = sum(any(row["unit"] in told for told in found) for row, found in zip(gold, read, strict=True))
            yield f"{name:11} {values / len(gold):.1%} of {len(gold)} values, {units / len(gold):.1%} with their unit"


def _hits(row: dict[str, Any], value: float | None, start: int, end: int) -> bool:
    return value is not None and isclose(value, row["value"]) and start < row["end"] and row["start"] < end


def _units(unit: Any) -> set[str | None]:
    """All that a unit of quantulum3 may stand for."""
    return {unit.name, unit.currency_code, *unit.symbols, *SAID_AS.get(unit.name, ())}


def of_length(size: int) -> str:
    """An article of so many characters."""
    parts = bodies()
    longer = "\n\n".join(islice(cycle(parts), 2 + size * len(parts) // sum(map(len, parts))))
    return longer[:size]


def growth() -> str:
    """How the time grows with the length of one article."""
    short, long = (article_from_text(of_length(size), whole=True) for size in (SHORT, LONG))
    ratio = processor(partial(extract_article, long)) / processor(partial(extract_article, short))
    return f"growth      an article of {LONG / SHORT:.0f} times the length takes {ratio:.1f} times as long"


def best(arguments: tuple[str, ...], runs: int) -> float:
    """Seconds that a command takes, by the best of several runs."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def fill(folder: Path, size: int) -> None:
    """Articles of so many characters together: the same ones told again and again, of other places and people."""
    sources = [(body, _names(body)) for body in bodies()]
    written = 0
    for number, (body, names) in enumerate(cycle(sources)):
        if written >= size:
            return
        ending = chr(ord("a") + number // 26 % 26) + chr(ord("a") + number % 26)
        text = names.sub(rf"\g<0>{ending}", body)
        (folder / f"{number:05}.md").write_text(f"# Report {number}\n\n{text}\n", encoding="utf-8")
        written += len(text)


def _names(body: str) -> re.Pattern[str]:
    """The words of names in an article that no table knows."""
    rows = extract_article(article_from_text(body, whole=True)).mentions
    named = {word for row in rows if row.kind in NAMED for word in row.text.split()}
    unknown = [word for word in named if word.isalpha() and word.istitle() and word.lower() not in lexicon()]
    return re.compile(rf"\b(?:{'|'.join(sorted(unknown)) or '(?!)'})\b")


def shared_out(folder: Path) -> str:
    """Two processes beside one: the reading of articles and the comparing are shared out, writing is not."""
    corpus = folder / "corpus"
    corpus.mkdir()
    fill(corpus, ARTICLES * 3000)

    def seconds(jobs: int) -> float:
        database = folder / f"{jobs}.db"
        return best((*FACTS, "build", str(corpus), "-d", str(database), "--jobs", str(jobs)), 1)

    one, two = seconds(1), seconds(2)
    return f"jobs        facts build: {one:.1f} s with one process, {two:.1f} s with two: {one / two:.2f} times as fast"


def cold_start(folder: Path) -> str:
    """`facts extract` of one sentence."""
    file = folder / "one.txt"
    file.write_text(ONE, encoding="utf-8")
    ours = best((*FACTS, "extract", "--lines", str(file)), 10)
    click = best((sys.executable, "-c", "import click"), 10)
    return f"cold start  facts extract of one sentence: {ours:.3f} s, {ours / click:.1f} times `import click`"


def memory(folder: Path, megabytes: int) -> str:
    """The most that `facts extract` holds while it reads a folder; measured first, as a new process is told the most
    that its parent held."""
    corpus = folder / "large"
    corpus.mkdir()
    fill(corpus, megabytes * 1_000_000)
    files = [str(file) for file in sorted(corpus.iterdir())]
    child = subprocess.Popen(
        [*FACTS, "extract", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        return f"memory      facts extract failed on {megabytes} MB"
    per_unit = 1 if sys.platform == "darwin" else 1024
    return f"memory      {usage.ru_maxrss * per_unit / 1e6:.0f} MB at most for a folder of {megabytes} MB"


def main() -> None:
    """Prints one line for each measure."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    options.add_argument("--megabytes", type=int, default=50, help="size of the folder for memory (default: 50)")
    megabytes = options.parse_args().megabytes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(memory(folder, megabytes), flush=True)
        print(cold_start(folder), flush=True)
        print(shared_out(folder), flush=True)
    parser = quantulum()
    if parser is None:
        print("quantulum3  skipped: not installed (pip install quantulum3)")
    for line in chain(speed(parser), accuracy(parser)):
        print(line, flush=True)
    print(growth(), flush=True)


if __name__ == "__main__":
    main()
