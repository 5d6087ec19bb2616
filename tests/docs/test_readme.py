"""What the README shows is what a reader gets: its commands and its Python are run on seeds/ and compared.

In a ```console block a line that begins with `$ ` is a command and what follows is its output; `...` alone on
a line stands for any lines. Python stands in ```pycon blocks. Blocks in other languages are not run.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.M | re.S)


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown."""
    found = []
    for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = step.partition("\n")
        found.append((command, output))
    return found


def as_pattern(shown: str) -> str:
    lines = [r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r" *\n" for line in shown.splitlines()]
    return "".join(lines)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as the reader has it, set up with the environment of this test run."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in ("Makefile", "pyproject.toml", "facts.db"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(command: str, folder: Path) -> str:
    binaries = Path(sys.executable).parent
    environment = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "110",
        # `make run` must use this environment instead of setting up one of its own.
        "MAKEFLAGS": f"-- READY= BIN={binaries}",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
    )  # fmt: skip
    return done.stdout


def test_the_readme_has_a_session() -> None:
    assert any(command == "make run" for block in blocks("console") for command, _ in steps(block))


@pytest.mark.parametrize(
    ("command", "shown"),
    [step for block in blocks("console") for step in steps(block)],
    ids=lambda value: value[:40],
)
def test_a_command_prints_what_the_readme_shows(command: str, shown: str, checkout: Path) -> None:
    printed = run(command, checkout)
    assert re.fullmatch(as_pattern(shown), printed), f"README shows:\n{shown}\nprinted was:\n{printed}"


def test_the_python_of_the_readme_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    sessions = blocks("pycon")
    assert sessions
    test = doctest.DocTestParser().get_doctest("\n".join(sessions), {}, "README.md", "README.md", 0)
    report: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append).failed
    assert not failed, "".join(report)
