"""The corpus owner's vocabulary: what articles do not say, loaded from TOML and written into the ledger's tables.

It changes which claims are compared, never what a claim states. Without a file the tables stay empty, and names that
look alike are different names.
"""

import json
import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger.errors import ConfigError
from ledger.resources import schema_text

FILE_NAME = "vocabulary.toml"
SOURCE = "vocabulary"

Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The rows of the four tables, in the order of the file."""

    places: tuple[Row, ...] = ()
    """name, kind, former (0 or 1), within; a place that belonged to former units has a row for each of them."""
    programmes: tuple[Row, ...] = ()
    """name, part_of"""
    aliases: tuple[Row, ...] = ()
    """kind (place, programme or term), alias, name"""
    references: tuple[Row, ...] = ()
    """measure, unit, place, period, value, max_yearly_change, source"""


def load_vocabulary(file: Path | None) -> Vocabulary:
    """Reads and checks a vocabulary; an empty one for None. Raises ConfigError, naming the file and the entry."""
    if file is None:
        return Vocabulary()
    if file.exists() and not file.is_file():
        raise ConfigError(f"{file}: is no regular file; a vocabulary is one")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{file}: no such vocabulary; check the path, or leave it out") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML ({error}); mend it") from error
    _validate(file, data)
    return Vocabulary(_places(data), _programmes(data), _aliases(data), _references(data))


def write_vocabulary(connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
    """Replaces what the ledger knows from a vocabulary; what articles state stays. The caller holds the transaction."""
    for table in ("places", "programmes", "reference_figures"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM aliases WHERE article_id IS NULL")
    connection.executemany(
        f"INSERT INTO places (name, kind, former, within, source) VALUES (?, ?, ?, ?, '{SOURCE}')", vocabulary.places
    )
    connection.executemany(
        f"INSERT INTO programmes (name, part_of, source) VALUES (?, ?, '{SOURCE}')", vocabulary.programmes
    )
    connection.executemany("INSERT INTO aliases (kind, alias, name) VALUES (?, ?, ?)", vocabulary.aliases)
    connection.executemany(
        "INSERT INTO reference_figures (measure, unit, place, period, value, max_yearly_change, source)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        vocabulary.references,
    )


def stored_vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    """The vocabulary that a ledger was built with."""

    def rows(columns: str, table: str) -> tuple[Row, ...]:
        return tuple(connection.execute(f"SELECT {columns} FROM {table} ORDER BY id"))

    return Vocabulary(
        places=rows("name, kind, former, within", "places"),
        programmes=rows("name, part_of", "programmes"),
        aliases=rows("kind, alias, name", "(SELECT * FROM aliases WHERE article_id IS NULL)"),
        references=rows("measure, unit, place, period, value, max_yearly_change, source", "reference_figures"),
    )


def _validate(file: Path, data: Mapping[str, Any]) -> None:
    # Imported here because only a build with a vocabulary needs it, and it costs more than everything else.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(json.loads(schema_text("vocabulary"))).iter_errors(data))
    if error is not None:
        path = list(error.absolute_path)
        where = f"{path[0]} {int(path[1]) + 1}" if len(path) > 1 else ".".join(map(str, path))
        name = data[path[0]][path[1]].get("name") if len(path) > 1 else None
        where += f" ('{name}')" if name else ""
        raise ConfigError(f"{file}: {where}: {error.message}" if where else f"{file}: {error.message}")


def _label(place: Mapping[str, Any]) -> str:
    """How other entries name a place: 'Orsa commune', 'Orsa district (former)'."""
    own = f"{place['name']} {place['kind']}" if "kind" in place else str(place["name"])
    return f"{own} (former)" if place.get("former") else own


def _places(data: Mapping[str, Any]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for place in data.get("places", ()):
        own = place["name"], place.get("kind"), int(place.get("former", False))
        rows.append((*own, place.get("within")))
        rows.extend((*own, former) for former in place.get("formerly", ()))
    return tuple(rows)


def _programmes(data: Mapping[str, Any]) -> tuple[Row, ...]:
    return tuple((entry["name"], entry.get("part_of")) for entry in data.get("programmes", ()))


def _aliases(data: Mapping[str, Any]) -> tuple[Row, ...]:
    named = [
        *(("place", _label(entry), entry) for entry in data.get("places", ())),
        *(("programme", entry["name"], entry) for entry in data.get("programmes", ())),
        *(("term", entry["name"], entry) for entry in data.get("aliases", ())),
    ]
    return tuple((kind, alias, name) for kind, name, entry in named for alias in entry.get("aliases", ()))


def _references(data: Mapping[str, Any]) -> tuple[Row, ...]:
    columns = ("measure", "unit", "place", "period", "value", "max_yearly_change", "source")
    entries = (*data.get("references", ()), *data.get("bounds", ()))
    return tuple(tuple(entry.get(column) for column in columns) for entry in entries)
