"""Answers as tables: a square matrix, a long table, the worked case to the digit."""

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.tables.making import folder, workbook

LEVELS = """
[relation.values]
"0" = "none"
"1" = "collaboration"
"2" = "concertation"
"3" = "partnership"
"ne sais pas" = "dont_know"
"""
MATRIX = '[survey]\nshape = "matrix"\n[[relation]]\ncolumns = "{actor}"\n' + LEVELS
LONG = (
    '[survey]\nshape = "long"\nrespondent = "Répondant"\n'
    '[[relation]]\nactor = "Organisme"\nvalue = "Niveau"\n' + LEVELS
)
WORKED = [
    ["Enquête de novembre", None, None, None, None],
    [None, "A", "B", "C", "D"],
    ["A", None, 2, 0, 1],
    ["B", 3, None, 0, None],
    ["C", 0, 1, None, 0],
    ["D", None, None, None, None],
]


def pairs(net):
    """Return the ties as pairs and levels, in the order of pairs."""
    return sorted(
        ("".join(sorted((row.source, row.target))), row.level) for row in net.ties.itertuples()
    )


def worked(tmp_path):
    path = workbook(tmp_path / "matrice.xlsx", Matrice=WORKED)
    survey = cn.read_survey(path, mapping=MATRIX)
    survey.save(tmp_path / "dossier")
    return survey, cn.read(tmp_path / "dossier")


def test_the_worked_case_from_a_square_matrix_to_the_digit(tmp_path):
    survey, net = worked(tmp_path)
    status = survey.respondents.set_index("actor")["answered"]
    assert status.to_dict() == {"A": "complete", "B": "partial", "C": "complete", "D": "none"}
    assert net.respondents.set_index("actor")["not_answered"].dropna().to_dict() == {"B": "D"}
    assert net.response_rate == 0.75
    found = cn.confirmation(net)
    assert found.share == 0.5
    said = found.pairs.set_index(["actor", "other"])
    assert said.loc[("A", "B"), "status"] == "confirmed"
    assert said.loc[("A", "B"), "discordant"]
    assert said.loc[("A", "D"), "status"] == "unverifiable"
    assert said.loc[("B", "C"), "status"] == "unconfirmed"
    assert ("A", "C") not in said.index
    one, two, three = net.scale.levels
    assert pairs(net.reported()) == [("AB", three), ("AD", one), ("BC", one)]
    both = net.reported(keep="both", level="weakest")
    assert pairs(both) == [("AB", two), ("AD", one)]
    left = net.reported(keep="both", level="weakest", unverifiable="leave_out")
    assert pairs(left) == [("AB", two)]


def test_a_long_table_says_the_same_reports(tmp_path):
    rows = ["Répondant,Organisme,Niveau"]
    for line in WORKED[2:]:
        for name, value in zip("ABCD", line[1:], strict=True):
            if line[0] != name:
                rows.append(f"{line[0]},{name},{'' if value is None else value}")
    folder(tmp_path, answers="\n".join(rows))
    actors = pd.DataFrame({"actor": list("ABCD")})
    survey = cn.read_survey(tmp_path / "answers.csv", mapping=LONG, actors=actors)
    matrix, _ = worked(tmp_path)
    same = ["source", "target", "level", "reported_by"]
    pd.testing.assert_frame_equal(survey.ties[same], matrix.ties[same])
    same = ["actor", "answered", "not_answered"]
    pd.testing.assert_frame_equal(survey.respondents[same], matrix.respondents[same])


def test_none_no_answer_and_dont_know_stay_three_things(tmp_path):
    folder(tmp_path, answers=",A,B,C,D\nA,,0,ne sais pas,\nB,1,,1,1\nC,0,0,,0\n")
    survey = cn.read_survey(tmp_path / "answers.csv", mapping=MATRIX)
    first = survey.respondents.iloc[0]
    assert (first["not_answered"], first["dont_know"]) == ("C; D", "C")
    survey.save(tmp_path / "dossier.xlsx")
    net = cn.read(tmp_path / "dossier.xlsx")
    assert net.respondents["dont_know"].dropna().tolist() == ["C"]
    said = cn.confirmation(net).pairs.set_index(["actor", "other"])["actor_says"]
    assert said["A", "B"] == 0  # answered: no relation
    assert "survey_not_asked" not in {p.code for p in survey.problems}


def test_a_row_missing_from_a_matrix_is_not_a_no(tmp_path):
    folder(tmp_path, answers=",A,B,C\nA,,2,0\nB,2,,1\n")
    net = cn.read_survey(tmp_path / "answers.csv", mapping=MATRIX).network()
    status = cn.confirmation(net).pairs.set_index(["actor", "other"])["status"]
    assert status["B", "C"] == "unverifiable"


def test_no_mapping_is_no_guess(tmp_path):
    folder(tmp_path, answers=",A,B\nA,,2\nB,2,\n")
    with pytest.raises(cn.ConcertnetError, match=r"propose_mapping"):
        cn.read_survey(tmp_path / "answers.csv")


def test_reading_the_same_answers_again_doubles_nothing(tmp_path):
    survey, net = worked(tmp_path)
    survey.save(tmp_path / "dossier")
    again = cn.read(tmp_path / "dossier")
    for name, frame in net.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])


def test_the_diagonal_is_left_out_with_a_notice(tmp_path):
    folder(tmp_path, answers=",A,B,C\nA,3,2,0\nB,2,,1\nC,0,1,\n")
    survey = cn.read_survey(tmp_path / "answers.csv", mapping=MATRIX)
    assert [p.row for p in survey.problems if p.code == "survey_self"] == [2]
    assert not np.any(survey.ties["source"] == survey.ties["target"])
