import re

import pytest

from concertnet.errors import TableError
from concertnet.tables.spec.problems import Problem, Rows, Word, problems_frame
from concertnet.words import LANGUAGES, words

CODES = [key.removeprefix("fix_") for key in words("fr") if key.startswith("fix_")]


def test_every_message_has_what_to_do_and_the_same_fields_in_both_languages():
    for code in CODES:
        if code == "nearest":
            continue
        fields = [set(re.findall(r"{(\w+)}", words(lang)[f"problem_{code}"])) for lang in LANGUAGES]
        assert fields[0] == fields[1], code
        fields = [set(re.findall(r"{(\w+)}", words(lang)[f"fix_{code}"])) for lang in LANGUAGES]
        assert fields[0] == fields[1], code


def test_every_code_used_is_in_the_catalogue():
    from pathlib import Path

    import concertnet.tables

    room = Path(concertnet.tables.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in room.rglob("*.py"))
    source = re.sub(r"^ *>>>.*$", "", source, flags=re.MULTILINE)
    made = r"(?:problem|Problem|each|once|together)\(\s*(?:tables, )?"
    made += r'"(?:error|warning|notice)",\s*"(\w+)"'
    used = set(re.findall(made, source))
    assert len(used) > 30
    assert used <= set(CODES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_says_its_place_and_what_to_do(lang):
    problem = Problem(
        "error", "level_unknown", "liens.csv", "Liens", 1234, "niveau", "partenarait",
        {"scale": "bourque", "levels": (Word("collaboration"), Word("partnership")),
         "rows": Rows(range(1, 14)), "n": 13, "nearest": (Word("partnership"),)},
    )  # fmt: skip
    text = problem.text(lang)
    for part in ("liens.csv", "Liens", "1234", "niveau", "partenarait", words(lang)["partnership"]):
        assert part in text
    assert "10 … (3" in text
    assert "\n" not in text
    row = problem.as_row(lang)
    assert (row["severity"], row["row"], row["value"]) == ("error", 1234, "partenarait")


def test_long_values_are_cut_in_sentences_and_whole_in_data():
    problem = Problem("error", "number_wrong", value="x" * 500)
    assert len(problem.text("fr")) < 300
    assert problem.as_row("fr")["value"] == "x" * 500


def test_problems_become_a_table_even_when_there_are_none():
    assert problems_frame([]).empty
    frame = problems_frame(
        [Problem("error", "self_tie", row=3), Problem("notice", "file_empty")], "fr"
    )
    assert frame["row"].dtype == "Int64"
    assert frame["file"].isna().all()
    assert list(frame)[-2:] == ["message", "suggestion"]


def test_the_error_of_tables_shows_errors_and_not_warnings():
    problems = [Problem("error", "self_tie", "liens.csv", row=i) for i in range(25)]
    text = TableError([*problems, Problem("warning", "no_sector")]).text("fr")
    assert text.startswith("25 erreurs")
    assert text.count("\n") == 21
    assert "secteur" not in text
