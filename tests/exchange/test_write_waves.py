"""Waves as R takes them: read back by plain Python, and by R where it is installed."""

import csv
import os
import shutil
import subprocess

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.exchange.test_write_graph import IDS, NAMES, hostile
from tests.networks import small_network, the_sample

DATES = ["2022-12-31", "2023-12-31", "2024-12-31"]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matrix_of(folder, date, rank):
    """Return the actors and the cells of a matrix; nan where a cell is empty."""
    with (folder / f"wave_{date}_{rank}.csv").open(encoding="utf-8", newline="") as file:
        first, *lines = csv.reader(file)
    assert first[1:] == [line[0] for line in lines]
    cells = [[float(cell) if cell else np.nan for cell in line[1:]] for line in lines]
    return first[1:], np.array(cells).reshape(len(lines), len(lines))


def over_time(**more) -> cn.Network:
    """Four actors: d comes in the second wave, c leaves before it, e is there between two only."""
    actors = {
        "actor": list("abcde"),
        "sector": ["private", "private", "community", None, "community"],
        "start": [None, None, None, "2023-07-02", "2023-03-01"],
        "end": [None, None, "2023-07-01", None, "2023-06-01"],
    }
    ties = {
        "source": ["a", "b", "a", "a", "a", "a"],
        "target": ["b", "c", "d", "b", "c", "e"],
        "level": ["collaboration", "partnership", "concertation", "partnership", "collaboration",
                  "collaboration"],
        "start": [None, None, "2023-07-02", "2023-06-01", "2023-02-01", "2023-03-01"],
        "end": ["2023-06-01", "2023-07-01", None, None, "2023-03-01", "2023-06-01"],
    }  # fmt: skip
    return cn.Network(
        pd.DataFrame(actors), pd.DataFrame(ties), observed=("2022-01-01", "2025-01-01"), **more
    )


def test_matrices_are_worked_by_hand(tmp_path):
    done = cn.write_waves(over_time(), tmp_path, dates=DATES[:2])
    zero = "10"
    assert (tmp_path / "wave_2022-12-31_1.csv").read_text().splitlines() == [
        "actor,a,b,c,d", f"a,0,1,0,{zero}", f"b,1,0,1,{zero}", f"c,0,1,0,{zero}", "d,10,10,10,0",
    ]  # fmt: skip
    assert (tmp_path / "wave_2023-12-31_2.csv").read_text().splitlines() == [
        "actor,a,b,c,d", "a,0,1,10,1", "b,1,0,10,0", "c,10,10,0,10", "d,1,0,10,0",
    ]  # fmt: skip
    assert (tmp_path / "wave_2023-12-31_3.csv").read_text().splitlines()[1] == "a,0,1,10,0"
    listed = rows_of(tmp_path / "waves.csv")
    assert [row["rank"] + row["date"][3] for row in listed] == ["12", "13", "22", "23", "32", "33"]
    assert [row["ties"] for row in listed] == ["2", "2", "1", "2", "1", "1"]
    # of a and b, there at both waves: one tie at both; at the higher levels, it is new
    assert [row["jaccard"] for row in listed] == ["", "1", "", "0", "", "0"]
    assert rows_of(tmp_path / "presence.csv")[3] == {
        "actor": "d", "2022-12-31": "0", "2023-12-31": "1",
    }  # fmt: skip
    lost = done.lost.set_index("lost")["rows"].to_dict()
    assert lost == {"Dates of presence of actors": 1, "Spells of ties": 2}


def test_presence_in_units_of_waves(tmp_path):
    cn.write_waves(over_time(), tmp_path, dates=DATES[:2], absent="composition")
    lives = {row["actor"]: (float(row["start"]), float(row["end"]))
             for row in rows_of(tmp_path / "composition.csv")}  # fmt: skip
    assert lives["a"] == lives["b"] == (1, 2)
    assert lives["c"] == pytest.approx((1, 1 + 181 / 365))  # its last day is 2023-06-30
    assert lives["d"] == pytest.approx((1 + 183 / 365, 2))
    _, cells = matrix_of(tmp_path, "2022-12-31", 1)
    assert set(np.unique(cells)) == {0, 1}
    cn.write_waves(over_time(), tmp_path, dates=DATES[:2])
    assert not (tmp_path / "composition.csv").exists()  # never both


