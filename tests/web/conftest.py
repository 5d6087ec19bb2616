"""A real ledger of three tiny articles, and Datasette on it: in process, and as the command serves it."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from ledger.cli import main

CORPUS = Path(__file__).parent.parent / "market"


@dataclass(frozen=True)
class Browse:
    """A Datasette in process, asked like a server."""

    datasette: Any
    runner: asyncio.Runner

    def get(self, path: str) -> Any:
        """The response to a request; it must be a page."""
        response = self.runner.run(self.datasette.client.get(path, follow_redirects=True))
        assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:500]}"
        return response

    def rows(self, path: str) -> list[dict[str, Any]]:
        """The rows of a table or query page, given without parameters or with them."""
        name, _, parameters = path.partition("?")
        found: list[dict[str, Any]] = self.get(f"{name}.json?_shape=array&{parameters}").json()
        return found


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """facts.db of the three articles in tests/market."""
    folder = tmp_path_factory.mktemp("ledger")
    shutil.copytree(CORPUS, folder / "seeds")
    database = folder / "facts.db"
    built = CliRunner().invoke(main, ["build", str(folder / "seeds"), "-d", str(database)])
    assert built.exit_code == 0, built.output
    return database


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[..., Browse]]:
    """Opens databases in Datasette, with whatever Datasette takes, and closes its event loop afterwards."""
    with asyncio.Runner() as runner:
        yield lambda *databases, **settings: Browse(Datasette([str(d) for d in databases], **settings), runner)


@pytest.fixture(scope="module")
def browse(opened: Callable[..., Browse], ledger: Path) -> Browse:
    """Datasette on the ledger."""
    return opened(ledger)


@pytest.fixture(scope="module")
def address(ledger: Path) -> Iterator[str]:
    """Where `facts serve` shows the ledger while the tests run."""
    command = [sys.executable, "-m", "ledger.cli", "serve", "-d", str(ledger), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stderr
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", said)
        assert found, said
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's command. Without one its tests skip, unless FACTS_REQUIRE_BROWSER says that they must run."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("FACTS_REQUIRE_BROWSER"):
        pytest.fail("no chromium found, and FACTS_REQUIRE_BROWSER is set")
    pytest.skip("no chromium found (on Debian: apt-get install chromium)")
