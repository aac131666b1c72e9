"""The command line: one command, one library call."""

from concertnet.cli.start import main

__all__ = ["main"]
