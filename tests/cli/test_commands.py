import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from concertnet.cli import main

SAMPLE = str(cn.sample_path())


@pytest.fixture
def run(capsys):
    """Run a command as the shell does; return its exit code and its two streams."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            main([str(a) for a in arguments])
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "command", ["", "demo", "results", "check", "describe", "measure", "gaps", "map"]
)
def test_every_command_has_help_in_both_languages(run, command, lang):
    code, out, _ = run(*filter(None, [command]), "--help", "--lang", lang)
    assert code == 0
    key = f"cli_{command}" if command else "cli_help"
    assert cn.words(lang)[key][:30] in " ".join(out.split())


def test_describe_measure_and_gaps_print(run):
    for command in ("describe", "measure", "gaps"):
        code, out, _ = run(
            command, SAMPLE, "--lang", "fr", *(["--draws", 9] * (command == "measure"))
        )
        assert code == 0
        assert out.strip()
        assert not re.search(r"\bnan\b|<NA>|None", out)


def test_gaps_are_sentences(run):
    _, out, _ = run("gaps", SAMPLE, "--at", "2024-12-31", "--top", 2, "--lang", "en")
    gaps = cn.missing_links(cn.sample_network().at("2024-12-31"), top=2)
    for row in gaps.to_dict("records"):
        assert cn.explain(row, lang="en") in out


def test_sector_may_be_named_in_french(run):
    _, out, _ = run("gaps", SAMPLE, "--sector", "économie sociale", "--top", 1, "--lang", "en")
    assert "social economy" in out


@pytest.mark.parametrize(("suffix", "lang"), [(".csv", "fr"), (".csv", "en"), (".xlsx", "fr")])
def test_tables_are_written_in_the_readers_language(run, tmp_path, suffix, lang):
    target = tmp_path / f"mesures{suffix}"
    code, out, _ = run("measure", SAMPLE, "-o", target, "--draws", 9, "--lang", lang)
    assert code == 0
    assert str(target) in out
    if suffix == ".csv":
        marks = {"sep": ";", "decimal": ","} if lang == "fr" else {}
        table = pd.read_csv(target, encoding="utf-8-sig", **marks)
    else:
        table = pd.read_excel(target, engine="openpyxl")
    w = cn.words(lang)
    assert table.columns[0] == w.label("column_grain")
    values = table[w.label("column_value")]
    assert pd.api.types.is_float_dtype(values)
    assert w["measure_density"].capitalize() in set(table[w.label("column_measure")])


def test_map_by_extension(run, tmp_path):
    for kind in ("png", "svg", "pdf", "html"):
        target = tmp_path / f"carte.{kind}"
        assert run("map", SAMPLE, target, "--lang", "fr")[0] == 0
        assert target.stat().st_size > 10_000


def test_demo_writes_its_folder(run, tmp_path):
    code, out, _ = run("demo", tmp_path / "demo", "--lang", "fr")
    assert code == 0
    names = {path.name for path in (tmp_path / "demo").iterdir()}
    assert {
        "carte.png",
        "carte.svg",
        "carte.html",
        "mixite_sectorielle.png",
        "resultats.xlsx",
        "mesures.csv",
        "liens_manquants.csv",
    } <= names
    for name in names:
        assert name in out


BAD = [
    (["describe", "nowhere"], "nowhere"),
    (["map", SAMPLE, "carte.gif"], "carte.gif"),
    (["measure", SAMPLE, "-o", "mesures.doc"], "mesures.doc"),
    (["describe", SAMPLE, "--at", "2031-01-01"], "2031-01-01"),
    (["describe", SAMPLE, "--at", "hier"], "hier"),
    (["describe", SAMPLE, "--scale", "borque"], "borque"),
    (["gaps", SAMPLE, "--sector", "lune"], "lune"),
    (["measure", SAMPLE, "--by", "couleur"], "couleur"),
    (["describe"], "--help"),
    (["describe", SAMPLE, "--colour"], "--colour"),
    (["dessiner"], "dessiner"),
    (["gaps", SAMPLE, "--top", "zéro"], "--top"),
    (["describe", SAMPLE, "--lang", "de"], "de"),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_bad_input_is_one_plain_sentence(run, arguments, named, lang, monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    code, out, err = run(*arguments)
    assert code == 1
    assert named in err
    assert "Traceback" not in out + err
    assert "{" not in err.replace("{data}", "")


def test_a_folder_that_cannot_be_written(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("demo", tmp_path / "file" / "demo", "--lang", "en")
    assert code == 1
    assert "Cannot write" in err
    assert (tmp_path / "file").read_text() == "in the way"


def test_debug_shows_the_trace():
    code = (
        f"from concertnet.cli import main; main(['describe', {SAMPLE!r}, '--at', 'x', '--debug'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_nothing_is_written_over_the_data(run, tmp_path):
    data = tmp_path / "data"
    cn.sample_network().save(data)
    cn.sample_network().save(tmp_path / "book.xlsx")
    before = {p.name: p.read_bytes() for p in data.iterdir()}
    for arguments in (
        ["measure", data, "-o", data / "actors.csv"],
        ["results", data, data],
        ["gaps", tmp_path / "book.xlsx", "-o", tmp_path / "book.xlsx"],
        ["check", tmp_path / "book.xlsx", "--marked", tmp_path / "book.xlsx"],
    ):
        code, _, err = run(*arguments, "--lang", "en")
        assert code == 1
        assert "part of your data" in err
    assert {p.name: p.read_bytes() for p in data.iterdir()} == before


def test_every_command_looks_at_the_last_day_and_says_so(run, tmp_path):
    day = "2024-12-31"
    for command in (["gaps"], ["measure", "--draws", "9"]):
        _, out, err = run(command[0], SAMPLE, *command[1:], "--lang", "en")
        assert f"As of {day}" in err
        assert out == run(command[0], SAMPLE, *command[1:], "--at", day, "--lang", "en")[1] or (
            command[0] == "measure"  # turnover needs the other dates
        )


def test_words_of_the_data_name_columns_and_sectors(run, tmp_path):
    (tmp_path / "acteurs.csv").write_text(
        "acteur,secteur,territoire\na,Municipal,Nord\nb,privé,Sud\n", encoding="utf-8"
    )
    (tmp_path / "liens.csv").write_text("de,à,niveau\na,b,concertation\n", encoding="utf-8")
    assert run("gaps", tmp_path, "--sector", "municipal")[0] == 0
    code, out, _ = run("measure", tmp_path, "--by", "territoire", "--draws", 9, "--lang", "fr")
    assert code == 0
    assert "Nord" in out


def test_what_groups_can_be_is_said_in_the_readers_words(run):
    code, _, err = run("measure", SAMPLE, "--by", "instance", "--lang", "fr")
    assert code == 1
    assert "--by instance" in err
    assert "secteur d'appartenance, domaine d'activité, genre, territoire, palier" in err
    assert "by=" not in err


def test_no_argument_shows_the_help(run):
    assert "Utilisation" in "".join(run("--lang", "fr")[1:])


def test_check_lists_problems_and_fails(run, tmp_path):
    Path(tmp_path / "actors.csv").write_text("actor,sector\na,private\na,private\n")
    Path(tmp_path / "ties.csv").write_text("source,target,level\na,z,fusion\n")
    code, out, _ = run("check", tmp_path, "--lang", "en")
    assert code == 1
    assert "fusion" in out
    assert run("check", SAMPLE)[0] == 0


def test_brackets_in_a_users_words_are_not_styles(run, tmp_path):
    Path(tmp_path / "actors.csv").write_text("actor,sector,territory\na,private,[red]Rives[/red]\n")
    _, out, _ = run("describe", tmp_path)
    assert "[red]Rives[/red]" in out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_dense_map_is_said_in_a_sentence(run, tmp_path, lang):
    actors = [f"A{i:02d}" for i in range(14)]
    (tmp_path / "data").mkdir()
    lines = [f"{actor};{actor};private" for actor in actors]
    (tmp_path / "data" / "actors.csv").write_text("actor;name;sector\n" + "\n".join(lines))
    pairs = [f"{a};{b};partnership" for a in actors for b in actors if a < b]
    (tmp_path / "data" / "ties.csv").write_text("source;target;level\n" + "\n".join(pairs))
    out = tmp_path / "map.svg"
    code, _, err = run("map", tmp_path / "data", out, "--no-gaps", "--lang", lang)
    assert code == 0, err
    dense = cn.words(lang)("map_dense_note", density=cn.words(lang).percent(1.0))
    assert any(line.startswith(dense) for line in err.splitlines())
    assert "Warning" not in err
    assert ".py" not in err


@pytest.mark.parametrize("command", [["gaps"], ["map", "map.html"], ["results", "out"]])
@pytest.mark.parametrize(("lang", "said"), [("fr", "secteur « privé »"), ("en", '"private"')])
def test_what_the_library_notices_is_said_in_the_language_asked(
    run, tmp_path, monkeypatch, command, lang, said
):
    """One sentence, whatever the language of the environment, which is left as it was."""
    other = "en" if lang == "fr" else "fr"
    monkeypatch.setenv("CONCERTNET_LANG", other)
    (tmp_path / "actors.csv").write_text("actor;sector\na;community\nb;community\n")
    (tmp_path / "ties.csv").write_text("source;target;level\na;b;concertation\n")
    first, *names = command
    code, _, err = run(first, tmp_path, *(tmp_path / "new" / n for n in names), "--lang", lang)
    assert code == 0, err
    assert err.count(said) == 1
    assert "Warning" not in err
    assert cn.words().lang == other


def test_a_day_that_the_data_only_end_on_is_said_so(run, tmp_path):
    (tmp_path / "actors.csv").write_text("actor;sector;start\na;private;2023-01-01\n")
    _, _, err = run("gaps", tmp_path, "--lang", "fr")
    assert "(dernière date des données)" in err
    _, _, err = run("gaps", SAMPLE, "--lang", "fr")
    assert "dernière date" not in err


def test_results_of_a_day_go_no_further(run, tmp_path):
    code, _, err = run("results", SAMPLE, tmp_path, "--at", "2023-06-30", "--lang", "fr")
    assert code == 0
    assert "2023-06-30" in err
    seated = pd.read_csv(tmp_path / "suivi_des_representants.csv", sep=";", encoding="utf-8-sig")
    assert set(seated["Au (inclus)"].dropna()) == {"2023-06-30"}
    assert "Changements par année-siège" in seated
    assert "Par an" not in seated


def test_measures_of_a_day_keep_the_turnover_before(run):
    code, out, err = run("measure", SAMPLE, "--at", "2024-06-30", "--draws", 9, "--lang", "en")
    assert code == 0
    assert "As of 2024-06-30" in err
    assert "2022-12-31 – 2023-12-31" in out
    assert "2024-12-31" not in out
    assert "As of 2024-06-30" in run("describe", SAMPLE, "--at", "2024-06-30", "--lang", "en")[2]


def test_check_shows_what_the_other_commands_count(run, tmp_path):
    (tmp_path / "actors.csv").write_text("actor,sector\na,private\nb,community\n")
    (tmp_path / "ties.csv").write_text(
        "source,target,level,start\na,b,concertation,2020-05-04\n", encoding="utf-8"
    )
    _, out, _ = run("check", tmp_path, "--lang", "en")
    assert "read from the dates, from 2020-05-04 to 2020-05-04" in out
    counted = run("describe", tmp_path, "--lang", "en")[2]
    assert counted.split(" while")[0].split(" and ")[1] in out.splitlines()[-1]


def test_check_takes_the_option_that_it_advises(run, tmp_path):
    pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}).to_csv(
        tmp_path / "actors.csv", index=False
    )
    pd.DataFrame(
        {"source": ["a", "a"], "target": ["b", "c"], "level": ["collaboration"] * 2}
    ).to_csv(tmp_path / "ties.csv", index=False)
    code, out, _ = run("check", tmp_path, "--lang", "en")
    assert code == 1
    assert "--add-missing-actors" in out
    code, _, _ = run("check", tmp_path, "--add-missing-actors", "--lang", "en")
    assert code == 0


@pytest.mark.parametrize(("lang", "named"), [("fr", "DONNÉES"), ("en", "DATA")])
def test_what_is_missing_is_named_in_the_language(run, lang, named):
    _, _, err = run("results", "--lang", lang)
    assert named in err
