"""Names of files: the id that an article takes from one, and how one is shown."""

import re
from pathlib import Path
from unicodedata import normalize

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def article_id(path: Path) -> str:
    """File name without folder and extension, in NFC."""
    return normalize("NFC", path.stem)


def printable(name: str) -> str:
    """A file name as messages show it: line ends, controls, bidirectional marks and lone surrogates escaped."""
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), name)
