"""Bytes to articles: encodings, front matter, web pages, and what is refused."""

import codecs
import errno
import hashlib
import json
import os
import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ledger.errors import ArticleError
from ledger.resources import schema_text
from ledger.text import (
    Span,
    TextOptions,
    article_from_bytes,
    article_from_text,
    has_grammar,
    read_article,
    split_sentences,
)

HERE = Path(__file__).parent
REFUSED = tomllib.loads((HERE / "cases" / "front_matter.toml").read_text(encoding="utf-8"))["case"]
ENGLISH = "The mayor’s office said “no” – the café closed and the cost rose to £4.2 million.\n"
VIETNAMESE = "Thành phố Cần Thơ mở thêm bốn trường học ở các quận phía bắc sông Hậu.\n"
RUSSIAN = "Мэр заявил, что ремонт дороги обойдётся в 4,2 миллиона рублей. Работы начнутся весной.\n"
RETOLD = "1f" * 32


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# --- encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(ENGLISH.encode(), ENGLISH, "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + ENGLISH.encode(), ENGLISH, "utf-8-sig", id="utf-8 with BOM"),
        pytest.param(codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le"), VIETNAMESE, "utf-16", id="utf-16 LE"),
        pytest.param(codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"), VIETNAMESE, "utf-16", id="utf-16 BE"),
        pytest.param(VIETNAMESE.encode("utf-32"), VIETNAMESE, "utf-32", id="utf-32"),
        pytest.param(ENGLISH.encode("cp1252"), ENGLISH, "cp1252", id="few bytes beyond ASCII are cp1252"),
        pytest.param(RUSSIAN.encode("cp1251") * 3, RUSSIAN * 3, "cp1251", id="detected"),
        pytest.param(
            b"-*- coding: koi8-r -*-\n" + RUSSIAN.encode("koi8-r"),
            "-*- coding: koi8-r -*-\n" + RUSSIAN,
            "koi8-r",
            id="declared",
        ),
        pytest.param(
            b"-*- coding: latin-1 -*-\n" + "£5 – café".encode("cp1252"),
            "-*- coding: latin-1 -*-\n£5 – café",
            "cp1252",
            id="latin-1 means cp1252",
        ),
    ],
)
def test_encodings(data, text, encoding):
    article = article_from_bytes(data)
    assert article.text == text
    assert article.encoding == encoding
    assert article.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["unicode_escape", "zlib", "rot13", "utf-7", "idna", "no-such-codec", "undefined"])
def test_declarations_reach_code_pages_only(name):
    data = f"-*- coding: {name} -*-\nThe price rose to \\u0034 ".encode() + b"\xa35."
    assert article_from_bytes(data).text.endswith("\\u0034 £5.")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_nothing_is_normalised(form, end):
    text = normalize(form, VIETNAMESE).replace("\n", end) + end + "Đà Nẵng."
    article = article_from_bytes(text.encode())
    assert article.text == text
    assert [s.text for s in split_sentences(article)] == [normalize(form, VIETNAMESE).strip(), "Đà Nẵng."]


# --- what is refused


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "a.txt: the file is empty"),
        (b" \n\t\r\n", "a.txt: the file is empty"),
        (codecs.BOM_UTF8, "a.txt: the text is empty"),
        (b"%PDF-1.7\nThe lock opened.", "a.txt: binary file (a PDF)"),
        (b"PK\x03\x04rest", "a.txt: binary file (a ZIP or office document)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt: binary file (an image)"),
        (b"The lock\nopen\0ed.", "a.txt:2: binary file, or a NUL character"),
        (bytes(range(256)) * 4, "a.txt: binary file"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 9, "a.txt: binary file (90 control characters)"),
        (VIETNAMESE.encode() + b"\n\xe1\xbb", "a.txt:3: damaged UTF-8 at byte 99"),
        (VIETNAMESE.encode() + b"overlong: \xc0\xaf", "a.txt:2: damaged UTF-8"),
        (codecs.BOM_UTF16_LE + b"T\x00h\x00\x00\xd8.\x00", "a.txt:1: damaged UTF-16"),
        (b"-*- coding: shift_jis -*-\n\x81\x81\x81\xff\xff", "a.txt:2: damaged SHIFT_JIS"),
        (b"---\ntitle: Locks\n---\n", "a.txt: holds nothing but front matter"),
    ],
)
def test_refused_content(tmp_path, data, says):
    with pytest.raises(ArticleError) as caught:
        read_article(write(tmp_path, "a.txt", data), "a.txt")
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_refused_files(tmp_path):
    with pytest.raises(ArticleError, match=r"^no\.md: cannot be read \(No such file or directory\); check the path"):
        read_article(tmp_path / "no.md", "no.md")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ArticleError, match=r"^folder\.md: not a regular file"):
        read_article(tmp_path / "folder.md", "folder.md")
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(ArticleError, match=r"^pipe\.md: not a regular file"):
        read_article(tmp_path / "pipe.md", "pipe.md")
    with pytest.raises(ArticleError, match=r"cannot be read"):
        read_article(tmp_path / ("x" * 300), "x")


