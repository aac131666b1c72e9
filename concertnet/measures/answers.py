"""What the tables of measures hold, column by column.

A time measure asked `by` something has a first column more, named by it.
"""

from __future__ import annotations

from collections.abc import Mapping

from concertnet.answers import (
    LEVEL,
    WORD,
    AnswerColumn,
    AnswerTable,
    about,
    beside,
    by_name,
    measured,
)
from concertnet.tables.spec.schema import TABLES

__all__ = [
    "MEASURES",
    "OF_ANSWERS",
    "OF_GRAPHS",
    "OF_PAIRS",
    "OF_PARTICIPATION",
    "OF_REPORTS",
    "OF_SEATS",
    "OF_TIME",
]

_ACTOR = about("actor", dtype="label")
_GROUPS = about("group", "other_group", dtype="label", coded=WORD)
_GROUP = _GROUPS[:1]
_ROLE = about("role")
_SECTOR = about("sector", coded=WORD)
_DAY = "datetime64[us]"
_PERIOD = about("from_date", "until_date", dtype=_DAY)
_CHANCE = beside("expected", "sd", dtype="float64")
_Z = beside("z", dtype="float64")
_UNKNOWN = beside("unknown")
_ROLES = measured(
    "coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total"
)  # fmt: skip
_HOLES = measured(
    "constraint",
    "effective_size",
    "efficiency",
    "hierarchy",
    "constraint_across",
    "effective_size_across",
    "cross_sector_share",
)
_DIVERSITY = (
    *measured("blau", "iqv"),
    *measured("richness", dtype="int64"),
    *measured("shannon"),
)


def _counts(*names: str) -> tuple[AnswerColumn, ...]:
    return measured(*names, dtype="int64")


# Of graphs: of these a null may draw the values. One name has one role in all of them.
OF_GRAPHS: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "brokerage_exclusivity",
        (
            *_counts("brokered", "exclusive", "brokered_across", "exclusive_across"),
            *measured("exclusivity", "credit"),
        ),
        index="actor",
    ),
    AnswerTable("brokerage_expected", (*_GROUP, *beside("size"), *_ROLE, *_CHANCE)),
    AnswerTable("brokerage_expected_labels", (*_ACTOR, *_ROLE, *_CHANCE)),
    AnswerTable("brokerage_roles", _ROLES, index="actor"),
    AnswerTable("brokerage_z", _ROLES, index="actor"),
    AnswerTable("brokerage_z_labels", _ROLES, index="actor"),
    AnswerTable(
        "centralities",
        measured(
            "degree",
            "in_degree",
            "out_degree",
            "harmonic",
            "in_harmonic",
            "out_harmonic",
            "eigenvector",
            "betweenness",
        ),
        index="actor",
    ),
    AnswerTable("communities.actors", about("community", dtype="Int64"), index="actor"),
    AnswerTable(
        "core_periphery.actors",
        (*measured("coreness"), *measured("in_core", dtype="bool")),
        index="actor",
    ),
    AnswerTable(
        "core_periphery.groups",
        (*beside("actors"), *measured("coreness"), *_counts("in_core"), *measured("share")),
        index="group",
    ),
    AnswerTable(
        "cross_sector_betweenness_sampled",
        (*measured("estimate"), *beside("standard_error", dtype="float64")),
        index="actor",
    ),
    AnswerTable("ego_structural_holes", _HOLES, index="actor"),
    AnswerTable(
        "fragility",
        (
            *_GROUP,
            *_counts("ties_lost", "isolated"),
            *measured("fragmentation", "fragmentation_after"),
            *measured("is_cut", dtype="bool"),
            *measured("group_pairs_lost", dtype="Int64"),
            *about("group_pairs", dtype="object"),
        ),
        index="actor",
    ),
    AnswerTable("heterogeneity", (*_DIVERSITY, *beside("contacts"), *_UNKNOWN), index="actor"),
    AnswerTable(
        "key_players.actors",
        (*beside("rank"), *_ACTOR, *_GROUP, *measured("fragmentation", "gain")),
    ),
    AnswerTable("mixing_chance.cells", (*_GROUPS, *_counts("ties"), *_CHANCE, *_Z)),
    AnswerTable("network_brokerage", (*_ROLE, *measured("count"), *_CHANCE, *_Z)),
    AnswerTable(
        "profile",
        (
            *about("grain", coded="grain_{}"),
            *about("unit", coded=WORD),
            *about("period"),
            *about("level", coded=LEVEL),
            *about("measure", coded="measure_{}"),
            *measured("value"),
            *beside("expected", "low", "high", "p_value", "z", dtype="float64"),
            *beside("n", "unknown", "unknown_ties"),
            *about("caution", coded="caution_{}"),
        ),
    ),
    AnswerTable("sector_brokerage", (*beside("actors"), *_ROLES), index="group"),
    AnswerTable(
        "sector_centrality",
        (
            *_GROUP,
            *about("centrality", coded="column_{}"),
            *beside("actors"),
            *measured("mean", "share"),
            *measured("top", dtype="Int64"),
            *_CHANCE,
            *_Z,
        ),
    ),
    AnswerTable("structural_holes", _HOLES, index="actor"),
)

