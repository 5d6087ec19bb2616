"""Body told from furniture: comment boxes, share rows, teaser lists, left-overs of images.

Three kinds of cues, kept in `data/furniture.toml`: lines that are furniture wherever they stand, lines that mark the
end of an article, and headings of lists that lead to other articles. Losing a paragraph of the body is worse than
keeping a teaser, so a list ends as soon as paragraphs go on like an article.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from ledger.resources import data_table
from ledger.text.article import Span
from ledger.text.layout import Block, Line, blocks, ends_sentence, read_lines, wrap_width

_LONGEST_CUE = 500
_LAYOUT = "#*_>=-–—•⁃‣◦▪●· \t\u00a0"
_QUOTES = "'\"‘’“”«» "
_LINK_ALONE = re.compile(r"\[[^\]]*\]\([^)]*\)")
_FENCE = re.compile(r"(```|~~~)")
_SENTENCE_WORDS = 8
_TITLE_AT_MOST = 200
_LABEL_AT_MOST = 40
_TEASER_AT_MOST = 400
_ARTICLE_AT_LEAST = 300
"""Characters of prose before an article's end or a list of other articles is believed."""
_NAMES_AT_MOST = 60
_AGENCY_AT_MOST = 6
_NAME_LETTERS = re.compile(r"(?:[^\W\d_]|[ ,&/|.'’–-])+")
_BETWEEN_NAMES = re.compile(r"\s*[,&/|]\s*|\s+[-–]\s+|\s+and\s+")


class _Unit(NamedTuple):
    """A block with what it looks like: prose | title | item | heading | row | cue | end."""

    kind: str
    block: Block
    said: str

    @property
    def is_label(self) -> bool:
        """The name of a section in capitals, as above a teaser."""
        return self.kind == "title" and self.said.isupper() and len(self.said) <= _LABEL_AT_MOST

    @property
    def is_list_part(self) -> bool:
        return self.kind in ("title", "item", "cue", "end") or bool(_LINK_ALONE.fullmatch(self.said))


@cache
def _cue(name: str) -> re.Pattern[str]:
    """The cues of one table in one pattern. Compiled apart: most texts need only the short ones."""
    data = data_table("text", "furniture")
    pattern = "|".join(data[name])
    for part, value in data["parts"].items():
        pattern = pattern.replace(part, value)
    return re.compile(pattern, re.IGNORECASE)


def split_furniture(text: str, start: int, owner: re.Pattern[str] | None) -> tuple[list[Span], list[Span]]:
    """Body and furniture of `text[start:]`: spans of whole lines that cover it, each list in order.

    `owner` is looked for in every line. Blank lines go with what stands before them.
    """
    found = read_lines(text, Span(start, len(text)))
    width = wrap_width(text, found)
    cues = _cue_lines(text, found, width is not None, owner)
    rest = [line for line in found if line.whole.start not in cues]
    units = [_Unit(kind, _block(line), _said(text, line)) for line in found if (kind := cues.get(line.whole.start, ""))]
    units += [_Unit(_looks(text, block), block, _said(text, block)) for block in blocks(text, rest, width)]
    units.sort(key=lambda unit: unit.block.start)
    return _spans(text, start, units, _furniture(units))


def _block(line: Line) -> Block:
    return Block(line.kind, line.start, line.end, line.whole, line.indent, line.after_blank)


def _said(text: str, part: Line | Block) -> str:
    return text[part.start : min(part.end, part.start + _LONGEST_CUE)].strip(_LAYOUT)


def _looks(text: str, block: Block) -> str:
    if block.kind in ("heading", "row"):
        return block.kind
    length = block.end - block.start
    if length > _TITLE_AT_MOST or (ends_sentence(text, block) and _words(text, block) >= _SENTENCE_WORDS):
        return "prose"
    return "item" if block.kind == "item" else "title"


def _words(text: str, part: Line | Block) -> int:
    return len(text[part.start : part.end].split(None, _SENTENCE_WORDS))


def _cue_lines(text: str, found: Sequence[Line], wrapped: bool, owner: re.Pattern[str] | None) -> dict[int, str]:
    """Start of each line that is furniture by itself, with `cue` or `end`."""
    cues = dict.fromkeys(_set_apart(text, found), "cue")
    above: Line | None = None
    for line in found:
        at = line.whole.start
        if at not in cues:
            goes_on = wrapped and above is not None and not line.after_blank and not ends_sentence(text, above)
            kind = "" if goes_on else _cue_kind(text, line)
            if owner is not None and owner.search(text[at : line.whole.end].rstrip("\r\n")):
                kind = kind or "cue"
            if kind:
                cues[at] = kind
        above = None if at in cues else line
    return cues


def _cue_kind(text: str, line: Line) -> str:
    if line.kind in ("heading", "row", "rule") or line.end - line.start > _LONGEST_CUE:
        return ""
    sentence = ends_sentence(text, line) and _words(text, line) >= _SENTENCE_WORDS
    return _known_cue(_said(text, line), sentence)


@lru_cache(maxsize=4096)
def _known_cue(said: str, sentence: bool) -> str:
    """`cue`, `end` or an empty string. Furniture repeats from article to article, hence the cache."""
    if _cue("ends").fullmatch(said):
        return "end"
    tables = ("sentences",) if sentence else ("lines", "sentences")
    return "cue" if any(_cue(table).fullmatch(said) for table in tables) else ""


