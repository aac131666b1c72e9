"""The command line: one command, one library call."""

import sys
from collections.abc import Sequence

from concertnet.words import words

__all__ = ["main"]

_INTERRUPTED = 130  # what shells expect of a command that Ctrl-C stopped


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; Ctrl-C at any moment, its own loading included, is one sentence."""
    try:
        from concertnet.cli.start import start

        start(arguments)
    except KeyboardInterrupt:
        print(words()["cli_interrupted"], file=sys.stderr)
        sys.exit(_INTERRUPTED)
