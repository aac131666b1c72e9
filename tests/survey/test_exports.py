"""The same answers, as each tool exports them, give the same tables."""

import re
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.survey import exports
from tests.survey.exports import ACTORS, KNOWN, WIDE
from tests.thorough import how_many

TABLES = ("ties", "perceptions", "answers", "respondents", "items")


MEANT = {
    exports.NONE: "none",
    exports.COLLABORATION: "collaboration",
    exports.CONCERTATION: "concertation",
    exports.PARTNERSHIP: "partnership",
    exports.DONT_KNOW: "dont_know",
}


def reviewed(path, **how):
    """Return the mapping that is proposed, as somebody who reviews it would leave it."""
    text = cn.propose_mapping(path, actors=KNOWN, lang="fr", **how)
    text = text.replace('dimension = "?"', 'dimension = "reliability"').replace("\n1 = ", "\n1 = ")
    roster = re.findall(r'^(SQ\d+) = ""$', text, flags=re.MULTILINE)
    for code, actor in zip(roster, ACTORS, strict=False):
        text = text.replace(f'{code} = ""', f'{code} = "{actor}"')
    return text


@cache
def by_hand():
    """Return the tables that the answers give, worked without reading any file."""
    levels = {
        exports.COLLABORATION: "collaboration",
        exports.CONCERTATION: "concertation",
        exports.PARTNERSHIP: "partnership",
    }
    ties = [
        (who, of, levels[said], exports.DAYS[who])
        for who, (relations, _, _) in exports.ANSWERS.items()
        for of, said in relations.items()
        if said in levels
    ]
    scores = [
        (who, of, float(score))
        for who, (_, trust, _) in exports.ANSWERS.items()
        for of, score in trust.items()
    ]
    return sorted(ties), sorted(scores)