def _set_apart(text: str, found: Sequence[Line]) -> Iterator[int]:
    """Starts of the lines of Markdown code fences and HTML comments that are closed."""
    held: list[int] = []
    closing = ""
    for line in found:
        content = text[line.start : line.end] if line.kind != "rule" else text[line.whole.start : line.end].strip()
        if closing:
            held.append(line.whole.start)
            if content.endswith(closing) and (closing == "-->" or not content.strip(closing[0])):
                yield from held
                held, closing = [], ""
            continue
        fence = _FENCE.match(content)
        if fence or content.startswith("<!--"):
            held, closing = [line.whole.start], fence[1] if fence else "-->"
            if closing == "-->" and content.endswith(closing):
                yield from held
                held, closing = [], ""


def _furniture(units: Sequence[_Unit]) -> set[int]:
    """Numbers of the units that are furniture."""
    marked: set[int] = set()
    loose = _loose_prose(units)
    prose = at = 0
    while at < len(units):
        unit = units[at]
        until = at + (unit.kind in ("cue", "end"))
        if unit.kind == "end" and prose >= _ARTICLE_AT_LEAST and loose[at] <= prose / 2:
            # Unless a second article follows.
            until = len(units)
        elif opened := _opens_list(units, at):
            until = _list_end(units, at, teasers=opened == "teasers" and prose >= _ARTICLE_AT_LEAST)
        marked.update(range(at, until))
        if until == at and unit.kind == "prose":
            prose += unit.block.end - unit.block.start
        at = max(until, at + 1)
    _mark_byline(units, marked)
    return marked


def _loose_prose(units: Sequence[_Unit]) -> list[int]:
    """For each unit, how much prose from there on follows prose, as in an article and not in a list of teasers."""
    loose = [
        (below.block.end - below.block.start) * (above.kind == below.kind == "prose" and below.block.indent < 2)
        for above, below in pairwise(units)
    ]
    return [*accumulate(reversed(loose), initial=0)][::-1]


def _opens_list(units: Sequence[_Unit], at: int) -> str:
    """`teasers` or `links` where a list of other articles begins, else an empty string."""
    unit = units[at]
    if at + 1 == len(units) or not units[at + 1].is_list_part:
        return ""
    if unit.kind in ("title", "heading", "cue"):
        said = unit.said.rstrip(":*_ ")
        if _cue("link_headings").fullmatch(said):
            return "links"
        if _cue("teaser_headings").fullmatch(said):
            return "teasers"
    return "teasers" if _repeats(unit, units[at + 1]) else ""


def _repeats(item: _Unit, unit: _Unit) -> bool:
    """A bullet whose title stands again below it, as where a picture's text was the title."""
    return item.block.kind == "item" and unit.kind == "title" and item.said.strip(_QUOTES) == unit.said.strip(_QUOTES)


def _list_end(units: Sequence[_Unit], opening: int, teasers: bool) -> int:
    """Number of the first unit after a list; `teasers` may have a short paragraph to each title."""
    indent = units[opening].block.indent + 2
    bulleted = False
    for at in range(opening + 1, len(units)):
        unit, above = units[at], units[at - 1]
        loose = unit.block.after_blank and unit.block.indent < indent
        if unit.kind == "row" or (unit.kind == "heading" and not unit.is_list_part and not _opens_list(units, at)):
            return at
        if bulleted and loose and unit.kind in ("title", "prose") and not (unit.is_label or _repeats(above, unit)):
            return at
        if unit.kind == "prose" and unit.block.indent < indent:
            summary = teasers and above.kind == "title" and unit.block.end - unit.block.start <= _TEASER_AT_MOST
            under = above.is_label or (above.kind == "item" and not unit.block.after_blank)
            if not under and not (summary and not _is_prose(units, at + 1)):
                # What resumes has its heading right above it, unless the list's own titles look the same.
                return at - 1 if above.kind == "title" and at - 1 > opening and not teasers else at
        bulleted = bulleted or unit.kind == "item"
    return len(units)


def _is_prose(units: Sequence[_Unit], at: int) -> bool:
    return at < len(units) and units[at].kind == "prose"


def _mark_byline(units: Sequence[_Unit], marked: set[int]) -> None:
    """Names or an agency alone on the last line of the body, after a paragraph."""
    last = max((at for at in range(len(units)) if at not in marked), default=0)
    if last and units[last].kind == "title" and units[last - 1].kind == "prose" and _is_names(units[last].said):
        marked.add(last)


def _is_names(said: str) -> bool:
    said = normalize("NFC", said)
    if len(said) > _NAMES_AT_MOST or not said[-1:].isalpha() or not _NAME_LETTERS.fullmatch(said):
        return False
    if said.isupper() and len(said) <= _AGENCY_AT_MOST:
        return True
    names = [part.split() for part in _BETWEEN_NAMES.split(said)]
    return all(2 <= len(words) <= 5 and all(word[0].isupper() for word in words) for words in names)


def _spans(text: str, start: int, units: Sequence[_Unit], marked: set[int]) -> tuple[list[Span], list[Span]]:
    body: list[Span] = []
    furniture: list[Span] = []
    at = start
    for number in range(len(units)):
        following = units[number + 1].block.whole.start if number + 1 < len(units) else len(text)
        spans = furniture if number in marked else body
        if spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, following)
        else:
            spans.append(Span(at, following))
        at = following
    if at < len(text):
        body.append(Span(at, len(text)))
    return body, furniture
