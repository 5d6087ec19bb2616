"""The GitHub Action and the pre-commit hooks, run as their users run them, in a repository of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from newsroom import HARBOUR, LABOUR, ROOT, Desk, Done

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository of its own, as the Action and pre-commit check it out."""
    desk = Desk(tmp_path_factory.mktemp("tool"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, desk.folder / name)
    for name in ("ledger", "schema"):
        shutil.copytree(ROOT / name, desk.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    desk.init()
    desk.commit("release")
    desk.git("tag", "v1")
    return desk.folder


class Runner:
    """As much of a GitHub runner as a composite action needs."""

    def __init__(self, action: Path, temp: Path) -> None:
        self._action = action
        self._temp = temp

    def step(self, number: int, desk: Desk, inputs: dict[str, str], event: dict[str, Any]) -> Done:
        """Run one step of the Action in a checkout. What it wrote for GitHub is in the checkout's folder."""
        given = {name: str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()} | inputs
        context = {"inputs": given, "github": {"action_path": str(self._action), "event": event}}
        step = ACTION["runs"]["steps"][number]
        names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
        own = {name: str(self._temp / name) for name in names}
        own |= {"RUNNER_TEMP": str(self._temp), "GITHUB_WORKSPACE": str(desk.folder)}
        own |= {name: evaluated(str(value), context) for name, value in step.get("env", {}).items()}
        where = desk.folder / evaluated(str(step.get("working-directory", ".")), context)
        clean = {"PATH": os.environ["PATH"], "HOME": str(self._temp), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=where, env=clean | own, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    def gate(self, desk: Desk, event: dict[str, Any], **inputs: str) -> Done:
        """The steps after the installation; the first that fails ends the run."""
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        for number in range(1, len(ACTION["runs"]["steps"])):
            done = self.step(number, desk, named, event)
            if done.returncode:
                break
        return done

    def summary(self) -> str:
        """The page of the run, which is then emptied."""
        file = self._temp / "GITHUB_STEP_SUMMARY"
        text = file.read_text(encoding="utf-8")
        file.unlink()
        return text


def evaluated(text: str, context: dict[str, Any]) -> str:
    """A value with its `${{ a.b || c.d }}` worked out."""

    def value(expression: str) -> str:
        found: Any = context
        for name in expression.strip().split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return "" if found is None else str(found)

    def chosen(match: re.Match[str]) -> str:
        return next(filter(None, map(value, match[1].split("||"))), "")

    return re.sub(r"\$\{\{(.*?)\}\}", chosen, text)


@pytest.fixture(scope="module")
def runner(tool: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the Action has installed itself."""
    made = Runner(tool, tmp_path_factory.mktemp("runner"))
    done = made.step(0, Desk(tmp_path_factory.mktemp("checkout")), {"python": sys.executable}, {})
    if done.returncode:
        if os.environ.get("CI"):
            pytest.fail(done.stderr)
        pytest.skip("the Action's dependencies could not be installed; is there a network?")
    return made


def pull_request(desk: Desk) -> dict[str, Any]:
    return {"pull_request": {"base": {"sha": desk.git("rev-parse", "main").strip()}}}


def test_the_action_fails_a_pull_request_and_says_why(contradicting: Desk, runner: Runner) -> None:
    done = runner.gate(contradicting, pull_request(contradicting), sarif="report.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=seeds/labour.md,line=7,endLine=7,col=46,")
    summary = runner.summary()
    assert "**failed: 1 error" in summary
    assert "**12.9 %**" in summary
    assert '"ruleId": "FIG1"' in contradicting.read("report.sarif")
    decided = contradicting.facts("decide", contradicting.conflict(), "--verdict", "b_wrong", "--reason", "a slip")
    assert decided.returncode == 0, decided.stderr
    contradicting.commit()
    done = runner.gate(contradicting, pull_request(contradicting))
    assert (done.returncode, done.stdout) == (0, "")
    assert "**passed: " in runner.summary()


def test_the_action_after_a_push(contradicting: Desk, runner: Runner) -> None:
    before = contradicting.git("rev-parse", "HEAD^").strip()
    assert runner.gate(contradicting, {"before": before}).returncode == 1
    assert runner.gate(contradicting, {"before": "0" * 40}).returncode == 0
    assert runner.gate(contradicting, {"before": "0" * 40}, all="true").returncode == 1
    assert runner.gate(contradicting, {"before": before}, fail_on="never").returncode == 0


def test_the_action_builds_a_ledger_that_is_not_committed(contradicting: Desk, runner: Runner) -> None:
    contradicting.git("rm", "--quiet", "facts.db")
    contradicting.commit()
    done = runner.gate(contradicting, pull_request(contradicting), paths="seeds\n\n", database="built.db")
    assert done.returncode == 1
    assert "out_of_step" not in done.stdout


def test_the_action_in_a_folder_of_the_repository(contradicting: Desk, runner: Runner) -> None:
    contradicting.git("switch", "--quiet", "main")
    inner = Desk(contradicting.folder / "desks" / "north")
    inner.write("our articles/harbour.md", HARBOUR)
    inner.commit()
    inner.write("our articles/labour.md", LABOUR)
    inner.write("more/labour.md", LABOUR.replace("12.9 %", "17.9 %"))
    contradicting.git("switch", "--quiet", "--create", "inner")
    inner.commit()
    place = {"working_directory": "desks/north", "paths": "our articles/labour.md\nour articles"}
    done = runner.gate(contradicting, pull_request(contradicting), database="here.db", **place)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=desks/north/our articles/labour.md,line=7,")


def test_the_action_says_what_is_wrong_with_its_input(desk: Desk, runner: Runner) -> None:
    done = runner.gate(desk, {}, since="no-such")
    assert done.returncode == 2
    assert "--since no-such: no such commit" in done.stderr


def pre_commit(desk: Desk, home: Path, *arguments: str) -> Done:
    return desk.run(sys.executable, "-m", "pre_commit", *arguments, PRE_COMMIT_HOME=str(home))


@pytest.fixture(scope="module")
def home(tool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hooks."""
    home = tmp_path_factory.mktemp("pre-commit")
    desk = Desk(tmp_path_factory.mktemp("first"))
    desk.init()
    configure(desk, tool)
    done = pre_commit(desk, home, "install-hooks")
    if done.returncode:
        if os.environ.get("CI"):
            pytest.fail(done.stdout + done.stderr)
        pytest.skip("the hooks could not be installed; is there a network?")
    return home


def configure(desk: Desk, tool: Path) -> None:
    hooks = [{"id": "facts-build"}, {"id": "facts-gate"}]
    config = {"repos": [{"repo": str(tool), "rev": "v1", "hooks": hooks}]}
    desk.write(".pre-commit-config.yaml", yaml.safe_dump(config))


def test_the_hooks_keep_a_contradiction_out_of_a_commit(desk: Desk, tool: Path, home: Path) -> None:
    configure(desk, tool)
    desk.commit()
    assert pre_commit(desk, home, "install").returncode == 0
    environment = {"PRE_COMMIT_HOME": str(home)}
    desk.write("seeds/labour.md", LABOUR)
    desk.git("add", "--all")
    first = desk.run("git", "commit", "--message", "labour", **environment)
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stderr
    assert "»12.9 %«" in first.stderr
    desk.git("add", "--all")
    second = desk.run("git", "commit", "--message", "labour", **environment)
    assert second.returncode == 1
    assert "files were modified" not in second.stderr
    (conflict,) = set(re.findall(r"facts decide (\S+)", second.stderr))
    assert desk.facts("decide", conflict, "--verdict", "b_wrong", "--reason", "a slip").returncode == 0
    desk.git("add", "--all")
    third = desk.run("git", "commit", "--message", "labour", **environment)
    assert third.returncode == 0, third.stderr
