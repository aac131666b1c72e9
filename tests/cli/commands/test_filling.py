"""Commands that write what a person fills in."""

import tomllib

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import run


def test_a_questionnaire_is_written_with_what_to_do_next(small, tmp_path):
    folder = tmp_path / "out"
    relation = "referrals=Nous y dirigeons des gens|We refer people to it"
    code, out, err = run(
        "questionnaire", small, "-o", folder, "--lang", "fr", "--relation", relation,
        "--dimension", "power", "--readers", "nous|us", "--wave", "2026",
    )  # fmt: skip
    assert code == 0, err
    assert "Envoyez à chaque organisation" in out
    assert "questionnaire.toml" in out
    said = tomllib.loads((folder / "questionnaire.toml").read_text("utf-8"))
    assert said["survey"]["wave"] == "2026"
    code, _, err = run("questionnaire", small, "-o", folder, "--lang", "en")
    assert code == 1
    assert "never replaces" in err


def test_a_question_asked_from_both_ends_confirms_itself(tmp_path):
    pd.DataFrame({"actor": ["v", "c", "e"], "name": ["Ville", "CDC", "École"]}).to_csv(
        tmp_path / "actors.csv", index=False
    )
    blank, data = tmp_path / "blank", tmp_path / "data"
    code, _, err = run(
        "questionnaire", tmp_path / "actors.csv", "-o", blank, "--languages", "en", "--wave", "1",
        "--relation", "referrals=We refer people to it",
        "--received", "referrals=It refers people to us",
    )  # fmt: skip
    assert code == 0, err
    # the city refers to the CDC and to the school; the CDC says so, the school says no
    fill(blank / "r001-Ville.xlsx", {"CDC": ("Yes", "No"), "École": ("Yes", "No")})
    fill(blank / "r002-CDC.xlsx", {"Ville": ("No", "Yes"), "École": ("No", None)})
    fill(blank / "r003-Ecole.xlsx", {"Ville": ("Don’t know", "No"), "CDC": ("Yes", "No")})
    code, _, err = run(
        "survey", blank, "-o", data, "--actors", tmp_path / "actors.csv", "--date", "2026-11-20"
    )
    assert code == 0, err
    found = cn.confirmation(cn.read(data), question="referrals")
    assert found.pairs.set_index(["actor", "other"])["status"].to_dict() == {
        ("v", "c"): "confirmed",
        ("v", "e"): "unconfirmed",
        ("e", "c"): "unverifiable",  # the CDC left the line empty
    }


def fill(path, answers):
    """Write in a workbook, line by line: the answer of each question but the level."""
    book = openpyxl.load_workbook(path)
    sheet = book["Relations"]
    for row in sheet.iter_rows(min_row=5):
        for cell, text in zip(row[3:5], answers[row[1].value], strict=True):
            cell.value = text
    book.save(path)


@pytest.mark.parametrize("options", [
    ["--relation", "aid=We help it", "--received", "aid=We help it"],
    ["--received", "aid=It helps us", "--received", "aid=It gives us help"],
])  # fmt: skip
def test_a_question_is_asked_once_from_each_end_in_its_words(small, tmp_path, options):
    code, _, err = run(
        "questionnaire", small, "-o", tmp_path / "q", "--languages", "en", "--lang", "en", *options
    )
    assert code == 1
    assert "asked twice" in err


@pytest.mark.parametrize("kind", ["xlsform", "limesurvey"])
def test_forms_for_the_screen_keep_the_codes_of_the_wave_before(small, tmp_path, kind):
    one, two = tmp_path / "one", tmp_path / "two"
    assert run("questionnaire", small, "-o", one, "--kind", kind, "--lang", "en").code == 0
    key = one / "questionnaire.toml"
    assert run("questionnaire", small, "-o", two, "--kind", kind, "--before", key).code == 0
    codes = [tomllib.loads((f / key.name).read_text("utf-8"))["roster"] for f in (one, two)]
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "word"), "word"),
        (("--relation", "aid=We help it"), "fr, en"),
        (("--languages", "de"), "de"),
        (("--asked", "nobody"), "nobody"),
    ],
)
def test_what_is_wrong_is_said(small, tmp_path, options, said):
    code, _, err = run("questionnaire", small, "-o", tmp_path / "out", "--lang", "en", *options)
    assert code == 1
    assert said in err
    assert not (tmp_path / "out").exists()


def test_workbooks_that_come_back_are_read_without_a_mapping(small, tmp_path):
    import openpyxl

    folder = tmp_path / "out"
    assert run("questionnaire", small, "-o", folder, "--languages", "fr", "--lang", "fr").code == 0
    file = sorted(folder.glob("r001*.xlsx"))[0]
    book = openpyxl.load_workbook(file)
    book["Relations"].cell(5, 3).value = "Concertation"
    book.save(file)
    data = tmp_path / "data"
    code, out, err = run(
        "survey", folder, "-o", data, "--actors", small, "--date", "2024-11-20", "--lang", "en"
    )
    assert code == 0, out + err
    assert list(data.iterdir())
    book["Relations"].cell(6, 3).value = "bof"
    book.save(file)
    code, out, _ = run(
        "survey", folder, "-o", tmp_path / "again", "--actors", small, "--lang", "en"
    )
    assert code == 1
    assert "bof" in out
    assert "not of the list" in out