def test_spells_are_days_of_r_and_ends_are_excluded(tmp_path):
    cn.write_waves(over_time(), tmp_path)
    day = {text: (pd.Timestamp(text) - pd.Timestamp("1970-01-01")).days
           for text in ("2023-06-01", "2023-07-01", "2023-07-02", "2023-03-01")}  # fmt: skip
    spells = [
        (float(r["onset"]), float(r["terminus"]), r["vertex"])
        for r in rows_of(tmp_path / "vertex_spells.csv")
    ]
    inf = float("inf")
    assert spells == [
        (-inf, inf, "1"), (-inf, inf, "2"), (-inf, day["2023-07-01"], "3"),
        (day["2023-07-02"], inf, "4"), (day["2023-03-01"], day["2023-06-01"], "5"),
    ]  # fmt: skip
    ties = rows_of(tmp_path / "edge_spells.csv")
    assert [(float(t["onset"]), float(t["terminus"]), t["tail"], t["head"], t["rank"])
            for t in ties][:2] == [
        (-inf, day["2023-06-01"], "1", "2", "1"), (day["2023-06-01"], inf, "1", "2", "3"),
    ]  # fmt: skip
    assert len(ties) == len(rows_of(tmp_path / "edges.csv")) == 6


@pytest.mark.parametrize("net", [the_sample(), small_network()], ids=str)
def test_a_matrix_is_the_network_of_its_day(net, tmp_path):
    cn.write_waves(net, tmp_path)
    for row in rows_of(tmp_path / "waves.csv"):
        now = net.at(row["date"])
        ids, cells = matrix_of(tmp_path, row["date"], row["rank"])
        assert (cells == cells.T).all()
        there = set(now.actors["actor"])
        out = [at for at, one in enumerate(ids) if one not in there]
        assert all(cells[at, other] == 10 for at in out for other in range(len(ids)) if other != at)
        graph = now.level(row["level"]).graph()
        kept = [at for at, one in enumerate(ids) if one in there]
        wanted = nx.to_numpy_array(graph, [ids[at] for at in kept], weight=None)
        assert (cells[np.ix_(kept, kept)] == wanted).all()
        assert (int(row["actors"]), int(row["ties"])) == (len(there), graph.number_of_edges())


