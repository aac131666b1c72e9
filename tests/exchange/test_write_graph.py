"""What other programs read of what is written; nothing is lost without being told."""

import csv
import json

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.exchange.write_graph import GRAPH_FILES
from tests.networks import small_network, the_sample

igraph = pytest.importorskip("igraph")
# an independent reader of what is written; reading GEXF here needs no networkx
reads_gexf = pytest.mark.skipif(
    tuple(map(int, nx.__version__.split(".")[:2])) < (3, 6),
    reason="networkx reads GEXF 1.3 from its version 3.6",
)

NAMES = [
    'Le "Phare"',
    "A <&> B; c|d",
    "Ligne\ndeux",
    "جمعية الحي",
    "🌳 Arbre",
    "Même nom",
    "Même nom",
]
IDS = ["001", "NA", "a b", 'q"1', "é;|", "<&>", "n'o"]


def hostile() -> cn.Network:
    actors = pd.DataFrame({"actor": IDS, "sector": ["private", None, *["community"] * 5]})
    net = cn.Network(
        actors,
        pd.DataFrame(
            {
                "source": ["001", "NA", "<&>"],
                "target": ["NA", "a b", "é;|"],
                "level": ["collaboration", "partnership", "concertation"],
            }
        ),
    )
    # a line break that a cell keeps is put there as a program would
    return net.with_tables(actors=net.actors.assign(name=NAMES))


def levels_of(net: cn.Network) -> dict[frozenset, str]:
    return {frozenset(e[:2]): e[2]["level"] for e in net.graph().edges(data=True)}


@reads_gexf
@pytest.mark.parametrize("net", [hostile(), small_network(), the_sample()], ids=str)
def test_networkx_reads_graphml_and_gexf(net, tmp_path):
    now = net.latest()
    cn.write_graph(now, tmp_path / "n.graphml")
    read = nx.read_graphml(tmp_path / "n.graphml")
    assert list(read.nodes) == list(now.graph().nodes)
    assert {frozenset(e[:2]): e[2]["level"] for e in read.edges(data=True)} == levels_of(now)
    labels = dict(zip(now.actors_now()["actor"], now.actors_now()["name"], strict=True))
    assert nx.get_node_attributes(read, "label") == labels
    sectors = now.actors_now().set_index("actor")["sector"].dropna().to_dict()
    assert nx.get_node_attributes(read, "sector") == sectors
    undated = now.with_tables(
        actors=now.actors_now().drop(columns=["start", "end"]),
        ties=now.ties.drop(columns=["start", "end"]),
    )
    cn.write_graph(undated, tmp_path / "n.gexf")
    read = nx.read_gexf(tmp_path / "n.gexf", version="1.3")
    assert nx.get_node_attributes(read, "label") == labels
    assert {frozenset(e[:2]): e[2]["level"] for e in read.edges(data=True)} == levels_of(now)
    assert nx.get_node_attributes(read, "sector") == sectors


@pytest.mark.parametrize("net", [hostile(), the_sample()], ids=str)
def test_igraph_reads_graphml_pajek_and_dl(net, tmp_path):
    now = net.latest()
    ids, wanted = list(now.actors_now()["actor"]), levels_of(now)
    for suffix in (".graphml", ".net", ".dl"):
        pajek = {"relations": "one"} if suffix == ".net" else {}
        cn.write_graph(now, tmp_path / f"n{suffix}", **pajek)
    read = igraph.Graph.Read_GraphML(str(tmp_path / "n.graphml"))
    # igraph leaves the & of an id as its number (libxml2 does not replace entities there)
    assert [one.replace("&#38;", "&") for one in read.vs["id"]] == ids
    assert read.vs["label"] == list(now.actors_now()["name"])
    assert {frozenset((ids[e.source], ids[e.target])): e["level"] for e in read.es} == wanted
    read = igraph.Graph.Read_Pajek(str(tmp_path / "n.net"))
    assert {frozenset((ids[e.source], ids[e.target])): e["label"] for e in read.es} == wanted
    read = igraph.Graph.Read_DL(str(tmp_path / "n.dl"))
    ranks = {pair: now.scale.rank(level) + 1 for pair, level in wanted.items()}
    assert {frozenset((ids[e.source], ids[e.target])): e["weight"] for e in read.es} == ranks
    assert read.ecount() == 2 * len(wanted)


