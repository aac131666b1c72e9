"""What the tables of the results' workbook hold beside those that a measure gives as they are."""

from __future__ import annotations

from collections.abc import Mapping

from concertnet.answers import WORD, AnswerTable, about, beside, by_name, measured

__all__ = ["REPORT"]

_SECTOR = about("sector", coded=WORD)
_ACTOR = about("actor", "actor_name")
_INSTANCE = about("instance", "instance_name")
_GROUPS = about("group", "other_group", coded=WORD)

REPORT: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "actors",
        (
            *_ACTOR,
            *_SECTOR,
            *measured("ties", dtype="int64"),
            *measured("ties_across", dtype="Int64"),
            *measured("actor_ei_index"),
            *measured("sectors_met", dtype="int64"),
            *measured("participation"),
            *measured(
                "coordinator", "itinerant", "gatekeeper", "liaison", "brokerage", dtype="Int64"
            ),
            *measured(
                "cross_sector_betweenness", "bridging_centrality", "everett_valente_brokerage"
            ),
            *measured("constraint", "effective_size"),
            *measured("is_cut", dtype="bool"),
            *measured("instances", dtype="int64"),
        ),
    ),
    AnswerTable(
        "mixing",
        (
            *_GROUPS,
            *measured("ties", dtype="int64"),
            *beside("possible", dtype="Int64"),
            *measured("density"),
            *beside("expected", "z", dtype="float64"),
        ),
    ),
    AnswerTable(
        "representatives",
        (
            *_INSTANCE,
            *about("from_date", "last_day", dtype="datetime64[us]"),
            *beside("seats", "unrecorded"),
            *beside("seat_years", dtype="float64"),
            *measured("changes", dtype="Int64"),
            *measured("change_rate"),
            *beside("organisations"),
            *measured("arrived", "left", dtype="int64"),
            *measured("vacant_days", "vacant_share"),
            *measured("handovers", "with_gap", dtype="Int64"),
            *measured("mean_wait", "longest_gap"),
            *measured("unfilled", dtype="Int64"),
            *measured("median_tenure"),
            *beside("mandates_followed"),
            *beside("mandates_censored", dtype="float64"),
        ),
    ),
    AnswerTable(
        "instances",
        (
            *_INSTANCE,
            *beside("actors", "pairs"),
            *measured("cross_pairs", "sole_pairs", dtype="int64"),
            *measured("sole_share"),
            *beside("seats"),
            *measured("richness", dtype="int64"),
            *measured("blau"),
            *beside("unknown"),
        ),
    ),
    AnswerTable(
        "burden",
        (
            *_ACTOR,
            *_SECTOR,
            *measured("instances", "seats", dtype="int64"),
            *measured("meetings_per_year"),
            *beside("unknown_meetings"),
            *measured("hours"),
        ),
    ),
    AnswerTable(
        "single_links",
        (
            *about("person", dtype="int64"),
            *_ACTOR,
            *about("other", "other_name"),
            *_GROUPS,
            *measured("shared_instances", dtype="int64"),
        ),
    ),
)
