import math

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.report.files import save_csv, save_workbook
from concertnet.report.labels import labelled
from concertnet.report.matrix import mixing_table
from concertnet.report.results import read_me, result_tables
from concertnet.report.seated import seated_tables
from concertnet.report.subject import subject_of
from tests.networks import chain, of_sectors, small_network, the_sample


def test_ties_left_out_of_the_matrix_are_shown():
    net = chain("private", "community", None, "private", "private")
    table = mixing_table(net)
    assert table["ties"].tolist() == [0, 1, 1, 2]  # community is first; two touch the unknown
    assert table["group"].tolist()[-1] == "unknown"
    assert table.iloc[-1][["other_group", "possible", "expected"]].isna().all()
    assert labelled(table, lang="fr").iloc[-1, 0] == "Secteur inconnu"
    assert table["ties"].sum() == len(net.ties)
    chance = cn.mixing_chance(net).cells
    assert table["z"].tolist()[:-1] == pytest.approx(chance["z"].tolist(), nan_ok=True)
    told = dict(read_me(net, lang="fr").itertuples(index=False))
    assert told["Liens de ces acteurs, laissés hors des mesures par secteur"] == "2"


def test_no_line_where_every_sector_is_known():
    net = chain("private", "community")
    assert len(mixing_table(net)) == 3


def test_the_two_sectors_of_a_pair_are_in_words():
    frame = pd.DataFrame({"unit": ["private – community", "private → Mr. Hi", "private", "A – B"]})
    shown = labelled(frame, lang="fr").iloc[:, 0].tolist()
    assert shown == ["Privé – Communautaire", "Privé → Mr. Hi", "Privé", "A – B"]


def test_every_line_of_measures_is_in_words():
    graph = nx.karate_club_graph().to_directed()
    table = cn.profile(graph, by="club", draws=9)
    shown = labelled(table, lang="fr")
    assert not shown["Mesure"].str.contains("_").any()
    assert not shown["Portée"].isin(["network", "sector", "pair"]).any()
    assert not [heading for heading in shown.columns if "_" in heading]


def test_a_workbook_holds_what_is_infinite(tmp_path):
    path = save_workbook(
        {"a": pd.DataFrame({"x": [1.5, math.inf, -math.inf]})}, tmp_path / "a.xlsx"
    )
    assert pd.read_excel(path, engine="openpyxl")["x"].tolist() == [1.5, "∞", "−∞"]


def test_sheets_that_the_data_do_not_allow_are_named():
    """Without mandates there is nobody to follow: said where the tables are introduced."""
    net = chain("private", "community")
    tables, unmade = seated_tables(net, net)
    assert "representatives" in unmade
    assert "representatives" not in tables
    told = dict(read_me(net, lang="fr", unmade=unmade).itertuples(index=False))
    assert told["Feuille non produite : Représentants"].endswith(".")


@pytest.mark.parametrize("instances", [False, True])
def test_dated_ties_without_seats_name_the_table_of_seats(instances):
    sample = the_sample()
    some = {"instances": sample.instances} if instances else {}
    net = cn.Network(sample.actors, sample.ties, **some)
    tables, unmade = seated_tables(net, net.latest())
    assert not tables
    assert {str(error.fields["table"]) for error in unmade.values()} == {"table_seats"}
    assert "« Sièges »" in unmade["representatives"].text("fr")


def test_seats_of_other_times_leave_empty_tables():
    sample = the_sample()
    old = sample.seats.assign(start=pd.Timestamp("1990-01-01"), end=pd.Timestamp("1991-01-01"))
    actors = sample.actors.assign(start=pd.Timestamp("2000-01-01"))
    whole = sample.instances, old, sample.mandates
    net = cn.Network(actors, sample.ties, *whole, observed=("2022", "2024"))
    tables, unmade = seated_tables(net, net.latest())
    assert not unmade
    assert tables["representatives"].empty


@pytest.mark.filterwarnings("ignore:At .* every spell followed")
def test_results_of_a_day_keep_the_mandates_of_other_days():
    """A gap that the day falls in is a vacancy; who comes later says that the seat is followed."""
    net = the_sample()
    tables, _ = seated_tables(net, net.at("2023-06-30"))
    people = tables["representatives"].set_index("instance")
    part = cn.Period(net.observed.start, pd.Timestamp("2023-07-01"))
    vacant = cn.vacancy(net, by="instance", observed=part).set_index("instance")
    assert people["vacant_days"].equals(vacant["vacant_days"])
    assert people["unrecorded"].equals(vacant["unrecorded"])
    assert set(people["last_day"]) == {pd.Timestamp("2023-06-30")}
    stays = cn.tenure(net, by="instance", observed=part).summary.set_index("instance")
    assert people["mandates_followed"].equals(stays["n"].reindex(people.index))
    lost = cn.vacancy(net.between(part.start, part.end), by="instance").set_index("instance")
    assert not lost["vacant_days"].equals(vacant["vacant_days"])


def test_representatives_by_instance_are_those_of_the_measures():
    net = the_sample()
    tables, unmade = seated_tables(net, net.latest())
    assert not unmade
    people = tables["representatives"].set_index("instance")
    changes = cn.representative_turnover(net, by="instance").set_index("instance")["changes"]
    assert people["changes"].astype("int64").equals(changes)
    stays = cn.tenure(net, by="instance").summary.set_index("instance")["median"]
    assert people["median_tenure"].tolist() == pytest.approx(
        stays.reindex(people.index).tolist(), nan_ok=True
    )
    assert tables["burden"]["seats"].min() >= 1
    assert len(tables["instances"]) == len(net.latest().instances)
    links = tables["single_links"]
    assert len(links) == len(cn.single_representative_links(net.latest()).links)
    assert links["actor_name"].notna().all()
    persons = set(net.mandates["person"])
    for name, table in tables.items():
        assert not persons & set(table.astype("str").to_numpy().ravel()), name


