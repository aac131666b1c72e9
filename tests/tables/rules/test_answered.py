"""Answers to decisions: applied and said, or told where they are when they mean nothing."""

import openpyxl
import pytest

from concertnet.errors import TableError
from concertnet.tables.decide.decision import OWN
from concertnet.tables.read import read_tables
from concertnet.tables.write.decision_book import write_decisions
from tests.tables.making import errors, folder, found, only

ACTORS = "acteur,nom,secteur\na,Caisse des Rives,privé\nb,Ville,Municipal\nc,Radio,Médias locaux\n"
TIES = "source,cible,niveau\nCaisse Rives,b,collaboration\nc,Chambre,collaboration\n"


def answered(path, **answers):
    """Write the questions of the data, with the answer to each thing that is written."""
    data = folder(path / "data", acteurs=ACTORS, liens=TIES)
    book = write_decisions(data, path / "decisions.xlsx", lang="fr")
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        written = sheet.cell(row, headings.index("Ce qui est écrit") + 1).value
        sheet.cell(row, 2).value = answers.get(written.split()[0])
    opened.save(book)
    return data, book


def test_answers_are_applied_kept_and_said(tmp_path):
    given = {"Caisse": "Caisse des Rives [a]", "Chambre": "nouvel acteur"}
    given |= {"Municipal": "institutionnel", "Médias": "secteur à part"}
    data, book = answered(tmp_path, **given)
    reading = read_tables(data, decisions=book)
    assert not errors(reading)
    assert not reading.decisions
    tables = reading.tables
    assert tables["ties"]["source"].tolist() == ["a", "c"]
    assert tables["actors"]["sector"].tolist()[:3] == ["private", "institutional", "Médias locaux"]
    assert reading.about.sectors == ("Médias locaux",)
    assert tables["aliases"][["alias", "actor"]].to_numpy().tolist() == [["Caisse Rives", "a"]]
    notice = only(reading, "decisions_applied", file="decisions.xlsx")
    assert notice.fields["n"] == 4
    (taken,) = reading.about.decisions
    assert taken.split("; ")[::2] == ["decisions.xlsx", "4"]


def test_an_answer_may_be_the_name_of_another_actor(tmp_path):
    data, book = answered(tmp_path, Chambre="VILLE ", Caisse="Caisse des Rives")
    reading = read_tables(data, decisions=book)
    assert not errors(reading)
    pairs = reading.tables["ties"][["source", "target"]].to_numpy().tolist()
    assert pairs == [["a", "b"], ["c", "b"]]


@pytest.mark.parametrize(
    ("word", "answer"), [("Chambre", "Nulle part"), ("Municipal", "Institutionel")]
)
def test_an_answer_that_is_no_choice_is_told_where_it_is(tmp_path, word, answer):
    data, book = answered(tmp_path, **{word: answer})
    reading = read_tables(data, decisions=book)
    problem = only(reading, "answer_unknown", file="decisions.xlsx", value=answer)
    assert problem.severity == "error"
    assert problem.row is not None
    assert problem.fields["written"] == word


def test_a_word_may_join_a_sector_that_is_declared_by_another_answer(tmp_path):
    data = folder(tmp_path, actors="actor,sector\na,Radio\nb,Journal\n")
    answers = {"sector:radio": OWN, "sector:journal": "Radio"}
    reading = read_tables(data, decisions=answers)
    assert reading.tables["actors"]["sector"].tolist() == ["Radio", "Radio"]
    assert reading.about.sectors == ("Radio",)


def test_answers_against_one_another_stop_with_their_rows(tmp_path):
    data = folder(tmp_path / "data", actors="actor,sector\na,private\nb,private\nc,private\n")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["answer", "what is written", "kind of question"])
    for written, answer in (("a = b", "a"), ("b = c", "b"), ("a = c", "different")):
        sheet.append([answer, written, "same actor or not"])
    book.save(tmp_path / "names.xlsx")
    reading = read_tables(data, decisions=tmp_path / "names.xlsx")
    problem = only(reading, "same_conflict", file="names.xlsx")
    assert tuple(problem.fields["rows"]) == (2, 3, 4)
    assert len(reading.tables["actors"]) == 3
    assert not found(reading, "actor_merged")


def test_a_file_that_is_no_table_of_decisions_is_refused(tmp_path):
    data = folder(tmp_path, acteurs=ACTORS)
    with pytest.raises(TableError) as refused:
        read_tables(data, decisions=data / "acteurs.csv")
    assert refused.value.problems[0].code == "no_decisions"
