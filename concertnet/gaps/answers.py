"""What the tables of missing links hold, column by column, and what speaks for a pair.

To move a column of evidence, move its line. A line with `per_partner` or `alike` is all that a new
one of its sort needs: it is then computed, scored and labelled like the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from concertnet.answers import (
    LEVEL,
    WORD,
    AnswerColumn,
    AnswerTable,
    Role,
    about,
    beside,
    by_name,
    measured,
)

__all__ = [
    "ACTOR_LISTS",
    "EVIDENCE",
    "GAPS",
    "INSTANCE_LISTS",
    "KINDS",
    "THROUGH",
    "UNIT_OF",
    "EvidenceColumn",
    "GapKind",
]

GapKind = Literal[
    "pair", "sector_at_instance", "sector_in_territory", "sector_on_theme", "sector_pair"
]
KINDS: tuple[str, ...] = get_args(GapKind)
# The kinds in which a sector has no seat, and where.
UNIT_OF: Mapping[str, Literal["instance", "territory", "theme"]] = {
    "sector_at_instance": "instance",
    "sector_in_territory": "territory",
    "sector_on_theme": "theme",
}
# Columns of several ids, and the column of their names.
ACTOR_LISTS = {
    "introducers": "introducer_names",
    "invite": "invite_names",
    "invite_unlinked": "invite_unlinked_names",
}
# Between those who could introduce one same actor, in a cell that says it of several.
THROUGH = " | "
INSTANCE_LISTS = {"introduced_at": "introduced_at_names"}


@dataclass(frozen=True)
class EvidenceColumn(AnswerColumn):
    """One column of what speaks for a tie between two actors who have none.

    Attributes
    ----------
    per_partner : function, optional
        What a shared partner adds, by its number of ties (an array, at least 2): the column is the
        sum over shared partners.
    alike : str
        The column of actors that the two may have in common: the column says whether they do, and
        is missing where one of the two is unknown.
    """

    dtype: str = "float64"
    role: Role = "evidence"
    per_partner: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]] | None = None
    alike: str = ""


# Of pairs, in order: what weights may name.
EVIDENCE = (
    EvidenceColumn("shared_partners", "Int64", per_partner=np.ones_like),
    EvidenceColumn("resource_allocation", per_partner=lambda ties: 1 / ties),
    EvidenceColumn("adamic_adar", per_partner=lambda ties: 1 / np.log(ties)),
    EvidenceColumn("shared_instances", "Int64"),
    EvidenceColumn("looser_tie", "boolean"),
    EvidenceColumn("expected"),
    EvidenceColumn("sector_affinity"),
    EvidenceColumn("same_territory", "boolean", alike="territory"),
    EvidenceColumn("same_tier", "boolean", alike="tier"),
)

_KIND = about("kind", coded="gap_kind_{}")
_SECTOR = about("sector", coded=WORD)
_OTHER_SECTOR = about("other_sector", coded=WORD)
_SHARES = (
    *about("of", coded="panel_of_{}"),
    *beside("total", dtype="Int64"),
    *measured("of_sector", dtype="Int64"),
    *measured("share"),
    *beside("unknown", dtype="Int64"),
)

GAPS: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "missing_links",
        (
            *_KIND,
            *about("by", coded="{}"),
            *_SECTOR,
            *about("actor", "actor_name", "other", "other_name"),
            *_OTHER_SECTOR,
            *about("instance", "instance_name", "territory", "theme"),
            *beside("score", dtype="float64"),
            *EVIDENCE,
            *about("supported", "set_aside", dtype="boolean"),
            *about("level", coded=LEVEL),
            *(
                AnswerColumn(name, "Int64", "evidence")
                for name in ("seats", "unknown_seats", "linked", "linked_seated", "unlinked")
            ),
            *measured("ties", dtype="Int64"),
            *beside("p_value", dtype="float64"),
            *about("introducers", "introducer_names"),
            *about("introduced_at", "introduced_at_names"),
            *about("invite", "invite_names", "invite_through", "invite_through_names"),
            *about("invite_unlinked", "invite_unlinked_names"),
        ),
    ),
    AnswerTable(
        "introducers",
        (
            *about("kind", "via", "via_name"),
            *about("level_to_actor", "level_to_other"),
            *about("same_person", dtype="boolean"),
            *beside("instances", "ties", "seats", dtype="Int64"),
        ),
    ),
    AnswerTable(
        "introductions",
        (
            *about("via", "via_name"),
            *about("via_sector", coded=WORD),
            *measured("opens", "opens_alone", "introduces", dtype="int64"),
            *beside("instances", "ties"),
        ),
    ),
    AnswerTable(
        "what_if",
        (
            *about("measure", coded="measure_{}"),
            *about("actor"),
            *measured("before", "after", "change"),
        ),
    ),
    AnswerTable(
        "backtest.methods",
        (
            *about("pairs", "method"),
            *measured("auc"),
            *beside("auc_low", "auc_high", dtype="float64"),
            *measured("precision", "recall"),
            *beside("ties", "pairs_ranked", dtype="float64"),
        ),
    ),
    AnswerTable(
        "backtest.calibration",
        (
            *about("pairs", "method"),
            *about("tenth", dtype="int64"),
            *beside("pairs_ranked", "ties"),
            *measured("share"),
        ),
    ),
    AnswerTable(
        "fit_weights.table",
        (
            *about("weighting"),
            *measured("auc", "gain"),
            *beside("error", dtype="float64"),
        ),
    ),
    AnswerTable("private_panel.presence", _SHARES),
    AnswerTable(
        "private_panel.densities",
        (
            *_OTHER_SECTOR,
            *measured("ties", dtype="int64"),
            *beside("possible"),
            *measured("density"),
            *beside("expected", "sd", "z", dtype="float64"),
        ),
    ),
    AnswerTable(
        "private_panel.reach",
        (
            *about("instance", "instance_name"),
            *beside("seats"),
            *measured("seated", "one_step", "two_steps", dtype="int64"),
            *measured("share"),
        ),
    ),
    AnswerTable(
        "private_panel.beyond",
        (
            *about("actor", "name"),
            *measured("ties_elsewhere", "instances_elsewhere", dtype="int64"),
            *measured("sectors_reached"),
        ),
    ),
    AnswerTable("private_panel.trend", (*about("date", dtype="datetime64[us]"), *_SHARES)),
)
