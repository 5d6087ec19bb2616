"""A newsroom's repository: a folder of articles, its ledger, and git."""

import os
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from ledger.cli import main

ROOT = Path(__file__).parents[2]

HARBOUR = """---
title: Harbour accounts
published: 2025-02-01
---
The harbour office published its yearly accounts on Monday.

The unemployment rate in Norham district was 12.4 % in 2024. The council spent EUR 4.2 million on roads in 2024.

Norham district counted 3,412 households in 2023.
"""
LABOUR = """---
title: Labour report
published: 2025-03-01
---
Officials spoke at length about the winter.

The unemployment rate in Norham district was 12.9 % in 2024.
"""


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Desk:
    """What somebody at a newsroom does in their repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def facts(self, *arguments: str, **environment: str) -> Done:
        """The command, in this process: starting Python hundreds of times would take minutes."""
        with chdir(self.folder):
            done = CliRunner().invoke(main, list(arguments), env=environment, prog_name="facts")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    def facts_process(self, *arguments: str, **environment: str) -> Done:
        """The command in a process of its own, as it is typed."""
        return self.run(sys.executable, "-m", "ledger.cli", *arguments, PYTHONPATH=str(ROOT), **environment)

    def gate(self, *arguments: str) -> Done:
        return self.facts("gate", *arguments)

    def build(self) -> None:
        done = self.facts("build")
        assert done.returncode == 0, done.stderr

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *command: str, **environment: str) -> Done:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "FACTS_"))}
        done = subprocess.run(
            command, cwd=self.folder, env={**kept, **environment}, capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=120,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    def write(self, name: str, text: str, newline: str = "\n") -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.replace("\n", newline).encode())
        return file

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self, message: str = "work") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def conflict(self) -> str:
        """The id of the one conflict that the gate shows."""
        (found,) = [line for line in self.gate("--since", "main").stdout.splitlines() if line.startswith("  id ")]
        return found.split()[1]

    def claims_by_paragraph(self, article: str) -> list[int]:
        """How many claims the ledger has of each paragraph that has any."""
        query = (
            "SELECT count(*) FROM claims c JOIN sentences s ON s.id = c.sentence_id"
            " WHERE c.article_id = ? GROUP BY s.paragraph ORDER BY s.paragraph"
        )
        with closing(sqlite3.connect(self.folder / "facts.db")) as connection:
            return [count for (count,) in connection.execute(query, [article])]

    def init(self) -> None:
        self.git("init", "--quiet", "--initial-branch", "main")
        self.git("config", "user.email", "desk@example.org")
        self.git("config", "user.name", "Desk")
        self.git("config", "core.autocrlf", "false")
