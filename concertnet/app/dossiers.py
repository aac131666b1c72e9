"""The dossiers that are open: each its own data, answers and results, which never mix."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concertnet.app.given import DataGiven
from concertnet.app.worker import Job, Worker
from concertnet.errors import ConcertnetError

__all__ = ["Dossier", "Dossiers"]

_MOST_DOSSIERS = 60
_MOST_BYTES = 1 << 30  # of all that was dropped and made


@dataclass(eq=False)
class Dossier:
    """Data that are open in a window.

    Attributes
    ----------
    id : str
        What its addresses hold; nobody can guess it.
    folder : Path
        Its own folder.
    name : str
        What it is called on the screens.
    worker : Worker
        What reads and computes.
    data : Path or None
        What is read, once what was dropped is received.
    is_watched : bool
        Whether the data are a file of the user's, read again when it is saved.
    answers : dict of str to str
        By key of decision.
    without : tuple of str
        Tables left out.
    adds_missing : bool
        Whether actors named and not listed are added.
    round : int
        How many times other data were dropped in place of the first.
    jobs : dict of str to Job
        What was asked of the worker, by what it depends on.
    files : list of str
        What was dropped, until it is received.
    survey : Import or None
        How the answers of a survey are being made into data (`concertnet.app.screens.survey`).
    """

    id: str
    folder: Path
    name: str
    worker: Worker
    data: Path | None = None
    is_watched: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    adds_missing: bool = False
    round: int = 0
    jobs: dict[str, Job] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    survey: Any = None

    @property
    def version(self) -> str:
        """What changes when the data do."""
        return f"{self.round}-{_stamp(self.data)}" if self.is_watched else str(self.round)

    @property
    def given(self) -> DataGiven:
        """What the worker needs to read the data as they are now."""
        return DataGiven(
            str(self.folder),
            str(self.data),
            self.version,
            dict(self.answers),
            self.without,
            self.adds_missing,
        )

    def receive(self, lang: str) -> Job | None:
        """Return the job that receives what was dropped; None once it is received."""
        if self.data is not None:
            return None
        given = {"files": self.files, "folder": str(self.folder / str(self.round))}
        job = self._ask("receive", given, lang, key=f"receive {self.round}", first=True)
        if job.state == "done":
            self.data = Path(job.answer["data"])
            return None
        return job

    def job(
        self, task: str, lang: str, *, first: bool = False, file: str = "", **given: Any
    ) -> Job:
        """Return what does a task on the data as they are now, asked once.

        Parameters
        ----------
        task : str
            Its name.
        lang : {"fr", "en"}
            The language of what it makes.
        first : bool
            Whether it goes before what waits: what takes a moment.
        file : str
            What its file is called, where it makes one: given to it as ``output``.
        **given
            What else it takes.
        """
        now = self.given
        key = json.dumps([task, lang, now.sign, file, given], sort_keys=True)
        if key not in self.jobs and file:
            place = self.folder / "made" / secrets.token_hex(6)
            place.mkdir(parents=True)
            given = given | {"output": str(place / file)}
        return self._ask(task, {"given": now} | given, lang, key=key, first=first)

    def numbered(self, number: int) -> Job | None:
        """Return a job by its number."""
        return next((job for job in self.jobs.values() if job.number == number), None)

    def forget(self, job: Job) -> None:
        """Forget a job, so that it can be asked again."""
        self.worker.cancel(job)
        self.jobs = {key: one for key, one in self.jobs.items() if one is not job}

    def change(self, **values: Any) -> None:
        """Change how the data are read; what is being made of them as they were is stopped."""
        before = self.given.sign
        for name, value in values.items():
            setattr(self, name, value)
        if self.given.sign != before:
            for job in self.jobs.values():
                if job.task != "receive":
                    self.worker.cancel(job)

    def replace_data(self, files: list[str], name: str) -> None:
        """Take other files in the place of the data; the answers given stay."""
        self.change(
            files=files, name=name, data=None, is_watched=False, round=self.round + 1, without=()
        )

    def _ask(self, task: str, given: Mapping[str, Any], lang: str, *, key: str, first: bool) -> Job:
        if key not in self.jobs:
            self.jobs[key] = self.worker.ask(task, given, lang=lang, first=first)
        return self.jobs[key]


class Dossiers:
    """All that are open, within bounds.

    Parameters
    ----------
    folder : Path
        Where each has its own.
    worker : Worker
        What reads and computes for all of them.
    """

    def __init__(self, folder: Path, worker: Worker) -> None:
        self._folder, self._worker = folder, worker
        self._open: dict[str, Dossier] = {}

    def __getitem__(self, key: str) -> Dossier:
        return self._open[key]

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self._open.values())

    def __len__(self) -> int:
        return len(self._open)

    def new(self, name: str, data: Path | None = None, *, is_watched: bool = False) -> Dossier:
        """Open a dossier.

        Raises
        ------
        ConcertnetError
            If too many are open, or they hold too much.
        """
        held = sum(f.stat().st_size for f in self._folder.rglob("*") if f.is_file())
        if len(self._open) >= _MOST_DOSSIERS or held > _MOST_BYTES:
            raise ConcertnetError("app_error_too_many", n=len(self._open))
        key = secrets.token_urlsafe(16)
        folder = self._folder / key
        folder.mkdir(mode=0o700)
        made = Dossier(key, folder, name, self._worker, data, is_watched)
        self._open[key] = made
        return made

    def close(self, dossier: Dossier) -> None:
        """Close a dossier: nothing is left of it but a file of the user's, read where it is."""
        for job in dossier.jobs.values():
            self._worker.cancel(job)
        self._open.pop(dossier.id, None)
        shutil.rmtree(dossier.folder, ignore_errors=True)


def _stamp(path: Path | None) -> str:
    """Return what changes when a file is saved, or a file of a folder."""
    try:
        if path is None:
            return ""
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        stamps = [f"{f.name} {f.stat().st_mtime_ns} {f.stat().st_size}" for f in files]
        return hashlib.sha256("\n".join(stamps).encode("utf-8", "replace")).hexdigest()[:16]
    except OSError:  # in the middle of being saved
        return "gone"
