"""`read` and `check` take tables, matrices and the files of other tools."""

from functools import partial

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import small_network, the_sample


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".net", ".json"])
def test_read_takes_files_of_graphs(suffix, tmp_path):
    net = small_network().latest()
    done = cn.write_graph(net, tmp_path / f"n{suffix}")
    pd.testing.assert_frame_equal(cn.read(done.paths[0]).ties, cn.read_graph(done.paths[0]).ties)
    found = cn.check(done.paths[0], lang="en")
    assert not (found["severity"] == "error").any()


def test_levels_of_a_graph_may_be_given(tmp_path):
    nx.write_graphml(nx.path_graph(3), tmp_path / "p.graphml")
    with pytest.raises(cn.MissingAttribute):
        cn.read(tmp_path / "p.graphml")
    net = cn.read(tmp_path / "p.graphml", level="concertation", observed=("2024", "2024"))
    assert net.ties["level"].tolist() == ["concertation"] * 2
    assert net.observed == cn.Period(pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01"))


def test_check_says_what_read_would_raise(tmp_path):
    nx.write_graphml(nx.path_graph(3), tmp_path / "p.graphml")
    (tmp_path / "broken.gexf").write_text("<gexf><nodes>")
    for name in ("p.graphml", "broken.gexf", "absent.net"):
        for lang in ("fr", "en"):
            found = cn.check(tmp_path / name, lang=lang)
            (row,) = found[found["severity"] == "error"].to_dict("records")
            assert (row["code"], row["file"]) == ("graph_refused", name)
            with pytest.raises(cn.ConcertnetError) as caught:
                cn.read(tmp_path / name)
            assert caught.value.text(lang) in row["message"]


@pytest.mark.parametrize("mark", ["1", "x", "2"])
def test_an_adjacency_matrix_is_ties_at_the_level_given(mark, tmp_path):
    (tmp_path / "m.csv").write_text(f",a,b,c\na,9,{mark},0\nb,{mark},,{mark}\nc,0,{mark},0\n")
    net = cn.read(tmp_path / "m.csv", level="concertation", add_missing_actors=True)
    pairs = {frozenset(pair) for pair in net.ties[["source", "target"]].to_numpy().tolist()}
    assert pairs == {frozenset("ab"), frozenset("bc")}
    assert set(net.ties["level"]) == {"concertation"}
    assert not (cn.check(tmp_path / "m.csv", level="concertation")["code"] == "level_unknown").any()


def test_ties_without_levels_take_the_one_given(tmp_path):
    (tmp_path / "actors.csv").write_text("actor,sector\na,private\nb,community\n")
    (tmp_path / "ties.csv").write_text("source,target\na,b\n")
    with pytest.raises(cn.TableError, match="level"):
        cn.read(tmp_path)
    assert cn.read(tmp_path, level="partnership").ties["level"].tolist() == ["partnership"]
    with pytest.raises(cn.TableError):
        cn.read(tmp_path, level="friendship")
    with pytest.raises(cn.UnknownWord):
        cn.read(tmp_path, level={"1": "partnership"})


def test_tables_are_read_as_before():
    assert cn.read(cn.sample_path()).equals(the_sample())


def test_what_is_asked_wrongly_of_a_graph_is_raised_as_of_tables(tmp_path):
    path = cn.write_graph(small_network().latest(), tmp_path / "n.graphml").paths[0]
    for checked in (path, cn.sample_path()):
        with pytest.raises(cn.UnknownWord, match="nope"):
            cn.check(checked, scale="nope")
        with pytest.raises(TypeError):
            cn.check(checked, lvel="concertation")


ASKED_OF_TABLES = {
    "encoding": "cp1252",
    "add_missing_actors": True,
    "without": ("mandates",),
    "decisions": {"same|a|b": "yes"},
}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".net", ".dl", ".json"])
def test_what_is_asked_of_tables_is_refused_of_a_graph(suffix, tmp_path):
    path = cn.write_graph(small_network().latest(), tmp_path / f"n{suffix}").paths[0]
    for act in (partial(cn.read, level="concertation"), partial(cn.check, level="concertation")):
        for name, value in ASKED_OF_TABLES.items():
            with pytest.raises(cn.NotComparable, match=f"{name}=") as refused:
                act(path, **{name: value})
            for lang in ("fr", "en"):
                assert path.name in refused.value.text(lang)
        with pytest.raises(cn.NotComparable) as refused:
            act(path, **ASKED_OF_TABLES)
        assert all(f"{name}=" in refused.value.text("fr") for name in ASKED_OF_TABLES)
        act(path, without=(), decisions=(), add_missing_actors=False)  # nothing is asked
        act(path, decisions={})
