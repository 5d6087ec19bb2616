"""Rules of the house that no linter knows: sizes, docstrings, tables in use, nothing of one machine."""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "ledger").rglob("*.py"))
TABLES = sorted((ROOT / "ledger").glob("**/data/*.toml"))

Function = ast.FunctionDef | ast.AsyncFunctionDef

# A folder of somebody's machine, a package index or mirror of somebody's network.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.*~:/-])/(?:home|Users|root|work|opt|mnt)/\w"
    r"|index-url|find-links|trusted-host|artifactory|devpi|\bnexus\b"
    r'|"resolved": "https?://(?!registry\.npmjs\.org/)',
)


# Python before 3.11.5 reads possessive repeats of groups wrongly (CPython issue 106052), those of a character rightly.
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(module: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_definitions(module: Path) -> Iterator[Function | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of those classes.

    Methods of a class with bases may be those of the base, which says what they do; so a protocol's signatures.
    """

    def inside(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
        for node in body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef) and not node.bases:
                    yield from inside(node.body)

    yield from inside(ast.parse(module.read_text(encoding="utf-8")).body)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    assert module.name == "__init__.py" or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_functions_are_short_with_few_parameters(module: Path) -> None:
    for function in functions(module):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        assert lines < 60, f"{function.name} has {lines} lines"
        taken = function.args
        names = [a.arg for a in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
        assert len([n for n in names if n not in ("self", "cls")]) <= 6, f"{function.name} takes {names}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_patterns_mean_the_same_on_every_python(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = POSSESSIVE_GROUP.search(node.value)
            assert not found, f"line {node.lineno}: write {found[0]} without the possessive +"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_is_public_has_a_docstring(module: Path) -> None:
    assert [d.name for d in public_definitions(module) if not ast.get_docstring(d)] == []


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_table_is_read_by_its_package(table: Path) -> None:
    assert tomllib.loads(table.read_text(encoding="utf-8"))
    package = table.parent.parent
    readers = "\n".join(module.read_text(encoding="utf-8") for module in package.glob("**/*.py"))
    assert re.search(rf"[\"'/]{re.escape(table.stem)}(?:\.toml)?[\"']", readers), "no module of its package names it"


def test_schemas_are_json() -> None:
    for schema in sorted((ROOT / "schema").glob("*.json")):
        assert json.loads(schema.read_text(encoding="utf-8"))["$schema"].endswith("draft/2020-12/schema"), schema


def test_nothing_of_one_machine_is_in_the_files() -> None:
    found = []
    for file in tracked_files():
        if file.suffix in {".db", ".png"} or file == Path(__file__):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        found += [f"{name_of(file)}: {match[0]}" for match in OF_ONE_MACHINE.finditer(text)]
    assert found == []