@pytest.mark.parametrize("suffix", GRAPH_FILES)
@pytest.mark.parametrize(
    "net", [hostile(), the_sample(), cn.Network(pd.DataFrame({"actor": []}))], ids=str
)
def test_the_same_network_gives_the_same_bytes(net, suffix, tmp_path):
    (tmp_path / "a").mkdir()
    one = cn.write_graph(net, tmp_path / f"n{suffix}")
    two = cn.write_graph(net, tmp_path / "a" / f"n{suffix}")
    assert [p.read_bytes() for p in one.paths] == [p.read_bytes() for p in two.paths]
    pd.testing.assert_frame_equal(one.lost, two.lost)
    left = sorted(p.name for p in tmp_path.iterdir() if p.is_file())
    assert left == sorted(p.name for p in one.paths)


@reads_gexf
def test_gexf_has_the_days_of_each_level(tmp_path):
    net = cn.Network(
        pd.DataFrame(
            {"actor": ["a", "b"], "start": ["2022-03-01", None], "end": ["2024-01-01", None]}
        ),
        pd.DataFrame(
            {
                "source": ["a", "b", "a"],
                "target": ["b", "a", "b"],
                "level": ["collaboration", "concertation", "partnership"],
                "start": ["2022-03-01", "2023-01-01", None],
                "end": ["2023-01-01", "2024-01-01", "2022-01-01"],
            }
        ),
    )  # fmt: skip
    cn.write_graph(net, tmp_path / "n.gexf")
    text = (tmp_path / "n.gexf").read_text("utf-8")
    assert '<spell start="2022-03-01" end="2023-12-31"/></spells>' in text
    for said in (
        'value="collaboration" start="2022-03-01" end="2022-12-31"',
        'value="concertation" start="2023-01-01" end="2023-12-31"',
        'value="partnership" end="2021-12-31"',
    ):
        assert said in text
    assert text.count("<edge ") == 1
    assert '<edge id="0" source="a" target="b" weight="3">' in text
    read = nx.read_gexf(tmp_path / "n.gexf", version="1.3")
    assert read.nodes["a"]["spells"] == [("2022-03-01", "2023-12-31")]


def test_pajek_and_dl_as_their_programs_want_them(tmp_path):
    net = small_network()
    places = {"a": (0, 0), "b": (2, 1), "c": (1, 0), "d": (0, 1)}
    done = cn.write_graph(net, tmp_path / "n.net", positions=places)
    assert [p.name for p in done.paths] == ["n.net", "n.clu", "n_key.csv"]
    assert (tmp_path / "n.net").read_text("utf-8").splitlines() == [
        "*Vertices 4",
        '1 "Boulangerie" 0.0000 0.5000 0.5000',
        '2 "Centre" 1.0000 0.0000 0.5000',
        '3 "École" 0.5000 0.5000 0.5000',
        '4 "Ville" 0.0000 0.0000 0.5000',
        '*Edges :1 "collaboration"',
        "3 4 1",
        '*Edges :2 "concertation"',
        "1 2 2",
        '*Edges :3 "partnership"',
        "2 3 3",
    ]
    assert (tmp_path / "n.clu").read_text("utf-8").split() == ["*Vertices", "4", "3", "1", "2", "0"]
    with (tmp_path / "n_key.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == list("abcd")
    cn.write_graph(net, tmp_path / "n.dl")
    assert (tmp_path / "n.dl").read_text("utf-8").splitlines() == [
        "DL N=4", "FORMAT = EDGELIST1", "LABELS:", "a,b,c,d", "DATA:",
        "1 2 2", "2 1 2", "2 3 3", "3 2 3", "3 4 1", "4 3 1",
    ]  # fmt: skip
    cn.write_graph(net.seat_graph(), tmp_path / "s.net")
    assert (tmp_path / "s.net").read_text("utf-8").startswith("*Vertices 6 4\n")
    done = cn.write_graph(net.seat_graph(), tmp_path / "s.dl")
    # the numbers of seats are the cells: only the other attributes of lines have no place
    graph = net.seat_graph()
    assert {"seats"} == {name for *_, data in graph.edges(data=True) for name in data}
    assert "Attributes of ties" not in done.lost["lost"].tolist()
    assert (tmp_path / "s.dl").read_text("utf-8").splitlines()[0] == "DL NR=4 NC=2"


def test_kumu_has_two_lists_and_no_field_that_it_refuses(tmp_path):
    import openpyxl

    net = small_network()
    net = net.with_tables(actors=net.actors.assign(on="x", strength="=1+1"))
    cn.write_graph(net, tmp_path / "n.json", lang="fr")
    made = json.loads((tmp_path / "n.json").read_text("utf-8"))
    assert made["elements"][0] == {
        "id": "a", "label": "Boulangerie", "type": "Privé", "territory": "Nord", "on_": "x",
        "strength_": "=1+1", "start": "2022-01-01",
    }  # fmt: skip
    assert made["connections"][0] == {
        "id": "C1", "from": "a", "to": "b", "type": "concertation", "direction": "undirected",
        "strength": 2, "start": "2022-01-01",
    }  # fmt: skip
    cn.write_graph(net, tmp_path / "n.xlsx")
    book = openpyxl.load_workbook(tmp_path / "n.xlsx")
    assert book.sheetnames == ["Elements", "Connections"]
    assert [c.value for c in book["Connections"][1]][:6] == [
        "ID", "From", "To", "Type", "Direction", "Strength",
    ]  # fmt: skip
    assert all(c.data_type != "f" for row in book["Elements"].iter_rows() for c in row)


def test_persons_leave_as_ids_unless_asked(tmp_path):
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["p1", "o1"],
                "name": ["Jeanne Tremblay", "Ville"],
                "kind": ["person", "organisation"],
                "expertise": ["logement", "eau"],
                "courriel": ["jt@exemple.org", ""],
            }
        ),
        pd.DataFrame({"source": ["p1"], "target": ["o1"]}),
        level="collaboration",
    )
    for suffix in GRAPH_FILES:
        done = cn.write_graph(net, tmp_path / f"n{suffix}", lang="en")
        assert "Details of actors who are persons" in list(done.lost["lost"])
        if suffix != ".xlsx":
            text = "".join(p.read_text("utf-8") for p in done.paths)
            assert not [w for w in ("Jeanne", "logement", "jt@") if w in text]
    import openpyxl

    cells = openpyxl.load_workbook(tmp_path / "n.xlsx")["Elements"].iter_rows(values_only=True)
    assert "Jeanne" not in str(list(cells))
    cn.write_graph(net, tmp_path / "n.graphml", persons=True)
    assert "Jeanne Tremblay" in (tmp_path / "n.graphml").read_text("utf-8")


