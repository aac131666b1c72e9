import pandas as pd
import pytest

import concertnet as cn


@pytest.fixture(scope="session")
def sample() -> cn.Network:
    return cn.sample_network()


@pytest.fixture(scope="session")
def net(sample) -> cn.Network:
    return sample.at("2024-12-31")


@pytest.fixture(scope="session")
def gaps(net) -> pd.DataFrame:
    return cn.missing_links(net)
