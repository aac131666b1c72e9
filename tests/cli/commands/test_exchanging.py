"""Commands that hand the data over to another tool."""

import networkx as nx

from tests.cli.shell import SAMPLE, run


def test_an_export_says_what_was_lost(tmp_path):
    file = tmp_path / "net.gexf"
    code, out, err = run("export", SAMPLE, "-o", file, "--lang", "fr")
    assert code == 0, err
    assert "Ce que ce format ne contient pas" in out
    assert "Mandats" in out
    assert 'mode="dynamic"' in file.read_text("utf-8")
    code, _, err = run("export", SAMPLE, "-o", file, "--lang", "en")
    assert code == 1
    assert "--force" in err


def test_other_formats_are_given_a_day(tmp_path):
    file = tmp_path / "net.graphml"
    code, out, err = run("export", SAMPLE, "-o", file, "--level", "partnership", "--lang", "en")
    assert code == 0, err
    assert "2024-12-31" in err
    levels = nx.get_edge_attributes(nx.read_graphml(file), "level").values()
    assert set(levels) == {"partnership"}
    assert "Ties of other levels" in out


def test_a_format_that_is_none_is_refused_before_reading(tmp_path):
    code, _, err = run("export", tmp_path / "none", "-o", tmp_path / "net.gml", "--lang", "en")
    assert code == 1
    assert ".graphml" in err


def test_commands_read_the_file_of_another_tool(tmp_path):
    file = tmp_path / "net.graphml"
    assert run("export", SAMPLE, "-o", file, "--lang", "en").code == 0
    code, out, err = run("describe", file, "--lang", "en")
    assert code == 0, err
    assert "59" in out
    code, _, err = run("export", file, "-o", tmp_path / "net.gexf", "--lang", "fr")
    assert code == 0, err
    (tmp_path / "bad.net").write_text("nothing", "utf-8")
    code, _, err = run("describe", tmp_path / "bad.net", "--lang", "fr")
    assert code == 1
    assert "Pajek" in err


def test_large_files_become_a_folder_that_an_engine_measures(tmp_path):
    folder = tmp_path / "dossier.parquet"
    code, out, err = run("convert", SAMPLE, "-o", folder, "--lang", "en")
    assert code == 0, err
    assert "Ties: 178" in out
    assert "--engine duckdb" in out
    assert "100/100" in err
    engine = run("describe", folder, "--engine", "duckdb", "--lang", "en")
    assert engine.code == 0, engine.err
    assert engine.out == run("describe", folder, "--lang", "en").out
    code, _, err = run("convert", SAMPLE, "-o", folder, "--lang", "en")
    assert code == 1
    assert "already" in err


def test_a_conversion_counts_what_is_wrong_and_writes_nothing(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "actors.csv").write_text("actor,sector\na,private\nb,public\n")
    (tmp_path / "in" / "ties.csv").write_text("source,target,level\na,zz,concertation\na,a,x\n")
    code, out, err = run("convert", tmp_path / "in", "-o", tmp_path / "out", "--lang", "fr")
    assert code == 1
    assert "zz" in out + err
    assert "rien n’a été écrit" in out
    assert not (tmp_path / "out").exists()


def test_waves_for_r_are_a_folder(tmp_path):
    folder = tmp_path / "waves"
    code, out, err = run("export", SAMPLE, "-o", folder, "--waves", "YE", "--lang", "fr")
    assert code == 0, err
    assert "load.R" in out
    assert "Périodes de liens" in out
    assert (folder / "wave_2024-12-31_1.csv").exists()
    code, _, err = run("export", SAMPLE, "-o", folder, "--waves", "YE", "--lang", "en")
    assert code == 1
    assert "--force" in err
    days = ("--waves", "2022-06-30, 2023-06-30", "--level", "partnership")
    more = ("--absent", "composition", "--force", "--lang", "en")
    code, _, err = run("export", SAMPLE, "-o", folder, *days, *more)
    assert code == 0, err
    matrices = sorted(path.name for path in folder.glob("wave_*"))
    assert matrices == ["wave_2022-06-30_3.csv", "wave_2023-06-30_3.csv"]
    assert (folder / "composition.csv").exists()
    for wrong in (("-o", tmp_path / "net.gexf"), ("-o", folder, "--at", "2023")):
        code, _, err = run("export", SAMPLE, *wrong, "--waves", "YE", "--lang", "en")
        assert code == 1
        assert "folder" in err
