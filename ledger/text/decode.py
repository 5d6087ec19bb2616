"""Bytes of a file to text: byte order marks, UTF-8, declared and detected legacy code pages.

Nothing is normalised: line ends and NFC or NFD stay as they stand. A byte order mark is not part of the text.
"""

import codecs
import re

from ledger.errors import ArticleError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTAINERS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "a database"),
)
# Patterns of legacy files stay strings: `re` compiles them when the first such file is read.
_DECLARED = (
    rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
    rb"|-\*-[^\n]{0,80}?coding\s*[:=]\s*([\w.-]{2,40})"
)
_DECLARATION_BYTES = 2048
# Code pages only: a declaration must not reach codecs that unpack or evaluate (zlib, unicode_escape, utf-7).
_CODE_PAGE = r"cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|big5\w*|gb\w+|hz|shift_jis\w*|euc_\w+|tis-620|ptcp154|ascii|utf-8"
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.01
_MOSTLY_ASCII = 0.03
_SAMPLE = 200_000


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the codec it was decoded with. `file` only serves the message.

    Raises ArticleError for empty, binary, damaged and undecodable content.
    """
    if not data.strip():
        raise ArticleError(f"{file}: the file is empty; fill it or remove it")
    for start, kind in _CONTAINERS:
        if data.startswith(start):
            raise ArticleError(f"{file}: binary file ({kind}), not text; save the article as .txt, .md or .html")
    text, encoding = _decode(data, file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError(f"{file}:{line}: binary file, or a NUL character in a text; save it as plain UTF-8 text")
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > max(8, _CONTROLS_ALLOWED * min(len(text), _SAMPLE)):
        raise ArticleError(f"{file}: binary file ({controls} control characters); save it as plain UTF-8 text")
    return text, encoding


def _decode(data: bytes, file: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _damaged(file, encoding.removesuffix("-sig"), data, error) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _was_utf8(data):
            raise _damaged(file, "UTF-8", data, error) from error
    if b"\0" in data:
        raise ArticleError(f"{file}: binary file, not text; save the article as .txt, .md or .html")
    return _decode_legacy(data, file)


def _damaged(file: str, encoding: str, data: bytes, error: UnicodeDecodeError) -> ArticleError:
    line = data.count(b"\n", 0, error.start) + 1
    return ArticleError(
        f"{file}:{line}: damaged {encoding.upper()} at byte {error.start} ({error.reason}); save it again as UTF-8"
    )


def _was_utf8(data: bytes) -> bool:
    """True when most bytes beyond ASCII are sound UTF-8: text of a code page hardly ever looks like that."""
    shown = data[:_SAMPLE].decode("utf-8", errors="replace")
    bad = shown.count("\ufffd")
    sound = sum(1 for char in shown if char > "\x7f") - bad
    return sound >= 4 * bad


def _decode_legacy(data: bytes, file: str) -> tuple[str, str]:
    declared = _declared_code_page(data)
    candidates = [declared] if declared else []
    high = sum(1 for byte in data[:_SAMPLE] if byte > 0x7F)
    if high < _MOSTLY_ASCII * min(len(data), _SAMPLE):
        # Too little to detect from; a few quotation marks, dashes and accents in Latin text are cp1252's.
        candidates.append("cp1252")
    else:
        candidates += _detected(data)
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if encoding == declared:
                raise _damaged(file, declared, data, error) from error
    raise ArticleError(f"{file}: neither UTF-8 nor a code page that can be told; save it again as UTF-8")


def _declared_code_page(data: bytes) -> str | None:
    found = re.search(_DECLARED, data[:_DECLARATION_BYTES])
    if found is None:
        return None
    try:
        name = codecs.lookup(next(group for group in found.groups() if group).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    # As browsers do: what calls itself Latin-1 is its superset from Windows.
    name = "cp1252" if name in ("iso8859-1", "ascii") else name
    return name if re.fullmatch(_CODE_PAGE, name) else None


def _detected(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    # Cut between words, or a character cut in two rules its code page out.
    sample = data if len(data) <= _SAMPLE else data[:_SAMPLE].rsplit(None, 1)[0]
    best = from_bytes(sample).best()
    return [best.encoding] if best else []
