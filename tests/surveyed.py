"""Networks made of reports, small enough to be worked by hand."""

import pandas as pd

import concertnet as cn

LEVELS = cn.BOURQUE.levels


def surveyed(said, respondents, sectors=None, **more):
    """Return the network of `said`: a row for each report (who, of whom, rank plus 1).

    `respondents` gives, for each actor asked, its answer and the actors whose line it left empty.
    """
    rows = [(by, of, LEVELS[rank - 1], by) for by, of, rank in said]
    actors = pd.DataFrame({"actor": list(respondents)})
    if sectors:
        actors["sector"] = actors["actor"].map(sectors)
    asked = pd.DataFrame(
        [(actor, *given) for actor, given in respondents.items() if given is not None],
        columns=["actor", "answered", "not_answered"],
    )
    ties = pd.DataFrame(rows, columns=["source", "target", "level", "reported_by"])
    return cn.Network(actors, ties, respondents=asked, **more)


def worked():
    """Return the worked case: four actors asked by a square matrix.

    A: B 2, C 0, D 1; B: A 3, C 0, D empty; C: A 0, B 1, D 0; D: nothing.
    """
    return surveyed(
        [("A", "B", 2), ("A", "D", 1), ("B", "A", 3), ("C", "B", 1)],
        {
            "A": ("complete", None),
            "B": ("partial", "D"),
            "C": ("complete", None),
            "D": ("none", None),
        },
        {"A": "private", "B": "community", "C": "community", "D": "institutional"},
    )
