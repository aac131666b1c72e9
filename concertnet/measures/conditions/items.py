"""Codebooks of the twelve conditions: our own statements, and the grouping of a published tool."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from concertnet.hinges.guards import choice
from concertnet.measures.answers import MEASURES
from concertnet.words import words

__all__ = ["INSTRUMENTS", "condition_items"]

INSTRUMENTS = ("concertnet", "bilodeau_2014")

_OURS = (
    ("C01", 1), ("C02", 2), ("C03", 3), ("C04", 4), ("C05", 5), ("C06", 6), ("C07", 7), ("C08", 8),
    ("C09a", 9), ("C09b", 9), ("C10a", 10), ("C10b", 10), ("C11", 11), ("C12a", 12), ("C12b", 12),
)  # fmt: skip
# What is answered in words is read too, in both languages.
_LABELS = "1=pas du tout|5=tout à fait|1=not at all|5=fully"
# The numbers of the items of each of the tool's six conditions; its wording is its authors'.
_BILODEAU = {
    "coverage_of_perspectives": (1, 2),
    "early_involvement": (3,),
    "negotiation_and_influence": (4,),
    "strategic_actors": (5, 9, 10, 11),
    "equalised_power": (12, 13, 14, 16),
    "co_construction": (6, 7, 8, 15, 17, 18),
}
# The one whose place among the twelve is plain: whether representatives can decide.
_PLACED = {5: 9}


def condition_items(
    instrument: Literal["concertnet", "bilodeau_2014"] = "concertnet",
) -> pd.DataFrame:
    """Give a codebook for the table `items` (a row per question).

    ``"concertnet"`` is fifteen statements of our own on the twelve conditions, from 1 *not at all*
    to 5 *fully*. They were **not validated**: they start a discussion.

    ``"bilodeau_2014"`` is the grouping of the eighteen items of the *Outil diagnostique de l'action
    en partenariat*: numbers only, whose texts are in the tool (© Direction de santé publique de
    l'Agence de Montréal). It was made for partners in a common project who evaluate themselves,
    **not for accountability**. Answers go from A, the strongest, to C; `condition` is given for
    item 5 alone, the others being the user's to settle with the tool in hand.

    Parameters
    ----------
    instrument : {"concertnet", "bilodeau_2014"}
        The codebook.

    Returns
    -------
    DataFrame, shape (15, 11) or (18, 11)
        The columns of the table `items`: item, text_fr, text_en, condition, dimension, scale_min,
        scale_max, reversed, labels, instrument, source; what a codebook does not say (a text, a
        condition) is missing, a number nan.

    Raises
    ------
    UnknownWord
        If there is no such codebook.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M. and Potvin, L. (2011). L'Outil diagnostique de
       l'action en partenariat : fondements, élaboration et validation. Canadian Journal of Public
       Health, 102(4), 298-302, doi:10.1007/BF03404054.

    Examples
    --------
    >>> items = condition_items()
    >>> len(items), items["condition"].nunique(), items["instrument"].unique().tolist()
    (15, 12, ['concertnet'])
    """
    name = choice(instrument, name="instrument", among=INSTRUMENTS)
    rows = _ours() if name == "concertnet" else _bilodeau()
    table = MEASURES["condition_items"]
    return pd.DataFrame(rows, columns=table.names).astype(table.dtypes)


def _ours() -> list[dict[str, object]]:
    fr, en = words("fr"), words("en")
    return [
        {
            "item": item,
            "text_fr": fr[f"item_{item.lower()}"],
            "text_en": en[f"item_{item.lower()}"],
            "condition": condition,
            "scale_min": 1,
            "scale_max": 5,
            "reversed": False,
            "labels": _LABELS,
            "instrument": "concertnet",
            "source": f"concertnet: {fr['caution_not_validated']} / {en['caution_not_validated']}",
        }
        for item, condition in _OURS
    ]


def _bilodeau() -> list[dict[str, object]]:
    dimension = {number: name for name, numbers in _BILODEAU.items() for number in numbers}
    return [
        {
            "item": str(number),
            "condition": _PLACED.get(number),
            "dimension": dimension[number],
            "scale_min": 1,
            "scale_max": 3,
            "reversed": True,
            "labels": "1=A|2=B|3=C",
            "instrument": "bilodeau_2014",
            "source": "doi:10.1007/BF03404054",
        }
        for number in sorted(dimension)
    ]
