"""Start a command: the language first, then the command, and a sentence whatever goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from typer.exceptions import TyperException

from concertnet import __version__
from concertnet.cli.application import application
from concertnet.cli.everywhere import asking, read_everywhere, speaking
from concertnet.cli.said import said_warnings
from concertnet.cli.usage import usage_sentence
from concertnet.errors import ConcertnetError
from concertnet.swap import reason
from concertnet.words import words

__all__ = ["start"]

_INTERRUPTED = 130  # what typer returns when Ctrl-C stopped a command


def start(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 1 and a plain sentence on bad input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        everywhere, left = read_everywhere(sys.argv[1:] if arguments is None else arguments)
    except ConcertnetError as error:
        sys.exit(_fail(str(error)))
    if everywhere.version:
        print(f"concertnet {__version__}")
        sys.exit(0)
    with asking(everywhere), speaking(everywhere.lang), said_warnings():
        sys.exit(_run(left, debug=everywhere.debug))


def _run(arguments: list[str], *, debug: bool) -> int | None:
    try:
        # in a shell typer would answer errors itself, in English; here it raises them
        code = application().main(arguments, prog_name="concertnet", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:
            _fail(words()["cli_interrupted"])
        return code
    except TyperException as error:
        return _fail(usage_sentence(error))
    except BrokenPipeError:
        # the reader of a pipe (head, less) went away: nothing to say to anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if debug:
            raise
        return _fail(_sentence(error))


def _sentence(error: Exception) -> str:
    w = words()
    if isinstance(error, ConcertnetError):
        return str(error)
    if isinstance(error, OSError):
        return w("error_system", reason=reason(error), path=error.filename or "–")
    return w("error_unexpected", kind=type(error).__name__, reason=error)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
