"""What every room of tests shares."""

from hypothesis import settings

# no deadline: a busy machine is no failure
settings.register_profile("concertnet", deadline=None)
settings.load_profile("concertnet")
