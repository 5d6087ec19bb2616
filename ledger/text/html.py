"""Main text and metadata of a web page, by trafilatura. Offsets are into the extracted text, one paragraph a line."""

import re
from dataclasses import dataclass
from typing import Any

from ledger.errors import ArticleError

_MAX_CHARS = 5_000_000
_MAX_TAGS = 50_000
_MAX_ATTRIBUTES = 500
"""Of one element."""
_MAX_DEPTH = 250
"""Of elements within each other; the parser gives up a little deeper."""
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s<>/]{0,30})(?P<rest>[^<>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BLANKS = re.compile(r"\s{1000,}")
_OPEN_ENDED = frozenset(["br", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p", "td", "th", "tr"])
"""What browsers close by themselves, or never."""
_LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,400}\?>")
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Pinned: the date is searched in the page's metadata only, and never against today's date.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says and what it says of itself."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None


def read_html(source: str, file: str) -> Page:
    """The main text of a page. Raises ArticleError when there is none, or when the page is too large."""
    if len(source) > _MAX_CHARS:
        raise ArticleError(
            f"{file}: the page has {len(source):,} characters, more than {_MAX_CHARS:,}; save its article as text"
        )
    depth = _measured(source, file)
    start = _XML_DECLARATION.match(source.lstrip())
    document = _extract(_BLANKS.sub("\n", source.lstrip()[start.end() if start else 0 :]))
    text = ((document and document.text) or "").replace("\0", "")
    if not text.strip() and depth > _MAX_DEPTH:
        raise ArticleError(
            f"{file}: elements nested {depth:,} deep, more than {_MAX_DEPTH}; save its article as .txt or .md"
        )
    if not text.strip():
        raise ArticleError(f"{file}: no main text found in this page; save its article as .txt or .md")
    language = _LANGUAGE.search(source, 0, 20_000)
    published = document.date or ""
    return Page(
        text=text,
        title=_one_line(document.title),
        publisher=_one_line(document.sitename),
        published=published if _ISO_DATE.fullmatch(published) else None,
        url=_one_line(document.url),
        language=language[1].lower() if language else None,
    )


def _measured(source: str, file: str) -> int:
    """How deep elements are nested. Raises ArticleError for more tags or attributes than any page has.

    Parsers of pages take much longer for those, by the square of their number.
    """
    tags = deepest = depth = 0
    for tag in _TAG.finditer(source):
        tags += 1
        if tag["name"].lower() not in _OPEN_ENDED:
            depth += -1 if tag["close"] else 1
            deepest = max(deepest, depth)
        if len(tag["rest"]) > 2 * _MAX_ATTRIBUTES and len(_QUOTED.sub("", tag["rest"]).split()) > _MAX_ATTRIBUTES:
            raise ArticleError(
                f"{file}: an element with more than {_MAX_ATTRIBUTES} attributes; save its article as .txt or .md"
            )
    if tags > _MAX_TAGS:
        raise ArticleError(f"{file}: {tags:,} tags, more than {_MAX_TAGS:,}; save its article as .txt or .md")
    return deepest


def _extract(source: str) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(source, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    except Exception:  # a parser of strangers' pages may raise anything; the caller says what to do
        return None


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
