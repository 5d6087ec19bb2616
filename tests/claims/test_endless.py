"""Texts that repeat one thing without end are read in a time that grows with their length, and no faster."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import FrameType

import pytest

from ledger.claims.extract import extract_article
from ledger.claims.reading import LONGEST_SENTENCE
from ledger.text import article_from_text

REPEATED = tomllib.loads((Path(__file__).parent / "cases" / "endless.toml").read_text(encoding="utf-8"))["repeated"]
LENGTH = 2_000
ENDLESS = 300
"""Seconds for all of them together, which take a few: what tries every way of reading would take years."""
READ_ALL = """
import json, sys
from ledger.claims.extract import extract_article
from ledger.text import article_from_text
for text in json.load(sys.stdin):
    print(json.dumps(text[:20]), flush=True)
    extract_article(article_from_text(text, whole=True))
    article_from_text("Begin.\\n\\n" + text)
print("done")
"""


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def test_nothing_is_tried_in_every_way() -> None:
    assert LENGTH < LONGEST_SENTENCE  # else it would not be read at all
    texts = [repeated(unit, LENGTH) for unit in REPEATED]
    texts += ["In 2024 " + repeated(unit, 500) + " boats in Orsa, 12% more." for unit in REPEATED]
    child = subprocess.Popen(
        [sys.executable, "-c", READ_ALL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        said, _ = child.communicate(json.dumps(texts), timeout=ENDLESS)
    except subprocess.TimeoutExpired:
        child.kill()
        said, _ = child.communicate()
        pytest.fail(f"did not come back from {said.splitlines()[-1]}")
    assert said.splitlines()[-1] == "done"


def calls(text: str) -> int:
    """How many functions are called to read a text: the work, on any machine."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    article = article_from_text(text, whole=True)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extract_article(article)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", REPEATED[::5], ids=ascii)
def test_work_grows_with_the_length_of_an_article(unit: str) -> None:
    paragraph = f"In 2024 the town of Orsa sold 12 boats for $3.4 million: {repeated(unit, 60).strip()}.\n\n"
    extract_article(article_from_text(paragraph, whole=True))  # the tables are loaded
    assert calls(paragraph * 32) < 4.4 * calls(paragraph * 8)
