"""The thresholds that choose a sentence, besides those of measures; `docs/report.md` lists all."""

from __future__ import annotations

# Two-sided p below which chance alone is said to give a difference rarely.
from concertnet.measures.chance.pairs_apart import RARE

__all__ = [
    "ENDS_SOON",
    "FEW_CASES",
    "FINDINGS",
    "LEAST_KNOWN",
    "LISTED",
    "MANY_BODIES",
    "MIN_RATERS",
    "MOST_REGRESSED",
    "RARE",
]

# Below so many cases, a share moves by a fifth or more with each: it is given as counts.
FEW_CASES = 5
# Instances from which an organisation is said to sit at many.
MANY_BODIES = 3
# Organisations of a sector whose answers are shown at least: a report leaves the network.
MIN_RATERS = 5
# Share of the actors whose value is known, below which a term is left out of the regression of
# ties: who is of unknown value leaves it with the term.
LEAST_KNOWN = 0.5
# Actors above which ties are not regressed: the pairs, and the draws, would take minutes.
MOST_REGRESSED = 1000
# Months within which an agreement is said to end soon.
ENDS_SOON = 6
# Names in a sentence, sentences on the first page.
LISTED = 5
FINDINGS = 8
