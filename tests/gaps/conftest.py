import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample


@pytest.fixture(scope="session")
def sample() -> cn.Network:
    return the_sample()


@pytest.fixture(scope="session")
def net(sample) -> cn.Network:
    return sample.at("2024-12-31")


@pytest.fixture(scope="session")
def gaps(net) -> pd.DataFrame:
    return cn.missing_links(net)