def test_pairs_of_whom_neither_answered_are_unknown(tmp_path):
    asked = {
        "actor": ["a", "b", "c", "d", "a", "b", "d"],
        "wave": ["1", "1", "1", "1", "2", "2", "2"],
        "date": ["2022-11-01"] * 4 + ["2023-11-01"] * 3,
        "answered": ["complete", "none", "none", "none", "complete", "complete", "none"],
        "not_answered": [None, None, None, None, "d", None, None],
    }
    net = over_time(respondents=pd.DataFrame(asked))
    cn.write_waves(net, tmp_path, dates=DATES[:2], level="collaboration", absent="composition")
    ids, cells = matrix_of(tmp_path, "2022-12-31", 1)
    assert ids == list("abcd")
    # b and c did not answer: what a (who did) does not say is no tie, b and c are tied
    np.testing.assert_array_equal(cells[:3, :3], [[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    _, cells = matrix_of(tmp_path, "2023-12-31", 1)
    # a left d's line empty, and d did not answer; they are tied all the same. b answered
    assert (cells[0, 3], cells[1, 3]) == (1, 0)
    nobody = net.with_tables(respondents=net.respondents.assign(answered="none"))
    cn.write_waves(nobody, tmp_path, dates=DATES[:2], level="collaboration")
    _, cells = matrix_of(tmp_path, "2023-12-31", 1)
    np.testing.assert_array_equal(cells[:2, :2], [[0, 1], [1, 0]])
    assert np.isnan(cells[1, 3])
    assert cells[2, 3] == 10
    assert [row["unknown_pairs"] for row in rows_of(tmp_path / "waves.csv")] == ["1", "1"]


def test_covariates_are_numbers_in_the_order_of_matrices(tmp_path):
    net = over_time()
    net = net.with_tables(actors=net.actors.assign(
        staff=["3", "-5", None, "7", "2"], note=list("vwxyz"), town=["N", "N", "S", "=1", None],
    ))  # fmt: skip
    cn.write_waves(net, tmp_path, dates=DATES[:2])
    assert (tmp_path / "covariates.csv").read_text().splitlines() == [
        "actor,sector,staff,town", "a,2,3,2", "b,2,-5,2", "c,1,,3", "d,,7,1",
    ]  # fmt: skip
    codes = rows_of(tmp_path / "covariate_codes.csv")
    assert [(r["covariate"], r["code"], r["value"]) for r in codes] == [
        ("sector", "1", "community"), ("sector", "2", "private"),
        ("town", "1", "'=1"), ("town", "2", "N"), ("town", "3", "S"),
    ]  # fmt: skip


def dated_hostile() -> cn.Network:
    net = hostile()
    return cn.Network(net.actors, net.ties, observed=("2020", "2024")).with_tables(
        actors=net.actors
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("net", [dated_hostile(), the_sample()], ids=str)
def test_the_same_network_gives_the_same_bytes(net, lang, tmp_path):
    one = cn.write_waves(net, tmp_path / "a", lang=lang)
    two = cn.write_waves(net, tmp_path / "b" / "c", lang=lang)
    assert [p.name for p in one.paths] == [p.name for p in two.paths]
    assert [p.read_bytes() for p in one.paths] == [p.read_bytes() for p in two.paths]
    assert sorted(one.paths) == sorted((tmp_path / "a").iterdir())
    pd.testing.assert_frame_equal(one.lost, two.lost)
    assert "#:" not in one.paths[0].read_text("utf-8")


def test_the_data_do_not_depend_on_the_language(tmp_path):
    french = cn.write_waves(the_sample(), tmp_path / "fr", lang="fr")
    english = cn.write_waves(the_sample(), tmp_path / "en", lang="en")
    for one, two in zip(french.paths[1:], english.paths[1:], strict=True):
        assert one.read_bytes() == two.read_bytes()
    assert "Périodes de liens" in list(french.lost["lost"])


def test_names_come_out_as_they_are(tmp_path):
    cn.write_waves(dated_hostile(), tmp_path)
    nodes = rows_of(tmp_path / "nodes.csv")
    assert [row["id"] for row in nodes] == IDS
    assert [row["label"] for row in nodes] == NAMES
    ids, cells = matrix_of(tmp_path, "2020-12-31", 1)
    assert ids == IDS
    assert cells.sum() == 6
    assert [row["from"] for row in rows_of(tmp_path / "edges.csv")] == ["001", "NA", "é;|"]


def test_another_call_leaves_nothing_of_the_first_and_all_else(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "wave_notes.csv").write_text("mine")
    cn.write_waves(the_sample(), tmp_path)
    done = cn.write_waves(the_sample(), tmp_path, dates=["2023", "2024"], level="partnership")
    mine = [tmp_path / "notes.txt", tmp_path / "wave_notes.csv"]
    assert sorted(tmp_path.iterdir()) == sorted([*done.paths, *mine])
    assert [p.name for p in done.paths[-2:]] == ["wave_2023-01-01_3.csv", "wave_2024-01-01_3.csv"]


def test_persons_leave_as_ids(tmp_path):
    net = over_time()
    net = net.with_tables(actors=net.actors.assign(
        name=["Jeanne Tremblay", *[None] * 4], kind=["person", *["organisation"] * 4],
        courriel=["jt@exemple.org", *[None] * 4],
    ))  # fmt: skip
    done = cn.write_waves(net, tmp_path)
    text = "".join(path.read_text("utf-8") for path in done.paths)
    assert not [word for word in ("Jeanne", "jt@") if word in text]
    assert "Details of actors who are persons" in list(done.lost["lost"])
    cn.write_waves(net, tmp_path, persons=True)
    assert "Jeanne Tremblay" in (tmp_path / "nodes.csv").read_text("utf-8")


def test_what_has_no_waves_is_refused_and_nothing_is_written(tmp_path):
    net = over_time()
    folder = tmp_path / "out"
    undated = cn.Network(pd.DataFrame({"actor": ["a"]}))
    for error, given, more in (
        (cn.OutsideObservation, undated, {}),
        (cn.OutsideObservation, net, {"dates": ["2022", "2026"]}),
        (cn.OutsideObservation, net.at("2023-05-01"), {"dates": "YE"}),
        (cn.NotComparable, net, {"dates": []}),
        (cn.NotComparable, net.graph(), {}),
        (cn.UnknownWord, net, {"dates": "fortnightly"}),
        (cn.UnknownWord, net, {"dates": ["yesterday"]}),
        (cn.UnknownWord, net, {"level": "friendship"}),
        (cn.UnknownWord, net, {"absent": "zero"}),
        (cn.MissingAttribute, net, {"by": "colour"}),
    ):
        with pytest.raises(error) as told:
            cn.write_waves(given, folder, **more)
        assert told.value.text("fr")
        assert not folder.exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(cn.ConcertnetError):
        cn.write_waves(net, tmp_path / "file")


def test_nobody_and_no_tie(tmp_path):
    nobody = cn.Network(pd.DataFrame({"actor": []}), observed=("2022", "2024"))
    cn.write_waves(nobody, tmp_path)
    assert matrix_of(tmp_path, "2022-12-31", 1)[0] == []
    alone = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), observed=("2022", "2024"))
    cn.write_waves(alone, tmp_path)
    assert matrix_of(tmp_path, "2023-12-31", 2)[1].tolist() == [[0, 0], [0, 0]]
    assert {row["jaccard"] for row in rows_of(tmp_path / "waves.csv")} == {""}


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    from pathlib import Path

    cn.write_waves(over_time(), tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}

    def full(path, content, whole=Path.write_bytes):
        if path.name.startswith("wave_"):
            raise OSError(28, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(cn.ConcertnetError):
        cn.write_waves(the_sample(), tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


SEEN = r"""
source("load.R")
said <- function(...) cat(..., "\n", sep = "\t")
for (rank in names(waves)) for (date in names(waves[[rank]])) {
  cells <- waves[[rank]][[date]]
  said("cells", rank, date, paste(ifelse(is.na(cells), "-", cells), collapse = " "))
  if (exists("igraphs")) said("igraph", rank, date, igraph::ecount(igraphs[[rank]][[date]]))
  if (exists("networks") && n > 0) {
    said("network", rank, date, network::network.edgecount(networks[[rank]][[date]]))
  }
}
for (name in c(actors, nodes$label)) said("name", paste(utf8ToInt(enc2utf8(name)), collapse = " "))
said("end", n)
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R (Rscript) is not installed")
@pytest.mark.parametrize(
    ("net", "locale"),
    [(dated_hostile(), "C"), (over_time(), "C.UTF-8"), (the_sample(), "C.UTF-8")],
    ids=["hostile names", "worked by hand", "sample"],
)
def test_r_loads_what_was_written(net, locale, tmp_path):
    cn.write_waves(net, tmp_path, lang="fr")
    (tmp_path / "seen.R").write_text(SEEN)
    ran = subprocess.run(
        ["Rscript", "--vanilla", "seen.R"], cwd=tmp_path, capture_output=True,
        check=False, env={**os.environ, "LC_ALL": locale}, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seen = [line.split("\t") for line in ran.stdout.splitlines()]
    listed = {(r["rank"], r["date"]): r for r in rows_of(tmp_path / "waves.csv")}
    for what, *more in seen:
        if what == "cells":
            _, cells = matrix_of(tmp_path, more[1], more[0])
            assert more[2].split() == ["-" if np.isnan(v) else f"{v:.0f}" for v in cells.T.ravel()]
        elif what in ("igraph", "network"):
            assert more[2] == listed[more[0], more[1]]["ties"]
    assert sum(row[0] == "cells" for row in seen) == len(listed)
    ids = [row["actor"] for row in rows_of(tmp_path / "covariates.csv")]
    labels = [row["label"] for row in rows_of(tmp_path / "nodes.csv")]
    names = ["".join(map(chr, map(int, row[1].split()))) for row in seen if row[0] == "name"]
    assert names == [*ids, *labels]
