"""What a dossier gives to be read: its data, how they are read, the answers given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["DataGiven"]


@dataclass(frozen=True)
class DataGiven:
    """What the worker process needs to read a dossier; only plain values, which it is sent.

    Attributes
    ----------
    folder : str
        The dossier's own folder.
    data : str
        The path that is read.
    version : str
        What changes when the data do.
    answers : mapping of str to str
        By key of decision, the answer.
    without : tuple of str
        Tables left out.
    add_missing_actors : bool
        Whether actors who are named and not listed are added.
    """

    folder: str
    data: str
    version: str
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    without: tuple[str, ...] = ()
    add_missing_actors: bool = False

    @property
    def how(self) -> dict[str, Any]:
        """How the data are read, as the functions of the library take it."""
        return {"without": self.without, "add_missing_actors": self.add_missing_actors}

    @property
    def sign(self) -> str:
        """What tells it from another: anything that would give other results."""
        answers = sorted((key, text) for key, text in self.answers.items() if text)
        return repr((self.folder, self.data, self.version, answers, sorted(self.how.items())))
