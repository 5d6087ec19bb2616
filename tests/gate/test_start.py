"""A new corpus, its settings and where they are from, watching, and the example for GitLab."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from newsroom import HARBOUR, LABOUR, ROOT, Desk

from ledger.config import ENVIRONMENT
from ledger.gate.watch import saved_articles


def settings(desk: Desk, *arguments: str, **environment: str) -> dict[str, tuple[str, str]]:
    """Key to value and origin."""
    done = desk.facts("config", *arguments, **environment)
    assert done.returncode == 0, done.stderr
    lines = [line.partition(" = ") for line in done.stdout.splitlines()]
    return {key: tuple(rest.rsplit("  # ", 1)) for key, _, rest in lines}  # type: ignore[misc]


def test_init_makes_a_corpus_that_works(bare_desk: Desk) -> None:
    done = bare_desk.facts("init")
    assert done.returncode == 0
    files = done.stdout.splitlines()
    assert files == ["seeds/vocabulary.toml", "ledger.toml", ".github/workflows/facts.yml"]
    assert all((bare_desk.folder / file).is_file() for file in files)
    assert "Put articles (.md, .txt, .html) into seeds." in done.stderr
    bare_desk.write("seeds/harbour.md", HARBOUR)
    bare_desk.build()
    bare_desk.init()
    assert bare_desk.gate().returncode == 0
    bare_desk.commit()
    bare_desk.write("seeds/labour.md", LABOUR)
    assert bare_desk.gate().returncode == 1


def test_what_init_suggests_is_valid(bare_desk: Desk) -> None:
    bare_desk.facts("init")
    template = bare_desk.read("seeds/vocabulary.toml")
    meant = "\n".join(
        line.removeprefix("# ") for line in template.splitlines() if line.startswith("# [[") or " = " in line
    )
    bare_desk.write("seeds/vocabulary.toml", f"{meant}\n")
    bare_desk.write("seeds/harbour.md", HARBOUR)
    bare_desk.build()


def test_init_takes_nothing_away(bare_desk: Desk) -> None:
    bare_desk.write("ledger.toml", "[gate]\nfail_on = 'never'\n")
    done = bare_desk.facts("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ledger.toml: exists already; choose an empty folder, or remove it" in done.stderr
    assert sorted(path.name for path in bare_desk.folder.iterdir()) == ["ledger.toml"]
    assert bare_desk.facts("init", "new/corpus").returncode == 0
    assert (bare_desk.folder / "new/corpus/seeds/vocabulary.toml").is_file()


def test_the_workflow_of_init_gates_a_pull_request(contradicting: Desk) -> None:
    contradicting.facts("init", "new")
    workflow = yaml.safe_load(contradicting.read("new/.github/workflows/facts.yml"))
    checkout, _, install, gate = workflow["jobs"]["gate"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert install["run"].startswith('pip install "fact-ledger>=')
    base = contradicting.git("rev-parse", "main").strip()
    done = typed(contradicting, gate["run"], BASE=base, GITHUB_STEP_SUMMARY="summary")
    assert done.returncode == 1
    assert "::error file=seeds/labour.md,line=7," in done.stdout
    assert contradicting.read("summary").startswith("<!-- fact-ledger -->")


def test_the_example_for_gitlab(contradicting: Desk) -> None:
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))["facts-gate"]
    base = contradicting.git("rev-parse", "main").strip()
    done = typed(contradicting, job["script"][-1], CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1
    assert "<testsuites" in contradicting.read(job["artifacts"]["reports"]["junit"])


def typed(desk: Desk, line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A line of a script, `facts` being the command of this checkout."""
    facts = f'facts() {{ "{sys.executable}" -m ledger.cli "$@"; }}'
    return desk.run("bash", "-ec", f"{facts}\n{line}", PYTHONPATH=str(ROOT), **environment)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("action.yml", "vendor.github-actions"),
        ("docs/ci/gitlab-ci.yml", "vendor.gitlab-ci"),
        ("ledger/templates/workflow.yml", "vendor.github-workflows"),
    ],
)
def test_files_for_ci_fit_their_schemas(file: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_config_tells_what_holds_and_where_from(desk: Desk) -> None:
    assert {origin for _, origin in settings(desk).values()} == {"default"}
    file = desk.write("ledger.toml", 'database = "other.db"\ndefault_language = "fr"\n[gate]\nfail_on = "warning"\n')
    found = settings(desk, FACTS_DEFAULT_LANGUAGE="de")
    assert found["default_language"] == ('"de"', "FACTS_DEFAULT_LANGUAGE")
    assert found["database"] == ('"other.db"', str(file))
    assert found["gate.fail_on"] == ('"warning"', str(file))
    assert found["limits.max_line"][1] == "default"


def test_every_variable_is_told(desk: Desk) -> None:
    help_text = desk.facts("config", "--help").stdout
    for name, key in ENVIRONMENT.items():
        assert name in help_text
        value = {"default_language": "de", "gate.fail_on": "never"}.get(key, "x")
        assert settings(desk, **{name: value})[key][1] == name


def test_an_option_goes_before_the_environment_and_that_before_the_file(desk: Desk) -> None:
    desk.write("seeds/labour.md", LABOUR)
    desk.build()
    desk.write("ledger.toml", "[gate]\nfail_on = 'never'\n")
    assert desk.gate().returncode == 0
    assert desk.facts("gate", FACTS_FAIL_ON="error").returncode == 1
    assert desk.facts("gate", "--fail-on", "never", FACTS_FAIL_ON="error").returncode == 0
    (desk.folder / "facts.db").rename(desk.folder / "moved.db")
    assert desk.gate().returncode == 2
    assert desk.facts("gate", FACTS_DATABASE="moved.db").returncode == 0
    desk.write("ledger.toml", "database = 'moved.db'\n")
    assert desk.gate().returncode == 1
    assert desk.gate("-d", "no.db").returncode == 2


def test_paths_of_the_settings(desk: Desk) -> None:
    (desk.folder / "seeds").rename(desk.folder / "texts")
    desk.write("ledger.toml", "paths = ['texts']\n")
    desk.build()
    desk.commit()
    desk.write("texts/labour.md", LABOUR)
    done = desk.gate()
    assert done.returncode == 1
    assert "texts/labour.md:7:46" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[gate]\nfail-on = 'error'", "unknown key 'gate.fail-on'; did you mean 'gate.fail_on'?"),
        ("[gate]\nfail_on = 'note'", "gate.fail_on: 'note' is not one of"),
        ("path = ['seeds']", "unknown key 'path'; did you mean 'paths'?"),
        ("paths = []", "paths: "),
    ],
)
def test_a_mistake_in_the_settings(desk: Desk, text: str, told: str) -> None:
    desk.write("ledger.toml", text)
    done = desk.gate()
    assert done.returncode == 2
    assert told in done.stderr


