"""The wheel, alone in an empty environment, does the main job: build, check, rules, serve."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "tests" / "market"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network from a copy: what lies around in the checkout must not get in."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    for name in ("ledger", "schema"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(source)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def facts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `facts` command of an environment that holds the wheel and what it declares, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-compile", wheel]
    done = subprocess.run(install, check=False, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        if os.environ.get("CI"):
            pytest.fail(done.stderr)
        pytest.skip("the wheel's dependencies could not be installed; is there a network?")
    return folder / "bin" / "facts"


@pytest.fixture(scope="module")
def folder(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with three articles and the ledger that the installed command made of them."""
    folder = tmp_path_factory.mktemp("work")
    shutil.copytree(CORPUS, folder / "seeds")
    built = run(facts, "build", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


def run(facts: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [facts, *arguments], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )


@contextmanager
def served(facts: Path, cwd: Path) -> Iterator[str]:
    """The address of `facts serve` while it runs."""
    process = subprocess.Popen(
        [facts, "serve", "--port", "0"], cwd=cwd, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stderr
        said = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\S*", said)
        assert address, said
        yield address[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_everything_a_reader_of_files_needs_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    packaged = {p for p in (ROOT / "ledger").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    expected = {p.relative_to(ROOT).as_posix() for p in packaged}
    expected |= {f"ledger/schema/{p.name}" for p in (ROOT / "schema").iterdir()}
    assert expected - inside == set()
    for kind in (".sql", ".toml", ".schema.json", "py.typed"):
        assert any(name.endswith(kind) for name in inside), kind


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ledger"}


def test_it_builds_and_checks(facts: Path, folder: Path) -> None:
    checked = run(facts, "check", cwd=folder)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "FIG1" in checked.stdout
    assert "12.4 per cent" in checked.stdout
    assert "12.9 per cent" in checked.stdout


def test_it_knows_its_rules(facts: Path, folder: Path) -> None:
    listed = run(facts, "rules", cwd=folder)
    assert listed.returncode == 0, listed.stderr
    assert "FIG1" in listed.stdout
    assert run(facts, "rules", "FIG1", cwd=folder).stdout


def test_it_serves_the_described_ledger(facts: Path, folder: Path) -> None:
    with served(facts, folder) as address:
        page = urllib.request.urlopen(address, timeout=30).read().decode()
        assert "Open conflicts, with both sentences" in page
        conflicts = urllib.request.urlopen(f"{address}/open_conflicts", timeout=30).read().decode()
    assert "12.4 per cent" in conflicts
    assert "12.9 per cent" in conflicts
