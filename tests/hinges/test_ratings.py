"""Scores given to others, and those that are set aside: to oneself, to persons."""

import pandas as pd

import concertnet as cn
from concertnet.hinges.ratings import ratings

ACTORS = pd.DataFrame(
    {
        "actor": list("abcp"),
        "sector": ["private", "community", None, None],
        "kind": [None, None, None, "person"],
    }
)


def rated(*rows):
    scores = pd.DataFrame(rows, columns=["rater", "rated", "dimension", "score"])
    return ratings(cn.Network(ACTORS, perceptions=scores))


def test_scores_of_oneself_are_counted_by_dimension_and_group_and_of_nobodys_group():
    found = rated(
        ("a", "b", "influence", 2),
        ("a", "a", "legitimacy", 4),
        ("b", "b", "legitimacy", 4),
        ("c", "c", "legitimacy", 1),  # of no known group
        ("c", "b", "legitimacy", 3),
    )
    assert len(found.dimensions) == 2
    counts = pd.DataFrame(found.own, found.dimensions, found.graph.groups)
    assert counts.loc["legitimacy"].to_dict() == {"private": 1, "community": 1}
    assert counts.drop("legitimacy").to_numpy().sum() == 0
    actors = found.graph.actors
    kept = sorted(zip(actors[found.rater], actors[found.rated], found.score, strict=True))
    assert kept == [("a", "b", 2.0), ("c", "b", 3.0)]


def test_scores_of_persons_are_counted_apart_even_when_they_rate_themselves():
    found = rated(
        ("a", "p", "influence", 2), ("p", "p", "influence", 3), ("b", "a", "influence", 1)
    )
    assert found.of_persons.tolist() == [2]
    assert found.own.sum() == 0
    assert found.score.tolist() == [1.0]


def test_without_a_scale_declared_the_scores_kept_say_from_where_to_where():
    found = rated(
        ("a", "b", "influence", 2), ("b", "a", "influence", 5), ("a", "a", "influence", 9)
    )
    assert found.scales.tolist() == [[2.0, 5.0]]
    assert not found.declared.any()


def test_who_could_rate_is_who_rates_by_known_group():
    found = rated(
        ("a", "b", "influence", 2), ("c", "b", "influence", 2), ("a", "c", "influence", 1)
    )
    assert dict(zip(found.graph.groups, found.could.tolist(), strict=True)) == {
        "community": 0,
        "private": 1,
    }
