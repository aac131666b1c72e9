"""Commands that write what a person fills in."""

import tomllib

import pytest

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
