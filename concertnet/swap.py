"""Replace a set of files of a folder as one: all of them, or none.

The new files are first written aside, in the folder itself (so that moving them is a rename).
Renaming that staging folder commits them: before it, the old set stands; after it, readers use
the new set, even if the moves that follow are cut short.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from concertnet.errors import ConcertnetError
from concertnet.held import held_folder, sweep_unheld, until_released
from concertnet.words import Word

__all__ = [
    "COMMITTED",
    "cannot_write",
    "current_files",
    "is_vacant",
    "lock_beside",
    "reason",
    "replace_bytes",
    "replace_file",
    "replace_set",
    "require_place",
]

COMMITTED = ".concertnet-save"  # name of a staging folder whose files are complete
_STAGE = f"{COMMITTED}-"  # how those that are not complete begin
_LIST = "files.txt"
_OLD = "old"

_REASONS = {
    errno.ENOENT: "reason_missing",
    errno.EACCES: "reason_no_right",
    errno.EPERM: "reason_no_right",
    errno.ENOSPC: "reason_full",
    errno.EISDIR: "reason_is_folder",
    errno.ENOTDIR: "reason_not_folder",
    errno.EEXIST: "reason_exists",
    errno.EROFS: "reason_read_only",
    errno.ENAMETOOLONG: "reason_too_long",
}


def reason(error: OSError) -> str:
    """Return why the system refused: a `Word` when it is a usual reason, else its own text.

    Examples
    --------
    >>> reason(PermissionError(13, "Permission denied"))
    'reason_no_right'
    """
    if error.errno in _REASONS:
        return Word(_REASONS[error.errno])
    return error.strerror or str(error) or type(error).__name__


# What is to be done of a disk is nothing that closing a file does.
_OF_DISK = {"reason_full": "error_disk_full", "reason_read_only": "error_disk_read_only"}


def cannot_write(path: Path, why: OSError | Word) -> ConcertnetError:
    """Return the error that says what cannot be written, why, and what to do.

    Parameters
    ----------
    path : Path
        What was asked; a file that waits in a staging folder is said where it was to be.
    why : OSError or Word
        What the system said, or a reason of the catalogue.

    Examples
    --------
    >>> print(cannot_write(Path("a.xlsx"), OSError(28, "No space left on device")).text("en"))
    Cannot write a.xlsx: the disk is full. Make room, or choose another disk. Nothing was changed.
    """
    told = reason(why) if isinstance(why, OSError) else why
    shown = Path(*(part for part in path.parts if not part.startswith(_STAGE)))
    if (key := _OF_DISK.get(told)) is not None:
        return ConcertnetError(key, path=shown)
    return ConcertnetError("error_cannot_write", path=shown, reason=told)


def lock_beside(path: Path) -> Path | None:
    """Return the lock that Excel or LibreOffice keeps beside a workbook while it is open.

    Examples
    --------
    >>> lock_beside(Path("nowhere/book.xlsx")) is None
    True
    """
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        try:
            if (lock := path.with_name(name)).exists():
                return lock
        except OSError:  # a name that is too long has no lock
            return None
    return None


def current_files(folder: Path) -> tuple[list[Path], bool]:
    """Return the files of a folder, and whether its last saving was interrupted.

    After an interruption, the complete files that wait in the staging folder stand for those of
    the same names, and old files that the new set no longer has are left out.
    """
    files = {entry.name: entry for entry in folder.iterdir() if entry.is_file()}
    staged = folder / COMMITTED
    try:
        lines = (staged / _LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return [files[name] for name in sorted(files)], False
    for line in lines:
        kind, _, name = line.partition(" ")
        if kind == "-":
            files.pop(name, None)
        elif (staged / name).is_file():
            files[name] = staged / name
    return [files[name] for name in sorted(files)], True


def is_vacant(folder: Path) -> bool:
    """Say whether a folder holds nothing, or only what a saving that was killed left in it."""
    return folder.is_dir() and all(
        one.is_dir() and one.name.startswith(_STAGE) for one in folder.iterdir()
    )


def replace_set(folder: Path, write: Callable[[Path], Iterable[str]], ours: Iterable[str]) -> None:
    """Replace those files of `folder` that are `ours` by what `write` writes.

    Parameters
    ----------
    folder : Path
        The folder; it is made if it does not exist.
    write : function
        Writes the new files in the folder that it is given and returns their names.
    ours : iterable of str
        Names that the set may have: old files of these names that `write` did not write are
        removed. No other file is touched.

    Raises
    ------
    OSError
        If a file cannot be written or replaced; the folder is then as it was.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _settle(folder)
        with held_folder(folder, _STAGE) as stage:
            new = list(write(stage))
            old = [name for name in ours if name not in new and (folder / name).is_file()]
            lines = [*(f"+ {name}" for name in new), *(f"- {name}" for name in old)]
            (stage / _LIST).write_text("".join(f"{x}\n" for x in lines), "utf-8", newline="\n")
            (stage / _OLD).mkdir()
            _move(folder, stage.rename(folder / COMMITTED), new, old)
    except BaseException:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _move(folder: Path, committed: Path, new: list[str], old: list[str]) -> None:
    aside = committed / _OLD
    try:
        for name in [*new, *old]:
            if (folder / name).exists():
                (folder / name).replace(aside / name)
            if name in new:
                (committed / name).replace(folder / name)
    except BaseException:
        _undo(folder, committed, new)
        raise
    shutil.rmtree(committed, ignore_errors=True)


