"""The article: one source document, and the spans that cover its text."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open [start, end), in Unicode code points of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One source document, as it stands in the file: nothing is normalised.

    `front_matter`, `body` and `furniture` are ordered, do not overlap and together cover `text`.
    """

    id: str
    """File name without folder and extension, in NFC."""
    file: str
    """Path as cited in reports, with forward slashes."""
    sha256: str
    """Of the file's bytes, in lower-case hexadecimal."""
    text: str
    """Decoded file; for HTML the extracted main text."""
    encoding: str
    """Name of the codec the bytes were decoded with, as Python spells it."""
    media: str
    """`text` (offsets point into the file) or `html` (offsets point into the extracted text)."""
    title: str | None
    publisher: str | None
    published: str | None
    """ISO 8601 date, or year, or year-month."""
    url: str | None
    language: str
    """BCP 47 tag in lower case: `en`, `en-za`. What it says beyond the language is how figures are written."""
    restates: str | None
    """SHA-256 of the original that this article retells."""
    front_matter: Span
    body: tuple[Span, ...]
    furniture: tuple[Span, ...]


class Sentence(NamedTuple):
    """One sentence of the body: `article.text[start:end]`."""

    n: int
    """Number within the article, from 0."""
    start: int
    end: int
    text: str
    paragraph: int
    """Number of the paragraph it stands in, from 0."""
