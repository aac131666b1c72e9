"""Run commands as a shell does, in this process."""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import concertnet as cn
from concertnet.cli import main

SAMPLE = cn.sample_path()


class Said(NamedTuple):
    """The exit code of a command and what it printed."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return Said(code, out.getvalue(), err.getvalue())
