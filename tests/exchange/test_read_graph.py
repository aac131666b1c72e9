"""What is written is read again; files of other tools are read as they stand, or refused whole."""

import string

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.exchange.write_graph import GRAPH_FILES
from tests.exchange.test_write_graph import hostile
from tests.networks import small_network, the_sample
from tests.thorough import how_many

VALUES = {"1": "collaboration", "2": "concertation", "3": "partnership"}


def pairs(net: cn.Network) -> set:
    return {(frozenset(e[:2]), e[2]["level"]) for e in net.graph().edges(data=True)}


def again(net: cn.Network, path, **how) -> cn.Network:
    cn.write_graph(net, path, lang="fr")
    return cn.read_graph(path, level=VALUES if path.suffix == ".dl" else None, **how)


def same(one: cn.Network, other: cn.Network) -> None:
    now = other.actors_now()
    assert one.actors["actor"].tolist() == now["actor"].tolist()
    assert one.actors["name"].tolist() == now["name"].fillna(now["actor"]).tolist()
    assert one.actors["sector"].fillna("").tolist() == now["sector"].fillna("").tolist()
    assert pairs(one) == pairs(other)


NETWORKS = {
    "hostile": hostile(),
    "small": small_network(),
    "sample": the_sample(),
    "nobody": cn.Network(pd.DataFrame({"actor": []})),
    "alone": cn.Network(pd.DataFrame({"actor": ["001", "NA"], "sector": ["private", None]})),
}


@pytest.mark.parametrize("suffix", GRAPH_FILES)
@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_written_is_read_again(name, suffix, tmp_path):
    same(again(NETWORKS[name], tmp_path / f"n{suffix}"), NETWORKS[name])


letters = st.text(string.ascii_letters + string.digits + "<&>\"';|éأ🌳 =", min_size=1, max_size=8)
texts = letters.map(lambda t: " ".join(t.split())).filter(lambda t: any(map(str.isalnum, t)))


@st.composite
def drawn(draw) -> cn.Network:
    ids = draw(st.lists(texts, min_size=2, max_size=6, unique_by=str.casefold))
    several = st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=6)
    ends = [(a, b) for a, b in draw(several) if a != b]
    levels = [draw(st.sampled_from(cn.BOURQUE.levels)) for _ in ends]
    names = [draw(texts) for _ in ids]
    sectors = [draw(st.sampled_from(["private", "community", None])) for _ in ids]
    actors = pd.DataFrame({"actor": ids, "name": names, "sector": sectors})
    ties = pd.DataFrame(ends, columns=["source", "target"]).assign(level=levels)
    return cn.Network(actors, ties)


@settings(max_examples=how_many(8, 25), deadline=None)
@given(net=drawn())
def test_any_network_is_read_again(net, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    for suffix in (".graphml", ".gexf", ".net", ".json"):
        same(again(net, folder / f"n{suffix}"), net)


def test_gexf_keeps_the_days_of_ties_and_of_actors(tmp_path):
    net = small_network()
    read = again(net, tmp_path / "n.gexf")
    for table, columns in (("ties", ["source", "target", "level"]), ("actors", ["actor"])):
        wanted = [*columns, "start", "end"]
        one, other = getattr(read, table)[wanted], getattr(net, table)[wanted]
        pd.testing.assert_frame_equal(one, other)


def test_a_scale_of_ones_own_is_read_from_the_file(tmp_path):
    scale = cn.Scale("days", ("yearly", "weekly"))
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["weekly"]})
    net = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), ties, scale=scale)
    read = again(net, tmp_path / "n.graphml")
    assert read.scale == scale
    assert read.ties["level"].tolist() == ["weekly"]


def test_two_modes_are_seats(tmp_path):
    net = small_network()
    for suffix in (".graphml", ".gexf"):
        cn.write_graph(net.seat_graph(), tmp_path / f"s{suffix}")
        read = cn.read_graph(tmp_path / f"s{suffix}")
        wanted = set(map(tuple, net.seats[["instance", "actor"]].to_numpy().tolist()))
        assert set(map(tuple, read.seats[["instance", "actor"]].to_numpy().tolist())) == wanted
        assert read.instances["name"].tolist() == ["Table", "Comité"]


