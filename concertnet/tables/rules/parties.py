"""Cells that name several at once: the parties of an agreement, the members of a body."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.rules.named import BETWEEN, book_of
from concertnet.tables.rules.nobody import leave_out_nobody
from concertnet.tables.spec.problems import Problem

__all__ = ["join_parties", "part_members", "part_parties"]


_SEVERAL = re.compile(r"[;|\n,/&]|\b(?:et|and)\b")
_SURELY = re.compile(r"\s*[;|\n]\s*")


def part_members(tables: PlacedTables) -> list[Problem]:
    """Part the cells of seats and mandates that name several organisations, or several bodies.

    A row for each stands in the place of the row. A cell that is the name of one stays whole; what
    names nobody is then left out, everywhere.
    """
    problems: list[Problem] = []
    for name in ("seats", "mandates"):
        for kind in ("instance", "actor"):
            table = tables[name]
            if kind not in table.frame or not len(table.frame):
                continue
            texts = table.frame[kind]
            unnamed = table.frame["seat"].isna() if "seat" in table.frame else True
            held = texts.str.contains(_SEVERAL, na=False) & unnamed
            if not held.any():
                continue
            book = book_of(tables, "actor" if kind == "actor" else "instance")
            pieces = {text: _members(text, book) for text in texts[held].unique()}
            lists = [
                pieces[text] if parted else [text] for text, parted in zip(texts, held, strict=True)
            ]
            sizes = np.array([len(one) for one in lists])
            several = np.flatnonzero(sizes > 1)
            if not len(several):
                continue
            parted = table.take(np.repeat(np.arange(len(texts)), sizes))
            values = pd.Series([text for one in lists for text in one], dtype="str")
            tables[name] = parted.with_frame(parted.frame.assign(**{kind: values}))
            at = int(several[0])
            given = {"n": len(several), "rows": table.listed(several), "value": texts.iloc[at]}
            problems.append(table.problem("notice", "cells_parted", at, column=kind, **given))
    return problems + leave_out_nobody(tables)


def _members(text: str, book: NameBook) -> list[str]:
    if book.whose(text):
        return [text]
    pieces = list(dict.fromkeys(filter(None, _SURELY.split(text))))
    found: list[str] = []
    for piece in pieces:
        found += _between(piece, lambda part: bool(book.whose(part)))
    return list(dict.fromkeys(found)) or [text]


def _between(piece: str, known: Callable[[str], bool]) -> list[str]:
    """Part a text by commas, slashes and *et*, when each part is known and the whole is not."""
    parts = list(filter(None, BETWEEN.split(piece)))
    return parts if len(parts) > 1 and not known(piece) and all(map(known, parts)) else [piece]


def part_parties(tables: PlacedTables) -> list[Problem]:
    """Part the parties of agreements that are known actors."""
    agreements = tables["agreements"]
    texts = agreements.frame["parties"]
    held = np.flatnonzero(texts.str.contains(BETWEEN, na=False)).tolist()
    if not held:
        return []
    book = book_of(tables, "actor")
    parted = texts.astype("object").copy()
    problems: list[Problem] = []
    for at in held:
        whole = texts.iloc[at]
        if book.whose(whole):
            continue
        pieces = [
            part
            for piece in whole.split("; ")
            for part in _between(piece, lambda text: bool(book.whose(text)))
        ]
        parties = "; ".join(dict.fromkeys(pieces))
        if parties != whole:
            parted.iloc[at] = parties
            given = {"value": whole, "n": parties.count("; ") + 1, "parties": parties}
            problems.append(
                agreements.problem("notice", "parties_parted", at, column="parties", **given)
            )
    if problems:
        frame = agreements.frame.assign(parties=parted.astype("str"))
        tables["agreements"] = agreements.with_frame(frame)
    return problems


def join_parties(tables: PlacedTables) -> list[Problem]:
    """Join the rows of one agreement, each of which names some of its parties."""
    agreements = tables["agreements"]
    frame = agreements.frame
    problems: list[Problem] = []
    repeated = frame["agreement"].duplicated(keep=False) & frame["agreement"].notna()
    drop = np.zeros(len(frame), dtype=bool)
    joined = 0
    others = [name for name in frame if name not in ("agreement", "parties")]
    columns = {name: frame[name].to_numpy(dtype=object, copy=True) for name in frame}
    known = {name: frame[name].notna().to_numpy() for name in frame}
    same = frame["agreement"][repeated].groupby(frame["agreement"][repeated], sort=False)
    for at in same.indices.values():
        rows = np.flatnonzero(repeated)[at]
        said = {name: columns[name][rows[known[name][rows]]] for name in others}
        if any(len(set(values)) > 1 for values in said.values()):
            continue  # two agreements of one identifier: an error that the checks report
        for name, values in said.items():
            if len(values):
                columns[name][rows[0]] = values[0]
        named = columns["parties"][rows[known["parties"][rows]]]
        if len(named):
            pieces = (party for parties in named for party in parties.split("; "))
            columns["parties"][rows[0]] = "; ".join(dict.fromkeys(pieces))
        drop[rows[1:]] = True
        joined += 1
    if not joined:
        return problems
    frame = pd.DataFrame(
        {name: pd.Series(columns[name], dtype=frame[name].dtype) for name in frame}
    )
    tables["agreements"] = agreements.with_frame(frame).take(~drop)
    problems.append(agreements.problem("notice", "agreements_merged", n=joined))
    return problems
