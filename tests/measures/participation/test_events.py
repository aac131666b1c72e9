import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import took_part


@pytest.mark.parametrize("n", [0, 1, 7])
def test_the_bounds_are_those_of_chi_square(n):
    from scipy.stats import chi2

    net = cn.Network(
        pd.DataFrame({"actor": ["a"]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        events=pd.DataFrame({"instance": "t", "date": ["2022-05-01"] * n, "kind": "innovation"}),
        observed=("2021", "2024"),
    )
    row = cn.event_rate(net, kind="innovation").iloc[0]
    years = 1461 / 365.25
    assert row["events"] == n
    assert row["years"] == years
    low = chi2.ppf(0.025, 2 * n) / 2 if n else 0
    assert row["low"] == pytest.approx(low / years, rel=1e-9)
    assert row["high"] == pytest.approx(chi2.ppf(0.975, 2 * n + 2) / 2 / years, rel=1e-9)


def test_the_network_worked_out_by_hand():
    found = cn.event_rate(took_part(), kind="innovation").set_index("instance")
    assert found["events"].tolist() == [2, 0, 0]
    assert found.loc["u", "years"] == pytest.approx(1096 / 365.25)
    assert found.loc["u", "low"] == 0
    whole = cn.event_rate(took_part(), kind="innovation", by=None)
    assert whole["events"].tolist() == [2]
    assert whole["years"].tolist() == [pytest.approx(found["years"].sum())]
    by_theme = cn.event_rate(took_part(), kind="innovation", by="theme").set_index("theme")
    assert by_theme["events"].to_dict() == {"food": 2, "housing": 0}


def test_a_kind_in_either_language():
    french = cn.event_rate(took_part(), kind="controverse", by=None)
    assert french["events"].tolist() == [1]
    with pytest.raises(cn.UnknownWord, match="quarrel"):
        cn.event_rate(took_part(), kind="quarrel")


def test_an_event_before_the_instance_is_counted_apart():
    net = took_part()
    early = pd.DataFrame({"instance": ["u"], "date": ["2021-05-01"], "kind": ["innovation"]})
    events = pd.concat([net.tables["events"], early.assign(date=pd.to_datetime(early["date"]))])
    found = cn.event_rate(net.with_tables(events=events), kind="innovation").set_index("instance")
    assert found.loc["u", ["events", "outside"]].tolist() == [0, 1]


def test_an_instance_never_open_while_observed_has_no_rate():
    net = took_part()
    instances = net.instances.assign(end=[None, None, pd.Timestamp("2020-01-01")])
    found = cn.event_rate(net.with_tables(instances=instances), kind="innovation")
    assert np.isnan(found["rate"].iloc[2])
    assert np.isnan(found["high"].iloc[2])


def test_a_single_day_is_refused():
    with pytest.raises(cn.OutsideObservation):
        cn.event_rate(took_part().at("2023-05-01"), kind="innovation")


def test_no_table_but_actors():
    net = cn.Network(pd.DataFrame({"actor": ["a"]}), observed=("2021", "2024"))
    assert cn.event_rate(net, kind="innovation").empty
    assert cn.event_rate(net, kind="innovation", by=None)["years"].tolist() == [0]