def test_a_graph_of_networkx_with_arrows_and_loops(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", club="Hi", name="Alpha")
    graph.add_node("b", club="Ho")
    graph.add_edge("a", "b", kind="close")
    graph.add_edge("a", "b", kind="far")
    graph.add_edge("b", "a", kind="far")
    graph.add_edge("b", "b", kind="far")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    meanings = {"close": "partnership", "far": "collaboration"}
    net = cn.read_graph(tmp_path / "g.graphml", level=meanings, sector="club")
    assert net.ties["reported_by"].tolist() == ["a", "a", "b"]
    assert net.ties["level"].tolist() == ["partnership", "collaboration", "collaboration"]
    assert net.actors["sector"].tolist() == ["Hi", "Ho"]
    assert {"graph_loops", "graph_directed"} <= {p.code for p in net.problems}
    for lang in ("fr", "en"):
        assert all(p.text(lang) for p in net.problems)
    assert set(cn.read_graph(tmp_path / "g.graphml", level="concertation").ties["level"]) == {
        "concertation"
    }
    with pytest.raises(cn.UnknownWord, match="'close', 'far'"):
        cn.read_graph(tmp_path / "g.graphml")
    with pytest.raises(cn.MissingAttribute, match="kind"):
        cn.read_graph(tmp_path / "g.graphml", level="nothing")
    with pytest.raises(cn.MissingAttribute, match="club"):
        cn.read_graph(tmp_path / "g.graphml", level=meanings, sector="color")


def written(path, text: str):
    path.write_text(text, "utf-8")
    return path


def test_pajek_as_others_write_it(tmp_path):
    text = '\ufeff*Network x\n% said\n*Vertices 3\n1 "Ville de ""X"""\n3 C ic Red\n'
    text += '*Arcs :2 "aide"\n1 2 1\n'
    file = written(tmp_path / "p.net", text + '*Edges :1 "parle"\n2 3\n')
    written(tmp_path / "p.clu", "*Vertices 3\n1\n0\n2\n")
    net = cn.read_graph(
        file, level={"aide": "partnership", "parle": "collaboration"}, sector="partition"
    )
    assert net.actors["sector"].fillna("").tolist() == ["1", "", "2"]
    assert net.actors["name"].tolist()[1:] == ["2", "C"]
    assert net.ties[["source", "target", "level"]].to_numpy().tolist() == [
        ["1", "2", "partnership"], ["2", "3", "collaboration"],
    ]  # fmt: skip
    assert net.ties["reported_by"].fillna("").tolist() == ["1", ""]
    with pytest.raises(cn.UnknownWord, match="'aide', 'parle'"):
        cn.read_graph(file)


@pytest.mark.parametrize(
    "text",
    [
        "DL N=3\nFORMAT = FULLMATRIX\nLABELS:\nA,B,C\nDATA:\n0 1 0\n1 0 2\n0 2 0\n",
        "dl n = 3 format = edgelist1\nlabels:\nA B C\ndata:\n1 2 1\n2 1 1\n2 3 2\n3 2 2\n",
        "DL N=3\nFORMAT=EDGELIST1\nLABELS EMBEDDED\nDATA:\nA B 1\nB A 1\nB C 2\nC B 2\n",
        'DL N=3\nLABELS EMBEDDED\nDATA:\n"A" B C\nA 0 1 0\nB 1 0 2\nC 0 2 0\n',
    ],
)
def test_dl_as_others_write_it(text, tmp_path):
    net = cn.read_graph(written(tmp_path / "d.dl", text), level=VALUES)
    assert net.actors["actor"].tolist() == ["A", "B", "C"]
    assert net.ties[["source", "target", "level"]].to_numpy().tolist() == [
        ["A", "B", "collaboration"], ["B", "C", "concertation"],
    ]  # fmt: skip
    assert net.ties["reported_by"].isna().all()


def test_dl_of_two_modes_of_several_relations_and_of_one_side(tmp_path):
    two = "DL NR=2 NC=1\nFORMAT=FULLMATRIX\nROW LABELS:\nA,B\nCOLUMN LABELS:\nT\nDATA:\n1\n0\n"
    net = cn.read_graph(written(tmp_path / "t.dl", two))
    assert net.seats[["actor", "instance"]].to_numpy().tolist() == [["A", "T"]]
    several = "DL N=2 NM=2\nLABELS:\nA,B\nMATRIX LABELS:\nx,y\nDATA:\n0 1\n1 0\n0 0\n1 0\n"
    file = written(tmp_path / "s.dl", several)
    net = cn.read_graph(file, level={"x": "collaboration", "y": "partnership"})
    assert net.ties["reported_by"].tolist() == ["A", "B", "B"]
    nodes = "DL N=3\nFORMAT=NODELIST1\nLABELS:\nA,B,C\nDATA:\n1 2 3\n"
    net = cn.read_graph(written(tmp_path / "n.dl", nodes), level="concertation")
    assert net.ties[["source", "target"]].to_numpy().tolist() == [["A", "B"], ["A", "C"]]


def test_lists_and_matrices(tmp_path):
    file = written(tmp_path / "l.csv", "De;À;Niveau\n001;NA;concertation\n=1;001;partenariat\n")
    net = cn.read_graph(file)
    assert net.actors["actor"].tolist() == ["001", "NA", "=1"]
    assert net.ties["level"].tolist() == ["concertation", "partnership"]
    matrix = ";A;B;C\nA;0;1;0\nB;1;0;2\nC;0;2;0\n"
    net = cn.read_graph(written(tmp_path / "m.csv", matrix), level=VALUES)
    assert net.ties["level"].tolist() == ["collaboration", "concertation"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.graphml", "<graphml"),
        ("a.graphml", "<html/>"),
        ("a.gexf", "<gexf/>"),
        ("a.gexf", "not xml"),
        ("a.net", "hello"),
        ("a.net", "*Vertices 2\n*Edges\n1 x\n"),
        ("a.net", "*Vertices 1\n*Edges\n1 7\n"),
        ("a.dl", "hello"),
        ("a.dl", "DL N=2\nDATA:\n0 1 1\n"),
        ("a.dl", "DL N=2\nFORMAT = EDGELIST1\nDATA:\n1 9 1\n"),
        ("a.json", "{"),
        ("a.json", "[1, 2]"),
        ("a.json", '{"elements": [{"type": "x"}]}'),
        ("a.csv", ""),
        ("a.gml", "graph []"),
    ],
)
def test_what_is_no_such_file_is_refused(name, text, tmp_path):
    with pytest.raises(cn.ConcertnetError) as told:
        cn.read_graph(written(tmp_path / name, text), level="concertation")
    for lang in ("fr", "en"):
        assert name in told.value.text(lang)


