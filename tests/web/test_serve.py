"""`facts serve`: a real server on this machine, and what it says when it cannot start."""

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ledger.errors import StoreError
from ledger.web.serve import serve


def test_the_ledger_is_served_on_this_machine(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    page = urllib.request.urlopen(address, timeout=30).read().decode()
    assert "Open conflicts, with both sentences" in page


def test_a_missing_ledger_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"facts\.db: .*facts build"):
        serve(tmp_path / "facts.db", 0)


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "facts.db").write_text("no database at all, only words in a file")
    with pytest.raises(StoreError, match="not an SQLite database"):
        serve(tmp_path / "facts.db", 0)


def test_a_port_in_use_is_told(ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=rf"port {port} cannot be used .*--port"):
            serve(ledger, port)


def test_a_browser_shows_a_script_of_an_article_as_text(address: str, chromium: str, tmp_path: Path) -> None:
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}",
        "--virtual-time-budget=5000", "--dump-dom", f"{address}/articles/letters",
    ]  # fmt: skip
    page = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120).stdout
    title = re.search(r"<title>(.*?)</title>", page, flags=re.S)
    assert title
    assert title[1].strip() not in {"title", "body"}
    assert '&lt;script&gt;document.title = "body"' in page


def test_the_link_that_is_printed_signs_in_once(ledger: Path) -> None:
    command = [sys.executable, "-m", "ledger.cli", "serve", "-d", str(ledger), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stderr
        said = process.stderr.readline() + process.stderr.readline()
        found = re.search(r"sign in with (\S+) and go on to (\S+)", said)
        assert found, said
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert 'name="verdict"' not in browser.open(found[2], timeout=30).read().decode()
        browser.open(found[1], timeout=30)
        assert 'name="verdict"' in browser.open(found[2], timeout=30).read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(found[1], timeout=30)
    finally:
        process.terminate()
        process.communicate(timeout=20)
