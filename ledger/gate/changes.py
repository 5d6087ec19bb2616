"""What has changed in a git working tree since a commit. Runs `git`; nothing is written, nothing fetched."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import CorpusError

if TYPE_CHECKING:
    import subprocess

LAST_COMMIT = "HEAD"
_DEEPEN = "this clone is shallow: fetch the history ('git fetch --unshallow'; in GitHub Actions 'fetch-depth: 0')"


class Changes(NamedTuple):
    """Files that are not as they were. Paths are absolute."""

    added: tuple[Path, ...]
    """New ones, those that git does not track included."""
    edited: Mapping[Path, str]
    """To the blob that held the file before."""
    removed: Mapping[Path, str]
    root: Path
    """The working tree's folder."""


def changed_since(paths: Sequence[Path], since: str | None) -> Changes:
    """The files at or below `paths` that differ from where the branch left `since`, or from the last commit.

    Raises CorpusError outside a working tree, for a commit that does not exist, and where a shallow clone lacks it.
    """
    folder = next((path for path in (paths[0], *paths[0].absolute().parents) if path.is_dir()), Path.cwd())
    root, base = _base(folder, since)
    names = [str(path.absolute()) for path in paths]
    added, edited, removed = [], {}, {}
    if base is None:
        added += _names(_git(folder, "ls-files", "-z", "--full-name", "--cached", "--", *names))
    else:
        raw = _names(_diff(folder, base, names))
        for described, name in zip(raw[::2], raw[1::2], strict=True):
            _, _, blob, _, status = described.split(" ")
            if status == "A":
                added.append(name)
            elif status == "D":
                removed[root / name] = blob
            elif blob.strip("0"):
                edited[root / name] = blob
    added += _names(_git(folder, "ls-files", "-z", "--full-name", "--others", "--exclude-standard", "--", *names))
    return Changes(tuple(root / name for name in dict.fromkeys(added)), edited, removed, root)


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The contents of files as git has them."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    data = _run(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in wanted).encode()).stdout
    found: dict[str, bytes] = {}
    at = 0
    for blob in wanted:
        end = data.index(b"\n", at)
        head = data[at:end].split()
        if head[-1] == b"missing":
            raise CorpusError(f"git lacks the earlier form of an article ({blob[:12]}); fetch it with 'git fetch'")
        size = int(head[2])
        found[blob] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _base(folder: Path, since: str | None) -> tuple[Path, str | None]:
    """The folder of the working tree, and the commit to compare with; None where nothing was committed yet."""
    rev = LAST_COMMIT if since is None else since
    if not rev or rev.startswith("-"):
        raise CorpusError(f"--since {rev}: not a commit; name a branch, a tag or a commit")
    asked = ("--show-toplevel", "--is-shallow-repository", "--verify", "--quiet")
    done = _run(folder, "rev-parse", *asked, f"{rev}^{{commit}}", check=False)
    said = done.stdout.decode(errors="surrogateescape").splitlines()
    if len(said) < 2:
        where = f"{folder}: git cannot tell what has changed here ({_reason(done.stderr)})"
        raise CorpusError(f"{where}; give the articles themselves, or --all")
    root, shallow = Path(said[0]), said[1] == "true"
    if len(said) > 2:
        return root, said[2]
    if since is None:
        return root, None
    hint = _DEEPEN if shallow else "name a branch, a tag or a commit of this repository, or fetch it first"
    raise CorpusError(f"--since {since}: no such commit; {hint}")


def _diff(folder: Path, base: str, names: Sequence[str]) -> bytes:
    wanted = ("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules")
    done = _run(folder, *wanted, "--merge-base", base, "--", *names, check=False)
    if done.returncode and b"merge base" in done.stderr:
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = _DEEPEN if shallow else "name a commit that this branch comes from"
        raise CorpusError(f"{base[:12]} and the last commit have no history in common; {hint}")
    if done.returncode:
        raise CorpusError(f"git cannot compare with {base[:12]} ({_reason(done.stderr)})")
    return done.stdout


def _git(folder: Path, *arguments: str) -> bytes:
    return _run(folder, *arguments).stdout


def _run(
    folder: Path, *arguments: str, stdin: bytes | None = None, check: bool = True
) -> "subprocess.CompletedProcess[bytes]":
    import subprocess

    command = ["git", "--literal-pathspecs", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    except OSError as error:
        remedy = "install it, or give the articles themselves"
        raise CorpusError(f"git cannot be run ({error.strerror}); {remedy}") from error
    if check and done.returncode:
        raise CorpusError(f"{folder}: git {arguments[0]} failed ({_reason(done.stderr)})")
    return done


def _reason(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
    return lines[0].removeprefix("fatal: ")


def _names(listed: bytes) -> list[str]:
    return [name.decode(errors="surrogateescape") for name in listed.split(b"\0") if name]
