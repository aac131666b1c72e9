"""Several persons of one organisation: one answer of it, and where they differ."""

import pandas as pd
import pytest

import concertnet as cn
from tests.tables.making import folder

ROWS = """org,qui,quand,n [A],n [B],n [C],p [B],e1
A,zoe@exemple.org,2026-11-01,,Collaboration,Aucun,1,4
A,yvon@exemple.org,2026-11-02,,Partenariat,,4,5
A,wafa@exemple.org,2026-11-03,,Concertation,Aucun,,1
B,xavier@exemple.org,2026-11-03,Collaboration,,Aucun,,2
"""
MAPPING = """
[survey]
respondent = "org"
person = "qui"
date = "quand"
several = "{several}"
[[relation]]
columns = "n [{{actor}}]"
[relation.values]
"Aucun" = "none"
[[relation]]
columns = "p [{{actor}}]"
to = "perceptions"
dimension = "power"
scale = [1, 4]
[[items]]
columns = "{{item}}"
codes = {{ e1 = "E1" }}
"""
LEVELS = {"strongest": "partnership", "weakest": "collaboration", "median": "concertation",
          "first": "collaboration"}  # fmt: skip


def survey(tmp_path, several="strongest", rows=ROWS):
    folder(tmp_path, answers=rows)
    return cn.read_survey(tmp_path / "answers.csv", mapping=MAPPING.format(several=several))


@pytest.mark.parametrize("several", LEVELS)
def test_one_level_of_an_organisation_by_the_rule_asked(tmp_path, several):
    ties = survey(tmp_path, several).ties
    said = ties[ties["source"] == "A"]
    assert said["level"].tolist() == [LEVELS[several]]


def test_scores_are_averaged_and_answers_all_kept(tmp_path):
    found = survey(tmp_path)
    assert found.perceptions["score"].tolist() == [2.5]
    assert found.answers["answer"].tolist() == ["4", "5", "1", "2"]
    assert found.answers["person"].nunique() == 4


def test_where_they_differ_is_listed(tmp_path):
    inside = survey(tmp_path).inside
    levels = inside[inside["question"] == "ties"]
    assert levels["value"].tolist() == ["collaboration", "partnership", "concertation"]
    assert inside.loc[inside["question"] == "power", "value"].tolist() == ["1", "4"]
    assert set(inside["actor"]) == {"A"}


def test_what_one_of_them_knows_is_known(tmp_path):
    found = survey(tmp_path)
    first = found.respondents[found.respondents["actor"] == "A"]
    assert first["answered"].tolist() == ["complete", "partial", "complete"]
    assert first["not_answered"].isna().all()
    assert found.network().response_rate == pytest.approx(1.0)


def test_no_person_is_kept_but_by_a_code(tmp_path):
    found = survey(tmp_path)
    assert found.respondents["person"].tolist() == [
        "A-2026-11-1", "A-2026-11-2", "A-2026-11-3", "B-2026-11-1",
    ]  # fmt: skip
    for name in ("ties", "perceptions", "answers", "respondents", "inside"):
        text = getattr(found, name).to_csv()
        assert "@" not in text


def test_the_last_of_two_forms_of_one_person_counts(tmp_path):
    again = ROWS + "B,XAVIER@exemple.org,2026-11-09,Partenariat,,Aucun,,3\n"
    found = survey(tmp_path, rows=again)
    assert [p.row for p in found.problems if p.code == "survey_again"] == [5]
    said = found.ties[found.ties["source"] == "B"]
    assert said["level"].tolist() == ["partnership"]
    assert len(found.respondents) == 4
    shuffled = "\n".join([ROWS.split("\n")[0], again.strip().split("\n")[-1],
                          *ROWS.strip().split("\n")[1:]])  # fmt: skip
    other = survey(tmp_path, rows=shuffled + "\n")
    keys = ["source", "target", "level"]
    one, two = (f.ties[keys].sort_values(keys, ignore_index=True) for f in (found, other))
    pd.testing.assert_frame_equal(one, two)


def test_forms_that_nothing_tells_apart_are_those_of_several_persons(tmp_path):
    folder(tmp_path, answers="org,n [A],n [B]\nA,,Collaboration\nA,,Partenariat\nB,Aucun,\n")
    text = '[survey]\nrespondent = "org"\n[[relation]]\ncolumns = "n [{actor}]"\n'
    text += '[relation.values]\n"Aucun" = "none"\n'
    found = cn.read_survey(tmp_path / "answers.csv", mapping=text)
    assert [p.code for p in found.problems] == ["survey_several"]
    assert found.ties["level"].tolist() == ["partnership"]
    assert found.respondents["person"].tolist()[:2] == ["A-1", "A-2"]
