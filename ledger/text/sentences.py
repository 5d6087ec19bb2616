"""Sentences of an article's body as exact spans.

Rules after the usual practice of rule-based segmenters (Pragmatic Segmenter's golden rules are the yardstick): every
mark that may end a sentence is looked at once, with the word before it and the word after it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from ledger.text.article import Article, Sentence
from ledger.text.layout import Block, blocks, read_lines, wrap_width

# Marks, then what may close after them (quotation marks, brackets, emphasis, a footnote in square brackets); a stop
# glued to the next sentence; full-width stops; a bullet within a line. Look-behinds and possessive repeats keep this
# linear on long runs of marks.
_STOP = re.compile(
    r"""(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>(?:["'”’»›)\]}*_]|\[\d{1,3}\])*+)(?=\s|$)"""
    r"""|(?<=[^\W\d_][^\W\d_])(?P<glued>[.!?])(?=[A-Z][a-z]*+\s)"""
    r"""|(?P<full>[。！？｡]++[”’」』）)]*+)"""
    r"""|(?<!\S)(?P<bullet>[•⁃‣◦▪●])(?=\s*+\S)"""
)
_NEXT = re.compile(
    r"""(?:\s|(?<=[\r\n])>)*+"""
    r"""(?P<open>["'“‘„«‹(\[{*_¿¡—–-]*+)\s*+"""
    r"""(?P<word>(?P<base>[^\W_]*+)(?:[.'’-][^\W_]++)*+)"""
)
_LEADING = "\"'“‘„«‹([{*_—–-/"
_SPACED = re.compile(r"\.(?:[ \u00a0]\.){2,}+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NUMBER = re.compile(r"[IVXLC]{2,}|[B-HJ-Z]|[A-Z]?[-.]?\d[\w./-]*")
_ALONE = re.compile(r"[^\W\d_]++\s+[a-z]")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}")
_FIRST_ITEM = re.compile(r"(?P<open>\(?)(?P<ordinal>1|a)(?P<close>\.\)|[.)])\s")
_LOOK_BACK = 40
_CLOCK_ADVERBIAL = 4
_SPEAKER = 6


class _Words(NamedTuple):
    before_name: frozenset[str]
    before_number: frozenset[str]
    after_name: frozenset[str]
    either: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]
    openers: frozenset[str]
    marked_names: tuple[str, ...]
    speech: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("ledger.text") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))
    names = tuple(data.pop("marked_names"))
    return _Words(marked_names=names, **{name: frozenset(words) for name, words in data.items()})


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article's body, in order, numbered from 0.

    Between two of them, and around them, lie only white space and the marks of layout: bullets, `#`, bars of a table,
    rules. A heading, a list item and a table row are sentences of their own.
    """
    text = article.text
    found: list[Sentence] = []
    body = [line for span in article.body for line in read_lines(text, span)]
    # Extracted text has one paragraph a line; only files are wrapped by hand.
    width = wrap_width(text, body) if article.media == "text" else None
    for paragraph, block in enumerate(blocks(text, body, width)):
        for start, end in _sentences(text, block):
            found.append(Sentence(len(found), start, end, text[start:end], paragraph))
    return tuple(found)


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind == "row":
        yield block.start, block.end
        return
    edges = [block.start, *_run_in_items(text, block), block.end]
    for start, end in pairwise(edges):
        for stop, resume in _stops(text, start, end):
            yield from _trimmed(text, start, stop)
            start = resume  # noqa: PLW2901
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sentence = text[start:end]
    if stripped := sentence.strip():
        start += len(sentence) - len(sentence.lstrip())
        yield start, start + len(stripped)


def _run_in_items(text: str, block: Block) -> Iterator[int]:
    """Where the second and further items begin of a list that runs on in one paragraph: `1) ... 2) ...`."""
    first = _FIRST_ITEM.match(text, block.start, block.end)
    if first is None:
        return
    code, at = ord(first["ordinal"]), first.end()
    for number in range(1, 26):
        ordinal = str(number + 1) if first["ordinal"] == "1" else chr(code + number)
        at = text.find(f" {first['open']}{ordinal}{first['close']} ", at, block.end) + 1
        if not at:
            return
        after = _NEXT.match(text, at + len(ordinal) + len(first["open"] + first["close"]), block.end)
        if after is None or not after["word"][:1].isupper():
            return
        yield at


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(end of a sentence, where the next may begin) for each sentence but the last of `text[start:end]`."""
    passed = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < passed:
            continue
        after = _NEXT.match(text, match.end(), end)
        assert after is not None  # every part of the pattern is optional
        resume = after.start("open")
        if match["bullet"]:
            stop = match.start()
        elif match["mark"] and (spaced := _SPACED.match(text, match.start(), end)):
            passed = spaced.end()
            stop, resume = _spaced_ellipsis(text, start, spaced, end)
        else:
            stop = match.end() if _ends_sentence(text, start, match, after) else start
        if start < stop and resume < end:
            yield stop, resume
            start = resume


