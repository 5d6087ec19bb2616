"""The corpus owner's settings: `[tool.ledger]` of a pyproject.toml, or a ledger.toml; FACTS_* go before both."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from ledger.claims.identity import canonical_json
from ledger.errors import ConfigError, RuleError
from ledger.resources import plainly_fits, schema_text
from ledger.rules.tuning import RuleSettings, read_own
from ledger.text.options import TextOptions, owner_patterns

ENVIRONMENT = {
    "FACTS_PATHS": "paths",
    "FACTS_DATABASE": "database",
    "FACTS_VOCABULARY": "vocabulary",
    "FACTS_DECISIONS": "decisions",
    "FACTS_DEFAULT_LANGUAGE": "default_language",
    "FACTS_FAIL_ON": "gate.fail_on",
}
"""Variables that go before the file, and the keys they set. Paths are parted as in PATH."""


class Config(NamedTuple):
    """All settings, with their defaults."""

    source: Path | None = None
    """The file they were read from; None when there is none."""
    paths: tuple[Path, ...] = ()
    """Of the articles; empty: what the command line takes for granted."""
    database: Path | None = None
    fail_on: str = "error"
    """Lowest level that the gate fails on."""
    vocabulary: Path | None = None
    """None: `vocabulary.toml` of the first folder that is built."""
    decisions: Path | None = None
    """None: `decisions.jsonl` of the first folder that is built."""
    text: TextOptions = TextOptions()
    rules: RuleSettings = RuleSettings()

    @property
    def reading(self) -> str:
        """What of the settings bears on how an article is read, as canonical JSON."""
        return canonical_json(self.text._asdict())


def load_config(paths: Sequence[Path]) -> Config:
    """The settings that hold for a corpus: from the nearest file at the first path or in a folder above it.

    What the environment sets goes before what the file sets. Raises ConfigError, naming the file and the key.
    """
    config = next((_config(file, table) for file, table in _candidates(_start(paths))), Config())
    for name, key in ENVIRONMENT.items():
        if said := os.environ.get(name):
            config = _set(config, name, key, said)
    return config


def config_lines(paths: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """Each setting that holds: its key, its value as TOML writes it, and where it is from."""
    config = load_config(paths)
    file, table = next(_candidates(_start(paths)), (None, {}))
    named = {key: name for name, key in ENVIRONMENT.items() if os.environ.get(name)}
    for key, value in _values(config).items():
        section, _, inner = key.rpartition(".")
        within = table.get(section, {}) if section else table
        origin = named.get(key) or (str(file) if inner in within else "default")
        yield key, json.dumps(value, ensure_ascii=False), origin


def _values(config: Config) -> dict[str, object]:
    """What holds, by key; what is left to the corpus folder is null."""

    def shown(path: Path | None) -> str | None:
        return None if path is None else path.as_posix()

    rules, text = config.rules, config.text
    return {
        "paths": [path.as_posix() for path in config.paths] or None,
        "database": shown(config.database),
        "vocabulary": shown(config.vocabulary),
        "decisions": shown(config.decisions),
        "default_language": text.language,
        "furniture": text.furniture,
        "limits.max_file_mb": text.max_bytes / 1_000_000,
        "limits.max_line": text.max_line,
        "gate.fail_on": config.fail_on,
        "rules.select": rules.select,
        "rules.ignore": rules.ignore,
        "rules.level": dict(rules.level),
        "rules.tolerance": dict(rules.tolerance),
        "rules.paths": sorted(rules.paths),
        "rules.own": sorted(rules.own),
    }


def _set(config: Config, name: str, key: str, said: str) -> Config:
    """The settings with one that an environment variable gives; paths are from the current folder."""
    section, _, inner = key.rpartition(".")
    parts = said.split(os.pathsep)
    value: object = [part for part in parts if part] if key == "paths" else said
    _validate(Path(name), {section: {inner: value}} if section else {inner: value})
    known: dict[str, dict[str, Any]] = {
        "paths": {"paths": tuple(Path(part) for part in parts if part)},
        "default_language": {"text": config.text._replace(language=said.lower())},
        "gate.fail_on": {"fail_on": said},
    }
    return config._replace(**known.get(key, {key: Path(said)}))


def _start(paths: Sequence[Path]) -> Path:
    return paths[0].absolute() if paths else Path.cwd()


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
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML ({error}); mend it") from error


def _config(file: Path, table: dict[str, Any]) -> Config:
    _validate(file, table)
    limits = table.get("limits", {})
    defaults = TextOptions()
    if not isfinite(limits.get("max_file_mb", 0)):
        raise ConfigError(f"{file}: limits.max_file_mb: is no size; give megabytes")
    text = TextOptions(
        furniture=tuple(table.get("furniture", ())),
        language=table.get("default_language", defaults.language).lower(),
        max_bytes=round(limits["max_file_mb"] * 1_000_000) if "max_file_mb" in limits else defaults.max_bytes,
        max_line=limits.get("max_line", defaults.max_line),
    )
    try:
        owner_patterns(text.furniture)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error
    settings = _rule_settings(file, table.get("rules", {}))
    named = {key: _below(file.parent, table[key]) for key in ("database", "vocabulary", "decisions") if key in table}
    paths = tuple(_below(file.parent, path) for path in table.get("paths", ()))
    return Config(
        file, paths, fail_on=table.get("gate", {}).get("fail_on", "error"), text=text, rules=settings, **named
    )


def _rule_settings(file: Path, table: Mapping[str, Any]) -> RuleSettings:
    try:
        own = read_own(file.parent / table["folder"]) if "folder" in table else {}
    except RuleError as error:
        raise ConfigError(f"{file}: {error}") from error
    return RuleSettings(
        tuple(table.get("select", ())),
        tuple(table.get("ignore", ())),
        table.get("level", {}),
        table.get("tolerance", {}),
        {pattern: _rule_settings(file, inner) for pattern, inner in table.get("paths", {}).items()},
        own,
    )


def _below(folder: Path, path: str) -> Path:
    """A path of a file of settings, as short as it can be told from the current folder."""
    whole, here = folder / path, Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def _validate(file: Path, table: object) -> None:
    """Raises ConfigError for the first thing the schema does not allow."""
    schema = json.loads(schema_text("config"))
    if plainly_fits(table, schema):
        return
    # Imported here because it costs more than everything else a cold start does.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    errors = list(Draft202012Validator(schema).iter_errors(table))
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
    from difflib import get_close_matches

    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean '{prefix}{nearest[0]}'?" if nearest else f"known are {', '.join(sorted(known))}"
    return f"unknown key '{prefix}{key}'; {hint}"
