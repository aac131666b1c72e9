"""What runs in the worker process: it is asked one task at a time, and tells how far it is."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import PurePath
from typing import Any, TypeAlias

from concertnet.errors import ConcertnetError
from concertnet.swap import reason
from concertnet.words import LANGUAGES, words

__all__ = ["TASKS", "Tell", "work"]

# Called with what is done, the total, and what is being made.
Tell: TypeAlias = Callable[[int, int, str], None]

# By name, the module and the function: imported in the worker process, never where the page is.
TASKS = {
    "receive": ("concertnet.app.tasks.reading", "receive_task"),
    "check": ("concertnet.app.tasks.reading", "check_task"),
    "mark": ("concertnet.app.tasks.reading", "mark_task"),
    "template": ("concertnet.app.tasks.reading", "template_task"),
    "survey": ("concertnet.app.tasks.surveying", "survey_task"),
    "overview": ("concertnet.app.tasks.exploring", "overview_task"),
    "map_page": ("concertnet.app.tasks.exploring", "map_page_task"),
    "told": ("concertnet.app.tasks.exploring", "told_task"),
    "draw": ("concertnet.app.tasks.exploring", "draw_task"),
    "tables": ("concertnet.app.tasks.exploring", "tables_task"),
    "hand_in": ("concertnet.app.tasks.handing_in", "hand_in_task"),
}

_POLITE = 2  # less of the processor than the page where both want it


def work(asked: Connection) -> None:
    """Do what is asked until nobody asks any more.

    Parameters
    ----------
    asked : Connection
        Gives a task, what it takes and a language; takes what is told.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that asks
    if sys.platform != "win32":  # the page goes first: somebody is looking at it
        os.nice(_POLITE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for module, _ in dict.fromkeys(TASKS.values()):
        import_module(module)
    while True:
        try:
            name, given, lang = asked.recv()
        except (EOFError, OSError):
            return
        os.environ["CONCERTNET_LANG"] = lang  # what the library says by itself
        asked.send(_done(name, given, asked))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _done(name: str, given: dict[str, Any], asked: Connection) -> tuple[Any, ...]:
    def tell(done: int, total: int, what: str) -> None:
        asked.send(("progress", done, total, what))

    module, function = TASKS[name]
    try:
        with warnings.catch_warnings():
            # what reading noticed is among the problems that the page lists
            warnings.simplefilter("ignore", UserWarning)
            return "done", getattr(import_module(module), function)(tell, **given)
    except ConcertnetError as error:
        return "failed", {lang: error.text(lang) for lang in LANGUAGES}, ()
    except OSError as error:
        file = PurePath(str(error.filename or "–")).name
        return "failed", _in_words("error_system", reason=reason(error), path=file), _where(error)
    except MemoryError as error:
        return "failed", _in_words("app_error_process"), _where(error)
    except Exception as error:
        return "failed", _in_words("app_error"), _where(error)


def _in_words(key: str, **fields: object) -> dict[str, str]:
    return {lang: words(lang)(key, **fields) for lang in LANGUAGES}


def _where(error: BaseException) -> list[str]:
    """Return the kind of an error and the lines of code that led to it: no value, so no name."""
    frames = traceback.extract_tb(error.__traceback__)
    return [type(error).__name__, *(f"{PurePath(f.filename).name}:{f.lineno}" for f in frames)]
