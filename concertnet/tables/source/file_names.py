"""Names of files that come from elsewhere, made harmless on every system."""

from __future__ import annotations

import re

__all__ = ["safe_name"]

_LONGEST = 100
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]')
# What Windows takes for a device, whatever follows: "nul.csv" is no file there.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:[ .].*)?", flags=re.IGNORECASE)


def safe_name(name: str) -> str:
    r"""Return the name of a file without its folders, nor anything that a system refuses.

    Examples
    --------
    >>> safe_name(r"C:\data\..\réseau <1>.xlsx"), safe_name("../../.bashrc"), safe_name("..")
    ('réseau _1_.xlsx', 'bashrc', 'data')
    >>> safe_name("D:acteurs.csv"), safe_name("nul.csv"), safe_name("Console.csv")
    ('D_acteurs.csv', '_nul.csv', 'Console.csv')
    """
    last = re.split(r"[/\\]", name)[-1]
    clean = _FORBIDDEN.sub("_", last).strip(" .") or "data"
    if _DEVICE.fullmatch(clean):
        clean = f"_{clean}"
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{ending[:10]}" if dot else clean[:_LONGEST]
