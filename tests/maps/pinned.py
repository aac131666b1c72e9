"""Tests of what matplotlib draws to the pixel: they are for the version that is pinned."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

_CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"


def _minor(text: str) -> str:
    return ".".join(text.split(".")[:2])


_PINNED = re.search(r"^matplotlib==(\S+)", _CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
# another version gives letters other widths: a name then finds a place where it had none
as_pinned = pytest.mark.skipif(
    _PINNED is None or _minor(version("matplotlib")) != _minor(_PINNED[1]),
    reason="pictures are those of the version of matplotlib that is pinned",
)
