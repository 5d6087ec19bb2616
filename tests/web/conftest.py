"""A real ledger of three tiny articles, and Datasette on it: in process, and as the command serves it."""

import asyncio
import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from ledger.cli import main

CORPUS = Path(__file__).parent.parent / "market"


class Loop:
    """An event loop on a thread of its own: a browser driven by Playwright keeps one running on the tests' thread."""

    def __enter__(self) -> "Loop":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """What the coroutine returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=300)

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass(frozen=True)
class Browse:
    """A Datasette in process, asked like a server."""

    datasette: Any
    runner: Loop

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


@pytest.fixture(scope="session", autouse=True)
def _nothing_printed() -> Iterator[None]:
    """With rich, Datasette prints all it knows where a page is not there, which takes it a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("datasette.handle_exception.rich", None)
        yield


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
    with Loop() as runner:
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


@dataclass(frozen=True)
class Desk:
    """A ledger of its own in Datasette, and people who read its pages and send its forms."""

    database: Path
    datasette: Any
    runner: Loop

    @property
    def decisions(self) -> Path:
        """The file of decisions of its corpus."""
        return self.database.parent / "seeds" / "decisions.jsonl"

    def cookies(self, who: str | None) -> dict[str, str]:
        """Those of somebody who signed in; of nobody, none."""
        return {"ds_actor": self.datasette.sign({"a": {"id": who}}, "actor")} if who else {}

    def get(self, path: str, who: str | None = None) -> Any:
        """The response to a request of somebody."""
        return self.runner.run(self.datasette.client.get(path, cookies=self.cookies(who)))

    def post(self, path: str, who: str | None = None, **fields: Any) -> Any:
        """Sends a form of a page as a browser does: with the page's cookies and hidden fields."""
        page = self.get(path, who)
        cookies = self.cookies(who) | dict(page.cookies)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))
        data = {"reason": "Asked the office.", **hidden, **fields}
        return self.runner.run(self.datasette.client.post(path, data=data, cookies=cookies))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the file itself says."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def conflict(self, level: str = "error") -> str:
        """The path of the page of a conflict of that level."""
        ((id,),) = self.rows(f"SELECT id FROM conflicts WHERE level = '{level}'")
        return f"/facts/-/review/{id}"


@pytest.fixture
def own(ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger with its corpus, to decide in."""
    folder = tmp_path / "desk"
    shutil.copytree(ledger.parent / "seeds", folder / "seeds")
    built = CliRunner().invoke(main, ["build", str(folder / "seeds"), "-d", str(folder / "facts.db")])
    assert built.exit_code == 0, built.output
    return folder / "facts.db"


@pytest.fixture
def open_desk(own: Path) -> Iterator[Callable[..., Desk]]:
    """Opens the copy in Datasette, with whatever Datasette takes."""
    with Loop() as runner:

        def opened(immutable: bool = False, **settings: Any) -> Desk:
            named = {"immutables": [str(own)]} if immutable else {"files": [str(own)]}
            datasette = Datasette(**{"files": [], **named}, **settings)
            datasette.root_enabled = True
            return Desk(own, datasette, runner)

        yield opened


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """The copy in Datasette, where root may decide."""
    return open_desk()