def _undo(folder: Path, committed: Path, new: list[str]) -> None:
    aside = committed / _OLD
    for name in new:
        if not (committed / name).exists():
            (folder / name).unlink(missing_ok=True)
    for kept in aside.iterdir():
        kept.rename(folder / kept.name)
    shutil.rmtree(committed, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Finish a saving that was cut short after its commitment; clear one cut short before it.

    One that still runs is let alone before its commitment, and waited for after it.
    """
    sweep_unheld(folder, _STAGE)
    committed = folder / COMMITTED
    until_released(committed)
    try:
        lines = (committed / _LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        shutil.rmtree(committed, ignore_errors=True)
        return
    for line in lines:
        kind, _, name = line.partition(" ")
        if kind == "-":
            (folder / name).unlink(missing_ok=True)
        elif (committed / name).is_file():
            (committed / name).replace(folder / name)
    shutil.rmtree(committed, ignore_errors=True)


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Replace one file by what `write` writes at the path that it is given.

    Parameters
    ----------
    path : Path
        The file; its folder is made if need be.
    write : function
        Writes a file at the path that it is given.

    Raises
    ------
    ConcertnetError
        If the file cannot be written or replaced, or a program has it open; the old one is then as
        it was.
    """
    if (lock := lock_beside(path)) is not None:  # what its program saves next would undo this
        raise ConcertnetError("error_open_elsewhere", path=path, lock=lock.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_unheld(path.parent, _STAGE)
        # beside the old file: only there is a renaming a single step
        with held_folder(path.parent, _STAGE) as aside:
            write(aside / path.name)
            (aside / path.name).replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def replace_bytes(path: Path, content: bytes) -> Path:
    """Replace one file by these bytes, whole or not at all, and return it."""

    def write(file: Path) -> None:
        file.write_bytes(content)

    replace_file(path, write)
    return path


def require_place(folder: Path, *files: str) -> None:
    """Refuse a folder where nothing can be written, before anything is computed for it.

    Parameters
    ----------
    folder : Path
        The folder; it need not be there yet.
    *files : str
        The names of those that will be written: none may be a folder, or open in a program.

    Raises
    ------
    ConcertnetError
        If a file could not be written there.
    """
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not nearest.is_dir():
        raise cannot_write(folder, Word("reason_not_folder"))
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise cannot_write(folder, error) from error
    for path in (folder / name for name in files):
        if path.is_dir():
            raise cannot_write(path, Word("reason_is_folder"))
        if path.exists() and (lock := lock_beside(path)) is not None:
            raise ConcertnetError("error_open_elsewhere", path=path, lock=lock.name)
