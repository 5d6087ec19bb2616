import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Small ledgers are made as for the tests of comparing.
sys.path.insert(0, str(Path(__file__).parents[1] / "compare"))
sys.path.insert(0, str(Path(__file__).parent))

from ledger.store.connection import open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_ledger(tmp_path / "facts.db")
    yield connection
    connection.close()
