from .errors import (
    ConcertnetError,
    MissingAttribute,
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from .gaps.backtest import Backtest, backtest
from .gaps.explain import explain
from .gaps.find import missing_links
from .gaps.fit import FittedWeights, fit_weights
from .gaps.introduce import introducers
from .gaps.panel import SectorPanel, private_panel
from .gaps.what_if import what_if
from .graphs import GroupedGraph, Mixing, contacts, grouped, mixing
from .maps.brokerage_chart import draw_brokerage
from .maps.chance_chart import draw_chance
from .maps.coverage_chart import draw_coverage
from .maps.figure import save_figure
from .maps.geographic_map import draw_geographic
from .maps.interactive.page import interactive_map, interactive_page
from .maps.layout import map_layout
from .maps.mandates_chart import draw_mandates
from .maps.matrices import draw_mixing
from .maps.network_map import draw_network
from .maps.overlap_chart import draw_overlap
from .maps.seats_map import draw_seats
from .maps.style import Style
from .maps.survival import draw_tenure
from .maps.territories_map import draw_territories
from .maps.transitions_chart import draw_transitions
from .maps.waves import draw_waves
from .measures.agreements import AgreementStatus, agreement_status
from .measures.betweenness import (
    bridging_centrality,
    cross_sector_betweenness,
    everett_valente_brokerage,
)
from .measures.beyond import Beyond, beyond
from .measures.bridging import bridge_strength, bridging_score, participation_coefficient
from .measures.brokerage import brokerage_roles, sector_brokerage
from .measures.brokerage_chance import (
    brokerage_expected,
    brokerage_expected_labels,
    brokerage_z,
    brokerage_z_labels,
    network_brokerage,
)
from .measures.burden import Burden, burden
from .measures.chance import Chance, against_chance
from .measures.cohesion import Cohesion, cohesion
from .measures.conversion import Conversion, conversion
from .measures.core_periphery import CorePeriphery, core_periphery
from .measures.coverage import absent_sectors, coverage
from .measures.description import describe
from .measures.ei import Bounds, actor_ei_index, ei_bounds, ei_expected, ei_index, sector_ei_index
from .measures.form_check import form_check
from .measures.fragility import fragility
from .measures.heterogeneity import (
    Heterogeneity,
    heterogeneity,
    instance_heterogeneity,
    network_heterogeneity,
)
from .measures.instances import InstanceDynamics, instance_dynamics, marginal_value
from .measures.key_players import KeyPlayers, key_players
from .measures.levels import by_level
from .measures.mixing_chance import ExactChance, MixingChance, mixing_chance
from .measures.overlap import instance_graph, overlap
from .measures.person_time import person_time
from .measures.product_limit import LogRank
from .measures.profile import profile
from .measures.representation import SingleLinks, single_representative_links
from .measures.segregation import (
    assortativity,
    coleman_homophily,
    freeman_segregation,
    gupta_anderson_may,
    modularity,
    segregation_matrix_index,
    within_odds_ratio,
)
from .measures.spectral import (
    actor_spectral_segregation,
    sector_spectral_segregation,
    spectral_segregation,
)
from .measures.structural_holes import structural_holes
from .measures.succession import handover, representative_turnover
from .measures.tenure import Tenure, logrank, tenure
from .measures.tie_persistence import tie_persistence
from .measures.tiers import tie_vertical_share
from .measures.transitions import escalation, transitions
from .measures.turnover import retention, turnover_over_time
from .measures.two_mode_brokerage import two_mode_brokerage
from .measures.vacancy import vacancy
from .network import Network, read
from .samples import sample_network, sample_path
from .scale import BOURQUE, HIMMELMAN, PARTNER, Crosswalk, Scale
from .tables.about import About
from .tables.check import check
from .tables.dates import Period
from .tables.mark import mark_problems
from .words import words

__version__: str
__all__ = [
    "BOURQUE",
    "HIMMELMAN",
    "PARTNER",
    "About",
    "AgreementStatus",
    "Backtest",
    "Beyond",
    "Bounds",
    "Burden",
    "Chance",
    "Cohesion",
    "ConcertnetError",
    "Conversion",
    "CorePeriphery",
    "Crosswalk",
    "ExactChance",
    "FittedWeights",
    "GroupedGraph",
    "Heterogeneity",
    "InstanceDynamics",
    "KeyPlayers",
    "LogRank",
    "MissingAttribute",
    "Mixing",
    "MixingChance",
    "Network",
    "NotComparable",
    "OutsideObservation",
    "Period",
    "Scale",
    "SectorPanel",
    "SingleLinks",
    "Style",
    "TableError",
    "Tenure",
    "UnknownWord",
    "absent_sectors",
    "actor_ei_index",
    "actor_spectral_segregation",
    "against_chance",
    "agreement_status",
    "assortativity",
    "backtest",
    "beyond",
    "bridge_strength",
    "bridging_centrality",
    "bridging_score",
    "brokerage_expected",
    "brokerage_expected_labels",
    "brokerage_roles",
    "brokerage_z",
    "brokerage_z_labels",
    "burden",
    "by_level",
    "check",
    "cohesion",
    "coleman_homophily",
    "contacts",
    "conversion",
    "core_periphery",
    "coverage",
    "cross_sector_betweenness",
    "describe",
    "draw_brokerage",
    "draw_chance",
    "draw_coverage",
    "draw_geographic",
    "draw_mandates",
    "draw_mixing",
    "draw_network",
    "draw_overlap",
    "draw_seats",
    "draw_tenure",
    "draw_territories",
    "draw_transitions",
    "draw_waves",
    "ei_bounds",
    "ei_expected",
    "ei_index",
    "escalation",
    "everett_valente_brokerage",
    "explain",
    "fit_weights",
    "form_check",
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
    "introducers",
    "key_players",
    "logrank",
    "map_layout",
    "marginal_value",
    "mark_problems",
    "missing_links",
    "mixing",
    "mixing_chance",
    "modularity",
    "network_brokerage",
    "network_heterogeneity",
    "overlap",
    "participation_coefficient",
    "person_time",
    "private_panel",
    "profile",
    "read",
    "representative_turnover",
    "retention",
    "sample_network",
    "sample_path",
    "save_figure",
    "sector_brokerage",
    "sector_ei_index",
    "sector_spectral_segregation",
    "segregation_matrix_index",
    "single_representative_links",
    "spectral_segregation",
    "structural_holes",
    "tenure",
    "tie_persistence",
    "tie_vertical_share",
    "transitions",
    "turnover_over_time",
    "two_mode_brokerage",
    "vacancy",
    "what_if",
    "within_odds_ratio",
    "words",
]
