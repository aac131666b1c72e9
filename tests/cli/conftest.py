import pytest

from tests.networks import small_network


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The folder of a small network; nothing is to be written in it."""
    folder = tmp_path_factory.mktemp("small") / "data"
    small_network().save(folder)
    return folder