def test_no_table_of_seats_names_a_person_who_is_an_actor():
    """Marie sits at two tables, and Ada for both other actors: by id, as everywhere."""
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["p1", "a", "b"],
                "name": ["Marie Tremblay", "CDC", "CDC"],
                "kind": ["person", "organisation", "organisation"],
                "sector": ["persons_concerned", "community", "community"],
            }
        ),
        instances=pd.DataFrame({"instance": ["T", "V"], "name": ["Table", "Table"]}),
        seats=pd.DataFrame(
            {"seat": list("1234"), "instance": list("TTVT"), "actor": ["p1", "a", "p1", "b"]}
        ),
        mandates=pd.DataFrame({"seat": list("1234"), "person": ["x", "x", "y", "z"]}),
    )
    tables, _ = seated_tables(net, net)
    written = " ".join(table.to_csv() for table in tables.values())
    assert "Tremblay" not in written
    burden = tables["burden"].set_index("actor")["actor_name"]
    assert burden.to_dict() == {"p1": "p1", "a": "CDC (a)", "b": "CDC (b)"}
    assert set(tables["single_links"]["actor_name"]) <= set(burden)
    assert set(tables["instances"]["instance_name"]) == {"Table (T)", "Table (V)"}


@pytest.mark.parametrize("actors", [3, 1])
def test_results_are_written_where_no_sector_is_known(tmp_path, actors):
    ids = [f"a{i}" for i in range(actors)]
    ties = pd.DataFrame({"source": ids[:-1], "target": ids[1:], "level": "collaboration"})
    net = cn.Network(pd.DataFrame({"actor": ids, "sector": None}), ties)
    with pytest.warns(UserWarning, match="private|privé"):
        written = cn.write_results(net, tmp_path, lang="fr")
    assert "carte.html" in {path.name for path in written}


def test_a_table_without_rows_keeps_its_headings(tmp_path):
    actors = pd.DataFrame({"actor": ["a", "b", "c"], "sector": "private"})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]})
    net = cn.Network(actors, ties)
    table = result_tables(subject_of(net))["gaps"]
    assert table.empty
    path = save_csv(labelled(table, lang="en"), tmp_path / "missing_links.csv", lang="en")
    assert len(pd.read_csv(path).columns) > 5


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The results of a small network, in English."""
    folder = tmp_path_factory.mktemp("results") / "new" / "folder"
    return folder, cn.write_results(small_network(), folder, lang="en")


def test_the_files_written_are_returned_and_nothing_else_is_there(written):
    folder, paths = written
    assert set(folder.iterdir()) == set(paths)
    assert [path.name for path in paths[:4]] == [
        "map.png",
        "map.svg",
        "sector_mixing.png",
        "map.html",
    ]
    assert paths[-1].name == "results.xlsx"


def test_the_workbook_holds_every_table_that_is_a_file(written):
    _, paths = written
    sheets = pd.read_excel(paths[-1], sheet_name=None, engine="openpyxl")
    w = cn.words("en")
    assert list(sheets)[:2] == [w["report_sheet_key"], w["sheet_read_me"]]
    assert list(sheets)[-2:] == [w["report_sheet_figures"], w["report_sheet_dictionary"]]
    tables = [path for path in paths if path.suffix == ".csv"]
    of_tables = dict(list(sheets.items())[2:-2])
    for made in ("report_sheet_evidence", "report_sheet_measures"):
        of_tables.pop(w[made])
    assert len(of_tables) == len(tables)
    for path, (title, sheet) in zip(tables, of_tables.items(), strict=True):
        table = pd.read_csv(path, encoding="utf-8-sig")
        assert len(table) == len(sheet), path.name
        if title != w["sheet_gaps"]:
            # an id beside a name is left to the files
            assert len(set(sheet.columns) - set(table.columns)) <= 1
            assert len(table.columns) - len(sheet.columns) <= 2


@pytest.mark.parametrize("place", ["file", "file/folder", "file/folder/deep"])
def test_a_folder_that_cannot_be_is_refused_before_anything_is_computed(tmp_path, place):
    (tmp_path / "file").write_text("in the way")
    net = of_sectors("private", "community")
    with pytest.warns(UserWarning, match="No tie"):  # an error here, were it computed
        cn.missing_links(net)
    with pytest.raises(cn.ConcertnetError) as caught:
        cn.write_results(net, tmp_path / place, lang="en")
    assert caught.value.fields["path"] == tmp_path / place
    assert caught.value.text("en").startswith("Cannot write")
    assert (tmp_path / "file").read_text() == "in the way"


def test_what_is_wrong_leaves_no_folder(tmp_path):
    with pytest.raises(cn.OutsideObservation):
        cn.write_results(small_network(), tmp_path / "new", at="2031-01-01")
    with pytest.raises(cn.UnknownWord):
        cn.write_results(small_network(), tmp_path / "new", sector="moon")
    with pytest.raises(cn.NotComparable):
        cn.write_results(nx.karate_club_graph(), tmp_path / "new")  # type: ignore[arg-type]
    assert not (tmp_path / "new").exists()
