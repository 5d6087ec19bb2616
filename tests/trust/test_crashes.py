"""A job that is killed leaves the old ledger or the new one and loses nothing; benchmarks/trust.py kills 200."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from crashes import kill_often


def test_killed_jobs_lose_nothing_and_mix_nothing(tmp_path: Path) -> None:
    wrong, ended = kill_often(tmp_path, rounds=9, seed=22)
    assert wrong == []
    assert ended < 9
