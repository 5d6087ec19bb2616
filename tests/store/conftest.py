import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# What the tests share is imported by processes of their own too, so it is a module and not a fixture.
sys.path.insert(0, str(Path(__file__).parent))

from ledger.store.connection import open_ledger


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "facts.db"


@pytest.fixture
def ledger(database: Path) -> Iterator[sqlite3.Connection]:
    connection = open_ledger(database)
    yield connection
    connection.close()
