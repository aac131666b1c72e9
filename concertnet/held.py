"""Folders of files under way: held while their program runs, removed after it, however it ends."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["held_folder", "keep_held", "sweep_unheld", "until_released"]

_OLD = 86_400  # seconds after which a folder that cannot be locked is nobody's


@contextlib.contextmanager
def held_folder(within: Path, prefix: str, *, mode: int = 0o777) -> Iterator[Path]:
    """Make a folder, and hold it until it is left; what it still holds then is removed.

    The system lets go of what a program that is killed held: `sweep_unheld` then removes it.

    Parameters
    ----------
    within : Path
        Where it is made.
    prefix : str
        How its name begins.
    mode : int
        Who may open it, less what the user's mask takes away; 0o700 is the user alone.

    Raises
    ------
    OSError
        If the folder cannot be made.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with held_folder(Path(place), "aside-") as folder:
    ...         sweep_unheld(Path(place), "aside-")
    ...         folder.exists()
    ...     folder.exists()
    True
    False
    """
    # named before it is made, so that an interruption at any moment leaves nothing
    folder = within / f"{prefix}{secrets.token_hex(8)}"
    held: int | None = None
    try:
        while not folder.exists():
            folder.mkdir(mode)
            with contextlib.suppress(FileNotFoundError):
                held = _hold(folder, wait=True)
            if not folder.exists():  # swept between the two: again
                _let_go(held)
                held = None
        yield folder
    finally:
        _let_go(held)
        shutil.rmtree(folder, ignore_errors=True)


def sweep_unheld(within: Path, prefix: str) -> None:
    """Remove the folders whose program is gone; one that still runs keeps its own."""
    for folder in within.glob(f"{prefix}*"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        # one that is held, or whose disk cannot say, stays
        with contextlib.suppress(OSError):
            held = _hold(folder, wait=False)
            shutil.rmtree(folder, ignore_errors=True)
            _let_go(held)


def keep_held(folder: Path) -> None:
    """Tell that a folder is still held: to be told some hours apart, where its age alone tells."""
    with contextlib.suppress(OSError):
        os.utime(folder)


def until_released(folder: Path) -> None:
    """Wait until no program that runs holds a folder, which need not be there."""
    with contextlib.suppress(OSError):
        _let_go(_hold(folder, wait=True))


if sys.platform == "win32":
    # there, a folder cannot be locked, nor be renamed while a file in it is: its age tells
    def _hold(folder: Path, *, wait: bool) -> int | None:
        if not wait and time.time() - folder.stat().st_mtime < _OLD:
            raise BlockingIOError
        return None

else:
    import fcntl

    def _hold(folder: Path, *, wait: bool) -> int | None:
        """Hold a folder: the system lets go of it when the program ends, however it does."""
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(opened)
            raise
        except OSError:  # a disk of the network that locks nothing
            os.close(opened)
            if not wait:
                raise
            return None
        return opened


def _let_go(held: int | None) -> None:
    if held is not None:
        os.close(held)
