"""Articles from files, bytes and strings."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from ledger.errors import ArticleError
from ledger.text.article import Article, Span
from ledger.text.decode import decode
from ledger.text.front_matter import FrontMatter, read_front_matter
from ledger.text.furniture import split_furniture
from ledger.text.layout import blocks, ends_sentence, read_lines
from ledger.text.names import article_id, printable
from ledger.text.options import TextOptions, owner_patterns

_DEFAULTS = TextOptions()
_TITLE_AT_MOST = 200
_TITLE_WITHIN = 4_000


def read_article(path: Path, file: str, options: TextOptions = _DEFAULTS) -> Article:
    """The article in a file; `file` is the path as cited in reports.

    `.html` is read as a web page, everything else as text with optional front matter. Raises ArticleError with one
    line that names the file, the cause and the remedy.
    """
    file = printable(file)
    try:
        if path.exists() and not path.is_file():
            raise ArticleError(f"{file}: not a regular file; give an article")
        with path.open("rb") as stream:
            data = stream.read(options.max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ArticleError(f"{file}: cannot be read ({reason}); check the path and its permissions") from error
    html = path.suffix.lower() == ".html"
    return article_from_bytes(data, id=article_id(path), file=file, html=html, options=options)


def article_from_bytes(
    data: bytes, *, id: str = "-", file: str = "-", html: bool = False, options: TextOptions = _DEFAULTS
) -> Article:
    """The article in the bytes of a file or of standard input. Raises ArticleError."""
    _check_size(data, file, options)
    text, encoding = decode(data, file)
    digest = hashlib.sha256(data).hexdigest()
    if not html:
        article = article_from_text(text, id=id, file=file, options=options)
        return replace(article, sha256=digest, encoding=encoding)
    from ledger.text.html import read_html

    page = read_html(text, file)
    article = _article(page.text, FrontMatter(), (id, file), options)
    return replace(
        article,
        sha256=digest,
        encoding=encoding,
        media="html",
        title=page.title or article.title,
        publisher=page.publisher,
        published=page.published,
        url=page.url,
        language=page.language or options.language,
    )


def article_from_text(
    text: str, *, id: str = "-", file: str = "-", whole: bool = False, options: TextOptions = _DEFAULTS
) -> Article:
    """The article in a string.

    With `whole` all of it is body, even if it is empty: no front matter and no furniture is looked for.
    Raises ArticleError for an empty text otherwise, for broken front matter, and for lone surrogates.
    """
    if whole:
        front = FrontMatter()
    else:
        front = read_front_matter(text, file)
        if not text[front.end :].strip():
            what = "holds nothing but front matter" if front.end else "the text is empty"
            raise ArticleError(f"{file}: {what}; write the article or remove it")
    return _article(text, front, (id, file), options, whole)


def _check_size(data: bytes, file: str, options: TextOptions) -> None:
    longest = max(map(len, data.split(b"\n")))
    if longest > options.max_line:
        raise ArticleError(
            f"{file}: a line of more than {_megabytes(options.max_line)}, too long for an article; split or remove it"
        )
    if len(data) > options.max_bytes:
        raise ArticleError(
            f"{file}: larger than {_megabytes(options.max_bytes)}, too large for an article; split or remove it"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


def _article(
    text: str, front: FrontMatter, names: tuple[str, str], options: TextOptions, whole: bool = False
) -> Article:
    id, file = names
    try:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"{file}: half a character (lone surrogate) at offset {error.start}; save it again as UTF-8"
        ) from error
    body, furniture = [Span(0, len(text))] if text else [], list[Span]()
    if not whole:
        body, furniture = split_furniture(text, front.end, owner_patterns(options.furniture))
    return Article(
        id=id,
        file=file,
        sha256=digest,
        text=text,
        encoding="utf-8",
        media="text",
        title=front.title or (None if whole else _heading(text, body)),
        publisher=front.publisher,
        published=front.published,
        url=front.url,
        language=front.language or options.language,
        restates=front.restates,
        front_matter=Span(0, front.end),
        body=tuple(body),
        furniture=tuple(furniture),
    )


def _heading(text: str, body: list[Span]) -> str | None:
    """The first line of the body when it is a heading: marked as one, or short, unstopped and set apart."""
    if not body:
        return None
    start, end = body[0]
    found = read_lines(text, Span(start, min(end, start + _TITLE_WITHIN)))
    first = next(iter(blocks(text, found, None)), None)
    if first is None:
        return None
    set_apart = len(found) == 1 or found[1].after_blank or found[1].kind == "rule"
    is_heading = first.kind == "heading" or (
        first.kind == "text"
        and set_apart
        and first.end - first.start <= _TITLE_AT_MOST
        and not ends_sentence(text, first)
    )
    return " ".join(re.sub(r"[*_`]+", "", text[first.start : first.end]).split()) or None if is_heading else None
