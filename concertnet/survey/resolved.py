"""Whose the names of a survey are: actors that are known, decided on, or added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from concertnet.survey.said import Said
from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.decide.decided import Decided
from concertnet.tables.decide.decision import Decision
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.rules.added import with_more
from concertnet.tables.rules.named import read_names
from concertnet.tables.rules.reshape import empty_table
from concertnet.tables.spec.problems import Problem, Word

__all__ = ["Resolved", "resolved"]

# What is said of a table of actors, as it is said of a survey.
_SAID_SO = {
    "actor_unknown": "survey_name_unknown", "actor_several": "survey_name_several",
    "no_actors": "survey_no_actors", "party_unknown": "survey_name_unknown",
}  # fmt: skip
_WRITTEN = "written"  # the name as it stands in the answers, kept beside the actor it means


@dataclass(frozen=True, eq=False)
class Resolved:
    """The actors of a survey.

    Attributes
    ----------
    actors : DataFrame
        Those that were known, then those that the survey adds.
    aliases : DataFrame
        Other names: those that were known, then those that were decided.
    of : mapping of str to str
        By name as written, the actor; names that are ignored or undecided are not in it.
    decisions : tuple of Decision
        Names that only a person can decide on.
    problems : tuple of Problem
        What was found; an error stands for each decision.
    """

    actors: pd.DataFrame
    aliases: pd.DataFrame
    of: Mapping[str, str]
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def resolved(
    said: Said,
    tables: Mapping[str, pd.DataFrame] | None,
    *,
    answers: Decided,
    add: bool = False,
) -> Resolved:
    """Return whose the names of a survey are, by the same rules as those of any table.

    Parameters
    ----------
    said : Said
        What the survey says.
    tables : mapping of str to DataFrame, optional
        The actors that are known, and their other names. Without them, the actors that the
        instrument lists are the actors.
    answers : Decided
        What was decided.
    add : bool
        Whether undecided names are added as actors.
    """
    stands = _stands(said)
    known = _placed_known(tables)
    roster = _roster(said)
    if tables is None:
        listed = list({name_key(text): text for text in reversed(roster)}.values())[::-1]
        rows = pd.DataFrame({"actor": listed, "name": listed}, dtype="str")
        known["actors"] = with_more(known["actors"], rows)
    known["respondents"] = stands
    read = read_names(known, answers=answers, same={}, add_missing_actors=add, unread=())
    actors = known["actors"].frame
    after = known["respondents"].frame
    identifiers = set(actors["actor"])
    pairs = after.drop_duplicates(_WRITTEN)
    of = {
        written: actor
        for written, actor in zip(pairs[_WRITTEN], pairs["actor"], strict=True)
        if actor in identifiers
    }
    problems = [
        replace(one, code=_SAID_SO.get(one.code, one.code))
        for one in read.problems
        if one.code not in ("name_read", "rows_left_out")
    ]
    aliases = known["aliases"].frame
    return Resolved(actors, aliases, of, tuple(read.decisions), tuple(problems))


def _placed_known(tables: Mapping[str, pd.DataFrame] | None) -> dict[str, PlacedTable]:
    found = {}
    for name in ("actors", "aliases", "instances"):
        if tables is None:
            found[name] = empty_table(name)
            continue
        frame = tables[name]
        origin = Origin(None, name)
        rows = np.arange(1, len(frame) + 1)
        found[name] = PlacedTable.single(frame.reset_index(drop=True), rows, origin)
    return found


def _roster(said: Said) -> list[str]:
    """Return the actors that headings or the key of the instrument list, in their order."""
    of_headings = [at for at, one in enumerate(said.questions) if one.of_headings]
    kept = said.cells[said.cells["question"].isin(of_headings) & _of_actors(said)]
    return [str(text) for text in kept["target"].drop_duplicates()]


def _of_actors(said: Said) -> pd.Series:
    about = [at for at, one in enumerate(said.questions) if one.to != "answers"]
    return said.cells["question"].isin(about)


def _stands(said: Said) -> PlacedTable:
    """Return every place where a name is written, once for a heading and once for each cell."""
    cells = said.cells[_of_actors(said)]
    headed = np.array([one.of_headings for one in said.questions], dtype=bool)
    by_heading = headed[cells["question"]] if len(cells) else np.array([], dtype=bool)
    across = cells.loc[by_heading, ["target", "place", "heading"]].drop_duplicates()
    parts = [
        pd.DataFrame({
            _WRITTEN: said.submissions["respondent"], "place": said.submissions["place"],
            "row": said.submissions["row"], "heading": "",
        }),
        across.rename(columns={"target": _WRITTEN}).assign(row=0),
        cells.loc[~by_heading, ["target", "place", "row", "heading"]].rename(
            columns={"target": _WRITTEN}
        ),
        cells.loc[cells["source"] != "", ["source", "place", "row", "heading"]].rename(
            columns={"source": _WRITTEN}
        ),
    ]  # fmt: skip
    if said.asked and said.places:
        stand = {"place": 0, "row": 0, "heading": ""}
        parts.append(pd.DataFrame({_WRITTEN: list(said.asked), **stand}))
    for part in parts:
        for name in (_WRITTEN, "heading"):
            part[name] = part[name].astype("str")
    every = pd.concat(parts, ignore_index=True)
    every = every[every[_WRITTEN] != ""].reset_index(drop=True)
    came, places = pd.factorize(pd.MultiIndex.from_frame(every[["place", "heading"]]))
    origins = tuple(
        Origin(*said.places[int(place)], headings={"actor": heading or Word("respondent")})
        for place, heading in places
    )
    frame = pd.DataFrame({"actor": every[_WRITTEN], _WRITTEN: every[_WRITTEN]})
    return PlacedTable(frame, every["row"].to_numpy(dtype=int), came, origins)