def test_a_person_whose_id_is_a_name_is_a_number(tmp_path):
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["Jeanne Tremblay", "P1", "Luc Roy", "K7"],
                "name": ["jeanne tremblay", "Ville", None, "Ana Paz"],
                "kind": ["person", "organisation", "person", "person"],
            }
        ),
        pd.DataFrame({"source": ["Jeanne Tremblay"], "target": ["P1"]}),
        level="collaboration",
    )
    for given in (net, net.graph()):
        cn.write_graph(given, tmp_path / "n.graphml", positions={"Jeanne Tremblay": (0, 1)})
        read = nx.read_graphml(tmp_path / "n.graphml")
        assert list(read) == ["P2", "P1", "P3", "K7"]
        assert list(read.edges) == [("P2", "P1")]
        assert [read.nodes[n]["label"] for n in read] == ["P2", "Ville", "P3", "K7"]
        assert read.nodes["P2"]["y"] == 1


def test_a_person_of_a_graph_may_be_called_by_a_number(tmp_path):
    graph = nx.Graph()
    graph.add_node(7, kind="person", name="7", email="a@b.org")
    graph.add_node(8, name="Ville")
    cn.write_graph(graph, tmp_path / "n.graphml")
    assert list(nx.read_graphml(tmp_path / "n.graphml")) == ["P1", "8"]
    assert "a@b" not in (tmp_path / "n.graphml").read_text("utf-8")


@reads_gexf
def test_line_breaks_and_what_no_file_holds(tmp_path):
    text = "a\nb\r\nc\td \x00\x0b&#10;]]> \ud800é"
    wanted = "a\nb\nc\td &#10;]]> é"
    graph = nx.Graph()
    graph.add_node("x", name=text, note=text)
    graph.add_node("y")
    graph.add_edge("x", "y", why=text)
    for suffix, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        cn.write_graph(graph, tmp_path / f"n{suffix}")
        again = read(tmp_path / f"n{suffix}")
        assert again.nodes["x"]["label"] == again.nodes["x"]["note"] == wanted
        assert again.edges["x", "y"]["why"] == wanted
    for suffix in (".net", ".dl", ".json", ".xlsx"):
        cn.write_graph(graph, tmp_path / f"n{suffix}")
        assert len(cn.read_graph(tmp_path / f"n{suffix}", level="collaboration").actors) == 2


