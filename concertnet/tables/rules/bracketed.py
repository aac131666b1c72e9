"""Roles said in brackets beside the name of a body: *Table aînés (observateur)*."""

from __future__ import annotations

import re

import pandas as pd

from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.cells.word_columns import meanings
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise

__all__ = ["read_bracketed_roles"]

_BRACKETED = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*")


def read_bracketed_roles(tables: PlacedTables) -> list[Problem]:
    """Read the roles that cells of bodies say in brackets, where no column of roles says one.

    A text that is the name of a body of the table of instances stays whole.
    """
    seats = tables["seats"]
    frame = seats.frame
    listed = tables["instances"].frame
    known = {*listed["instance"].dropna(), *listed["name"].dropna()}
    roles = meanings(TABLES["seats"]["role"].values)
    said: dict[str, tuple[str, str]] = {}
    for text in frame["instance"].dropna().unique().tolist():
        found = None if text in known else _BRACKETED.fullmatch(text)
        if found and (role := roles.get(normalise(found[2]))):
            said[text] = found[1], role
    read = frame["instance"].isin(list(said)) & frame["role"].isna()
    if not read.any():
        return []
    bodies = {text: body for text, (body, _) in said.items()}
    held = {text: role for text, (_, role) in said.items()}
    written = frame["instance"]
    columns: dict[str, pd.Series] = {
        "instance": written.mask(read, written.map(bodies)).astype("str"),
        "role": frame["role"].mask(read, written.map(held)).astype(frame["role"].dtype),
    }
    tables["seats"] = seats.with_frame(frame.assign(**columns))
    at = read.to_numpy().nonzero()[0]
    given = {"n": len(at), "value": written.iloc[at[0]]}
    return [seats.problem("notice", "roles_bracketed", int(at[0]), column="instance", **given)]
