"""Fuzzing of the whole way of an article, and of everything else that strangers may hand in, guided by coverage.

    python -m pip install atheris                    (Linux, or macOS with an LLVM of its own; Python 3.11 to 3.13)
    python -m benchmarks.fuzz.whole article CORPUS   [-max_total_time=300]

The first argument names what is fuzzed: `article`, `page`, `claims`, `decisions`. CORPUS is a folder in which inputs
that reached something new are kept; all further arguments are those of libFuzzer. A crash is written to the current
folder, and given as an argument it is run again. An input that takes longer than ten seconds counts as a crash.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "trust"))

import atheris

with atheris.instrument_imports(include=["ledger"]):
    from pipeline import PIECES, passes

    from ledger.claims.claim import Claim
    from ledger.claims.extract import extract_article
    from ledger.imported import Door, Proposal, read_proposals
    from ledger.store.decision_file import load_decisions
    from ledger.text import article_from_text

ARTICLE = (
    'In March 2024 the town of Varga sold 412 boats, said the mayor. The council spent "about $4.2 million" on roads.'
)


def article(data: bytes) -> None:
    """Bytes of a file, from decoding to a verified ledger. Every byte below 128 stands for a piece of prose."""
    if data[:1] == b"\0":
        passes(data[1:])
    else:
        passes(" ".join(PIECES[byte % len(PIECES)] for byte in data[:200]).encode("utf-8", "surrogatepass"))


def page(data: bytes) -> None:
    """A web page around the bytes."""
    passes(b"<html><body><article><p>" + data + b"</p></article></body></html>", html=True)


def claims(data: bytes) -> None:
    """Lines of proposed claims: whatever enters stands in the article, character for character."""
    given = article_from_text(ARTICLE, id="a")
    door = Door(given, extract_article(given).sentences)
    for proposal in read_proposals(data.split(b"\n")):
        if isinstance(proposal, Proposal):
            claim = door.claim_of(proposal)
            assert isinstance(claim, str) or (isinstance(claim, Claim) and claim.quote in given.text)


def decisions(data: bytes) -> None:
    """A file of decisions: each of its lines is one, or is told with its number."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data.decode(errors="replace").encode())
        file.flush()
        load_decisions(Path(file.name))


FUZZED: dict[str, Callable[[bytes], None]] = {
    "article": article,
    "page": page,
    "claims": claims,
    "decisions": decisions,
}


def main() -> None:
    """Fuzzes what the first argument names."""
    what, *rest = sys.argv[1:]
    atheris.Setup([sys.argv[0], "-timeout=10", *rest], FUZZED[what])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