@pytest.mark.parametrize("suffix", GRAPH_FILES)
def test_files_are_written_whole_or_not_at_all(suffix, tmp_path, monkeypatch):
    from pathlib import Path

    done = cn.write_graph(small_network(), tmp_path / f"n{suffix}")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    wrote = []

    def full(path, content, whole=Path.write_bytes):
        if len(wrote) == len(done.paths) - 1:
            raise OSError(28, "No space left on device")
        wrote.append(path)
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(cn.ConcertnetError, match=f"n{suffix}"):
        cn.write_graph(the_sample(), tmp_path / f"n{suffix}", lang="en")
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_large_network_is_written_at_once(tmp_path):
    import time

    rng = np.random.default_rng(3)
    ids = [f"A{i}" for i in range(1000)]
    ends = rng.integers(0, 1000, (8000, 2))
    ends = ends[ends[:, 0] != ends[:, 1]]
    ties = pd.DataFrame(
        {"source": [ids[i] for i in ends[:, 0]], "target": [ids[i] for i in ends[:, 1]]}
    )
    net = cn.Network(pd.DataFrame({"actor": ids}), ties, level="concertation")
    for suffix in GRAPH_FILES:
        start = time.perf_counter()
        cn.write_graph(net, tmp_path / f"n{suffix}")
        print(suffix, round(time.perf_counter() - start, 2))
        assert time.perf_counter() - start < 10


def test_what_is_lost_is_counted(tmp_path):
    net = small_network()
    lost = cn.write_graph(net, tmp_path / "n.net").lost.set_index("lost")["rows"].to_dict()
    assert lost["Seats"] == len(net.seats)
    assert lost["Dates and successive levels of ties"] == 3
    assert lost["Dates of presence of actors"] == 4
    lost = cn.write_graph(net, tmp_path / "n.gexf").lost["lost"].tolist()
    assert lost == ["Instances", "Seats", "Mandates"]
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    pair = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), ties, level="concertation")
    assert cn.write_graph(pair, tmp_path / "n.graphml").lost.empty


def test_graphs_of_networkx_are_cleaned(tmp_path):
    graph = nx.Graph(when=pd.Timestamp("2024-01-02"), scale=cn.BOURQUE, drawn=object())
    graph.add_node(1, name="Un", bad=None, score=np.float64(1.5), tags=["x", "y"], nan=np.nan)
    graph.add_node("2", name="De\x00ux", score=2)
    graph.add_edge(1, "2", level="partnership", since=pd.Timestamp("2020-05-01"))
    cn.write_graph(graph, tmp_path / "n.graphml")
    read = nx.read_graphml(tmp_path / "n.graphml")
    assert read.nodes["1"] == {"label": "Un", "score": 1.5, "tags": "x; y"}
    assert read.nodes["2"] == {"label": "Deux", "score": 2.0}
    assert read.edges["1", "2"] == {"level": "partnership", "rank": 2, "since": "2020-05-01"}
    assert read.graph["when"] == "2024-01-02"
    graph.add_node("1")
    with pytest.raises(cn.NotComparable):
        cn.write_graph(graph, tmp_path / "twice.graphml")
    with pytest.raises(cn.NotComparable):
        cn.write_graph(nx.MultiGraph([(1, 2)]), tmp_path / "multi.graphml")
    with pytest.raises(cn.UnknownWord):
        cn.write_graph(graph, tmp_path / "n.gml")
    with pytest.raises(cn.NotComparable):
        cn.write_graph(pd.DataFrame(), tmp_path / "n.gexf")
    assert [p.name for p in tmp_path.iterdir()] == ["n.graphml"]


def test_a_tie_that_ends_when_it_starts_is_told(tmp_path):
    ties = {"source": ["a", "b"], "target": ["b", "c"], "start": "2020-01-01"}
    ties["end"] = ["2020-01-01", "2021-01-01"]
    net = cn.Network(pd.DataFrame({"actor": list("abc")}), pd.DataFrame(ties), level="concertation")
    for suffix in GRAPH_FILES:
        lost = cn.write_graph(net, tmp_path / f"n{suffix}").lost
        assert lost.loc[lost["lost"] == "Ties", ["rows", "why"]].to_numpy().tolist() == [
            [1, "never in force: their end is their start"]
        ]
    assert len(cn.read_graph(tmp_path / "n.gexf").ties) == 1


