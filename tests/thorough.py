"""How many cases a test draws: few each time, many where there is time (``make slow``)."""

import os

THOROUGH = os.environ.get("CONCERTNET_TESTS") == "thorough"


def how_many(few: int, many: int) -> int:
    """Return how many cases to draw: `few`, or `many` where the tests are to be thorough."""
    return many if THOROUGH else few
