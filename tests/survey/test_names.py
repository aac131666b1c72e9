"""Names of a survey: read when they are those of one, asked otherwise, never merged by likeness."""

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.survey.read import survey_findings
from concertnet.survey.steps import SurveySteps
from concertnet.tables.write.decision_book import write_decision_book
from tests.survey.exports import KNOWN
from tests.tables.making import folder

NAMED = """
[survey]
respondent = "org"
form = "recall"
[[named]]
name = ["n1", "n2"]
level = ["l1", "l2"]
"""


def answers(tmp_path, *rows):
    folder(tmp_path, answers="\n".join(["org,n1,l1,n2,l2", *rows]))
    return tmp_path / "answers.csv"


def asked(path, **how):
    return survey_findings(path, mapping=NAMED, actors=KNOWN, **how)


def fill(book, **decided):
    """Write answers in a table of decisions, by what is written."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    w = cn.words("en")
    written = heads.index(w.label("book_written"))
    answer = heads.index(w.label("book_answer"))
    for row in sheet.iter_rows(min_row=2):
        if row[written].value in decided:
            row[answer].value = decided[row[written].value]
    workbook.save(book)


def test_case_accents_quotes_and_spaces_are_no_difference(tmp_path):
    path = answers(tmp_path, "ville de RIVES,Caisse de l'Erable,Collaboration,,")
    survey = cn.read_survey(path, mapping=NAMED, actors=KNOWN)
    assert survey.ties[["source", "target"]].to_numpy().tolist() == [["A02", "A03"]]


def test_a_name_that_is_near_is_asked_and_never_merged(tmp_path):
    path = answers(tmp_path, "Ville de Rives,Caisse de l’Érables,Collaboration,,")
    found = asked(path)
    (decision,) = found.decisions
    assert (decision.written, decision.proposed) == ("Caisse de l’Érables", "A03")
    with pytest.raises(cn.TableError, match="Érables"):
        cn.read_survey(path, mapping=NAMED, actors=KNOWN)
    left = cn.read_survey(path, mapping=NAMED, actors=KNOWN, undecided="leave")
    assert left.unmatched["written"].tolist() == ["Caisse de l’Érables"]
    assert left.ties.empty
    new = cn.read_survey(path, mapping=NAMED, actors=KNOWN, undecided="new")
    assert new.actors["actor"].tolist()[-1] == "Caisse de l’Érables"


def test_east_and_west_are_never_proposed_as_the_same(tmp_path):
    known = pd.DataFrame({"actor": ["E"], "name": ["Carrefour jeunesse Rives-Est"]})
    path = answers(tmp_path, "E,Carrefour jeunesse Rives-Ouest,Collaboration,,")
    (decision,) = survey_findings(path, mapping=NAMED, actors=known).decisions
    assert decision.proposed is None


def test_an_acronym_is_proposed_only(tmp_path):
    known = pd.DataFrame(
        {"actor": ["A", "B"], "name": ["Corporation de développement communautaire", "Ville"]}
    )
    path = answers(tmp_path, "B,CDC,Collaboration,,")
    (decision,) = survey_findings(path, mapping=NAMED, actors=known).decisions
    assert (decision.proposed, decision.reason) == ("A", "acronym")


def test_a_name_of_two_actors_is_asked(tmp_path):
    known = pd.DataFrame({"actor": ["A", "B", "C"], "name": ["Ville", "Entraide", "Entraide"]})
    path = answers(tmp_path, "A,Entraide,Collaboration,,")
    (decision,) = survey_findings(path, mapping=NAMED, actors=known).decisions
    assert {choice.answer for choice in decision.choices} >= {"B", "C"}
    survey = cn.read_survey(path, mapping=NAMED, actors=known, names={decision.key: "C"})
    assert survey.ties["target"].tolist() == ["C"]


def test_what_is_decided_in_the_table_is_kept_and_used_again(tmp_path, monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", "en")
    path = answers(
        tmp_path,
        "A01,La Caisse,Collaboration,Club,Concertation",
        "A02,la caisse,Partenariat,Rien,Concertation",
    )
    known = tmp_path / "known"
    cn.Network(KNOWN).save(known)
    steps = SurveySteps(path, tmp_path / "dossier", actors=known)
    book = steps.ask(asked(path).decisions)
    assert book is not None
    fill(book, **{"La Caisse": "Caisse de l’Érable [A03]", "Club": "new", "Rien": "ignore"})
    survey = cn.read_survey(path, mapping=NAMED, actors=KNOWN, names=book)
    assert survey.ties[["source", "target"]].to_numpy().tolist() == [
        ["A01", "A03"], ["A01", "Club"], ["A02", "A03"],
    ]  # fmt: skip
    assert set(survey.aliases["actor"]) == {"A03"}
    assert len(survey.decided) == 1
    survey.save(tmp_path / "dossier")
    # at the next wave nothing is asked again
    net = cn.read(tmp_path / "dossier")
    path = answers(tmp_path, "A01,LA CAISSE,Collaboration,Club,Concertation")
    again = cn.read_survey(path, mapping=NAMED, actors=net, date="2027-01")
    assert again.ties["target"].tolist() == ["A03", "Club"]


def test_the_order_of_answers_changes_nothing(tmp_path):
    rows = ["A01,Un lieu,Collaboration,Autre lieu,Concertation", "A02,Autre lieu,Partenariat,,"]
    given = {"actor:un lieu": "A04", "actor:autre lieu": "new"}
    one = cn.read_survey(answers(tmp_path, *rows), mapping=NAMED, actors=KNOWN, names=given)
    turned = dict(reversed(given.items()))
    other = cn.read_survey(tmp_path / "answers.csv", mapping=NAMED, actors=KNOWN, names=turned)
    pd.testing.assert_frame_equal(one.ties, other.ties)


def test_of_those_named_from_memory_silence_is_a_no_kept_apart(tmp_path):
    path = answers(tmp_path, "A01,A02,Collaboration,,", "A02,A03,Collaboration,,", "A03,,,,")
    net = cn.read_survey(path, mapping=NAMED, actors=KNOWN).network()
    assert net.respondents["form"].tolist() == ["recall"] * 3
    assert net.respondents["answered"].tolist() == ["complete", "complete", "none"]
    status = cn.confirmation(net).pairs.set_index(["actor", "other"])["status"]
    assert status.to_dict() == {("A01", "A02"): "unconfirmed", ("A02", "A03"): "unverifiable"}


def test_a_respondent_who_is_on_no_roster_is_asked(tmp_path):
    folder(tmp_path, answers="org,n [A],n [B]\nA,,2\nB,2,\nZ,1,1\n")
    mapping = """
