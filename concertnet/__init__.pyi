from . import results as results
from .errors import (
    ConcertnetError,
    LossWarning,
    MissingAttribute,
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from .exchange.any_file import check, read
from .exchange.read_graph import read_graph
from .exchange.write_graph import write_graph
from .exchange.write_waves import write_waves
from .find import find
from .gaps.explain import explain
from .gaps.find.introduce import introducers
from .gaps.find.introductions import introductions
from .gaps.find.missing_links import missing_links
from .gaps.judge.backtest import backtest
from .gaps.judge.fit import fit_weights
from .gaps.panel import private_panel
from .gaps.what_if import what_if
from .hinges.contacts import contacts
from .hinges.door import grouped
from .hinges.graph import GroupedGraph
from .hinges.mixing import Mixing, mixing
from .lazy_network import LazyNetwork, scan
from .maps.figures.attendance import draw_attendance
from .maps.figures.brokerage import draw_brokerage
from .maps.figures.chance import draw_chance
from .maps.figures.comparison import draw_comparison
from .maps.figures.conditions import draw_conditions
from .maps.figures.confirmation import draw_confirmation
from .maps.figures.coverage import draw_coverage
from .maps.figures.geographic import draw_geographic
from .maps.figures.mandates import draw_mandates
from .maps.figures.mixing import draw_mixing
from .maps.figures.network import draw_network
from .maps.figures.overlap import draw_overlap
from .maps.figures.perceptions import draw_perceptions
from .maps.figures.seats import draw_seats
from .maps.figures.tenure import draw_tenure
from .maps.figures.territories import draw_territories
from .maps.figures.transitions import draw_transitions
from .maps.figures.waves import draw_waves
from .maps.interactive.page import interactive_map, interactive_page
from .maps.layout.layout import map_layout
from .maps.paper.files import page_axes, save_figure
from .maps.paper.style import Style
from .measures.brokerage.chance import (
    brokerage_expected,
    brokerage_expected_labels,
    brokerage_z,
    brokerage_z_labels,
    network_brokerage,
)
from .measures.brokerage.exclusivity import brokerage_exclusivity
from .measures.brokerage.roles import brokerage_roles, sector_brokerage
from .measures.brokerage.two_mode import two_mode_brokerage
from .measures.chance.against_chance import against_chance
from .measures.chance.mixing_chance import mixing_chance
from .measures.conditions.items import condition_items
from .measures.conditions.profile import condition_profile
from .measures.inference.density import density, mixing_density
from .measures.inference.interval import interval
from .measures.inference.leave_one_out import leave_one_out
from .measures.inference.logistic_mrqap import logistic_mrqap
from .measures.inference.mixing_effects import mixing_effects
from .measures.inference.mrqap import mrqap
from .measures.inference.pair_covariates import pair_table
from .measures.inference.qap import qap_correlation
from .measures.instances.beyond import beyond
from .measures.instances.burden import burden
from .measures.instances.coverage import absent_sectors, coverage
from .measures.instances.dynamics import instance_dynamics, marginal_value
from .measures.instances.form_check import form_check
from .measures.instances.overlap import instance_graph, overlap
from .measures.instances.single_links import single_representative_links
from .measures.overview.compare import compare
from .measures.overview.description import describe
from .measures.overview.levels import by_level
from .measures.overview.profile import profile
from .measures.participation.after_events import after_events
from .measures.participation.attendance import attendance_rate, dormant_seats, sector_quorum
from .measures.participation.contributions import contribution_balance, expertise_use
from .measures.participation.events import event_rate
from .measures.participation.first_ties import first_time_pairs
from .measures.participation.founding import founding_breadth, rules_breadth
from .measures.participation.multiplexity import pair_multiplexity
from .measures.participation.representation import (
    concerned_seats,
    membership_reach,
    representation_quality,
)
from .measures.perceptions.gap import perception_gap
from .measures.perceptions.received import actor_perception, perception_reciprocity
from .measures.perceptions.scores import perception_scores
from .measures.position.betweenness import (
    betweenness,
    bridging_centrality,
    bridging_coefficient,
    cross_sector_betweenness,
    cross_sector_betweenness_sampled,
    everett_valente_brokerage,
)
from .measures.position.bridging import bridge_strength, bridging_score, participation_coefficient
from .measures.position.centralities import centralisation, centralities
from .measures.position.ego_holes import ego_structural_holes
from .measures.position.sector_centrality import sector_centrality
from .measures.position.structural_holes import structural_holes
from .measures.position.tie_bridging import tie_bridging
from .measures.reports.confirmation import actor_recognition, confirmation, level_symmetry
from .measures.reports.krippendorff import krippendorff_alpha
from .measures.reports.response import response_rate
from .measures.reports.sensitivity import nonresponse_sensitivity
from .measures.segregation.blocks import sector_blocks
from .measures.segregation.diversity import (
    heterogeneity,
    instance_heterogeneity,
    network_heterogeneity,
)
from .measures.segregation.ei import (
    actor_ei_index,
    ei_bounds,
    ei_expected,
    ei_index,
    sector_ei_index,
)
from .measures.segregation.mixing_indices import (
    assortativity,
    coleman_homophily,
    freeman_segregation,
    gupta_anderson_may,
    modularity,
    segregation_matrix_index,
    within_odds_ratio,
)
from .measures.segregation.spectral import (
    actor_spectral_segregation,
    sector_spectral_segregation,
    spectral_segregation,
)
from .measures.segregation.tiers import vertical_share
from .measures.spread.answer_spread import answer_spread
from .measures.spread.steps import consensus
from .measures.structure.cohesion import cohesion
from .measures.structure.communities import communities
from .measures.structure.core_periphery import core_periphery
from .measures.structure.fragility import fragility
from .measures.structure.key_players import key_players
from .measures.time.agreements import agreement_status
from .measures.time.conversion import conversion
from .measures.time.person_time import person_time
from .measures.time.succession import handover, representative_turnover
from .measures.time.tenure import logrank, tenure
from .measures.time.tie_persistence import tie_persistence
from .measures.time.transitions import escalation, transitions
from .measures.time.turnover import retention, turnover_over_time
from .measures.time.vacancy import vacancy
from .network import Network
from .questionnaires.instrument import RelationQuestion
from .questionnaires.questionnaire import questionnaire
from .report.report import report
from .report.results import write_results
from .report.suppress import suppress_small
from .samples import sample_network, sample_path
from .scale import BOURQUE, HIMMELMAN, PARTNER, Crosswalk, Scale
from .survey.propose import propose_mapping
from .survey.read import read_survey
from .tables.cells.dates import Period
from .tables.check import decisions
from .tables.spec.about import About
from .tables.spec.problems import Problem
from .tables.write.convert import convert
from .tables.write.decision_book import write_decisions
from .tables.write.mark import mark_problems
from .tables.write.template import template
from .words import words

# the records of `results` under the names that they had here
# isort: off
from .results import (
    AfterEvents as AfterEvents,
    AgreementStatus as AgreementStatus,
    AnswerSpread as AnswerSpread,
    Backtest as Backtest,
    Beyond as Beyond,
    Bounds as Bounds,
    Burden as Burden,
    Centralisation as Centralisation,
    Chance as Chance,
    Cohesion as Cohesion,
    ConcernedSeats as ConcernedSeats,
    ConditionProfile as ConditionProfile,
    Confirmation as Confirmation,
    Conversion as Conversion,
    Converted as Converted,
    CorePeriphery as CorePeriphery,
    ExactChance as ExactChance,
    FittedWeights as FittedWeights,
    Heterogeneity as Heterogeneity,
    InstanceDynamics as InstanceDynamics,
    KeyPlayers as KeyPlayers,
    LogRank as LogRank,
    MembershipReach as MembershipReach,
    MixingChance as MixingChance,
    Mrqap as Mrqap,
    LogisticMrqap as LogisticMrqap,
    Communities as Communities,
    Blocks as Blocks,
    Interval as Interval,
    Multiplexity as Multiplexity,
    SectorPanel as SectorPanel,
    Sensitivity as Sensitivity,
    SingleLinks as SingleLinks,
    Survey as Survey,
    Tenure as Tenure,
    Written as Written,
)
# isort: on

# functions that have another name now: the old one warns
tie_vertical_share = vertical_share

__version__: str
__all__ = [
    "BOURQUE",
    "HIMMELMAN",
    "PARTNER",
    "About",
    "ConcertnetError",
    "Crosswalk",
    "GroupedGraph",
    "LazyNetwork",
    "LossWarning",
    "MissingAttribute",
    "Mixing",
    "Network",
    "NotComparable",
    "OutsideObservation",
    "Period",
    "Problem",
    "RelationQuestion",
    "Scale",
    "Style",
    "TableError",
    "UnknownWord",
    "absent_sectors",
    "actor_ei_index",
    "actor_perception",
    "actor_recognition",
    "actor_spectral_segregation",
    "after_events",
    "against_chance",
    "agreement_status",
    "answer_spread",
    "assortativity",
    "attendance_rate",
    "backtest",
    "betweenness",
    "beyond",
    "bridge_strength",
    "bridging_centrality",
    "bridging_coefficient",
    "bridging_score",
    "brokerage_exclusivity",
    "brokerage_expected",
    "brokerage_expected_labels",
    "brokerage_roles",
    "brokerage_z",
    "brokerage_z_labels",
    "burden",
    "by_level",
    "centralisation",
    "centralities",
    "check",
    "cohesion",
    "coleman_homophily",
    "communities",
    "compare",
    "concerned_seats",
    "condition_items",
    "condition_profile",
    "confirmation",
    "consensus",
    "contacts",
    "contribution_balance",
    "conversion",
    "convert",
    "core_periphery",
    "coverage",
    "cross_sector_betweenness",
    "cross_sector_betweenness_sampled",
    "decisions",
    "density",
    "describe",
    "dormant_seats",
    "draw_attendance",
    "draw_brokerage",
    "draw_chance",
    "draw_comparison",
    "draw_conditions",
    "draw_confirmation",
    "draw_coverage",
    "draw_geographic",
    "draw_mandates",
    "draw_mixing",
    "draw_network",
    "draw_overlap",
    "draw_perceptions",
    "draw_seats",
    "draw_tenure",
    "draw_territories",
    "draw_transitions",
    "draw_waves",
    "ego_structural_holes",
    "ei_bounds",
    "ei_expected",
    "ei_index",
    "escalation",
    "event_rate",
    "everett_valente_brokerage",
    "expertise_use",
    "explain",
    "find",
    "first_time_pairs",
    "fit_weights",
    "form_check",
    "founding_breadth",
    "fragility",
    "freeman_segregation",
    "grouped",
    "gupta_anderson_may",
    "handover",
    "heterogeneity",
    "instance_dynamics",
    "instance_graph",
    "instance_heterogeneity",
    "interactive_map",
    "interactive_page",
    "interval",
    "introducers",
    "introductions",
    "key_players",
    "krippendorff_alpha",
    "leave_one_out",
    "level_symmetry",
    "logistic_mrqap",
    "logrank",
    "map_layout",
    "marginal_value",
    "mark_problems",
    "membership_reach",
    "missing_links",
    "mixing",
    "mixing_chance",
    "mixing_density",
    "mixing_effects",
    "modularity",
    "mrqap",
    "network_brokerage",
    "network_heterogeneity",
    "nonresponse_sensitivity",
    "overlap",
    "page_axes",
    "pair_multiplexity",
    "pair_table",
    "participation_coefficient",
    "perception_gap",
    "perception_reciprocity",
    "perception_scores",
    "person_time",
    "private_panel",
    "profile",
    "propose_mapping",
    "qap_correlation",
    "questionnaire",
    "read",
    "read_graph",
    "read_survey",
    "report",
    "representation_quality",
    "representative_turnover",
    "response_rate",
    "results",
    "retention",
    "rules_breadth",
    "sample_network",
    "sample_path",
    "save_figure",
    "scan",
    "sector_blocks",
    "sector_brokerage",
    "sector_centrality",
    "sector_ei_index",
    "sector_quorum",
    "sector_spectral_segregation",
    "segregation_matrix_index",
    "single_representative_links",
    "spectral_segregation",
    "structural_holes",
    "suppress_small",
    "template",
    "tenure",
    "tie_bridging",
    "tie_persistence",
    "transitions",
    "turnover_over_time",
    "two_mode_brokerage",
    "vacancy",
    "vertical_share",
    "what_if",
    "within_odds_ratio",
    "words",
    "write_decisions",
    "write_graph",
    "write_results",
    "write_waves",
]