def test_a_mistake_in_the_environment(desk: Desk) -> None:
    done = desk.facts("gate", FACTS_FAIL_ON="loud")
    assert done.returncode == 2
    assert "FACTS_FAIL_ON: gate.fail_on: 'loud' is not one of" in done.stderr


def test_saved_articles_are_seen_once_they_rest(desk: Desk) -> None:
    looks = saved_articles([desk.folder / "seeds"], wait=lambda seconds: None)
    assert next(looks) == ()
    file = desk.write("seeds/labour.md", LABOUR)
    assert [next(looks), next(looks), next(looks)] == [(), (file,), ()]
    desk.write("seeds/labour.md", LABOUR + "More.\n")
    assert next(looks) == ()
    desk.write("seeds/labour.md", LABOUR + "More and more.\n")
    assert [next(looks), next(looks), next(looks)] == [(), (file,), ()]
    file.unlink()
    assert [next(looks), next(looks)] == [(), ()]
    desk.write("seeds/labour.md", LABOUR)
    assert [next(looks), next(looks)] == [(), (file,)]
    desk.write("seeds/notes.csv", "a,b")
    assert [next(looks), next(looks)] == [(), ()]


def test_watch_checks_what_is_saved(desk: Desk, tmp_path: Path) -> None:
    printed = tmp_path / "printed"
    # A job in the background would ignore what Ctrl-C sends.
    code = "import signal\nsignal.signal(2, signal.default_int_handler)\nfrom ledger.cli import main\nmain()"
    command = [sys.executable, "-u", "-c", code, "gate", "--watch"]
    with printed.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=desk.folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        )
        try:
            waited(printed, "watching; press Ctrl-C to end")
            desk.write("seeds/labour.md", LABOUR)
            waited(printed, "»12.9 %«")
            desk.write("seeds/labour.md", "---\ntitle: [\n---\nText.\n")
            waited(printed, "error: seeds/labour.md:")
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def waited(printed: Path, words: str) -> None:
    end = time.monotonic() + 30
    while words not in printed.read_text(encoding="utf-8"):
        assert time.monotonic() < end, printed.read_text(encoding="utf-8")
        time.sleep(0.1)
