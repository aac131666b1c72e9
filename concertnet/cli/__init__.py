"""The command line: one command, one library call."""

from concertnet.cli.commands import main

__all__ = ["main"]
