"""Main text and metadata of a web page, by trafilatura. Offsets are into the extracted text, one paragraph a line."""

import re
from dataclasses import dataclass
from typing import Any

from ledger.errors import ArticleError

_MAX_CHARS = 5_000_000
_LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
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
    document = _extract(_XML_DECLARATION.sub("", source, count=1))
    text = ((document and document.text) or "").replace("\0", "")
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


def _extract(source: str) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(source, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    except Exception:  # a parser of strangers' pages may raise anything; the caller says what to do
        return None


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