OF_SEATS: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "absent_sectors",
        (
            *about("instance"),
            *beside("seats"),
            *about("present", "absent"),
            *measured("present_share"),
            *measured("one_sector", dtype="boolean"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "beyond.actors",
        (
            *_SECTOR,
            *about("establishment", dtype="bool"),
            *_counts("ties_elsewhere", "instances_elsewhere"),
            *measured("sectors_reached"),
            *about("entered", "elsewhere_since", dtype=_DAY),
            *measured("already", dtype="boolean"),
        ),
        index="actor",
    ),
    AnswerTable(
        "beyond.sectors",
        (
            *_SECTOR,
            *beside("n"),
            *measured(
                "with_tie_share",
                "with_seat_share",
                "with_either_share",
                "median_sectors_reached",
            ),
        ),
    ),
    AnswerTable(
        "beyond.never_left",
        (
            *about("years", dtype="int64"),
            *beside("n"),
            *_counts("never"),
            *measured("never_share"),
        ),
    ),
    AnswerTable(
        "burden.table",
        (
            *_counts("instances", "seats"),
            *measured("meetings_per_year"),
            *beside("unknown_meetings"),
            *measured("hours"),
        ),
        index="actor",
    ),
    AnswerTable(
        "burden.summary",
        (
            *beside("n"),
            *measured("median", "max", "at_least_share", "gini", "top_tenth_share"),
            *_counts("without_seat"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "coverage",
        (
            *about("instance"),
            *_SECTOR,
            *_counts("seats", "actors"),
            *measured("share"),
            *measured("absent", dtype="bool"),
            *about("expected_sector", dtype="bool"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "form_check",
        (
            *about("instance"),
            *measured("several", "has_subject", "meets", "lasts", "autonomous", dtype="boolean"),
            *beside("organisations"),
            *about("theme", "territory"),
            *beside("meetings_per_year", "logged_meetings", "age", "bound", dtype="float64"),
            *_PERIOD,
        ),
    ),
    AnswerTable(
        "instance_dynamics.counts",
        (*about("origin"), *_PERIOD, *_counts("opened", "closed", "alive")),
    ),
    AnswerTable(
        "instance_heterogeneity", (*_DIVERSITY, *beside("seats"), *_UNKNOWN), index="instance"
    ),
    AnswerTable(
        "marginal_value",
        (
            *about("instance"),
            *beside("actors", "pairs"),
            *_counts("cross_pairs", "sole_pairs"),
            *measured("sole_share"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "overlap",
        (
            *about("instance", "other_instance"),
            *beside("actors", "other_actors"),
            *_counts("shared_actors"),
            *measured("jaccard", "containment", "other_containment"),
            *_counts("shared_persons"),
            *about("same_theme", "same_territory", dtype="boolean"),
        ),
    ),
    AnswerTable(
        "single_representative_links.links",
        (*about("person"), *_ACTOR, *about("other"), *_GROUPS, *_counts("shared_instances")),
    ),
    AnswerTable(
        "single_representative_links.persons",
        (
            *about("person"),
            *_counts("links", "others", "groups_lost"),
            *about("next_end", dtype=_DAY),
        ),
    ),
    AnswerTable("two_mode_brokerage", _ROLES, index="actor"),
)

OF_TIME: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "agreement_status.agreements",
        (
            *about("agreement", "name"),
            *about("status", coded="status_{}"),
            *about("start", "end", dtype=_DAY),
            *measured("days_left"),
            *about("renewed_by"),
            *_counts("parties", "sectors"),
            *about("sector_names"),
            *measured("tri_sector", dtype="boolean"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "agreement_status.summary",
        (
            *about("status", coded="status_{}"),
            *_counts("agreements"),
            *measured("agreement_share", "tri_sector_share"),
        ),
    ),
    AnswerTable(
        "agreement_status.without_agreement",
        (
            *about("source", "target"),
            *about("level", coded=LEVEL),
            *about("since", dtype=_DAY),
        ),
    ),
    AnswerTable(
        "conversion.pairs",
        (
            *about("sat_together", dtype="bool"),
            *beside("pairs", "already_converted", "at_risk"),
            *_counts("converted"),
            *measured("converted_share"),
        ),
    ),
    AnswerTable(
        "conversion.without_concertation",
        (*about("source", "target"), *about("start", "together_since", dtype=_DAY)),
    ),
    AnswerTable(
        "escalation",
        (
            *_PERIOD,
            *beside("before", "after"),
            *_counts(
                "escalated", "stayed", "de_escalated", "dissolved", "left", "formed", "arrived"
            ),
            *measured(
                "escalated_share",
                "stayed_share",
                "de_escalated_share",
                "dissolved_share",
                "left_share",
                "formed_share",
                "arrived_share",
            ),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "handover",
        (
            *_PERIOD,
            *_counts("handovers", "with_gap", "immediate", "overlapping"),
            *measured("mean_days", "median_days", "longest_gap"),
            *_counts("unfilled"),
            *beside("censored_share", dtype="float64"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "logrank.groups",
        (
            *beside("n"),
            *_counts("ended"),
            *beside("expected", "censored_share", dtype="float64"),
            *beside("unknown_start"),
        ),
    ),
    AnswerTable(
        "person_time",
        (
            *_PERIOD,
            *beside("n"),
            *beside("days", dtype="float64"),
            *_counts("ended"),
            *measured("rate"),
            *beside("censored_share", dtype="float64"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "representative_turnover",
        (
            *_PERIOD,
            *beside("seats"),
            *beside("seat_years", dtype="float64"),
            *_counts("changes"),
            *measured("rate"),
            *beside("organisations", "stays"),
            *beside("stay_years", dtype="float64"),
            *_counts("arrived", "left"),
            *measured("stay_rate"),
            *beside("censored_share", dtype="float64"),
            *beside("unrecorded"),
            *_UNKNOWN,
        ),
    ),
    *(
        AnswerTable(
            name,
            (
                *_PERIOD,
                *beside("before", "after"),
                *_counts("kept", "arrived", "left"),
                *measured("retention", "turnover", "jaccard"),
                *_UNKNOWN,
            ),
        )
        for name in ("retention", "turnover_over_time")
    ),
    AnswerTable(
        "tenure.curve",
        (
            *about("time", dtype="float64"),
            *beside("at_risk", "ended", "censored"),
            *measured("survival"),
            *beside("low", "high", dtype="float64"),
        ),
    ),
    AnswerTable(
        "tenure.summary",
        (
            *beside("n", "ended"),
            *beside("censored_share", dtype="float64"),
            *beside("unknown_start"),
            *measured("earliest", "median"),
            *beside("low", "high", dtype="float64"),
        ),
    ),
    AnswerTable(
        "tie_persistence",
        (
            *_PERIOD,
            *beside("before"),
            *_counts("sustained", "interrupted", "dissolved", "left", "formed", "arrived"),
            *measured("sustained_share", "median_age"),
            *beside("unknown_age"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "transitions",
        (
            *_PERIOD,
            *about("level", "next_level", coded=LEVEL),
            *_counts("pairs"),
            *measured("row_share"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "vacancy",
        (
            *_PERIOD,
            *beside("seats"),
            *beside("seat_days", dtype="float64"),
            *measured("vacant_days", "alternate_days", "vacant_share"),
            *beside("unrecorded"),
            *_UNKNOWN,
        ),
    ),
)

_RESPONSE = (*beside("asked"), *_counts("complete", "partial"), *measured("response_rate"))
# Of reports: what both sides of a tie say.
OF_REPORTS: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "actor_recognition",
        (
            *_counts("declared", "confirmed"),
            *measured("recognised_share"),
            *_counts("nominated"),
            *beside("could"),
            *measured("nominated_share", "declared_level", "received_level"),
        ),
        index="actor",
    ),
    AnswerTable(
        "confirmation.groups",
        (
            *_GROUPS,
            *_counts("confirmed", "discordant", "unconfirmed", "unverifiable"),
            *measured("confirmed_share"),
        ),
    ),
    AnswerTable(
        "confirmation.pairs",
        (
            *_ACTOR,
            *about("other", dtype="label"),
            *_GROUPS,
            *measured("actor_says", "other_says"),
            *about("status", coded="status_{}"),
            *measured("discordant", dtype="bool"),
        ),
    ),
    AnswerTable(
        "level_symmetry",
        (*_GROUPS, *beside("n"), *measured("same_share", "mean_difference")),
    ),
    AnswerTable("response_rate", _RESPONSE, index="group"),
)

# Of what members answered.
_HIDDEN = about("hidden", coded="hidden_{}")
_CAUTION = about("caution", coded="caution_{}")
_ANSWERED = beside("n", "missing")
_BETWEEN = (*measured("sector_share"), *beside("expected", "p_value", dtype="float64"))
_DIMENSION = about("dimension", coded=WORD)
_RATER_GROUP = about("rater_group", dtype="label", coded=WORD)
OF_ANSWERS: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "actor_perception",
        (*_ACTOR, *_DIMENSION, *measured("mean"), *beside("raters"), *_HIDDEN),
    ),
    AnswerTable(
        "condition_profile.answers",
        (
            *about("condition", dtype="int64"),
            *about("item", "instrument"),
            *_GROUP,
            *_ANSWERED,
            *measured("median", "q1", "q3", "consensus"),
            *beside("scale_min", "scale_max", dtype="float64"),
            *_HIDDEN,
            *_CAUTION,
        ),
    ),
    AnswerTable(
        "condition_profile.facts",
        (
            *about("condition", dtype="int64"),
            *about("fact", coded="fact_{}"),
            *about("group", coded=WORD),
            *measured("value"),
            *beside("n", "out_of", dtype="float64"),
            *_UNKNOWN,
            *about("detail"),
            *_CAUTION,
        ),
    ),
    AnswerTable("condition_profile.response", _RESPONSE, index="group"),
    AnswerTable(
        "condition_profile.table",
        (
            *about("condition", dtype="int64"),
            *about("fact", coded="fact_{}"),
            *measured("value"),
            *beside("n", "out_of", dtype="float64"),
            *_UNKNOWN,
            *about("fact_caution", coded="caution_{}"),
            *beside("items"),
            *about("instrument"),
            *beside("answers"),
            *measured("response_rate", "median"),
            *about("low_group", dtype="label", coded=WORD),
            *measured("low_median"),
            *about("high_group", dtype="label", coded=WORD),
            *measured("high_median", "consensus"),
            *_BETWEEN,
            *beside("hidden"),
            *about("answer_caution", coded="caution_{}"),
        ),
    ),
    AnswerTable(
        "perception_gap",
        (
            *_RATER_GROUP,
            *measured("mean", "own_view", "gap", "contrast"),
            *beside("raters", "contrast_raters"),
            *_BETWEEN,
            *_HIDDEN,
            *about("own_hidden", "contrast_hidden", coded="hidden_{}"),
            *_CAUTION,
        ),
    ),
    AnswerTable(
        "perception_reciprocity",
        (*_DIMENSION, *beside("pairs"), *measured("within_step_share", "mean_difference")),
    ),
    AnswerTable(
        "perception_scores",
        (
            *_DIMENSION,
            *_RATER_GROUP,
            *about("rated_group", dtype="label", coded=WORD),
            *measured("mean", "q1", "median", "q3"),
            *beside("raters", "rated", "scores", "could", "self_ratings", "unknown"),
            *beside("scale_min", "scale_max", dtype="float64"),
            *_HIDDEN,
            *_CAUTION,
        ),
    ),
    AnswerTable(
        "answer_spread.groups",
        (
            *about("item"),
            *_GROUP,
            *_ANSWERED,
            *measured("median", "q1", "q3", "consensus"),
            *_HIDDEN,
            *_CAUTION,
        ),
    ),
    AnswerTable(
        "answer_spread.items",
        (
            *about("item", "instrument"),
            *beside("condition", "scale_min", "scale_max", dtype="float64"),
            *_ANSWERED,
            *_UNKNOWN,
            *beside("hidden_answers"),
            *measured("median", "q1", "q3", "consensus"),
            *_BETWEEN,
            *_CAUTION,
        ),
    ),
    AnswerTable("answer_spread.response", _RESPONSE, index="group"),
    AnswerTable(
        "condition_items",
        (
            *about("item", "text_fr", "text_en"),
            *beside("condition", dtype="float64"),
            *_DIMENSION,
            *beside("scale_min", "scale_max", dtype="float64"),
            *about("reversed", dtype="bool"),
            *about("labels", "instrument", "source"),
        ),
    ),
)

# Of participation: who comes, who brings what, who meets, who was there from the start.
OF_PARTICIPATION: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "after_events.events",
        (
            *about("instance"),
            *about("date", dtype=_DAY),
            *beside("n"),
            *measured("kept_share", "before_kept_share"),
            *beside("elsewhere_n"),
            *measured("elsewhere_kept_share", "elsewhere_before_kept_share", "difference"),
            *about("cut", "overlapping", dtype="bool"),
            *beside("unmatched"),
        ),
    ),
    AnswerTable(
        "after_events.spells",
        (
            *about("holder"),
            *about("event", dtype="int64"),
            *about("place"),
            *about("start", "end", dtype=_DAY),
        ),
    ),
    AnswerTable(
        "attendance_rate",
        (
            *about("instance"),
            *beside("meetings", "expected"),
            *_counts("present", "absent"),
            *beside("unlisted"),
            *_counts("guests", "by_alternate"),
            *measured("rate"),
            *beside("listed_present_only"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "concerned_seats.groups",
        (
            *about("who", coded=WORD),
            *_counts("seats"),
            *beside("stated"),
            *_counts("voting"),
            *measured("voting_share", "attendance_rate", "median_tenure"),
        ),
    ),
    AnswerTable(
        "contribution_balance",
        (
            *_counts("given", *TABLES["contributions"]["resource"].values, "other_resources"),
            *measured("received", "balance"),
            *_counts("kinds"),
            *measured("outside_share"),
        ),
        index="actor",
    ),
    AnswerTable(
        "dormant_seats",
        (
            *about("seat", "instance"),
            *_ACTOR,
            *_SECTOR,
            *beside("listed"),
            *_counts("absences"),
            *about("last_present", dtype=_DAY),
        ),
    ),
    AnswerTable(
        "event_rate",
        (
            *about("instance"),
            *_counts("events"),
            *beside("years", dtype="float64"),
            *measured("rate"),
            *beside("low", "high", dtype="float64"),
            *beside("outside"),
        ),
    ),
    AnswerTable(
        "expertise_use",
        (
            *beside("actors", "declared"),
            *_counts("used"),
            *measured("used_share"),
            *about("unused"),
        ),
        index="group",
    ),
    AnswerTable(
        "first_time_pairs",
        (
            *_PERIOD,
            *beside("at_risk"),
            *_counts("new"),
            *measured("rate"),
            *_counts("cross"),
            *measured("cross_share"),
            *beside("cross_at_risk"),
            *beside("expected_cross_share", dtype="float64"),
            *beside("dated_by_observation"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "founding_breadth",
        (
            *about("instance"),
            *beside("founders"),
            *measured("founding_share"),
            *about("sectors", "joined_later"),
            *measured("concerned_from_start", dtype="boolean"),
            *measured("founders_still"),
            *beside("unknown_start"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "membership_reach.groups",
        (*beside("actors"), *_counts("reached"), *measured("share")),
        index="group",
    ),
    AnswerTable(
        "pair_multiplexity.pairs",
        (
            *_ACTOR,
            *about("other", dtype="label"),
            *measured("tie", "shared_instance", "shared_agreement", "contribution", dtype="bool"),
            *_counts("kinds"),
        ),
    ),
    AnswerTable(
        "representation_quality",
        (
            *beside("seats", "mandates", "known"),
            *measured("can_commit_share"),
            *_counts("with_alternate"),
            *measured("alternate_share"),
        ),
        index="group",
    ),
    AnswerTable(
        "rules_breadth",
        (
            *about("instance"),
            *about("date", dtype=_DAY),
            *beside("seats"),
            *measured("share"),
            *about("sectors"),
            *measured("present_share", "years_to_rules", "role_share"),
            *_UNKNOWN,
        ),
    ),
    AnswerTable(
        "sector_quorum",
        (
            *about("instance"),
            *beside("meetings", "known"),
            *_counts("with_all"),
            *measured("share"),
            *_UNKNOWN,
            # one per expected sector, named by it
            *measured("community", "institutional", "private"),
        ),
    ),
)

# Of pairs of actors: ties and what goes with them, and the regression of the one on the other.
OF_PAIRS: Mapping[str, AnswerTable] = by_name(
    AnswerTable("logistic_mrqap.left_out", (*about("term"), *_ACTOR)),
    AnswerTable(
        "logistic_mrqap.terms",
        (
            *measured("estimate", "odds_ratio"),
            *beside("low", "high", "statistic", "p_value", dtype="float64"),
            *beside("draws"),
        ),
        index="term",
    ),
    AnswerTable(
        "mixing_effects",
        (
            *_GROUPS,
            *_counts("ties"),
            *beside("possible"),
            *measured("density", "odds_ratio"),
            *beside("low", "high", dtype="float64"),
            *measured("ratio_groups", "ratio_degrees"),
            *beside("p_groups", "p_degrees", dtype="float64"),
        ),
    ),
    AnswerTable("mrqap.left_out", (*about("term"), *_ACTOR)),
    AnswerTable(
        "mrqap.terms",
        (
            *measured("estimate"),
            *beside("low", "high", "statistic", "p_value", dtype="float64"),
            *beside("draws"),
        ),
        index="term",
    ),
    AnswerTable(
        "pair_table",
        (
            *_ACTOR,
            *about("other_actor", dtype="label"),
            *_counts("tie"),
            *beside("level", dtype="float64"),
        ),
    ),
    AnswerTable(
        "tie_bridging",
        (
            *about("source", "target", dtype="label"),
            *_GROUPS,
            *beside("level", dtype="float64"),
            *measured("is_bridge", dtype="bool"),
            *beside("shared"),
            *measured("span", "betweenness", "across"),
            *measured("only_tie", dtype="boolean"),
        ),
    ),
)

MEASURES: Mapping[str, AnswerTable] = by_name(
    AnswerTable(
        "compare",
        (
            *about("measure", coded="measure_{}"),
            *about("unit", coded=WORD),
            *measured("value_one", "value_other", "difference"),
            *beside("standard_error", "low", "high", "p_value", dtype="float64"),
            *beside("among_shared", "by_leavers", "by_arrivals", dtype="float64"),
            *beside("actors_one", "actors_other", "in_both", "only_one", "only_other"),
            *beside("response_one", "response_other", dtype="float64"),
            *about("caution", coded="caution_{}"),
        ),
    ),
    *OF_GRAPHS.values(),
    *OF_PAIRS.values(),
    *OF_SEATS.values(),
    *OF_TIME.values(),
    *OF_REPORTS.values(),
    *OF_ANSWERS.values(),
    *OF_PARTICIPATION.values(),
    AnswerTable(
        "describe",
        (
            *about("table", coded="table_{}"),
            *about("column", coded="{}"),
            *about("value", coded=WORD),
            *_counts("rows"),
        ),
    ),
)
