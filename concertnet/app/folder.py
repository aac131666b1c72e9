"""The folder of a running program: nobody else's, removed at its end, and after a crash."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

__all__ = ["own_folder", "sweep"]

_PREFIX = "concertnet-app-"
_LOCK = "running"  # held while the program runs: the system lets it go, however it ends


@contextlib.contextmanager
def own_folder(within: Path | None = None) -> Iterator[Path]:
    """Make a folder that only the user may open; it is removed on leaving.

    What programs that were killed have left is removed first.

    Parameters
    ----------
    within : Path, optional
        Where; by default the system's place for what does not last.
    """
    place = Path(tempfile.gettempdir()) if within is None else within
    sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))  # mkdtemp: for the user alone
    try:
        with (folder / _LOCK).open("w") as lock:
            _hold(lock)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove the folders whose program is gone; one that still runs keeps its own."""
    for folder in place.glob(f"{_PREFIX}*"):
        if _is_ours(folder) and not _is_held(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return os.name == "nt" or folder.stat().st_uid == os.getuid()


def _hold(lock: TextIOWrapper) -> None:
    if os.name != "nt":
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)


def _is_held(lock: Path) -> bool:
    """Say whether a program holds a lock; a folder just made has none yet, and is left alone."""
    try:
        if os.name == "nt":  # there, a file that is open cannot be removed
            lock.unlink()
            return False
        import fcntl

        with lock.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
