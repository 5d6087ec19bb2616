"""The corpus owner's settings: `[tool.ledger]` of a pyproject.toml, or a ledger.toml."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ledger.claims.identity import canonical_json
from ledger.errors import ConfigError
from ledger.resources import schema_text
from ledger.text.options import TextOptions, owner_patterns


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Which rules speak, and how loud. Keys and codes may be the beginning of a code: `FIG`."""

    select: tuple[str, ...] = ()
    """Empty for all."""
    ignore: tuple[str, ...] = ()
    level: Mapping[str, str] = field(default_factory=dict)
    tolerance: Mapping[str, float] = field(default_factory=dict)
    """Relative difference a rule passes over."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, with their defaults."""

    source: Path | None = None
    """The file they were read from; None when there is none."""
    vocabulary: Path | None = None
    """None: `vocabulary.toml` of the first folder that is built."""
    decisions: Path | None = None
    """None: `decisions.jsonl` of the first folder that is built."""
    text: TextOptions = field(default_factory=TextOptions)
    rules: RuleSettings = field(default_factory=RuleSettings)

    @property
    def reading(self) -> str:
        """What of the settings bears on how an article is read, as canonical JSON."""
        return canonical_json({name: getattr(self.text, name) for name in TextOptions.__slots__})


def load_config(paths: Sequence[Path]) -> Config:
    """The settings that hold for a corpus: from the nearest file at the first path or in a folder above it.

    Raises ConfigError, naming the file and the key.
    """
    start = paths[0].absolute() if paths else Path.cwd()
    for file, table in _candidates(start):
        return _config(file, table)
    return Config()


def corpus_file(configured: Path | None, paths: Sequence[Path], name: str) -> Path | None:
    """A file that belongs to the corpus: as configured, else `name` in the first path that is a folder."""
    return configured or next((path / name for path in paths if path.is_dir()), None)


def _candidates(start: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Files with settings, nearest first; beside each other, ledger.toml goes before pyproject.toml."""
    for folder in (start, *start.parents):
        own, shared = folder / "ledger.toml", folder / "pyproject.toml"
        if own.is_file():
            yield own, _toml(own)
        if shared.is_file():
            tool = _toml(shared).get("tool", {})
            if "ledger" in tool:
                yield shared, tool["ledger"]


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML ({error}); mend it") from error


def _config(file: Path, table: dict[str, Any]) -> Config:
    _validate(file, table)
    limits = table.get("limits", {})
    defaults = TextOptions()
    text = TextOptions(
        furniture=tuple(table.get("furniture", ())),
        language=table.get("default_language", defaults.language),
        max_bytes=round(limits["max_file_mb"] * 1_000_000) if "max_file_mb" in limits else defaults.max_bytes,
        max_line=limits.get("max_line", defaults.max_line),
    )
    try:
        owner_patterns(text.furniture)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error
    rules = table.get("rules", {})
    settings = RuleSettings(
        select=tuple(rules.get("select", ())),
        ignore=tuple(rules.get("ignore", ())),
        level=rules.get("level", {}),
        tolerance=rules.get("tolerance", {}),
    )
    named = {key: file.parent / table[key] for key in ("vocabulary", "decisions") if key in table}
    return Config(file, text=text, rules=settings, **named)


def _validate(file: Path, table: object) -> None:
    """Raises ConfigError for the first thing the schema does not allow."""
    # Imported here because it costs more than everything else a cold start does.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    errors = list(Draft202012Validator(json.loads(schema_text("config"))).iter_errors(table))
    unknown = [error for error in errors if error.validator == "additionalProperties"]
    error = unknown[0] if unknown else best_match(errors)
    if error is None:
        return
    where = ".".join(map(str, error.absolute_path))
    if unknown:
        raise ConfigError(f"{file}: {_unknown_key(where, error.instance, error.schema['properties'])}")
    raise ConfigError(f"{file}: {where}: {error.message}" if where else f"{file}: {error.message}")


def _unknown_key(where: str, table: Mapping[str, object], known: Mapping[str, object]) -> str:
    key = next(key for key in table if key not in known)
    prefix = f"{where}." if where else ""
    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean '{prefix}{nearest[0]}'?" if nearest else f"known are {', '.join(sorted(known))}"
    return f"unknown key '{prefix}{key}'; {hint}"