def test_a_file_that_is_not_there(tmp_path):
    for suffix in (*GRAPH_FILES, ".csv"):
        with pytest.raises(cn.ConcertnetError):
            cn.read_graph(tmp_path / f"none{suffix}")


def test_days_that_are_none_are_told(tmp_path):
    text = (
        '<gexf version="1.2"><graph mode="dynamic"><nodes><node id="a"/><node id="b"/></nodes>'
        '<edges><edge source="a" target="b" start="3.5" endopen="2024-01-01"/>'
        "</edges></graph></gexf>"
    )
    net = cn.read_graph(written(tmp_path / "g.gexf", text), level="concertation")
    assert str(net.ties["end"].iloc[0].date()) == "2024-01-01"
    assert "graph_dates" in {p.code for p in net.problems}


def test_waves_of_pajek_are_told_where_they_are_not_read(tmp_path):
    path = tmp_path / "n.net"
    path.write_text(
        '*Vertices 3\n1 "a" [0]\n2 "b"\n3 "[1]"\n*Edges :1 "concertation"\n1 2 2 [1-3,5-*]\n2 3 2\n'
    )
    told = [p for p in cn.read_graph(path).problems if p.code == "graph_dates"]
    assert [problem.fields["n"] for problem in told] == [2]


def test_waves_of_pajek_are_told_beside_its_key(tmp_path):
    """The key gives ids and names back, and takes no notice away."""
    cn.write_graph(the_sample(), tmp_path / "n.net", waves="YE")
    beside = cn.read_graph(tmp_path / "n.net")
    assert beside.actors["actor"].iloc[0] == "A01"
    (tmp_path / "n_key.csv").unlink()
    alone = cn.read_graph(tmp_path / "n.net")
    told = [
        [p.fields["n"] for p in net.problems if p.code == "graph_dates"] for net in (beside, alone)
    ]
    assert told[0] == told[1] != []


