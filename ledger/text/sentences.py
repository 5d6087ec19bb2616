"""Sentences of an article's body as exact spans.

Rules after the usual practice of rule-based segmenters (Pragmatic Segmenter's golden rules are the yardstick): every
mark that may end a sentence is looked at once, with the word before it and the word after it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ledger.resources import data_table
from ledger.text.article import Article, Sentence
from ledger.text.layout import Block, blocks, read_lines, wrap_width

# Marks or a bullet, then what may close after them: quotation marks, brackets, emphasis, a footnote in square brackets.
# It begins with one set of characters, for which `re` skips ahead, and its possessive repeats keep it linear.
_BULLETS = frozenset("•⁃‣◦▪●")
_ALWAYS = frozenset("。！？｡") | _BULLETS
_STOP = re.compile(r"""(?P<mark>[.!?…。！？｡•⁃‣◦▪●][.!?…。！？｡]*+)(?P<close>(?:["'”’»›)\]}*_」』）]|\[\d{1,3}\])*)""")
_NEXT = re.compile(
    r"""\s*+(?:(?<=[\r\n])>[\s>]*+)?"""
    r"""(?P<open>["'“‘„«‹(\[{*_¿¡—–-]*+)\s*+"""
    r"""(?P<word>(?P<base>[^\W_]*+)(?:[.'’-][^\W_]++)*)"""
)
_LEADING = "\"'“‘„«‹([{*_—–-/"
_DASHES = tuple("—–-")
_SPACED = re.compile(r"\.(?:[ \u00a0]\.){2,}")
_BLANK_STOP = (" .", "\u00a0.")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NUMBER = re.compile(r"[IVXLC]{2,}|[B-HJ-Z]|[A-Z]?[-.]?\d[\w./-]*")
_ALONE = re.compile(r"[^\W\d_]++\s+[a-z]")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}")
_FIRST_ITEM = re.compile(r"(?P<open>\(?)(?P<ordinal>1|a)(?P<close>\.\)|[.)])\s")
_LOOK_BACK = 40
_CLOCK_ADVERBIAL = 4
_PLAIN_WORD = 6
_SPEAKER = 6


class _Words(NamedTuple):
    kind: dict[str, str]
    """Abbreviation, without its last stop, to the table it stands in."""
    after_clock: frozenset[str]
    openers: frozenset[str]
    marked_names: tuple[str, ...]
    speech: frozenset[str]


@cache
def _words() -> _Words:
    data = data_table("text", "abbreviations")
    return _Words(
        kind={word: name for name, words in data["abbreviations"].items() for word in words},
        after_clock=frozenset(data["after_clock"]),
        openers=frozenset(data["openers"]),
        marked_names=tuple(data["marked_names"]),
        speech=frozenset(data["speech"]),
    )


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
    start = block.start
    if block.kind != "row":
        for edge in [*_run_in_items(text, block), block.end]:
            for stop, resume in _stops(text, start, edge):
                yield start, stop
                start = resume
            if edge < block.end:
                yield start, start + len(text[start:edge].rstrip())
                start = edge
    if start < block.end:
        yield start, block.end


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
        first, at = match.span()
        if first < passed or at == end:
            continue
        following = text[at]
        if following == " " and at == first + 1 and _plainly_ends(text, start, first):
            yield at, at + 1
            start = at + 1
            continue
        mark = text[first]
        if mark in _ALWAYS:
            stop = _bullet_stop(text, start, first) if mark in _BULLETS else at
        elif following.isspace():
            if text.startswith(_BLANK_STOP, at) and (spaced := _SPACED.match(text, first, end)):
                passed = spaced.end()
                stop = _spaced_stop(text, spaced, end)
            else:
                stop = at if _ends_sentence(text, start, match, end) else start
        else:
            stop = at if _is_glued(text, match, end) else start
        if stop > start:
            resume = _next(text, max(stop, first + 1), end).start("open")
            yield stop, resume
            start = resume


def _next(text: str, at: int, end: int) -> re.Match[str]:
    """The opening marks and the first word of what follows."""
    after = _NEXT.match(text, at, end)
    assert after is not None  # every part of the pattern is optional
    return after


def _plainly_ends(text: str, start: int, first: int) -> bool:
    """The common case, told without looking further: a plain word, a full stop, a blank, a capital."""
    if text[first] != "." or not text[first + 2 : first + 3].isupper():
        return False
    word = text[text.rfind(" ", start, first) + 1 : first]
    if len(word) < _PLAIN_WORD and not word.islower():
        return False  # may be an acronym or an abbreviation without vowels
    kind = _words().kind
    return len(word) > 1 and word.isalpha() and word not in kind and word.lower() not in kind


def _bullet_stop(text: str, start: int, bullet: int) -> int:
    """The end of what stands before a bullet within a line; `start` when it is a mark within a word."""
    return start + len(text[start:bullet].rstrip()) if text[bullet - 1].isspace() or bullet == start else start


def _is_glued(text: str, match: re.Match[str], end: int) -> bool:
    """A stop between a word and a capital, the blank between two sentences being lost."""
    first, at = match.span()
    if at > first + 1 or not text[at].isupper() or not text[max(0, first - 2) : first].isalpha():
        return False
    return _opens(_next(text, at, end))


def _spaced_stop(text: str, spaced: re.Match[str], end: int) -> int:
    """`. . . .` is a stop and an ellipsis: the stop comes first when it is attached to its word; 0 for no stop."""
    first, last = spaced.span()
    if last - first < len(". . . .") or not _next(text, last, end)["word"][:1].isupper():
        return 0
    return last if text[first - 1].isspace() else first + 1


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a sentence that began at `start` ends with the marks of `match`, before white space."""
    after = _next(text, match.end(), end)
    word = after["word"]
    if after.start("open") == end or (word[:1].islower() and not word[1:2].isupper()):
        return False
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
    before = text[max(start, dot - _LOOK_BACK) : dot].rsplit(None, 1)
    token = before[-1].lstrip(_LEADING) if before and not text[dot - 1].isspace() else ""
    opens_sentence = dot - len(token) - start <= len('("')
    if not token:
        return dot > start
    if len(token) == 1 or token.isdigit():
        if opens_sentence and len(token) <= 3:
            return False  # number or letter of an item, or an initial
        if len(token) == 1 and token.isupper():
            return _letter_ends(token, before[0].rsplit(None, 1)[-1] if len(before) > 1 else "", after)
    if after["open"][:1] in _DASHES and text[start:dot].partition(",")[0].isupper():
        return False  # 'WOONSOCKET, R.I. -- A fire'
    words = _words()
    # In capitals it is an agency, not an abbreviation: SEC, GEN.
    kind = words.kind.get(token) or ("" if token.isupper() and len(token) > 3 else words.kind.get(token.lower(), ""))
    if not kind:
        return not (_DOTTED.fullmatch(token) or _NO_VOWEL.fullmatch(token)) or _opens(after)
    if kind == "clock":
        if after["base"] in words.after_clock:
            return False
        return dot - start > _LOOK_BACK or _clock_ends(text[start:dot], after)
    if kind == "before_number":
        return not _NUMBER.fullmatch(after["word"]) and after["base"] not in words.after_clock and bool(after["word"])
    if kind == "before_name":
        return False
    return _opens(after) or (kind == "after_name" and _ALONE.match(text, after.start("word")) is not None)


def _letter_ends(letter: str, before: str, after: re.Match[str]) -> bool:
    """'vitamin C. The', 'you and I. Did', but not 'Jonas E. Smith', 'J. K. Rowling'."""
    if letter == "I" and not before[:1].isupper():
        return True
    return _opens(after) or not after["word"][:1].isalpha()


def _clock_ends(sentence: str, after: re.Match[str]) -> bool:
    """'He left at 3 a.m. Then', but not 'At 5 a.m. Mr. Smith': too short to be a sentence."""
    return not (len(sentence.split(None, _CLOCK_ADVERBIAL)) < _CLOCK_ADVERBIAL and after["word"] and not _opens(after))
