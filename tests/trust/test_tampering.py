"""Whatever is changed in a ledger behind its back is found, and what was changed is named. benchmarks/trust.py does
it a thousand times.
"""

import random
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tampering import cells, change_byte, change_cell, found, names, says
from village import make_corpus, make_ledger


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust")
    return make_ledger(make_corpus(folder / "seeds"), folder / "facts.db")


def test_the_ledger_is_sound_and_has_something_of_everything(sound: Path) -> None:
    assert found(sound) == []
    tables = {table for table, _, _ in cells(sound)}
    assert tables >= {"articles", "sentences", "claims", "mentions", "people", "refusals", "rules", "conflicts",
                      "conflict_claims", "decisions", "ledger_info", "claim_keys", "places"}  # fmt: skip


def test_changed_cells_are_found_and_named(sound: Path, tmp_path: Path) -> None:
    chance = random.Random(20)
    by_table: dict[str, list[tuple[str, int, str]]] = {}
    for cell in cells(sound):
        by_table.setdefault(f"{cell[0]} {cell[2]}", []).append(cell)
    chosen = chance.sample(sorted(by_table), 60)
    tampered = 0
    for column in chosen:
        cell = chance.choice(by_table[column])
        copy = Path(shutil.copy(sound, tmp_path / "copy.db"))
        change = change_cell(copy, cell, chance)
        if change is not None:
            tampered += 1
            assert names(change, found(copy)), (change, found(copy))
    assert tampered >= 50


def test_changed_bytes_are_found_or_change_nothing_that_is_said(sound: Path, tmp_path: Path) -> None:
    chance = random.Random(21)
    before = says(sound)
    missed = []
    for _ in range(25):
        copy = Path(shutil.copy(sound, tmp_path / "copy.db"))
        change = change_byte(copy, chance)
        said = says(copy)
        if not found(copy) and said != before:
            missed.append(change)
        for left in tmp_path.glob("copy.db-*"):
            left.unlink()
    assert missed == []
