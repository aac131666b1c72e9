"""Missing links: which, on what evidence, and who could make them."""

from concertnet.gaps.backtest import backtest
from concertnet.gaps.explain import explain
from concertnet.gaps.find import missing_links
from concertnet.gaps.fit import fit_weights
from concertnet.gaps.introduce import introducers
from concertnet.gaps.panel import private_panel
from concertnet.gaps.what_if import what_if

__all__ = [
    "backtest",
    "explain",
    "fit_weights",
    "introducers",
    "missing_links",
    "private_panel",
    "what_if",
]
