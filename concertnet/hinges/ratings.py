"""The scores that actors give one another at a wave: who, to whom, on what, and on which scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Counts, Positions, Values
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.respondents import ANSWERED
from concertnet.hinges.survey_waves import SurveyWave, groups_of_wave, respondents_of_wave, wave_of
from concertnet.tables.cells.steps import dimension_scales
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["COMPOSITES", "Ratings", "ratings"]

# Means of three dimensions, where all three are there.
COMPOSITES = {
    "trust": ("openness", "reliability", "mission"),
    "value": ("power", "involvement", "resources"),
}


@dataclass(frozen=True, eq=False)
class Ratings:
    """Scores, one for each rater, rated actor and dimension: the mean over the rater's persons.

    Attributes
    ----------
    graph : GroupedGraph
        The actors and their groups.
    wave : SurveyWave
        The wave.
    dimensions : tuple of str
        What is rated, in the usual order, then the user's own, then `COMPOSITES`.
    composites : tuple of str
        Those of `COMPOSITES` that are means of others here.
    rater, rated, dimension : ndarray of int64
        Places of the actors and of the dimension, ordered by dimension, rater, rated.
    score : ndarray of float
        The scores.
    scales : ndarray of float, shape (dimensions, 2)
        The lowest and the highest score; where no scale is declared, those that are observed.
    declared : ndarray of bool
        Dimensions whose scale is declared.
    own : ndarray of int64, shape (dimensions, groups)
        Actors that rate themselves, by group: left out.
    of_persons : ndarray of int64
        For each dimension, the scores given to actors who are persons: left out.
    could : ndarray of int64
        For each group, the actors that answered, or, if no table says it, that rate somebody.
    """

    graph: GroupedGraph
    wave: SurveyWave
    dimensions: tuple[str, ...]
    composites: tuple[str, ...]
    rater: Positions
    rated: Positions
    dimension: Positions
    score: Values
    scales: Values
    declared: np.ndarray
    own: Counts
    of_persons: Counts
    could: Counts


def ratings(net: NetworkLike, by: By = None, wave: str | None = None) -> Ratings:
    """Return the scores of a wave; by default the last one.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    UnknownWord
        If there is no such wave.
    """
    found = wave_of(net, "perceptions", wave)
    graph = groups_of_wave(net, by, found)
    table = net.tables["perceptions"][found.rows].dropna(subset=["score"])
    scores = table.groupby(["dimension", "rater", "rated"], sort=False)["score"].mean()
    scores = scores.reset_index()
    # who rates trust itself is not given another one
    rated_on = {normalise(name) for name in scores["dimension"].unique()}
    composites = tuple(name for name in COMPOSITES if not synonyms(name) & rated_on)
    scores = pd.concat([scores, *(_composite(scores, name) for name in composites)])
    usual = [*TABLES["perceptions"]["dimension"].values]
    named = list(dict.fromkeys(scores["dimension"]))
    own_words = sorted(d for d in named if d not in usual and d not in composites)
    dimensions = tuple(d for d in (*usual, *own_words, *composites) if d in named)
    place = pd.Index(graph.actors)
    rater, rated = (
        place.get_indexer(pd.Index(scores[c].astype(object))) for c in ("rater", "rated")
    )
    dimension = pd.Index(dimensions).get_indexer(pd.Index(scores["dimension"].astype(object)))
    score = scores["score"].to_numpy(float)
    order = np.lexsort((rated, rater, dimension))
    rater, rated, dimension = rater[order], rated[order], dimension[order]
    score = score[order]
    there = (rater >= 0) & (rated >= 0)
    persons = pd.Series(net.actors_now().set_index("actor")["kind"]).reindex(place) == "person"
    of_person = there & persons.to_numpy(bool)[rated]
    itself = there & (rater == rated) & ~of_person
    d, k = len(dimensions), len(graph.groups)
    group = graph.codes[rater[itself]]
    known = group >= 0
    own = np.bincount(dimension[itself][known] * k + group[known], minlength=d * k)
    kept = there & ~of_person & ~itself
    declared_scales = dimension_scales(net.tables["items"])
    made_of = {name: COMPOSITES[name] if name in composites else (name,) for name in dimensions}
    scales, declared = _scales(made_of, dimension[kept], score[kept], declared_scales)
    return Ratings(
        graph, found, dimensions, composites,
        rater[kept].astype(np.int64), rated[kept].astype(np.int64),
        dimension[kept].astype(np.int64), score[kept], scales, declared,
        own.reshape(d, k), np.bincount(dimension[of_person], minlength=d),
        _could(net, graph, found, rater[there]),
    )  # fmt: skip


def _composite(scores: pd.DataFrame, name: str) -> pd.DataFrame:
    parts = scores[scores["dimension"].isin(COMPOSITES[name])]
    pairs = parts.groupby(["rater", "rated"], sort=False)["score"].agg(["mean", "size"])
    whole = pairs[pairs["size"] == len(COMPOSITES[name])].reset_index()
    return pd.DataFrame(
        {
            "dimension": name,
            "rater": whole["rater"],
            "rated": whole["rated"],
            "score": whole["mean"],
        }
    )


def _scales(
    made_of: dict[str, tuple[str, ...]],
    dimension: Positions,
    score: Values,
    declared: dict[str, tuple[float, float]],
) -> tuple[Values, np.ndarray]:
    scales = np.full((len(made_of), 2), np.nan)
    said = np.zeros(len(made_of), dtype=bool)
    for place, names in enumerate(made_of.values()):
        parts = [declared.get(part) for part in names]
        given = score[dimension == place]
        if all(parts):
            scales[place] = np.mean(np.array(parts, dtype=float), axis=0)
            said[place] = True
        elif len(given):
            scales[place] = given.min(), given.max()
    return scales, said


def _could(net: NetworkLike, graph: GroupedGraph, wave: SurveyWave, raters: Positions) -> Counts:
    asked = respondents_of_wave(net, wave)
    answered = asked.loc[asked["answered"].isin(ANSWERED), "actor"]
    places = pd.Index(graph.actors).get_indexer(pd.Index(answered.astype(object)))
    # who rates without having been asked could rate
    who = np.unique(np.concatenate([places[places >= 0], raters]))
    codes = graph.codes[who]
    return np.bincount(codes[codes >= 0], minlength=len(graph.groups))
