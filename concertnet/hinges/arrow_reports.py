"""What each end of an arrow says of a directed question: yes, no, or nothing that is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.reports import Reports, of_wave, status_of, who_could_say
from concertnet.words import folded

__all__ = ["arrow_reports", "arrows_told", "questions_of"]

_ENDS = (("source", "actor"), ("target", "other"))
_NOT_SAID = ("no_answer", "dont_know")


def questions_of(net: NetworkLike) -> tuple[str, ...]:
    """Return the directed questions, in the order of their rows."""
    return tuple(net.tables["directed"]["question"].dropna().unique())


def arrows_told(net: NetworkLike, question: str) -> pd.DataFrame:
    """Return the rows of a directed question, with the end that speaks in each.

    Returns
    -------
    DataFrame
        Rows of the table, with ``speaks`` (``"source"``, ``"target"``, or empty where neither end
        speaks) and ``end_says`` always filled: a row that does not say it says yes.

    Raises
    ------
    UnknownWord
        If no such question was asked.
    """
    known = questions_of(net)
    if question not in known:
        raise UnknownWord("error_unknown_question", value=question, known=", ".join(known) or "–")
    rows = net.tables["directed"]
    rows = rows[rows["question"] == question]
    by = rows["reported_by"]
    ends = [(by == rows[end]).fillna(False).to_numpy(dtype=bool) for end, _ in _ENDS]
    speaks = np.select(ends, ["source", "target"], "")
    return rows.assign(speaks=speaks, end_says=rows["end_says"].fillna("yes"))


def arrow_reports(net: NetworkLike, question: str, wave: str | None = None) -> Reports:
    """Return what both ends of each arrow of a directed question say.

    An end says no where a row says it, or where its end was asked (somebody speaks from it, in the
    wave), it answered, and nothing tells that it left the line empty.

    Parameters
    ----------
    net : NetworkLike
        The network.
    question : str
        The question.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    Reports
        Its pairs are arrows: actor is the source, other the target; actor_says and other_says are 1
        (yes), 0 (answered and no), nan (not known); discordant where both ends say yes in other
        words.

    Raises
    ------
    UnknownWord
        If there is no such question or wave.
    """
    told = arrows_told(net, question)
    rows = told[of_wave(net, told, wave)]
    who = who_could_say(net, wave)
    yes = rows[rows["end_says"] == "yes"]
    by_end = yes["speaks"] != ""
    arrows = yes.loc[by_end, ["source", "target"]].drop_duplicates(ignore_index=True)
    keys = pd.MultiIndex.from_frame(arrows)
    pairs = arrows.rename(columns=dict(_ENDS))
    for end, side in _ENDS:
        mine = rows[rows["speaks"] == end]
        said = {
            meant: keys.isin(pd.MultiIndex.from_frame(some[["source", "target"]]))
            for meant, some in mine.groupby("end_says")
        }
        none = np.zeros(len(keys), dtype=bool)
        not_said = np.any([said.get(meant, none) for meant in _NOT_SAID], axis=0)
        of = "target" if end == "source" else "source"
        known = [who.could_say(*both) for both in zip(arrows[end], arrows[of], strict=True)]
        no = np.array(known, dtype=bool) & ~not_said & (len(mine) > 0)
        pairs[f"{side}_says"] = np.select(
            [said.get("yes", none), said.get("no", none) | no], [1.0, 0.0], np.nan
        )
    pairs["status"] = status_of(pairs["actor_says"], pairs["other_says"])
    pairs["discordant"] = _in_other_words(yes, keys) & (pairs["status"] == "confirmed")
    return Reports(pairs, who, int((~by_end).sum()))


def _in_other_words(yes: pd.DataFrame, keys: pd.MultiIndex) -> np.ndarray:
    """Say of which arrows both ends give a value, and not the same."""
    first = []
    for end, _ in _ENDS:
        mine = yes[yes["speaks"] == end].groupby(["source", "target"], sort=False)["value"].first()
        first.append(mine.reindex(keys).map(folded, na_action="ignore"))
    one, two = (values.to_numpy(dtype=object) for values in first)
    return pd.notna(one) & pd.notna(two) & (one != two)
