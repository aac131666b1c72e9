import pytest

from tests.cli.shell import run

FEW = ("--sections", "findings,who", "--lang", "en")


@pytest.mark.parametrize("kind", [".docx", ".html", ".pdf", ".xlsx"])
def test_a_report_is_written_by_the_name_of_the_file(small, tmp_path, kind):
    if kind == ".pdf":
        pytest.importorskip("typst")
    path = tmp_path / f"report{kind}"
    code, out, err = run("report", small, "-o", path, *FEW)
    assert code == 0, err
    assert str(path) in out
    assert path.stat().st_size > 3_000
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_progress_is_plain_lines_in_a_pipe_and_nothing_where_quiet_is_asked(small, tmp_path):
    _, _, told = run("report", small, "-o", tmp_path / "a.html", *FEW)
    assert "1/2 Who is here" in told
    assert "2/2 figure 1" in told, "figures are drawn as they are written, and told"
    for option in ("-q", "--quiet"):
        _, _, err = run("report", small, "-o", tmp_path / f"b{option}.html", *FEW, option)
        assert "Who is here" not in err


def test_a_map_and_missing_links_tell_what_they_make(small, tmp_path):
    assert "1/1 Missing links" in run("gaps", small, "--lang", "en").err
    err = run("map", small, tmp_path / "a.svg", "--lang", "en").err
    assert "1/2 Missing links" in err
    assert "2/2 map" in err
    assert "2/2" not in run("map", small, tmp_path / "b.svg", "--lang", "en", "-q").err


def test_what_is_there_is_kept_and_named_unless_force_is_given(small, tmp_path):
    path = tmp_path / "report.html"
    path.write_text("mine")
    code, _, err = run("report", small, "-o", path, *FEW)
    assert code == 1
    assert "report.html" in err
    assert "--force" in err
    assert path.read_text() == "mine"
    assert run("report", small, "-o", path, *FEW, "--force").code == 0
    assert path.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    "arguments",
    [("gaps", "-o"), ("measure", "--draws", "9", "-o"), ("describe", "-o"), ("map",)],
)
def test_every_command_keeps_what_is_there(small, tmp_path, arguments):
    command, *options = arguments
    path = tmp_path / ("map.png" if command == "map" else "table.csv")
    path.write_text("mine")
    code, _, err = run(command, small, *options, path, "--lang", "en")
    assert code == 1
    assert path.name in err
    assert path.read_text() == "mine"


def test_results_name_what_is_there_and_write_nothing(small, tmp_path):
    for name in ("map.png", "results.xlsx"):
        (tmp_path / name).write_text("mine")
    code, _, err = run("results", small, tmp_path, "--lang", "en")
    assert code == 1
    assert "map.png, results.xlsx" in err
    assert {file.name for file in tmp_path.iterdir()} == {"map.png", "results.xlsx"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "r.odt"), "r.odt"),
        (("--sections", "nosuch"), "nosuch"),
        (("--against", "Sud"), "--territory|territory"),
        (("--territory", "Nowhere"), "Nowhere"),
    ],
)
def test_what_cannot_be_is_a_sentence(small, tmp_path, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("report", small, *options, "--lang", "en")
    assert code == 1
    assert any(word in err for word in said.split("|"))
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_a_comparison_outside_the_observation_is_said_in_the_report(small, tmp_path):
    code, _, _ = run("report", small, "-o", tmp_path / "r.html", "--compare", "1999-01-01")
    assert code == 0
    assert "1999" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written(small, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("report", small, "-o", tmp_path / "file" / "r.html", *FEW)
    assert code == 1
    assert "Cannot write" in err or "cannot be written" in err
    assert (tmp_path / "file").read_text() == "in the way"
