"""Run the page: on this machine alone, until it is stopped or its last page is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from concertnet.errors import ConcertnetError
from concertnet.words import words

__all__ = ["MINUTES", "serve"]

MINUTES = 10.0  # after which a program whose pages are all closed ends


def serve(
    data: Path | None = None,
    *,
    port: int | None = None,
    browser: bool = True,
    lang: str | None = None,
    minutes: float = MINUTES,
    say: Callable[[str], None] = print,
) -> None:
    """Run the page until Ctrl-C, or until its pages have been closed for some minutes.

    Parameters
    ----------
    data : path, optional
        Data to open at once, read where they are, and again each time they are saved.
    port : int, optional
        The port; by default one that is free.
    browser : bool
        Whether the browser is opened.
    lang : {"fr", "en"}, optional
        The language of the first screen; by default the reader's.
    minutes : float
        How long the program waits once no page asks anything.
    say : function
        Called with what is said on the way: where the page is, how it is stopped.

    Raises
    ------
    ConcertnetError
        If the packages of the page are not installed, the data are not there, or the port is
        taken.
    """
    w = words(lang)
    if data is not None and not data.exists():
        raise ConcertnetError("app_error_data", path=data)
    try:
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401

        from concertnet.app.running import run
    except ImportError as error:
        raise ConcertnetError("app_error_needs") from error
    run(data, port=port, browser=browser, lang=w.lang, minutes=minutes, say=say)
