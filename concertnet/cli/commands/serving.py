"""The command that opens the page on one's own machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from concertnet.words import words

__all__ = ["app"]


def app(
    data: Annotated[Path | None, Argument(metavar="cli_data_metavar", help="cli_app_data")] = None,
    port: Annotated[
        int | None,
        Option("--port", metavar="cli_number_metavar", help="cli_app_port", min=1, max=65535),
    ] = None,
    browser: Annotated[bool, Option("--browser/--no-browser", help="cli_app_browser")] = True,
) -> None:
    """Open a page in the browser, on this machine alone: drop a workbook, mend it, hand it in."""
    from concertnet.app.serve import serve

    serve(data, port=port, browser=browser, lang=words().lang, say=_say)


def _say(text: str) -> None:
    print(text, flush=True)  # at once, in a pipe too: it holds the address