@pytest.mark.parametrize("tool", WIDE)
def test_every_tool_gives_the_same_tables(tool, tmp_path):
    path = WIDE[tool](tmp_path)
    survey = cn.read_survey(path, mapping=reviewed(path), actors=KNOWN)
    ties, scores = by_hand()
    rows = survey.ties[["source", "target", "level", "start"]].itertuples(index=False)
    assert sorted((a, b, c, f"{day:%Y-%m-%d}") for a, b, c, day in rows) == ties
    rows = survey.perceptions[["rater", "rated", "score"]].itertuples(index=False)
    assert sorted(map(tuple, rows)) == scores
    assert survey.answers["answer"].tolist() == ["4", "5", "2", "3", "5"]
    status = survey.respondents.set_index("actor")
    assert status["answered"].tolist() == ["complete", "complete", "partial", "none", "none"]
    assert status.index[-1] == "A05"  # listed, and it sent nothing: it counts as asked
    silent = status["not_answered"].astype(object).where(status["not_answered"].notna(), "")
    assert silent.tolist() == ["A05", "", "A04; A05", "", ""]
    assert status["dont_know"].dropna().tolist() == ["A05"]
    assert survey.respondents["wave"].unique().tolist() == ["2026-11"]
    assert not [p for p in survey.problems if p.code != "survey_columns_unread"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("tool", WIDE)
def test_what_made_the_file_is_recognised(tool, lang, tmp_path):
    text = cn.propose_mapping(WIDE[tool](tmp_path), actors=KNOWN, lang=lang)
    made = re.sub(r"_(fr|en|expression|text|short|both)$", "", tool)
    assert f'tool = "{made}"' in text
    for private in exports.PRIVATE:
        assert private not in text


@pytest.mark.parametrize(
    "make", [exports.limesurvey_dual, exports.limesurvey_numbers, exports.limesurvey_codes]
)
def test_arrays_of_limesurvey_are_proposed_as_questions_on_actors(make, tmp_path):
    path = make(tmp_path)
    text = reviewed(path)
    for level, code in exports.CODES.items():  # what codes mean, a person says
        text = text.replace(f'{code} = "?"', f'{code} = "{MEANT[level]}"')
    text = text.replace('-oth- = "?"', '-oth- = "dont_know"')
    survey = cn.read_survey(path, mapping=text, actors=KNOWN)
    ties, scores = by_hand()
    rows = survey.ties[["source", "target", "level", "start"]].itertuples(index=False)
    assert sorted((a, b, c, f"{day:%Y-%m-%d}") for a, b, c, day in rows) == ties
    if make is not exports.limesurvey_codes:
        rows = survey.perceptions[["rater", "rated", "score"]].itertuples(index=False)
        assert sorted(map(tuple, rows)) == scores
    assert survey.respondents["dont_know"].dropna().tolist() == ["A05"]


def test_codes_of_a_form_are_never_guessed(tmp_path):
    path = exports.limesurvey_codes(tmp_path)
    text = reviewed(path)
    assert re.findall(r'^(A\d) = "\?"', text, flags=re.MULTILINE) == ["A1", "A2", "A3", "A4", "A5"]
    with pytest.raises(cn.TableError):
        cn.read_survey(path, mapping=text, actors=KNOWN)
    # without the list of actors, nothing tells that the lines are theirs
    assert "[[items]]" in cn.propose_mapping(path, lang="en")


@pytest.mark.parametrize("make", [exports.kumu, exports.partner])
def test_tables_of_ties_are_proposed_with_who_speaks_first(make, tmp_path):
    path = make(tmp_path)
    survey = cn.read_survey(path, mapping=reviewed(path), actors=KNOWN)
    ties, scores = by_hand()
    rows = survey.ties[["reported_by", "target", "level"]].itertuples(index=False)
    assert sorted(rows) == sorted(tie[:3] for tie in ties)
    rows = survey.perceptions[["rater", "rated", "score"]].itertuples(index=False)
    assert sorted(map(tuple, rows)) == scores


@pytest.mark.parametrize(
    "make", [exports.kobo_repeat, exports.odk_repeat, exports.network_canvas, exports.long]
)
def test_other_shapes_give_the_same_ties(make, tmp_path):
    path = make(tmp_path)
    survey = cn.read_survey(path, mapping=without_edges(reviewed(path)), actors=KNOWN)
    ties, scores = by_hand()
    rows = survey.ties[["source", "target", "level", "start"]].itertuples(index=False)
    assert sorted((a, b, c, f"{day:%Y-%m-%d}") for a, b, c, day in rows) == ties
    if make is not exports.long:
        rows = survey.perceptions[["rater", "rated", "score"]].itertuples(index=False)
        assert sorted(map(tuple, rows)) == scores
    said = survey.respondents.set_index("actor")["answered"]
    assert said.tolist() == ["complete", "complete", "partial", "none"]


def without_edges(text):
    """Leave out of a mapping the ties between two others."""
    before, sign, after = text.partition('[[relation]]\nsheet = "essai_edgeList_Lien.csv"')
    return before + after.partition("\n\n")[2] if sign else text


def test_a_zip_is_read_as_its_folder(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    folder = exports.network_canvas(tmp_path / "a")
    zipped = exports.network_canvas(tmp_path / "b", zipped=True)
    text = reviewed(folder).replace('chosen = "?"', 'chosen = "collaboration"')
    one = cn.read_survey(folder, mapping=text, actors=KNOWN)
    other = cn.read_survey(zipped, mapping=text, actors=KNOWN)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_a_tie_told_between_two_others_is_reported_by_who_tells_it(tmp_path):
    path = exports.network_canvas(tmp_path)
    text = reviewed(path).replace('chosen = "?"', 'chosen = "collaboration"')
    survey = cn.read_survey(path, mapping=text, actors=KNOWN)
    told = survey.ties[survey.ties["reported_by"] != survey.ties["source"]]
    assert told[["source", "target", "reported_by"]].to_numpy().tolist() == [["A02", "A03", "A01"]]


def test_columns_shuffled_give_the_same_tables(tmp_path):
    rows = exports.limesurvey_rows("both")
    path = exports.write_csv(tmp_path / "answers.csv", rows)
    text, known = reviewed(path), cn.Network(KNOWN)
    first = cn.read_survey(path, mapping=text, actors=known)
    rng = np.random.default_rng(7)
    cells = np.array(rows, dtype=object)
    for _ in range(how_many(25, 200)):
        order = rng.permutation(cells.shape[1])
        exports.write_csv(path, cells[:, order].tolist())
        again = cn.read_survey(path, mapping=text, actors=known)
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))


@pytest.mark.parametrize(
    ("encoding", "sep"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-8", "\t"), ("utf-16", ";")]
)
def test_encodings_and_separators_change_nothing(encoding, sep, tmp_path):
    rows = exports.limesurvey_rows("text")
    path = exports.write_csv(tmp_path / "answers.csv", rows)
    first = cn.read_survey(path, mapping=reviewed(path), actors=KNOWN)
    exports.write_csv(path, rows, encoding=encoding, sep=sep)
    again = cn.read_survey(path, mapping=reviewed(path), actors=KNOWN)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))