[survey]
respondent = "org"
[[relation]]
columns = "n [{actor}]"
[relation.values]
1 = "collaboration"
2 = "concertation"
"""
    with pytest.raises(cn.TableError, match='"Z"'):
        cn.read_survey(tmp_path / "answers.csv", mapping=mapping)


def test_half_of_the_names_of_a_matrix_may_be_unknown(tmp_path):
    folder(tmp_path, answers=",A01,A02,X,Y\nA01,,2,1,0\nA02,2,,0,1\nX,1,0,,0\nY,,,,\n")
    mapping = '[survey]\nshape = "matrix"\n[[relation]]\ncolumns = "{actor}"\n[relation.values]\n'
    mapping += '0 = "none"\n1 = "collaboration"\n2 = "concertation"\n'
    found = survey_findings(tmp_path / "answers.csv", mapping=mapping, actors=KNOWN)
    assert [decision.written for decision in found.decisions] == ["X", "Y"]
    assert [decision.n for decision in found.decisions] == [2, 2]
    left = cn.read_survey(
        tmp_path / "answers.csv", mapping=mapping, actors=KNOWN, undecided="leave"
    )
    assert len(left.ties) == 2


@pytest.mark.parametrize(("lang", "column"), [("fr", "répondant"), ("en", "respondent")])
def test_who_answers_is_told_in_the_reader_s_words(tmp_path, lang, column):
    (tmp_path / "m.csv").write_text(",CDC,Ville,Caisse\nCDC,,2,1\nVile,3,,0\nCaisse,0,1,\n")
    actors = pd.DataFrame({"actor": ["a", "b", "c"], "name": ["CDC", "Ville", "Caisse"]})
    mapping = cn.propose_mapping(tmp_path / "m.csv", actors=actors)
    decisions = survey_findings(tmp_path / "m.csv", mapping=mapping, actors=actors).decisions
    write_decision_book(decisions, tmp_path / "names.xlsx", then="", lang=lang)
    sheet = openpyxl.load_workbook(tmp_path / "names.xlsx").worksheets[0]
    assert column in " ".join(str(cell) for row in sheet.values for cell in row)
