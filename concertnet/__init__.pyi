from .errors import (
    ConcertnetError,
    MissingAttribute,
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from .gaps.explain import explain
from .gaps.find import missing_links
from .graphs import GroupedGraph, Mixing, contacts, grouped, mixing
from .maps.figure import save_figure
from .maps.interactive.page import interactive_map
from .maps.layout import map_layout
from .maps.matrices import draw_mixing
from .maps.network_map import draw_network
from .maps.style import Style
from .measures.chance import Chance, against_chance
from .measures.cohesion import Cohesion, cohesion
from .measures.coverage import coverage
from .measures.description import describe
from .measures.ei import Bounds, actor_ei_index, ei_bounds, ei_expected, ei_index, sector_ei_index
from .measures.profile import profile
from .measures.segregation import (
    assortativity,
    coleman_homophily,
    freeman_segregation,
    gupta_anderson_may,
    modularity,
    segregation_matrix_index,
    within_odds_ratio,
)
from .measures.turnover import retention
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
    "Bounds",
    "Chance",
    "Cohesion",
    "ConcertnetError",
    "Crosswalk",
    "GroupedGraph",
    "MissingAttribute",
    "Mixing",
    "Network",
    "NotComparable",
    "OutsideObservation",
    "Period",
    "Scale",
    "Style",
    "TableError",
    "UnknownWord",
    "actor_ei_index",
    "against_chance",
    "assortativity",
    "check",
    "cohesion",
    "coleman_homophily",
    "contacts",
    "coverage",
    "describe",
    "draw_mixing",
    "draw_network",
    "ei_bounds",
    "ei_expected",
    "ei_index",
    "explain",
    "freeman_segregation",
    "grouped",
    "gupta_anderson_may",
    "interactive_map",
    "map_layout",
    "mark_problems",
    "missing_links",
    "mixing",
    "modularity",
    "profile",
    "read",
    "retention",
    "sample_network",
    "sample_path",
    "save_figure",
    "sector_ei_index",
    "segregation_matrix_index",
    "within_odds_ratio",
    "words",
]
