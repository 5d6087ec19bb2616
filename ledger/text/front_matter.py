"""Front matter: the YAML between two `---` lines at the very start of an article.

It is read from parser events, never built: no tags, no aliases, no nesting beyond what the schema has, so that
nothing can be executed or blown up. Values are taken as text, as written.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.errors import ArticleError
from ledger.resources import plainly_fits, schema_text

if TYPE_CHECKING:
    import yaml
    from jsonschema import Draft202012Validator

_OPENING = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_BLANK_LINE = re.compile(r"(?:^|[\r\n])[ \t]*(?:\r\n|\r|\n)")
_KEY = re.compile(r"\s*(?:#[^\r\n]*[\r\n]\s*)*[\"']?[\w-]+[\"']?[ \t]*:(?:\s|$)")
_MAX_CHARS = 65_536
_TIME_OF_DAY = re.compile(r"^(\d{4}-\d{2}-\d{2})[Tt ][\d:.]+[ ]?(?:[Zz]|[+-][\d:]+)?$")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class FrontMatter(NamedTuple):
    """What an article says of itself; `end` is where its text begins."""

    end: int = 0
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    restates: str | None = None
    """SHA-256 of the original."""


@dataclass(slots=True)
class _Mapping:
    values: dict[str, "str | _Mapping"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_front_matter(text: str, file: str) -> FrontMatter:
    """The front matter of a text; an empty one when there is none.

    A text may also begin with a rule (`---`): it is front matter when a key follows, or when a second such line comes
    before any blank line. Raises ArticleError naming file and line for YAML that is broken, a key or a value that
    `schema/article.schema.json` does not know.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    begins_with_key = _KEY.match(text, opening.end(), opening.end() + _MAX_CHARS) is not None
    closing = _CLOSING.search(text, opening.end(), opening.end() + _MAX_CHARS)
    if closing is None:
        if begins_with_key:
            raise ArticleError(f"{file}:1: front matter is never closed; end it with a line of ---")
        return FrontMatter()
    source = text[opening.end() : closing.start()]
    if not begins_with_key and _BLANK_LINE.search(source):
        return FrontMatter()
    mapping = _parse(source, file)
    _validate(mapping, file)
    return _front_matter(mapping, closing.end(), file)


def _front_matter(mapping: _Mapping, end: int, file: str) -> FrontMatter:
    known = {key: value for key, value in mapping.values.items() if isinstance(value, str)}
    published = known.get("published")
    if published is not None and len(published) == len("2024-10-31"):
        try:
            date.fromisoformat(published)
        except ValueError as error:
            raise ArticleError(f"{file}:{mapping.lines['published']}: published: {error}; mend the date") from error
    original = mapping.values.get("restates")
    digest = original.values["sha256"] if isinstance(original, _Mapping) else None
    language = known.get("language")
    return FrontMatter(
        end=end,
        title=known.get("title"),
        publisher=known.get("publisher"),
        published=published,
        url=known.get("url"),
        language=language.lower() if language else None,
        restates=digest.lower() if isinstance(digest, str) else None,
    )


def _parse(source: str, file: str) -> _Mapping:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _document(yaml.parse(source, Loader=loader), file)
    except yaml.MarkedYAMLError as error:
        unclosed = "end of stream" in str(error.problem) and error.context_mark is not None
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        place = f"{file}:{_line(mark)}" if mark else file
        raise ArticleError(f"{place}: broken YAML in the front matter ({error.problem}); mend it") from error
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise ArticleError(f"{file}: broken YAML in the front matter ({reason}); mend it") from error


def _document(events: "Iterator[yaml.Event]", file: str) -> _Mapping:
    import yaml

    found: _Mapping | None = None
    for event in events:
        if isinstance(event, yaml.MappingStartEvent) and found is None:
            found = _mapping(event, events, file, depth=0)
        elif isinstance(event, yaml.NodeEvent):
            raise _error(file, event, "front matter is not a list of keys; write lines such as `title: ...`")
    return found or _Mapping()


def _mapping(start: "yaml.MappingStartEvent", events: "Iterator[yaml.Event]", file: str, depth: int) -> _Mapping:
    import yaml

    mapping = _Mapping()
    _refuse_tag(start, file)
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise _error(file, event, "a key of the front matter is not plain text")
        key = event.value
        if key in mapping.lines:
            raise _error(file, event, f"{key[:60]!r} stands twice in the front matter; keep one")
        mapping.lines[key] = _line(event.start_mark)
        value = next(events)
        if isinstance(value, yaml.MappingStartEvent) and depth == 0:
            mapping.values[key] = _mapping(value, events, file, depth=1)
        elif isinstance(value, yaml.ScalarEvent):
            _refuse_tag(value, file)
            if value.style or value.value not in _NULLS:
                mapping.values[key] = _TIME_OF_DAY.sub(r"\1", value.value) if key == "published" else value.value
        else:
            raise _error(
                file, value, f"{key[:60]!r} in the YAML front matter takes one text; put it between quotation marks"
            )
    return mapping


def _refuse_tag(event: "yaml.ScalarEvent | yaml.MappingStartEvent", file: str) -> None:
    if event.tag is not None or event.anchor is not None:
        raise _error(file, event, "tags and anchors are not taken in the front matter; remove them")


def _error(file: str, event: "yaml.Event", message: str) -> ArticleError:
    return ArticleError(f"{file}:{_line(event.start_mark)}: {message}")


def _line(mark: Any) -> int:
    """Line in the file, from 1, of a mark in the YAML, which begins on the second line."""
    return int(mark.line) + 2


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schema_text("article"))
    return schema


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_schema())


def _plain(mapping: _Mapping) -> dict[str, Any]:
    return {k: _plain(v) if isinstance(v, _Mapping) else v for k, v in mapping.values.items()}


def _validate(mapping: _Mapping, file: str) -> None:
    """Raises ArticleError for the first line that the schema refuses."""
    for key in mapping.lines:
        _refuse_unknown(key, mapping, _schema()["properties"], file)
    plain = _plain(mapping)
    if plainly_fits(plain, _schema()):
        return
    problems = _validator().iter_errors(plain)
    for problem in sorted(problems, key=lambda p: mapping.lines[str(p.path[0])]):
        key = str(problem.path[0])
        inner = mapping.values[key]
        wanted = _schema()["properties"][key]
        if isinstance(inner, _Mapping) and wanted["type"] == "object":
            for name in inner.lines:
                _refuse_unknown(name, inner, wanted["properties"], file)
        if len(problem.path) > 1:
            key, wanted = ".".join(str(step) for step in problem.path), problem.schema
        line = mapping.lines[str(problem.path[0])]
        raise ArticleError(f"{file}:{line}: {key} is not valid; wanted: {wanted['description']}")


def _refuse_unknown(key: str, mapping: _Mapping, known: dict[str, Any], file: str) -> None:
    if key in known:
        return
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    raise ArticleError(f"{file}:{mapping.lines[key]}: unknown key {key[:60]!r} in the front matter; {hint}")
