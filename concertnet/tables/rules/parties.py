"""Cells that name several at once: the parties of an agreement, the members of a body."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.rules.named import BETWEEN, book_of
from concertnet.tables.spec.problems import Problem

__all__ = ["join_parties", "part_members", "part_parties"]


_SEVERAL = re.compile(r"[;|\n,/&]|\b(?:et|and)\b")
_SURELY = re.compile(r"\s*[;|\n]\s*")


def part_members(tables: PlacedTables) -> list[Problem]:
    """Part the cells of seats and mandates that name several organisations, or several bodies.

    A row for each stands in the place of the row. A cell that is the name of one stays whole.
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
            several = [
                at for at in np.flatnonzero(held).tolist() if len(pieces[texts.iloc[at]]) > 1
            ]
            if not several:
                continue
            lists = [
                pieces.get(text, [text]) if at in set(several) else [text]
                for at, text in enumerate(texts)
            ]
            positions = np.repeat(np.arange(len(texts)), [len(one) for one in lists])
            parted = table.take(positions)
            values = pd.Series([text for one in lists for text in one], dtype="str")
            tables[name] = parted.with_frame(parted.frame.assign(**{kind: values}))
            given = {"n": len(several), "rows": table.listed(several)}
            given["value"] = texts.iloc[several[0]]
            problems.append(
                table.problem("notice", "cells_parted", several[0], column=kind, **given)
            )
    return problems


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
    frame = agreements.frame.copy()
    problems: list[Problem] = []
    repeated = frame["agreement"].duplicated(keep=False) & frame["agreement"].notna()
    drop = np.zeros(len(frame), dtype=bool)
    joined = 0
    for _, rows in frame[repeated].groupby("agreement", sort=False):
        others = rows.drop(columns=["agreement", "parties"])
        if (others.nunique() > 1).any():
            continue  # two agreements of one identifier: an error that the checks report
        at = rows.index[0]
        for name in others:
            values = others[name].dropna()
            if len(values):
                frame.loc[at, name] = values.iloc[0]
        pieces = [p for parties in rows["parties"].dropna() for p in parties.split("; ")]
        if pieces:
            frame.loc[at, "parties"] = "; ".join(dict.fromkeys(pieces))
        drop[rows.index[1:]] = True
        joined += 1
    tables["agreements"] = agreements.with_frame(frame).take(~drop)
    if joined:
        problems.append(agreements.problem("notice", "agreements_merged", n=joined))
    return problems
