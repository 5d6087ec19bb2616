"""What holds for every test."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ledger.store.connection import open_ledger

# A timing never fails a test: the first example pays for the tables it loads, and a busy machine for the rest.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of no articles, to be copied: making its tables takes longer than most tests do."""
    path = tmp_path_factory.mktemp("empty") / "facts.db"
    open_ledger(path).close()
    return path


@pytest.fixture
def ledger(empty_ledger: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger of no articles."""
    connection = open_ledger(Path(shutil.copy(empty_ledger, tmp_path)))
    connection.execute("PRAGMA synchronous = OFF")  # it need not outlive the test
    yield connection
    connection.close()
