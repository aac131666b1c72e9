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
