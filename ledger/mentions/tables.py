"""The tables of words and units that travel with the package, each read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads((files("ledger.mentions") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The blank-separated words of one entry of `data/<name>.toml`, or of `words` of one of its sections."""
    entry = table(name)[section]
    return frozenset((entry if isinstance(entry, str) else entry["words"]).split())
