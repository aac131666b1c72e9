from .exchange.lost import Written
from .gaps.judge.backtest import Backtest
from .gaps.judge.fit import FittedWeights
from .gaps.panel import SectorPanel
from .measures.chance.against_chance import Chance
from .measures.chance.mixing_chance import ExactChance, MixingChance
from .measures.conditions.profile import ConditionProfile
from .measures.inference.interval import Interval
from .measures.inference.logistic_mrqap import LogisticMrqap
from .measures.inference.mrqap import Mrqap
from .measures.instances.beyond import Beyond
from .measures.instances.burden import Burden
from .measures.instances.dynamics import InstanceDynamics
from .measures.instances.single_links import SingleLinks
from .measures.participation.after_events import AfterEvents
from .measures.participation.multiplexity import Multiplexity
from .measures.participation.representation import ConcernedSeats, MembershipReach
from .measures.position.centralities import Centralisation
from .measures.reports.confirmation import Confirmation
from .measures.reports.sensitivity import Sensitivity
from .measures.segregation.blocks import Blocks
from .measures.segregation.diversity import Heterogeneity
from .measures.segregation.ei import Bounds
from .measures.spread.answer_spread import AnswerSpread
from .measures.structure.cohesion import Cohesion
from .measures.structure.communities import Communities
from .measures.structure.core_periphery import CorePeriphery
from .measures.structure.key_players import KeyPlayers
from .measures.time.agreements import AgreementStatus
from .measures.time.conversion import Conversion
from .measures.time.tenure import LogRank, Tenure
from .survey.survey import Survey
from .tables.write.convert import Converted

__all__ = [
    "AfterEvents",
    "AgreementStatus",
    "AnswerSpread",
    "Backtest",
    "Beyond",
    "Blocks",
    "Bounds",
    "Burden",
    "Centralisation",
    "Chance",
    "Cohesion",
    "Communities",
    "ConcernedSeats",
    "ConditionProfile",
    "Confirmation",
    "Conversion",
    "Converted",
    "CorePeriphery",
    "ExactChance",
    "FittedWeights",
    "Heterogeneity",
    "InstanceDynamics",
    "Interval",
    "KeyPlayers",
    "LogRank",
    "LogisticMrqap",
    "MembershipReach",
    "MixingChance",
    "Mrqap",
    "Multiplexity",
    "SectorPanel",
    "Sensitivity",
    "SingleLinks",
    "Survey",
    "Tenure",
    "Written",
]
