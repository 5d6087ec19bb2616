"""What other packages add: their entry points.

`importlib.metadata` takes longer to import than many sentences take to read, and few have a plug-in: it is asked only
where a package on the path names the group.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OWN = "fact_ledger"
_METADATA = (".dist-info", ".egg-info")


def entry_points_of(group: str) -> list["EntryPoint"]:
    """The entry points that other packages have in a group, in order of name."""
    if not any(_may_declare(Path(folder), group) for folder in dict.fromkeys(sys.path)):
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group), key=lambda point: point.name)


def _may_declare(folder: Path, group: str) -> bool:
    """Whether a package in a folder of the path may name the group; of an archive that is not told."""
    try:
        if not folder.is_dir():
            return folder.exists()
        found = [item for item in folder.iterdir() if item.name.endswith(_METADATA) and not item.name.startswith(_OWN)]
    except OSError:
        return False
    return any(group in _entry_points(item) for item in found)


def _entry_points(metadata: Path) -> str:
    try:
        return (metadata / "entry_points.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
