"""Groups that are given, looked for under a key of a table, or read as levels and shares."""

import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.grouping import (
    as_share,
    attribute,
    column_of,
    group_labels,
    levels_as_ranks,
    require_same_groups,
    with_groups,
)

SEATS = pd.DataFrame({"seat": [1, 2, 3], "actor": ["a", "b", "c"]})


def test_a_mapping_stands_in_a_column_of_its_own_by_the_first_key_there_is():
    by_actor = with_groups(SEATS, {"a": "large", "c": "small"}, "holder", "actor")
    assert by_actor["group"].tolist()[::2] == ["large", "small"]
    assert pd.isna(by_actor["group"][1])
    by_seat = with_groups(SEATS, pd.Series({2: "x"}, name="size"), "seat", "actor")
    assert by_seat["size"].dropna().to_dict() == {1: "x"}
    assert with_groups(SEATS, "actor", "seat") is SEATS


def test_a_table_without_the_key_says_the_first_one_looked_for():
    with pytest.raises(cn.MissingAttribute) as told:
        with_groups(SEATS, {"a": "large"}, "holder", "person")
    assert told.value.key == "error_mapping_needs_column"
    assert told.value.fields == {"name": "holder", "known": "seat, actor"}


def test_a_mapping_that_names_nobody_says_what_its_keys_should_be():
    with pytest.raises(cn.MissingAttribute) as told:
        group_labels({"z": "large"}, ["a", "b"])
    assert told.value.key == "error_mapping_names_no_actor"
    with pytest.raises(cn.MissingAttribute) as told:
        group_labels({"z": "large"}, ["s1", "s2"], of="seat")
    assert told.value.key == "error_mapping_names_none"
    assert told.value.fields == {"column": "seat", "example": "s1"}
    assert group_labels({"z": "large"}, []) == []


def test_a_key_that_stands_twice_is_told():
    twice = pd.Series(["x", "y"], index=["a", "a"])
    for of, key in (("actor", "error_repeated_actors"), ("seat", "error_mapping_repeats")):
        with pytest.raises(cn.NotComparable) as told:
            group_labels(twice, ["a"], of=of)
        assert told.value.key == key


def test_groups_given_one_by_one_are_numbered_and_do_not_overlap():
    assert group_labels([{"a", "b"}, {"c"}], ["c", "a", "d"]) == [1, 0, None]
    with pytest.raises(cn.NotComparable) as told:
        group_labels([["a", "b"], ["b", "c"], ["c"]], ["a"])
    assert told.value.fields["actors"] == "b, c"


def test_the_columns_that_rows_are_about_keep_their_name():
    for name in ("actor", "seat", "start"):
        assert column_of(pd.Series({"a": 1}, name=name)) == "group"
    assert column_of(pd.Series({"a": 1}, name="size"), but=["size"]) == "group"
    assert column_of(None) is None


@pytest.mark.parametrize(
    ("values", "ranks"),
    [([0, "1", 127], [0, 1, 127]), ([], None), ([-1], None), ([128], None), ([1.5], None)],
)
def test_levels_are_whole_numbers_from_0_to_127(values, ranks):
    found = levels_as_ranks(values)
    assert (found if found is None else found.tolist()) == ranks


def test_a_share_lies_from_0_to_1():
    assert (as_share(0), as_share(1), as_share(0.5)) == (0.0, 1.0, 0.5)
    assert all(pd.isna(as_share(value)) for value in (-0.01, 1.01, "0.5", None, float("nan")))


def test_an_attribute_that_nobody_has_is_refused_and_the_sector_may_be_unknown():
    actors = pd.DataFrame({"actor": ["a"], "sector": [None], "size": [None], "tier": ["local"]})
    assert attribute(actors, "tier").tolist() == ["local"]
    assert attribute(actors, "sector").isna().all()
    for by, options in (("size", {}), ("sector", {"sector_too": True})):
        with pytest.raises(cn.MissingAttribute) as told:
            attribute(actors, by, **options)
        assert told.value.fields == {"name": by, "known": "tier"}
    with pytest.raises(cn.MissingAttribute) as told:
        attribute(actors, "actor")
    assert told.value.fields["known"] == "sector, size, tier"
    assert attribute(actors.iloc[:0], "size").empty


def test_an_object_that_holds_its_groups_has_no_others():
    require_same_groups("sector", None)
    require_same_groups("sector", "sector")
    for by in ("tier", {"a": 1}):
        with pytest.raises(cn.NotComparable):
            require_same_groups("sector", by)