def test_levels_are_those_asked(tmp_path):
    net = small_network()
    done = cn.write_graph(net, tmp_path / "n.graphml", levels="concertation")
    assert nx.read_graphml(tmp_path / "n.graphml").number_of_edges() == 2
    assert "Ties of other levels" in list(done.lost["lost"])
    cn.write_graph(net, tmp_path / "n.graphml", levels=["collaboration"])
    assert list(nx.read_graphml(tmp_path / "n.graphml").edges) == [("c", "d")]


# -- waves and vectors of Pajek -----------------------------------------------------------------


def changing():
    actors = pd.DataFrame(
        {"actor": list("abc"), "sector": "private", "budget": [1.5, 20.0, 3.0],
         "start": [None, "2021-06-01", "2022-03-01"], "end": [None, "2023-06-01", "2022-05-01"]}
    )  # fmt: skip
    ties = pd.DataFrame(
        {"source": ["a", "a", "b"], "target": ["b", "b", "c"],
         "level": ["collaboration", "partnership", "concertation"],
         "start": ["2021-06-01", "2022-07-01", "2022-03-01"],
         "end": ["2022-07-01", None, "2022-05-01"]}
    )  # fmt: skip
    return cn.Network(actors, ties, observed=("2020", "2024"))


def test_pajek_has_the_waves_of_actors_and_lines(tmp_path):
    net = changing()
    done = cn.write_graph(net, tmp_path / "n.net", waves="YE", vectors=["budget"])
    assert [p.name for p in done.paths] == ["n.net", "n.clu", "n_key.csv", "n_budget.vec"]
    assert (tmp_path / "n.net").read_text("utf-8").splitlines() == [
        "*Vertices 3",
        '1 "a"',
        '2 "b" [2-3]',
        '3 "c" [0]',  # there in spring 2022 only
        '*Edges :1 "collaboration"',
        "1 2 1 [2]",
        '*Edges :2 "concertation"',
        '*Edges :3 "partnership"',
        "1 2 3 [3-*]",
        "% 1: 2020-12-31", "% 2: 2021-12-31", "% 3: 2022-12-31", "% 4: 2023-12-31",
        "% 5: 2024-12-31",
    ]  # fmt: skip
    vector = (tmp_path / "n_budget.vec").read_text("utf-8")
    assert vector.split("\n") == ["*Vertices 3", "1.5", "20", "3", ""]
    lost = done.lost.set_index("why")["rows"].groupby(level=0).sum()
    assert lost["absent at each of the waves"] == 2
    again = cn.read_graph(tmp_path / "n.net")
    assert again.ties["level"].tolist() == ["collaboration", "partnership"]


def test_days_may_be_chosen_and_the_same_bytes_come(tmp_path):
    days = ["2022-04-01", "2021-07-01"]
    for name in ("one", "two"):
        cn.write_graph(changing(), tmp_path / f"{name}.net", waves=days)
    one, two = ((tmp_path / f"{name}.net").read_bytes() for name in ("one", "two"))
    assert one == two
    assert b'3 "c" [2]' in one


@reads_gexf
def test_a_level_outside_the_scale_is_declared_once(tmp_path):
    graph = nx.Graph(scale="bourque")
    graph.add_edges_from([("a", "b", {"level": "concertation"}), ("b", "c", {"level": "other"})])
    cn.write_graph(graph, tmp_path / "n.gexf")
    assert (tmp_path / "n.gexf").read_text("utf-8").count('<attribute id="level"') == 1
    read = nx.read_gexf(tmp_path / "n.gexf")
    assert {frozenset((a, b)): data["level"] for a, b, data in read.edges(data=True)} == {
        frozenset("ab"): "concertation",
        frozenset("bc"): "other",
    }


def test_waves_that_the_data_do_not_cover_are_refused(tmp_path):
    for waves, error in (
        (["1990-01-01", "2022-04-01"], cn.OutsideObservation),
        ([], cn.NotComparable),
    ):
        with pytest.raises(error):
            cn.write_graph(changing(), tmp_path / "n.net", waves=waves)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", sorted({*GRAPH_FILES} - {".net"}))
@pytest.mark.parametrize(
    "asked", [{"waves": "YE"}, {"waves": []}, {"vectors": "budget"}, {"relations": "one"}]
)
def test_what_only_pajek_holds_is_refused_elsewhere(tmp_path, suffix, asked):
    (name,) = asked
    with pytest.raises(cn.NotComparable, match=f"{name}= is only said of a Pajek file"):
        cn.write_graph(changing(), tmp_path / f"n{suffix}", **asked)
    assert list(tmp_path.iterdir()) == []


