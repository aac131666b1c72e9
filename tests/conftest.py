"""What every room of tests shares."""

from hypothesis import settings

from tests.thorough import THOROUGH

# no deadline: a busy machine is no failure
settings.register_profile("concertnet", deadline=None, max_examples=100 if THOROUGH else 40)
settings.load_profile("concertnet")