def _spaced_ellipsis(text: str, start: int, spaced: re.Match[str], end: int) -> tuple[int, int]:
    """`. . . .` is a stop and an ellipsis: the stop comes first when it is attached to its word."""
    after = _NEXT.match(text, spaced.end(), end)
    if after is None or not after["word"][:1].isupper() or spaced.end() - spaced.start() < len(". . . ."):
        return start, end
    if not text[spaced.start() - 1].isspace():
        return spaced.start() + 1, spaced.start() + 2
    return spaced.end(), after.start("open")


def _ends_sentence(text: str, start: int, match: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with the marks of `match`."""
    if match["full"]:
        return True
    word = after["word"]
    if word[:1].islower() and not word[1:2].isupper():
        return False
    if match["glued"]:
        return _opens(after)
    mark = match["mark"]
    if mark == ".":
        return _dot_ends(text, start, match.start(), after)
    if "!" in mark or "?" in mark:
        return _call_ends(text, start, match, after)
    # An ellipsis; a source in brackets still belongs to what it closes.
    return match.start() > start and not after["open"].startswith("(")


def _opens(after: re.Match[str]) -> bool:
    """Whether the next word is one that most likely opens a sentence ('The', but not 'A.' or 'All-Star')."""
    return after["base"] in _words().openers and after.string[after.end("base") : after.end("base") + 1] not in ".-"


def _call_ends(text: str, start: int, match: re.Match[str], after: re.Match[str]) -> bool:
    called = text[max(start, match.start() - _LOOK_BACK) : match.start() + 1]
    if called.endswith(_words().marked_names):
        return _opens(after)
    if match["close"][:1] in tuple("\"'”’»") and not _opens(after):
        at = after.start("word")
        for word in text[at : at + 80].split()[:_SPEAKER]:
            if not word[0].isupper():
                return word.strip(",.") not in _words().speech
    return True


def _dot_ends(text: str, start: int, dot: int, after: re.Match[str]) -> bool:
    before = text[max(start, dot - _LOOK_BACK) : dot].rsplit(None, 2)
    token = before[-1].lstrip(_LEADING) if before and not text[dot - 1].isspace() else ""
    opens_sentence = dot - len(token) - start <= len('("')
    if not token:
        return dot > start
    if len(token) == 1 or token.isdigit():
        if opens_sentence and len(token) <= 3:
            return False  # number or letter of an item, or an initial
        if len(token) == 1 and token.isupper():
            return _letter_ends(token, before[-2] if len(before) > 1 else "", after)
    words = _words()
    known = {token} if token.isupper() and len(token) > 3 else {token, token.lower()}
    if known & words.clock:
        if after["base"] in words.after_clock:
            return False
        return dot - start > _LOOK_BACK or _clock_ends(text[start:dot], after)
    if known & words.before_name:
        return False
    if known & words.before_number:
        return not _NUMBER.fullmatch(after["word"]) and after["base"] not in words.after_clock and bool(after["word"])
    if known & words.after_name:
        return _opens(after) or _ALONE.match(text, after.start("word")) is not None
    if known & words.either or _DOTTED.fullmatch(token) or _NO_VOWEL.fullmatch(token):
        return _opens(after)
    return True


def _letter_ends(letter: str, before: str, after: re.Match[str]) -> bool:
    """'vitamin C. The', 'you and I. Did', but not 'Jonas E. Smith', 'J. K. Rowling'."""
    if letter == "I" and not before[:1].isupper():
        return True
    return _opens(after) or not after["word"][:1].isalpha()


def _clock_ends(sentence: str, after: re.Match[str]) -> bool:
    """'He left at 3 a.m. Then', but not 'At 5 a.m. Mr. Smith': too short to be a sentence."""
    return not (len(sentence.split(None, _CLOCK_ADVERBIAL)) < _CLOCK_ADVERBIAL and after["word"] and not _opens(after))