def test_an_actor_that_came_back_has_a_row_for_each_presence(tmp_path):
    actors = pd.DataFrame(
        {"actor": ["a", "a", "b"], "sector": "private", "start": ["2020-01-01", "2022-01-01", None],
         "end": ["2021-01-01", None, None]}
    )  # fmt: skip
    net = cn.Network(actors, observed=("2020", "2024"))
    cn.write_graph(net, tmp_path / "n.gexf")
    read = cn.read_graph(tmp_path / "n.gexf").actors
    assert read["actor"].tolist() == ["a", "a", "b"]
    for day in ("start", "end"):
        pd.testing.assert_series_equal(read[day], net.actors[day])
    assert "spells" not in read


def test_a_first_row_that_is_taken_for_headings_is_told(tmp_path):
    net = cn.read_graph(written(tmp_path / "l.csv", "a,b\nb,c\n"), level="concertation")
    (told,) = [p for p in net.problems if p.code == "graph_headings"]
    assert told.fields["values"] == ("a", "b")
    assert "first row is read as headings, not as a tie: a, b." in told.text("en")
    headed = cn.read_graph(written(tmp_path / "h.csv", "De,À\na,b\n"), level="concertation")
    assert "graph_headings" not in {p.code for p in headed.problems}


def test_the_zeros_of_a_weighted_matrix_are_no_ties(tmp_path):
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("b", "c", 1.0), ("c", "a", 5.0)])
    nx.to_pandas_adjacency(graph).to_csv(tmp_path / "a.csv")  # zeros are written 0.0
    net = cn.read_graph(tmp_path / "a.csv", level={2: "concertation", "1.0": "collaboration",
                                                   "5": "partnership"})  # fmt: skip
    assert sorted(net.ties[["source", "target", "level"]].to_numpy().tolist()) == [
        ["a", "b", "concertation"], ["b", "c", "collaboration"], ["c", "a", "partnership"]
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_weights_may_say_the_levels_of_ties_and_are_read(tmp_path, suffix):
    graph, path = nx.Graph(), tmp_path / f"g{suffix}"
    graph.add_weighted_edges_from([("a", "b", 1.0), ("b", "c", 3.0)])
    (nx.write_gexf if suffix == ".gexf" else nx.write_graphml)(graph, path)
    net = cn.read_graph(path, level="collaboration")
    assert net.ties["weight"].tolist() == [1, 3]
    read = cn.read_graph(path, level={"1": "collaboration", "3": "partnership"})
    assert read.ties["level"].tolist() == ["collaboration", "partnership"]


def test_two_attributes_that_a_mapping_may_mean_are_not_chosen_from(tmp_path):
    graph = nx.Graph()
    graph.add_edge("a", "b", trust=1, effort=1)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    with pytest.raises(cn.MissingAttribute, match="effort"):
        cn.read_graph(tmp_path / "g.graphml", level={"1": "collaboration"})
    with pytest.raises(cn.MissingAttribute):
        cn.read_graph(tmp_path / "g.graphml", level={"2": "collaboration"})
