"""Sectoral bridging beside its peers: each family of measures in a file of `peers/`."""

from __future__ import annotations

import sys

from peers import (
    betweenness,
    brokerage,
    chance,
    first_call,
    spectral,
    structural_holes,
    structure,
)

FAMILIES = {
    "first_call": first_call.run,
    "brokerage": brokerage.run,
    "structural_holes": structural_holes.run,
    "chance": chance.run,
    "betweenness": betweenness.run,
    "spectral": spectral.run,
    "structure": structure.run,
}

if __name__ == "__main__":
    # all of them, or those named on the command line
    for family in sys.argv[1:] or FAMILIES:
        print(f"\n## {family}")
        FAMILIES[family]()
