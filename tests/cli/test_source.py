import pytest

import concertnet as cn
from tests.cli.shell import run
from tests.networks import small_network


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    small_network().save(folder / "data")
    small_network().save(folder / "book.xlsx")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["measure", "data", "-o", "data/actors.csv"],
        ["describe", "data", "-o", "data/actors.csv"],
        ["results", "data", "data"],
        ["gaps", "book.xlsx", "-o", "book.xlsx"],
        ["check", "book.xlsx", "--marked", "book.xlsx"],
        ["check", "data", "-o", "data/actors.csv"],
        ["map", "data/carte.svg", "data/carte.svg"],
    ],
)
def test_nothing_is_written_over_the_data(own, arguments):
    before = {p.name: p.read_bytes() for p in (own / "data").iterdir()}
    places = [own / a if not a.startswith("-") else a for a in arguments[1:]]
    code, _, err = run(arguments[0], *places, "--lang", "en")
    assert code == 1
    assert "part of your data" in err
    assert {p.name: p.read_bytes() for p in (own / "data").iterdir()} == before


def test_how_the_data_are_read_is_an_option_of_every_command_that_reads():
    for command in ("results", "check", "describe", "measure", "gaps", "map"):
        out = run(command, "--help").out
        for option in ("--scale", "--encoding", "--add-missing-actors"):
            assert option in out
    assert "--scale" not in run("demo", "--help").out


def test_an_encoding_and_a_scale_are_used(tmp_path):
    (tmp_path / "actors.csv").write_bytes(
        "actor,name,sector,territory\na,É,private,Été\n".encode("cp437")
    )
    assert "Été" in run("describe", tmp_path, "--encoding", "cp437").out
    (tmp_path / "ties.csv").write_text("source,target,level\na,b,awareness\n")
    code, _, err = run("describe", tmp_path, "--add-missing-actors", "--lang", "en")
    assert code == 1
    assert "awareness" in err
    scale = cn.PARTNER
    (tmp_path / "ties.csv").write_text(f"source,target,level\na,b,{scale.levels[0]}\n")
    code, _, err = run(
        "describe", tmp_path, "--add-missing-actors", "--encoding", "cp437", "--scale", "partner"
    )
    assert code == 0, err


@pytest.mark.parametrize("command", ["describe", "check"])
def test_options_of_tables_are_refused_of_a_graph_as_they_are_typed(command, tmp_path):
    path = cn.write_graph(small_network().latest(), tmp_path / "n.graphml").paths[0]
    asked = ("--without", "mandats", "--encoding", "cp1252", "--add-missing-actors")
    code, out, err = run(command, path, *asked, "--lang", "fr")
    assert code == 1
    assert all(option in err for option in ("--encoding", "--add-missing-actors", "--without"))
    assert "=" not in err
    assert "Traceback" not in out + err
    assert run(command, path, "--lang", "fr").code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_options_of_reading_are_refused_where_an_engine_reads(own, lang):
    asked = ("--without", "mandats", "--encoding", "cp1252")
    code, out, err = run("describe", own / "data", "--engine", "duckdb", *asked, "--lang", lang)
    assert code == 1
    assert "--encoding, --without" in err
    assert ("--engine" in err, "Traceback" in out + err) == (True, False)
