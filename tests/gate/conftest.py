import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import HARBOUR, LABOUR, Desk


@pytest.fixture
def bare_desk(tmp_path: Path) -> Desk:
    """A folder, without git and without articles."""
    return Desk(tmp_path / "desk")


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk that the tests begin with, to be copied."""
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.init()
    made.write("seeds/harbour.md", HARBOUR)
    made.build()
    made.commit()
    made.git("switch", "--quiet", "--create", "work")
    return made


@pytest.fixture
def desk(made_desk: Desk, tmp_path: Path) -> Desk:
    """One article and its ledger, committed on main; a branch for new work is checked out."""
    return Desk(Path(shutil.copytree(made_desk.folder, tmp_path / "desk")))


@pytest.fixture
def contradicting(desk: Desk) -> Desk:
    """A second article that gives one rate otherwise, built and committed on the branch."""
    desk.write("seeds/labour.md", LABOUR)
    desk.build()
    desk.commit()
    return desk
