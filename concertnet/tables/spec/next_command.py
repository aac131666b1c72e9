"""What to type next: a command as a shell takes it, whatever the names of files hold."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

__all__ = ["next_command"]

_BARE = re.compile(r"[\w./:@%+,=-]+" if os.name != "nt" else r"[\w./\\:@+,=-]+")
_LIVE = frozenset('"$`\\!') if os.name != "nt" else frozenset('"')


def next_command(*parts: str | Path) -> str:
    """Return a command to copy and paste, names quoted as they need.

    Parameters
    ----------
    *parts : str or Path
        The parts of the command after its name; a path that begins by a hyphen is made plain.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> next_command("check", Path("mon_reseau.xlsx"))
    'concertnet check mon_reseau.xlsx'
    >>> next_command("check", Path("Mon réseau (2024).xlsx"), "--lang", "fr")
    'concertnet check "Mon réseau (2024).xlsx" --lang fr'
    """
    return " ".join(["concertnet", *map(_quoted, parts)])


def _quoted(part: str | Path) -> str:
    text = str(part)
    if isinstance(part, Path) and text.startswith("-"):
        text = f".{os.sep}{text}"
    if _BARE.fullmatch(text):
        return text
    return shlex.quote(text) if _LIVE & set(text) and os.name != "nt" else f'"{text}"'
