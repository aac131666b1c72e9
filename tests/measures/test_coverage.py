import pandas as pd
import pytest

import concertnet as cn


def seats(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["instance", "actor", "sector"])


ROWS = [
    ("T1", "a", "community"),
    ("T1", "b", "community"),
    ("T1", "c", "institutional"),
    ("T2", "a", "community"),
    ("T2", "d", None),
]


def test_worked_by_hand():
    table = cn.coverage(seats(ROWS)).set_index(["instance", "sector"])
    assert table.loc[("T1", "community"), "share"] == pytest.approx(2 / 3)
    assert table["seats"].tolist() == [2, 1, 0, 1, 0, 0]
    absent = table.index[table["absent"]].tolist()
    assert absent == [("T1", "private"), ("T2", "institutional"), ("T2", "private")]
    assert table.loc["T2", "unknown"].tolist() == [1, 1, 1]


def test_a_sector_seated_anywhere_has_its_rows():
    table = cn.coverage(seats([*ROWS, ("T1", "e", "zoo")]))
    assert set(table["sector"]) == {"community", "institutional", "private", "zoo"}
    zoo = table.query("sector == 'zoo'").set_index("instance")
    assert zoo["absent"].to_dict() == {"T1": False, "T2": True}
    assert not zoo["expected_sector"].any()


def test_an_instance_without_any_seat_is_there():
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["community"]}),
        instances=pd.DataFrame({"instance": ["T1", "T2"]}),
        seats=pd.DataFrame({"seat": ["s"], "instance": ["T1"], "actor": ["a"]}),
    )
    empty = cn.coverage(net).query("instance == 'T2'")
    assert empty["absent"].all()
    assert empty["share"].isna().all()


def test_shares_of_a_unit_add_up_to_one():
    table = cn.coverage(cn.sample_network(), by="territory")
    assert table.groupby("territory")["share"].sum().tolist() == pytest.approx(
        [1] * table["territory"].nunique()
    )


def test_an_unknown_column_is_named():
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.coverage(seats(ROWS), by="colour")
