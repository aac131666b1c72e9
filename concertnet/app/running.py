"""The server while it runs: its port, its own folder, its worker, and what ends it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from concertnet.app.application import page_application
from concertnet.app.dossiers import Dossiers
from concertnet.app.guard import HOST, Guard
from concertnet.app.house import House, Journal
from concertnet.app.render import prepare_screens
from concertnet.app.worker import Worker
from concertnet.errors import ConcertnetError
from concertnet.held import held_folder, keep_held, sweep_unheld
from concertnet.words import words

__all__ = ["own_folder", "run"]

_LOOK = 0.5  # seconds between two looks at whether a page is still open
_HOUR = 3600.0
_PREFIX = "concertnet-app-"


def run(
    data: Path | None,
    *,
    port: int | None,
    browser: bool,
    lang: str,
    minutes: float,
    say: Callable[[str], None],
) -> None:
    """Run the page; `concertnet.app.serve.serve` says the rest."""
    w = words(lang)
    with _listening(port) as listens, own_folder() as folder, _temporary_in(folder):
        journal = Journal(folder / "journal.txt")
        worker = Worker(journal.note)
        dossiers = Dossiers(folder, worker)
        leaving = threading.Event()
        house = House(folder, dossiers, worker, journal, lang, minutes, leaving.set)
        if data is not None:
            dossiers.new(data.name, data.resolve(), is_watched=True)
        guard = Guard(page_application(house), listens.getsockname()[1])
        prepare_screens()
        say(w("app_running", address=guard.address))
        say(w("app_how_to_stop", minutes=f"{minutes:g}"))
        if browser:
            webbrowser.open(guard.address)
        try:
            with _ended_politely():
                asyncio.run(_serve(guard, listens, house, leaving))
        except KeyboardInterrupt:  # Ctrl-C is how it is stopped
            pass
        finally:
            worker.close()
    say(w["app_ended"])


async def _serve(
    guard: Guard, listens: socket.socket, house: House, leaving: threading.Event
) -> None:
    server = uvicorn.Server(_settings(guard))
    watching = asyncio.create_task(_end_when_left(server, guard, house, leaving))
    try:
        await server.serve(sockets=[listens])
    finally:
        watching.cancel()


async def _end_when_left(
    server: uvicorn.Server, guard: Guard, house: House, leaving: threading.Event
) -> None:
    """End the server when it is asked to, or when nobody has asked anything for long enough."""
    told = time.monotonic()
    while True:
        await asyncio.sleep(_LOOK)
        if time.monotonic() - told > _HOUR:
            keep_held(house.folder)
            told = time.monotonic()
        if house.worker.is_busy:  # a report that is being written is finished
            guard.seen = time.monotonic()
        if leaving.is_set() or time.monotonic() - guard.seen > 60 * house.minutes:
            server.should_exit = True


def _settings(guard: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        guard,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,  # nothing of what is asked is kept
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        limit_concurrency=100,
    )


@contextlib.contextmanager
def _listening(port: int | None) -> Iterator[socket.socket]:
    """Listen on the address that this machine alone reaches."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listens:
        if sys.platform == "win32":  # there, another program could take the same port
            listens.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a port left a moment ago may be taken again
            listens.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listens.bind((HOST, port or 0))
        except (OSError, OverflowError) as error:
            raise ConcertnetError("app_error_port", port=str(port)) from error
        listens.listen(100)  # who asks before the server is ready waits
        yield listens


@contextlib.contextmanager
def own_folder(within: Path | None = None) -> Iterator[Path]:
    """Make the folder of the program, for its user alone; it is removed on leaving.

    What programs that were killed have left is removed first.

    Parameters
    ----------
    within : Path, optional
        Where; by default the system's place for what does not last.
    """
    place = Path(tempfile.gettempdir()) if within is None else within
    sweep_unheld(place, _PREFIX)
    with held_folder(place, _PREFIX, mode=0o700) as folder:
        yield folder


@contextlib.contextmanager
def _temporary_in(folder: Path) -> Iterator[None]:
    """Have everything that waits on disk, here and in the worker, stand in a folder."""
    names = ("TMPDIR", "TEMP", "TMP")
    before = {name: os.environ.get(name) for name in names}
    place, tempfile.tempdir = tempfile.tempdir, str(folder)
    os.environ.update(dict.fromkeys(names, str(folder)))
    try:
        yield
    finally:
        tempfile.tempdir = place
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _ended_politely() -> Iterator[None]:
    """Have a request to end be as Ctrl-C: what is left on disk is removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
