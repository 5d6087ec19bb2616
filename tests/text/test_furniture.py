"""Body told from furniture, and the spans that cover every article."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import ConfigError
from ledger.text import Span, TextOptions, article_from_text, read_article

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "furniture.toml").read_text(encoding="utf-8"))["case"]
BODY = """\
Canal traffic through the Upper Lock fell by a fifth in 2024, the River Board said on Friday.

Repairs to the gates will take until the spring of 2026 and cost 3.1 million, twice what the board had set aside.

The lock, built in 1799, is the oldest on the river. Some 400 boats a day pass it in summer, and 90 in winter."""
REGISTERS = {
    "wire.txt": ["By Tom Ode and Ann Lee", "(Reporting by Tom Ode", "Editing by Kim Roe)"],
    "press_release.md": [],
    "minutes.md": [],
    "sports.txt": [],
    "market.txt": [],
    "handbook.md": [],
    "blog.md": ["![The bike in the rain](bike.jpg)"],
    "page.html": ["You have 480/500 characters remaining"],
}


def covered(article):
    """Front matter, body and furniture in order, without gap or overlap."""
    spans = sorted([*article.body, *article.furniture])
    at = article.front_matter.end
    assert article.front_matter.start == 0
    for start, end in spans:
        assert start == at < end
        at = end
    assert at == len(article.text)
    assert list(article.body) == sorted(article.body)
    assert list(article.furniture) == sorted(article.furniture)


def furniture_lines(article):
    lines = "".join(article.text[start:end] for start, end in article.furniture).splitlines()
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case):
    article = article_from_text(case["text"].replace("BODY", BODY))
    covered(article)
    assert furniture_lines(article) == case["furniture"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases_with_line_ends_of_windows(case):
    text = case["text"].replace("BODY", BODY).replace("\n", "\r\n")
    article = article_from_text(text)
    covered(article)
    assert furniture_lines(article) == case["furniture"]


@pytest.mark.parametrize("name", REGISTERS)
def test_articles_of_many_registers_lose_nothing(name):
    article = read_article(HERE / "articles" / name, name)
    covered(article)
    found = furniture_lines(article)
    assert len(found) == len(REGISTERS[name])
    for line, expected in zip(found, REGISTERS[name], strict=True):
        assert line.startswith(expected)


def test_patterns_of_the_owner():
    text = "The lock opened.\nFP-ID 4411\nIt closed. [ad:7]\nIt opened again."
    options = TextOptions(furniture=(r"^FP-ID \d+$", r"\[ad:\d+\]"))
    article = article_from_text(text, options=options)
    assert furniture_lines(article) == ["FP-ID 4411", "It closed. [ad:7]"]
    assert article_from_text(text).furniture == ()


def test_broken_pattern_of_the_owner():
    with pytest.raises(ConfigError, match=r"furniture pattern '\(' is no regular expression"):
        article_from_text("The lock opened.", options=TextOptions(furniture=("(",)))


def test_whole_text_is_body():
    article = article_from_text("---\nShare this article\n---\n", whole=True)
    assert article.body == (Span(0, len(article.text)),)
    assert article.furniture == ()
    assert article_from_text("", whole=True).body == ()


LINES = st.sampled_from(
    [
        *BODY.splitlines(),
        *[line for case in CASES for line in case["text"].splitlines()],
        "", " ", "\u3000", "---", "| a | b |", "#", "- ", "* * *", "```", "~~~", "<!--", "-->", "> ", "1. ", "\u2028",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=60), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_has_its_place(lines, end):
    text = "The lock opened." + end + end.join(lines)
    covered(article_from_text(text))