def test_unreadable_file(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = write(tmp_path, "a.md", "The lock opened.")
    monkeypatch.setattr(Path, "open", refuse)  # as root, no mode keeps a file from being read
    with pytest.raises(
        ArticleError, match=r"^a\.md: cannot be read \(Permission denied\); check the path and its perm"
    ):
        read_article(path, "a.md")


def test_file_names_in_messages_are_harmless(tmp_path):
    with pytest.raises(ArticleError) as caught:
        read_article(write(tmp_path, "a.md", b""), "bad\n::error\x1b[31m\u202e.md")
    assert str(caught.value).startswith("bad\\n::error\\x1b[31m\\u202e.md: the file is empty")


def test_limits(tmp_path):
    options = TextOptions(max_bytes=2000, max_line=1000)
    fine = write(tmp_path, "fine.txt", "x" * 1000 + "\n" + "y" * 990)
    assert len(read_article(fine, "fine.txt", options).text) == 1991
    with pytest.raises(ArticleError, match=r"^long\.txt: a line of more than 0\.001 MB, too long for an article"):
        read_article(write(tmp_path, "long.txt", "x" * 1001), "long.txt", options)
    with pytest.raises(ArticleError, match=r"^large\.txt: larger than 0\.002 MB"):
        read_article(write(tmp_path, "large.txt", "x\n" * 1001), "large.txt", options)


def test_a_line_of_100_mb(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
        stream.write(b"A")
    with pytest.raises(ArticleError, match=r"^huge\.txt: a line of more than 16 MB"):
        read_article(path, "huge.txt")


# --- front matter


FRONT = f"""---
# all keys
title: "Locks: a history"
publisher: Fairport Post
published: 2024-05-14
url: https://post.example.org/locks
language: EN-gb
restates:
  file: locks.txt
  sha256: {RETOLD.upper()}
---
The lock opened in 1799.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter(end):
    text = FRONT.replace("\n", end)
    article = article_from_text(text, id="locks", file="seeds/locks.md")
    assert article.title == "Locks: a history"
    assert article.publisher == "Fairport Post"
    assert article.published == "2024-05-14"
    assert article.url == "https://post.example.org/locks"
    assert article.language == "en-gb"
    assert article.restates == RETOLD
    assert article.text == text
    assert article.text[article.front_matter.end :] == "The lock opened in 1799." + end
    assert [s.text for s in split_sentences(article)] == ["The lock opened in 1799."]


@pytest.mark.parametrize("value", ["2024", "2024-05", "2024-05-14", "'2024-05-14'"])
def test_published(value):
    assert article_from_text(f"---\npublished: {value}\n---\nText.").published == value.strip("'")


@pytest.mark.parametrize("value", ["2024-05-14T10:31:00Z", "2024-05-14 10:31:00 +07:00", "2024-05-14T10:31:00.5+0700"])
def test_published_with_a_time_keeps_the_day(value):
    assert article_from_text(f"---\npublished: {value}\n---\nText.").published == "2024-05-14"


@pytest.mark.parametrize(
    "text", ["---\n---\nText.", "---\n# only a comment\n---\nText.", "---\ntitle:\nurl: ~\n---\nText."]
)
def test_keys_left_out(text):
    article = article_from_text(text)
    assert (article.title, article.publisher, article.published, article.url) == (None, None, None, None)
    assert article.language == "en"
    assert text[article.front_matter.end :] == "Text."


@pytest.mark.parametrize(
    "text",
    ["---\n\nText.\n\n---\nMore.", "---\nOnly a rule.\n", "----\ntitle: x\n----\n", "Text.\n---\ntitle: x\n---\n"],
)
def test_rules_are_no_front_matter(text):
    assert article_from_text(text).front_matter == Span(0, 0)


@pytest.mark.parametrize("case", REFUSED, ids=[case["name"] for case in REFUSED])
def test_refused_front_matter(case):
    with pytest.raises(ArticleError) as caught:
        article_from_text(case["text"], file="a.md")
    assert case["says"] in str(caught.value)
    assert str(caught.value).startswith("a.md:")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bomb", ["title: " + "[" * 60_000, "title: " + "{a: " * 15_000, "&a " * 20_000 + "title: x"])
def test_nested_front_matter_is_refused_at_once(bomb):
    with pytest.raises(ArticleError):
        article_from_text(f"---\n{bomb}\n---\nText.")


def test_schema_is_sound_and_describes_every_key():
    schema = json.loads(schema_text("article"))
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {"title", "publisher", "published", "url", "language", "restates"}
    assert all(part["description"] for part in schema["properties"].values())


# --- titles and languages


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Locks of the *Tarn* #\nText.", "Locks of the Tarn"),
        ("## Locks\n\nText.", "Locks"),
        ("Locks of the Tarn\n\nThe lock opened.", "Locks of the Tarn"),
        ("\n\nLocks of the Tarn\r\n\r\nThe lock opened.", "Locks of the Tarn"),
        ("Locks\n=====\nThe lock opened.", "Locks"),
        ("Locks", "Locks"),
        ("The lock opened.\n\nIt closed.", None),
        ("Locks\nThe lock opened.", None),
        ("- Locks\n\nThe lock opened.", None),
        ("So many words about locks " * 9 + "\n\nThe lock opened.", None),
        ("Share this article\n\nLocks of the Tarn\n\nThe lock opened.", "Locks of the Tarn"),
    ],
)
def test_titles(text, title):
    assert article_from_text(text).title == title


def test_languages():
    assert article_from_text("Text.", options=TextOptions(language="vi")).language == "vi"
    assert has_grammar("en")
    assert has_grammar("en-GB")
    assert has_grammar("EN_us")
    assert not has_grammar("vi")
    assert not has_grammar("")


# --- web pages


def test_page():
    path = HERE / "articles" / "page.html"
    article = read_article(path, "page.html")
    assert article.media == "html"
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert article.title == "Bridge reopens after two years"
    assert article.publisher == "The Fairport Post"
    assert article.published == "2024-05-14"
    assert article.url == "https://post.example.org/bridge-reopens"
    assert article.language == "en"
    texts = [s.text for s in split_sentences(article)]
    assert "Traffic had been diverted since 2022 — a detour of 14 km." in texts
    assert "Two lanes for cars" in texts
    assert not any("All rights reserved" in text or "Sport" in text for text in texts)


def test_page_in_a_declared_code_page(tmp_path):
    page = '<html><head><meta charset="windows-1251"></head><body><article>' + f"<p>{RUSSIAN}</p>" * 3
    article = read_article(write(tmp_path, "a.html", page.encode("cp1251")), "a.html")
    assert article.encoding == "cp1251"
    assert "4,2 миллиона рублей" in article.text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<p>",
        "no page at all",
        '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><html><body>&b;</body></html>',
        "<html><script>" + "x" * 10_000 + "</script></html>",
    ],
)
def test_pages_without_main_text(tmp_path, page):
    with pytest.raises(ArticleError, match=r"^a\.html: no main text found in this page; save its article as"):
        read_article(write(tmp_path, "a.html", page), "a.html")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html><body>" + "<div>" * 5_000 + "deep" + "</body></html>", "elements nested 5,002 deep, more than 250"),
        ("<p>5 boats</p>" * 50_000, "100,000 tags, more than 50,000"),
        (
            "<p " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">5 boats",
            "an element with more than 500 attributes",
        ),
        ("<p>" + " " * 4_000_000, "no main text found"),
        ("x" * 5_000_001, "5,000,001 characters, more than 5,000,000"),
    ],
    ids=["nesting", "tags", "attributes", "blanks", "characters"],
)
def test_limits_of_pages(tmp_path, page, told):
    with pytest.raises(ArticleError) as caught:
        read_article(write(tmp_path, "a.html", page), "a.html")
    assert told in str(caught.value)
    assert "save its article as" in str(caught.value)


# --- whatever the bytes


def refusal(read):
    """The message of the ArticleError that `read` raises, None when it reads an article."""
    try:
        split_sentences(read())
    except ArticleError as error:
        return str(error)
    return None


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")))
@example(b"---\n: :\n---\n")
@example(b"---\ntitle: \xff\n---\nx")
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00")
def test_any_bytes_are_an_article_or_an_article_error(data):
    message = refusal(lambda: article_from_bytes(data, file="a.md"))
    assert message is None or (message.startswith("a.md:") and "\n" not in message)


@given(st.text(alphabet="-:#[]{}&*!|>'\"%@` \n\tab", max_size=80))
def test_any_front_matter_is_read_or_refused(source):
    message = refusal(lambda: article_from_text(f"---\ntitle: {source}\n---\nText.", file="a.md"))
    assert message is None or message.startswith("a.md:")


@given(st.text(alphabet="<>/pdivbodyhtmlarticle &;=\"'a1 \n", max_size=120))
def test_any_page_is_read_or_refused(source):
    page = f"<html><body><article><p>The lock opened in 1799, the board said.</p>{source}"
    message = refusal(lambda: article_from_bytes(page.encode(), file="a.html", html=True))
    assert message is None or message.startswith("a.html:")


def test_lone_surrogates_of_standard_input():
    with pytest.raises(ArticleError, match=r"^-: half a character \(lone surrogate\) at offset 3"):
        article_from_text("The\ud800 lock opened.")
