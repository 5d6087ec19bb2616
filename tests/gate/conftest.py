import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import HARBOUR, LABOUR, Desk


@pytest.fixture
def bare_desk(tmp_path: Path) -> Desk:
    """A folder, without git and without articles."""
    return Desk(tmp_path / "desk")


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """One article and its ledger, committed on main; a branch for new work is checked out."""
    bare_desk.init()
    bare_desk.write("seeds/harbour.md", HARBOUR)
    bare_desk.build()
    bare_desk.commit()
    bare_desk.git("switch", "--quiet", "--create", "work")
    return bare_desk


@pytest.fixture
def contradicting(desk: Desk) -> Desk:
    """A second article that gives one rate otherwise, built and committed on the branch."""
    desk.write("seeds/labour.md", LABOUR)
    desk.build()
    desk.commit()
    return desk