def test_dl_has_a_matrix_for_each_level_where_it_is_asked(tmp_path):
    """Three actors: a-b collaboration, b-c partnership, nothing at the level between."""
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b", "c"], "sector": ["private"] * 3}),
        pd.DataFrame(
            {"source": ["a", "b"], "target": ["b", "c"], "level": ["collaboration", "partnership"]}
        ),
    )
    done = cn.write_graph(net, tmp_path / "n.dl", matrices=True)
    assert done.paths[0].read_text(encoding="utf-8").splitlines() == [
        "DL N=3 NM=3",
        "FORMAT = FULLMATRIX",
        "LABELS:",
        "a,b,c",
        "MATRIX LABELS:",
        "collaboration,concertation,partnership",
        "DATA:",
        *("0 1 0", "1 0 0", "0 0 0"),
        *("0 0 0", "0 0 0", "0 0 0"),
        *("0 0 0", "0 0 1", "0 1 0"),
    ]
    read = cn.read_graph(done.paths[0])
    assert read.ties[["source", "target", "level"]].to_numpy().tolist() == [
        ["a", "b", "collaboration"], ["b", "c", "partnership"],
    ]  # fmt: skip
    arrows = nx.DiGraph([("a", "b"), ("b", "c")])
    plain = cn.write_graph(arrows, tmp_path / "d.dl", matrices=True, by=dict.fromkeys(arrows, "x"))
    assert plain.paths[0].read_text(encoding="utf-8").splitlines()[-4:] == [
        "DATA:", "0 1 0", "0 0 1", "0 0 0",
    ]  # fmt: skip
    for suffix in sorted({*GRAPH_FILES} - {".dl"}):
        with pytest.raises(cn.NotComparable, match="matrices="):
            cn.write_graph(net, tmp_path / f"m{suffix}", matrices=True)


def test_a_level_that_is_no_label_of_ucinet_has_a_code(tmp_path):
    scale = cn.Scale("days", ("once a year, or less", "every week"))
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["every week"]})
    net = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), ties, scale=scale)
    cn.write_graph(net, tmp_path / "n.dl", matrices=True)
    assert "L001,L002" in (tmp_path / "n.dl").read_text(encoding="utf-8")
    read = cn.read_graph(tmp_path / "n.dl", level={"L002": "every week"}, scale=scale)
    assert read.ties["level"].tolist() == ["every week"]


def test_all_that_only_pajek_holds_is_told_at_once(tmp_path):
    with pytest.raises(cn.NotComparable) as caught:
        cn.write_graph(changing(), tmp_path / "n.dl", vectors=["budget"], waves="YE")
    assert "waves=, vectors= ne se disent que" in caught.value.text("fr")


def test_a_single_vector_need_not_be_in_a_list(tmp_path):
    done = cn.write_graph(changing(), tmp_path / "n.net", vectors="budget")
    assert done.paths[-1].name == "n_budget.vec"
    with pytest.raises(cn.NotComparable, match="vectors="):
        cn.write_graph(changing(), tmp_path / "n.net", vectors=[1])


def test_what_no_vector_can_hold_is_said(tmp_path):
    net = small_network()
    with pytest.raises(cn.MissingAttribute):
        cn.write_graph(net, tmp_path / "n.net", vectors=["budget"])
    with pytest.raises(cn.NotComparable):
        cn.write_graph(net, tmp_path / "n.net", vectors=["territory"])
    with pytest.raises(cn.OutsideObservation):
        cn.write_graph(nx.path_graph(2), tmp_path / "n.net", waves="YE")
    assert list(tmp_path.iterdir()) == []


def test_a_vector_of_any_column_has_a_file(tmp_path):
    net = small_network()
    columns = {"budget k$/an": 1.0, "budget k$:an": 2.0}
    net = net.with_tables(actors=net.actors.assign(**columns))
    done = cn.write_graph(net, tmp_path / "n.net", vectors=[*columns, "budget k$/an"])
    names = [path.name for path in done.paths if path.suffix == ".vec"]
    assert names == ["n_budget k$_an.vec", "n_budget k$_an_2.vec"]
    assert [(tmp_path / name).read_text().split()[-1] for name in names] == ["1", "2"]
