"""Where the files that travel with the package are found, and whether something fits one of the schemas."""

import re
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

_PACKAGE = Path(__file__).parent
_PLAIN = frozenset(
    {
        *("$schema", "$id", "$defs", "title", "description", "default"),
        *("type", "minLength", "pattern", "minItems", "uniqueItems", "items"),
        *("properties", "required", "additionalProperties"),
    }
)
"""Keywords that `plainly_fits` knows. It takes every object to allow no other keys than its properties."""


def schema_folder() -> Path:
    """The folder of JSON Schemas: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "schema"
    return inside if inside.is_dir() else _PACKAGE.parent / "schema"


def schema_text(name: str) -> str:
    """The text of `schema/<name>.schema.json`."""
    return (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


class _Table(SourceFileLoader):
    """A table compiled as a module is: Python keeps what it says beside it, in `__pycache__`, until it is changed.

    To read all tables anew would take a fifth of the start of a command.
    """

    @staticmethod
    def source_to_code(data: Any, path: Any = "", *_: Any, **__: Any) -> CodeType:
        import tomllib

        return compile(repr(tomllib.loads(data.decode("utf-8"))), path, "eval", dont_inherit=True)


def data_table(package: str, name: str) -> dict[str, Any]:
    """The content of `ledger/<package>/data/<name>.toml`.

    Read as a plain file: `importlib.resources` takes longer to import than many sentences take to read.
    """
    code = _Table(name, str(_PACKAGE / package / "data" / f"{name}.toml")).get_code(name)
    table: dict[str, Any] = eval(code) if code else {}
    return table


def plainly_fits(value: object, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> bool:
    """Whether a value fits a schema for certain, by the few keywords that our own schemas use for plain values.

    Whatever is not certain is left to jsonschema, which takes longer to import than all the rest of a gate.
    """
    root = schema if root is None else root
    if "$ref" in schema:
        return plainly_fits(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "enum" in schema:
        return value in schema["enum"]
    if not schema.keys() <= _PLAIN:
        return False
    match schema.get("type"), value:
        case "string", str():
            return len(value) >= schema.get("minLength", 0) and bool(re.search(schema.get("pattern", ""), value))
        case "array", list():
            return (
                len(value) >= schema.get("minItems", 0)
                and (len(set(map(str, value))) == len(value) or "uniqueItems" not in schema)
                and all(plainly_fits(item, schema["items"], root) for item in value)
            )
        case "object", dict():
            properties = schema.get("properties", {})
            return value.keys() >= set(schema.get("required", ())) and all(
                key in properties and plainly_fits(inner, properties[key], root) for key, inner in value.items()
            )
    return False
