"""What Datasette is told about a ledger, in the shape of its metadata (the one source is data/pages.toml)."""

import copy
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ledger.resources import data_table

LEDGER_TABLES = frozenset({"articles", "sentences", "claims", "conflicts", "rules", "ledger_info"})
"""A database that has all of these is taken for a ledger; others are left as they are."""

TABLE_CONFIG = frozenset({"hidden", "label_column", "facets", "sortable_columns", "size", "sort", "sort_desc"})
"""Keys of a table that Datasette 1.0 counts as configuration; the rest is metadata."""


@cache
def pages() -> Mapping[str, Any]:
    """The content of data/pages.toml; do not change it in place."""
    return data_table("web", "pages")


def metadata(databases: Iterable[str]) -> dict[str, Any]:
    """Datasette 0.65's metadata for the ledgers among its databases; nothing when there is none.

    Datasette merges other sources into what it is given, so each call returns a fresh copy.
    """
    said = pages()
    per_database = {"title": said["title"], "description": said["description"]}
    ledgers = {
        name: copy.deepcopy({**per_database, "tables": said["tables"], "queries": said["queries"]})
        for name in databases
    }
    return {**per_database, "databases": ledgers} if ledgers else {}


def table_config() -> dict[str, dict[str, Any]]:
    """The part of each table's description that Datasette 1.0 reads from its configuration."""
    return {
        name: {key: copy.deepcopy(value) for key, value in table.items() if key in TABLE_CONFIG}
        for name, table in pages()["tables"].items()
    }
