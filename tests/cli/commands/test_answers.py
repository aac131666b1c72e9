import re

import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.told import in_order_of_finding, told
from tests.cli.shell import SAMPLE, run
from tests.networks import the_sample

LAST_DAY = "2024-12-31"


@pytest.fixture(scope="module", params=["fr", "en"])
def of_a_day(request, small, tmp_path_factory):
    """Results of a day that is not the last, where the environment has the other language.

    Nobody is of the sector that is looked for, which the library notices several times.
    """
    lang = request.param
    folder = tmp_path_factory.mktemp(lang) / "new" / "out"
    options = ["--at", "2023-06-30", "--sector", "personnes concernées", "--lang", lang]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONCERTNET_LANG", "en" if lang == "fr" else "fr")
        said = run("results", small, folder, *options)
        assert cn.words().lang != lang, "the environment is left as it was"
    return lang, folder, said


def test_results_of_a_day_go_no_further(of_a_day):
    lang, folder, (code, _, err) = of_a_day
    assert code == 0
    assert "2023-06-30" in err
    w = cn.words(lang)
    seated = pd.read_csv(
        folder / f"{w['file_representatives']}.csv",
        sep=";" if lang == "fr" else ",",
        encoding="utf-8-sig",
    )
    assert set(seated[w.label("column_last_day")].dropna()) == {"2023-06-30"}
    if lang == "fr":
        assert "Au (inclus)" in seated
        assert "Changements par année-siège" in seated
        assert "Par an" not in seated


def test_results_are_listed(of_a_day):
    lang, folder, (_, out, _) = of_a_day
    first, *listed = out.splitlines()
    assert first == ("16 fichiers écrits :" if lang == "fr" else "16 files written:")
    assert {line.strip() for line in listed} == {str(path) for path in folder.iterdir()}


def test_what_results_notice_is_said_in_the_language_asked(of_a_day):
    """One sentence, whatever the language of the environment."""
    lang, _, (_, _, err) = of_a_day
    assert err.count("secteur « personnes" if lang == "fr" else 'sector "persons concerned"') == 1
    assert "Warning" not in err


def test_a_folder_that_cannot_be_written(small, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("results", small, tmp_path / "file" / "out", "--lang", "en")
    assert code == 1
    assert "Cannot write" in err
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.fixture(scope="module")
def printed():
    """What commands print of the sample, in French."""
    return {
        "measure": run("measure", SAMPLE, "--lang", "fr", "--draws", 9),
        "gaps": run("gaps", SAMPLE, "--lang", "fr"),
    }


@pytest.mark.parametrize("command", ["measure", "gaps"])
def test_measure_and_gaps_print(printed, command):
    code, out, _ = printed[command]
    assert code == 0
    assert out.strip()
    assert not re.search(r"\bnan\b|<NA>|None", out)


@pytest.mark.parametrize("command", ["measure", "gaps"])
def test_every_command_looks_at_the_last_day_and_says_so(printed, command):
    _, out, err = printed[command]
    assert f"État au {LAST_DAY}." in err
    if command == "gaps":  # turnover, in measures, needs the other dates
        assert out == run("gaps", SAMPLE, "--at", LAST_DAY, "--lang", "fr").out


def test_gaps_are_sentences(printed):
    found = in_order_of_finding(cn.missing_links(the_sample().at(LAST_DAY)))
    gaps = found.groupby("kind", sort=False).head(20)
    lines = printed["gaps"].out.splitlines()
    said = told(gaps, lang="fr")
    assert lines[: len(said)] == [f"{n}. {text}" for n, text in enumerate(said, start=1)]
    for name in gaps["instance_name"].dropna():
        assert name.replace("'", "’") in printed["gaps"].out  # as print writes it


@pytest.mark.parametrize(("suffix", "lang"), [(".csv", "fr"), (".csv", "en"), (".xlsx", "fr")])
def test_tables_are_written_in_the_readers_language(small, tmp_path, suffix, lang):
    target = tmp_path / f"mesures{suffix}"
    code, out, _ = run("measure", small, "-o", target, "--draws", 9, "--lang", lang)
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


def test_gaps_are_a_table_where_a_file_is_asked_for(tmp_path):
    target = tmp_path / "gaps.csv"
    code, out, _ = run("gaps", SAMPLE, "-o", target, "--top", 1, "--lang", "en")
    assert code == 0
    assert str(target) in out
    kinds = pd.read_csv(target)[cn.words("en").label("column_kind")]
    assert kinds.is_unique
    assert len(kinds) > 1


def test_gaps_name_no_person_unless_asked(tmp_path):
    (tmp_path / "actors.csv").write_text(
        "actor,sector,kind\nJean Roy,private,person\nCDC,community,\nVille,institutional,\n"
    )
    (tmp_path / "ties.csv").write_text(
        "source,target,level\nJean Roy,CDC,concertation\nCDC,Ville,concertation\n"
    )
    target = tmp_path / "gaps.csv"
    assert run("gaps", tmp_path, "-o", target, "--lang", "en").code == 0
    assert "Jean Roy" not in target.read_text("utf-8-sig")
    out = run("gaps", tmp_path, "--lang", "fr").out
    assert "Personne 1" in out
    assert "Jean Roy" not in out
    assert "Jean Roy" in run("gaps", tmp_path, "--persons", "--lang", "fr").out


def test_sector_may_be_named_in_french(small):
    out = run("gaps", small, "--sector", "communautaire", "--top", 1, "--lang", "en").out
    assert "community" in out


def test_a_day_that_the_data_only_end_on_is_said_so(small, tmp_path):
    (tmp_path / "actors.csv").write_text(
        "actor;sector;start;end\na;private;2023-01-01;2024-01-01\n"
    )
    assert "(dernière date des données)" in run("gaps", tmp_path, "--lang", "fr").err
    assert "dernière date" not in run("gaps", small, "--lang", "fr").err


def test_measures_of_a_day_keep_the_turnover_before(small):
    code, out, err = run("measure", small, "--at", "2024-06-30", "--draws", 9, "--lang", "en")
    assert code == 0
    assert "As of 2024-06-30" in err
    assert "2022-12-31 – 2023-12-31" in out
    assert "2024-12-31" not in out


def test_words_of_the_data_name_columns_and_sectors(tmp_path):
    (tmp_path / "acteurs.csv").write_text(
        "acteur,secteur,territoire\na,Municipal,Nord\nb,privé,Sud\n", encoding="utf-8"
    )
    (tmp_path / "liens.csv").write_text("de,à,niveau\na,b,concertation\n", encoding="utf-8")
    assert run("gaps", tmp_path, "--sector", "municipal").code == 0
    code, out, _ = run("measure", tmp_path, "--by", "territoire", "--draws", 9, "--lang", "fr")
    assert code == 0
    assert "Nord" in out


def test_what_groups_can_be_is_said_in_the_readers_words():
    code, _, err = run("measure", SAMPLE, "--by", "instance", "--lang", "fr")
    assert code == 1
    assert "--by instance" in err
    assert "secteur d'appartenance, domaine d'activité, genre, territoire, palier" in err
    assert "by=" not in err