def test_a_list_of_choices_in_one_cell(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(
        "Organisme,Avec qui ?\nCDC de la Plaine,Ville de Rives;Caisse de l’Érable;\n"
        "Ville de Rives,\nCaisse de l’Érable,Ville de Rives;\n",
        encoding="utf-8",
    )
    text = cn.propose_mapping(path, actors=KNOWN)
    assert 'choices = "Avec qui ?"' in text
    assert 'separator = ";"' in text
    text = text.replace('chosen = "?"', 'chosen = "collaboration"')
    text += '[roster]\nA01 = "A01"\nA02 = "A02"\nA03 = "A03"\n'
    survey = cn.read_survey(path, mapping=text, actors=KNOWN[:3])
    assert survey.ties[["source", "target"]].to_numpy().tolist() == [
        ["A01", "A02"], ["A01", "A03"], ["A03", "A02"],
    ]  # fmt: skip
    assert survey.respondents["answered"].tolist() == ["complete", "none", "complete"]
    assert survey.respondents["not_answered"].isna().all()


def test_lines_left_out_because_the_actor_is_not_known_are_a_no(tmp_path):
    path = Path(tmp_path / "answers.csv")
    path.write_text("org,connus,n/A01,n/A02,n/A03\nA01,A02,,2,\nA02,,,,\nA03,A01 A02,1,,\n")
    text = """
[survey]
respondent = "org"
[[relation]]
columns = "n/{actor}"
known = "connus"
[relation.values]
1 = "collaboration"
2 = "concertation"
"""
    survey = cn.read_survey(path, mapping=text, actors=KNOWN[:3])
    rows = survey.respondents.set_index("actor")[["answered", "not_answered"]]
    assert rows["answered"].to_dict() == {"A01": "complete", "A02": "none", "A03": "partial"}
    assert rows["not_answered"].dropna().to_dict() == {"A03": "A02"}


CODED = (
    '"id";"submitdate";"lastpage";"startlanguage";"ipaddr";"Q0";"Q1[SQ001]";"Q1[SQ002]";"Q2"\n'
    '"1";"2026-11-03 10:00:00";"3";"fr";"10.0.3.11";"CDC Alpha";"";"A1";"Voir Julie"\n'
    '"2";"2026-11-04 10:00:00";"3";"fr";"10.0.3.12";"Ville B\u00eata";"A2";"";""\n'
)


def test_a_column_of_names_answers_and_never_the_ip(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(CODED.encode("cp1252"))
    actors = pd.DataFrame({"actor": ["A01", "A02"], "name": ["CDC Alpha", "Ville B\u00eata"]})
    given = tomllib.loads(cn.propose_mapping(path, actors=actors, lang="fr"))
    assert given["survey"]["respondent"] == "Q0"
    assert "ipaddr" in given["survey"]["drop"]
    assert "named" not in given
    # without the list of actors nothing tells who answers: it is asked, and no IP is proposed
    alone = tomllib.loads(cn.propose_mapping(path, lang="fr"))
    assert alone["survey"]["respondent"] == ""
    mails = path.with_name("mails.csv")
    mails.write_bytes(CODED.replace("10.0.3.1", "a@exemple.org").encode("cp1252"))
    by_mail = tomllib.loads(cn.propose_mapping(mails, lang="fr"))
    assert by_mail["survey"]["respondent"] == "ipaddr"  # a heading lies, addresses do not


def test_those_listed_are_proposed_as_asked(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        "ID,Heure de d\u00e9but,Heure de fin,Organisme,CDC,Ville,Caisse\n"
        "1,2026-11-03,2026-11-03,CDC,,Concertation,Aucune relation\n"
    )
    actors = pd.DataFrame({"actor": ["CDC", "Ville", "Caisse"]})
    mapping = cn.propose_mapping(path, actors=actors, lang="fr")
    survey = cn.read_survey(path, mapping=mapping, actors=actors)
    answered = survey.respondents.set_index("actor")["answered"]
    assert answered.to_dict() == {"CDC": "complete", "Ville": "none", "Caisse": "none"}
    assert survey.network().response_rate == pytest.approx(1 / 3)
