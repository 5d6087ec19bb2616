"""The tables of words and units that travel with the package, each read once."""

from functools import cache
from typing import Any

from ledger.resources import data_table


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return data_table("mentions", name)


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The blank-separated words of one entry of `data/<name>.toml`, or of `words` of one of its sections."""
    entry = table(name)[section]
    return frozenset((entry if isinstance(entry, str) else entry["words"]).split())
