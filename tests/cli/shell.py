"""Run commands as a shell does, in this process."""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import pandas as pd

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


def small_network() -> cn.Network:
    """Four actors of three sectors, three ties, two instances, over three years."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list("abcd"),
                "name": ["Boulangerie", "Centre", "École", "Ville"],
                "sector": ["private", "community", "institutional", None],
                "territory": ["Nord", "Nord", "Sud", "Sud"],
                "start": ["2022-01-01", "2022-01-01", "2023-01-01", "2022-01-01"],
            }
        ),
        pd.DataFrame(
            {
                "source": ["a", "b", "c"],
                "target": ["b", "c", "d"],
                "level": ["concertation", "partnership", "collaboration"],
                "start": ["2022-01-01", "2023-01-01", "2023-09-01"],
            }
        ),
        instances=pd.DataFrame({"instance": ["t", "u"], "name": ["Table", "Comité"]}),
        seats=pd.DataFrame(
            {
                "seat": list("1234"),
                "instance": list("ttuu"),
                "actor": list("abca"),
                "start": ["2022-01-01", "2022-01-01", "2023-01-01", "2022-01-01"],
            }
        ),
        mandates=pd.DataFrame(
            {
                "seat": list("1123"),
                "person": list("wxyz"),
                "start": ["2022-01-01", "2023-03-01", "2022-01-01", "2023-01-01"],
                "end": ["2023-03-01", None, None, None],
            }
        ),
        observed=("2022", "2024"),
    )
