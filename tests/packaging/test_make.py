"""`make` and `.ci/run` keep their promises, tried with stand-ins for the commands they call."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what `make` and `.ci/run` need, and a folder `bin` for stand-ins that is first on the PATH."""
    for name in ("Makefile", "pyproject.toml", ".ci/run"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    return tmp_path


def stand_in(file: Path, script: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": f"{checkout}/bin{os.pathsep}{os.environ['PATH']}", "HOME": str(checkout)}
    return subprocess.run(command, cwd=checkout, env=clean, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("check_exits", "make_exits"), [(0, 0), (1, 0), (2, 2), (70, 2)])
def test_make_run_ends_well_with_open_conflicts_only(checkout: Path, check_exits: int, make_exits: int) -> None:
    stand_in(checkout / "bin" / "facts", f'echo "$@"; if [ "$1" = check ]; then exit {check_exits}; fi')
    done = run(checkout, "make", "run", "READY=", "BIN=bin")
    assert done.returncode == make_exits
    assert done.stdout.splitlines()[:2] == ["build seeds -d facts.db", "check -d facts.db"]
    assert ("make serve" in done.stdout) == (make_exits == 0)


def test_make_run_stops_when_the_build_fails(checkout: Path) -> None:
    stand_in(checkout / "bin" / "facts", 'echo "$1"; exit 2')
    done = run(checkout, "make", "run", "READY=", "BIN=bin")
    assert done.returncode == 2
    assert done.stdout == "build\n"


def test_a_python_that_is_too_old_is_told(checkout: Path) -> None:
    stand_in(checkout / "bin" / "python3.4", "exit 1")
    done = run(checkout, "make", "run", "PYTHON=python3.4")
    assert done.returncode == 2
    assert "no Python 3.11 or newer with venv found at PYTHON=python3.4" in done.stderr
    assert not (checkout / ".venv").exists()


def test_make_help_lists_every_target(checkout: Path) -> None:
    listed = run(checkout, "make").stdout
    for target in ("run", "serve", "test", "lint", "types", "imports", "tests", "docs", "clean", "format"):
        assert f"make {target} " in listed


@pytest.fixture
def ci(checkout: Path) -> Path:
    """A checkout whose `make` and `facts` are stand-ins; `facts digest` prints the content of the database."""
    for name in ("chromium", "make"):
        stand_in(checkout / "bin" / name, f'echo "{name} $* CI=$CI browser=$FACTS_REQUIRE_BROWSER"')
    stand_in(
        checkout / ".venv" / "bin" / "facts",
        'while [ "$1" != -d ]; do command="$command $1"; shift; done\n'
        'case "$command" in " build seeds") echo built > "$2" ;; " digest") cat "$2" ;; '
        '" gate seeds") echo "gated $2" ;; *) exit 2 ;; esac',
    )
    return checkout


def test_ci_tests_and_accepts_a_ledger_in_step(ci: Path) -> None:
    (ci / "facts.db").write_text("built\n")
    done = run(ci, ".ci/run")
    assert done.returncode == 0, done.stderr
    assert "make test CI=true browser=1" in done.stdout
    assert done.stdout.endswith("gated facts.db\n")
    assert (ci / "facts.db").read_text() == "built\n"


def test_ci_refuses_a_ledger_out_of_step(ci: Path) -> None:
    (ci / "facts.db").write_text("other\n")
    done = run(ci, ".ci/run")
    assert done.returncode == 1
    assert "out of step" in done.stderr
    assert "other" in done.stderr


def test_ci_fails_with_the_tests(ci: Path) -> None:
    (ci / "facts.db").write_text("built\n")
    stand_in(ci / "bin" / "make", "exit 2")
    assert run(ci, ".ci/run").returncode == 2
