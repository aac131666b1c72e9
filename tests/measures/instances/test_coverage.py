import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample, the_sample_now


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
    table = cn.coverage(the_sample(), by="territory")
    assert table.groupby("territory")["share"].sum().tolist() == pytest.approx(
        [1] * table["territory"].nunique()
    )


def test_an_unknown_column_is_named():
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.coverage(seats(ROWS), by="colour")


def test_what_coverage_is_measured_by_is_said():
    with pytest.raises(cn.MissingAttribute) as refused:
        cn.coverage(the_sample(), by="sector")
    told = refused.value.text("en")
    assert "instance, theme, territory, tier, origin" in told
    assert "actor" not in told


@pytest.mark.parametrize("by", ["instance", "territory", "theme", "tier", "origin"])
def test_equals_counting_rows(by):
    net = the_sample_now()
    table = cn.coverage(net, by=by).set_index([by, "sector"])
    rows = net.seating().dropna(subset=[by, "sector"])
    for (unit, sector), row in table.iterrows():
        mine = rows[(rows[by] == unit) & (rows["sector"] == sector)]
        assert row["seats"] == len(mine)
        assert row["actors"] == mine["actor"].nunique()
        assert row["absent"] == mine.empty
    assert table["seats"].sum() == len(rows)


def test_sectors_expected_are_those_given():
    table = cn.coverage(seats(ROWS), expected_sectors=["persons_concerned", "persons_concerned"])
    assert table.loc[table["expected_sector"], "sector"].tolist() == ["persons_concerned"] * 2
    assert table.loc[table["expected_sector"], "absent"].all()


def test_a_sector_that_nobody_knows_is_named():
    with pytest.raises(cn.UnknownWord, match="privat"):
        cn.coverage(seats(ROWS), expected_sectors=["privat"])
    declared = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["community"]}),
        instances=pd.DataFrame({"instance": ["T1"]}),
        about=cn.About(sectors=("faith",)),
    )
    assert cn.coverage(declared, expected_sectors=["faith"])["absent"].all()


def test_absent_sectors_by_hand():
    table = cn.absent_sectors(seats(ROWS)).set_index("instance")
    assert table["present"].tolist() == ["community; institutional", "community"]
    assert table["absent"].tolist() == ["private", "institutional; private"]
    assert table["present_share"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert table["one_sector"].tolist() == [False, True]
    assert table["seats"].tolist() == [3, 1]
    assert table["unknown"].tolist() == [0, 1]


def test_absent_sectors_where_nobody_sits_or_nothing_is_expected():
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["community"]}),
        instances=pd.DataFrame({"instance": ["T1"]}),
    )
    row = cn.absent_sectors(net).iloc[0]
    assert row["absent"] == "community; institutional; private"
    assert pd.isna(row["present"])
    assert pd.isna(row["one_sector"])
    assert row["present_share"] == 0
    nothing = cn.absent_sectors(net, expected_sectors=[])
    assert nothing["present_share"].isna().all()
    assert nothing["absent"].isna().all()
    assert cn.absent_sectors(cn.Network(net.actors)).empty


def test_absent_sectors_are_the_absences_of_coverage():
    net = the_sample_now()
    cells = cn.coverage(net).query("absent and expected_sector")
    table = cn.absent_sectors(net)
    named = table["absent"].dropna().str.split("; ").explode()
    assert len(named) == len(cells)
