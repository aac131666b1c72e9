"""One process that does the long work, so that the page answers all along; told, and stopped."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing as mp
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from concertnet.app.process import work

__all__ = ["Job", "State", "Worker"]

State = Literal["waiting", "running", "done", "failed", "cancelled"]
_OVER = ("done", "failed", "cancelled")
_LOOK = 0.2  # seconds between two looks at what was cancelled


@dataclass(eq=False)
class Job:
    """Something to do, and how far it is.

    Attributes
    ----------
    number : int
        Its number.
    task : str
        Its name among the tasks of `concertnet.app.process`.
    given : mapping
        What the task takes.
    lang : {"fr", "en"}
        The language in which it speaks.
    state : str
        Where it stands.
    done, total, what : int, int, str
        How far it is; a total of 0 is not known.
    answer : Any
        What it found, once done.
    error : mapping of str to str
        What went wrong, in each language, where it failed.
    """

    number: int
    task: str
    given: Mapping[str, Any]
    lang: str
    state: State = "waiting"
    done: int = 0
    total: int = 0
    what: str = ""
    answer: Any = None
    error: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in _OVER

    async def settle(self, seconds: float) -> None:
        """Wait until it is over, that long at most: what takes a moment is shown at once."""
        step = 0.01
        for _ in range(round(seconds / step)):
            if self.is_over:
                return
            await asyncio.sleep(step)


class Worker:
    """A process, and the line of what it is to do.

    Parameters
    ----------
    note : function
        Called with the lines of what went wrong; they hold no value of the data.
    """

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._numbers = itertools.count(1)
        self._line: deque[Job] = deque()
        self._new = threading.Condition()
        self._context = mp.get_context("spawn")
        self._process: Any = None
        self._ours: Any = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether something is waiting or being done."""
        return bool(self._line)

    def ask(
        self,
        task: str,
        given: Mapping[str, Any],
        *,
        lang: str,
        first: bool = False,
    ) -> Job:
        """Put something in the line, at its end or before all that waits."""
        job = Job(next(self._numbers), task, dict(given), lang)
        with self._new:
            if first and self._line:
                self._line.insert(1, job)  # the first of the line is being done
            else:
                self._line.append(job)
            self._new.notify()
        return job

    def cancel(self, job: Job) -> None:
        """Take something out of the line, or stop it where it is."""
        with self._new:
            if not job.is_over:
                job.state = "cancelled"

    def close(self) -> None:
        """Stop everything."""
        with self._new:
            self._closing = True
            for job in self._line:
                job.state = "cancelled"
            self._new.notify()
        self._thread.join(5)

    # -- the thread that speaks with the process ------------------------------------------------

    def _run(self) -> None:
        self._start()  # ready before it is needed: what it imports takes a second or two
        while True:
            with self._new:
                while not self._line and not self._closing:
                    self._new.wait()
                if self._closing:
                    break
                job = self._line[0]
            if not job.is_over:
                self._do(job)
            with self._new:
                self._line.remove(job)
        self._stop()

    def _start(self) -> None:
        self._ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._ours.close()

    def _do(self, job: Job) -> None:
        try:
            self._ours.send((job.task, dict(job.given), job.lang))
            with self._new:
                if job.state == "waiting":
                    job.state = "running"
            while not job.is_over:
                if self._ours.poll(_LOOK):
                    self._hear(job, *self._ours.recv())
        except (EOFError, OSError):  # the process is gone: the system took its memory, or it broke
            self._note(f"{job.task}: the process ended")
            with self._new:
                if not job.is_over:
                    job.error, job.state = self._gone(), "failed"
            self._stop()
            self._start()
            return
        if job.state == "cancelled":
            self._stop()
            if not self._closing:
                self._start()

    def _hear(self, job: Job, kind: str, *told: Any) -> None:
        with self._new:
            if job.is_over:
                return
            if kind == "progress":
                job.done, job.total, job.what = told
            elif kind == "done":
                job.answer, job.state = told[0], "done"
            else:
                job.error, job.state = told[0], "failed"
                for line in told[1]:
                    self._note(f"{job.task}: {line}")

    @staticmethod
    def _gone() -> dict[str, str]:
        from concertnet.words import LANGUAGES, words

        return {lang: words(lang)["app_error_process"] for lang in LANGUAGES}
