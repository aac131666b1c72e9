"""Answers to decisions: applied and said, or told where they are when they mean nothing."""

import openpyxl
import pytest

from concertnet.errors import TableError
from concertnet.tables.decide.decision import OWN
from concertnet.tables.read import read_tables
from concertnet.tables.write.decision_book import write_decisions
from tests.tables.making import errors, folder, found, only, workbook

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


ABOUT = "item,value\ndeclared_sector,Public\ndeclared_sector,Communautaire\n"


def decided(path, answers, **tables):
    """Read tables with answers, whose keys are those of decisions."""
    return read_tables(folder(path, **tables), decisions=answers)


def table_of_answers(path, *rows, columns="réponse,ce qui est écrit,genre de question"):
    path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_declared_sector_that_is_chosen_stays_the_declared_one(tmp_path):
    actors = "acteur,secteur\na,Public\nb,Mun.\nc,Autre mot\nd,Troisième\n"
    given = {
        "sector:mun": "Public",
        "sector:autre mot": "communautaire",
        "sector:troisieme": "privé",
    }
    reading = decided(tmp_path, given, acteurs=actors, about=ABOUT)
    assert reading.tables["actors"]["sector"].tolist() == [
        "Public", "Public", "Communautaire", "private",
    ]  # fmt: skip


def test_a_word_that_joins_one_decided_to_be_apart_goes_before_a_usual_sector(tmp_path):
    given = {"sector:public": "secteur à part", "sector:mun": "Public"}
    reading = decided(tmp_path, given, acteurs="acteur,secteur\na,Public\nb,Mun.\n")
    assert reading.tables["actors"]["sector"].tolist() == ["Public", "Public"]
    assert reading.about.sectors == ("Public",)


def test_a_spelling_that_is_sure_is_not_rewritten_by_the_answer_to_another(tmp_path):
    actors = "actor,name\nA1,Dupont\nA2,DUPONT\nA3,X\n"
    ties = "source,target,level\nDupont,A3,collaboration\ndupont,A3,collaboration\n"
    reading = decided(tmp_path, {"actor:dupont": "A2"}, actors=actors, ties=ties)
    assert reading.tables["ties"]["source"].tolist() == ["A1", "A2"]
    assert reading.tables["aliases"]["alias"].tolist() == ["dupont"]


@pytest.mark.parametrize("answer", ["nouvel acteur", "new actor", "new", "@new"])
def test_a_new_actor_is_never_one_that_is_called_new(tmp_path, answer):
    ties = "source,target,level\nMaison Bleue,A2,collaboration\n"
    actors = "actor,name\nA1,New inc.\nA2,CDC\n"
    reading = decided(tmp_path, {"actor:maison bleue": answer}, actors=actors, ties=ties)
    assert reading.tables["ties"]["source"].tolist() == ["Maison Bleue"]
    only(reading, "actor_added")


def test_an_identifier_may_be_a_word_of_the_answers(tmp_path):
    ties = "source,target,level\nVille de Riv,A2,collaboration\n"
    actors = "actor,name\nignore,Ville de Rives\nA2,CDC\n"
    for at, (answer, read) in enumerate(
        {"ignore": ["ignore"], "@ignore": [], "leave out": []}.items()
    ):
        given = {"actor:ville de riv": answer}
        reading = decided(tmp_path / str(at), given, actors=actors, ties=ties)
        assert reading.tables["ties"]["source"].tolist() == read, answer


def test_an_answer_not_understood_is_an_error_even_where_actors_are_added(tmp_path):
    data = folder(tmp_path, acteurs=ACTORS, liens=TIES)
    given = {"actor:chambre": "A9", "actor:caisse rives": "a"}
    reading = read_tables(data, decisions=given, add_missing_actors=True)
    only(reading, "answer_unknown", severity="error", value="A9")
    assert [one.key for one in reading.decisions if one.stops] == ["actor:chambre"]
    assert "Chambre" not in reading.tables["actors"]["actor"].tolist()


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("actor:chambre", "Nulle part", "le nom ou le code d’un acteur"),
        ("sector:municipal", "Institutionel", "secteur à part"),
        ("level:amitie", "Copinage", "un niveau de la liste"),
        ("same:a = b", "c", "lequel des deux"),
    ],
)
def test_what_to_do_of_an_answer_that_is_none_of_the_choices_is_that_of_its_question(
    tmp_path, key, answer, said
):
    ties = f"{TIES}a,b,amitié\n"
    problem = only(decided(tmp_path, {key: answer}, acteurs=ACTORS, liens=ties), "answer_unknown")
    assert said in problem.suggestion("fr")


def test_a_level_of_all_the_ties_that_is_none_is_not_understood(tmp_path):
    for at, answer in enumerate(("Foo", "ignore")):
        ties = "source,target\na,b\n"
        reading = decided(tmp_path / str(at), {"levels:": answer}, acteurs=ACTORS, liens=ties)
        only(reading, "answer_unknown", value=answer)
        assert [one.kind for one in reading.decisions if one.stops] == ["levels"]
        assert len(reading.tables["ties"]) == 1
    done = decided(tmp_path / "done", {"levels:": "Partenariat"}, acteurs=ACTORS, liens=ties)
    assert done.tables["ties"]["level"].tolist() == ["partnership"]


def test_answers_that_concern_nothing_are_told_once_and_not_recorded(tmp_path):
    data = folder(tmp_path / "data", acteurs=ACTORS, liens=TIES)
    rows = ("a,Caisse Rives,acteur", "a,Nulle part,acteur", "a,a = z,mêmes", "privé,Zut,secteur")
    book = table_of_answers(tmp_path / "d.csv", *rows)
    reading = read_tables(data, decisions=book)
    unused = only(reading, "answers_unused", severity="warning", file="d.csv")
    assert unused.fields["n"] == 3
    assert "« Nulle part », « a = z », « Zut »" in unused.message("fr")
    assert only(reading, "decisions_applied").fields["n"] == 1
    assert [taken.rpartition(" ")[2] for taken in reading.about.decisions] == ["1"]


def test_a_table_of_other_data_applies_nothing(tmp_path):
    data = folder(tmp_path / "data", acteurs="acteur,secteur\na,privé\nb,privé\n")
    book = table_of_answers(tmp_path / "d.csv", "a,Ailleurs,acteur")
    reading = read_tables(data, decisions=book)
    only(reading, "answers_unused")
    assert not found(reading, "decisions_applied")
    assert reading.about.decisions == ()


def test_keys_of_a_mapping_are_folded_as_what_is_written(tmp_path):
    given = {"actor:Caisse  RIVES": "a", "actor:Chambre": "nouveau"}
    reading = decided(tmp_path, given, acteurs=ACTORS, liens=TIES)
    assert not errors(reading)
    assert not found(reading, "answers_unused")


def test_names_made_of_marks_are_asked_one_by_one(tmp_path):
    ties = "source,target,level\n«»,a,collaboration\n+++,b,collaboration\n"
    reading = decided(tmp_path, {"actor:«»": "b", "actor:+++": "a"}, acteurs=ACTORS, liens=ties)
    assert reading.tables["ties"]["source"].tolist() == ["b", "a"]


def test_identifiers_with_brackets_and_signs_can_be_answered(tmp_path):
    actors = "name,sector\nProgramme = Toit,privé\nProgramme = Toits,privé\nCentre [Est] A,privé\n"
    ties = "source,target,level\nProgramme = Toit,Centre [Est] B,collaboration\n"
    given = {
        "same:Programme = Toit = Programme = Toits": "Programme = Toits [Programme = Toits]",
        "actor:Centre [Est] B": "Centre [Est] A [Centre [Est] A]",
    }
    reading = decided(tmp_path, given, actors=actors, ties=ties)
    assert not errors(reading)
    assert reading.tables["ties"].loc[0, ["source", "target"]].tolist() == [
        "Programme = Toits", "Centre [Est] A",
    ]  # fmt: skip


def test_an_actor_is_not_the_same_as_itself(tmp_path):
    reading = decided(tmp_path, {"same:a = a": "a"}, acteurs=ACTORS)
    only(reading, "answers_unused")
    assert not errors(reading)
    assert len(reading.tables["actors"]) == 3


def test_a_word_spelt_in_several_sheets_is_asked_once_and_stays_one(tmp_path):
    years = {
        "acteurs 2022": "acteur,secteur\na,Santé & services\nb,privé\n",
        "acteurs 2023": "acteur,secteur\nc,santé et services\nd,SANTÉ ET SERVICES\n",
    }
    data = folder(tmp_path, **years, liens="source,cible,niveau\na,b,Pacte\nc,d,pacte\n")
    reading = read_tables(data)
    assert [(one.key, one.n) for one in reading.decisions] == [
        ("sector:sante et services", 3), ("level:pacte", 2),
    ]  # fmt: skip
    spelt = ["Santé & services", "private", "Santé & services", "Santé & services"]
    assert reading.tables["actors"]["sector"].tolist() == spelt
    done = read_tables(
        data, decisions={"sector:santé et services": "own", "level:PACTE": "partenariat"}
    )
    assert not errors(done)
    assert done.tables["actors"]["sector"].tolist() == spelt
    assert done.about.sectors == ("Santé & services",)
    assert done.tables["ties"]["level"].tolist() == ["partnership"] * 2


def test_each_word_that_was_decided_is_said(tmp_path):
    ties = "source,target,level\na,b,collaboration\n"
    given = {"sector:private": "communautaire", "level:collaboration": "partenariat"}
    actors = "actor,sector\na,private\nb,private\n"
    reading = decided(tmp_path, given, actors=actors, ties=ties)
    sector, level = found(reading, "word_decided")
    assert (sector.value, sector.fields["n"], level.value) == ("private", 2, "collaboration")
    assert "communautaire" in sector.message("fr")
    assert "partnership" in level.message("en")


def correspondences(path, *rows):
    return workbook(
        path,
        Acteurs=[["acteur", "secteur"], ["A1", "Zorg"], ["A2", "Municipal"]],
        Liens=[["de", "à", "niveau"], ["A1", "A2", "collaboration"]],
        Correspondances=[["votre mot", "secteur"], *rows],
    )


def test_correspondences_against_one_another_stop_with_both_rows(tmp_path):
    book = correspondences(tmp_path / "b.xlsx", ["Zorg", "Privé"], ["zorg", "Communautaire"])
    problem = only(read_tables(book), "decision_twice", sheet="Correspondances", row=3)
    assert tuple(problem.fields["both"]) == (2, 3)


def test_a_correspondence_not_understood_is_told_where_it_is(tmp_path):
    book = correspondences(tmp_path / "b.xlsx", ["Zorg", "Privé"], ["Municipal", "Gouv locl"])
    only(read_tables(book), "answer_unknown", sheet="Correspondances", row=3, value="Gouv locl")


def test_a_wrong_answer_is_placed_in_the_table_that_gives_it(tmp_path):
    data = folder(tmp_path / "data", acteurs=ACTORS, liens=TIES)
    one = table_of_answers(tmp_path / "1.csv", "Nulle part,Chambre,acteur")
    two = table_of_answers(tmp_path / "2.csv", ",Chambre,acteur", "a,Caisse Rives,acteur")
    reading = read_tables(data, decisions=[one, two])
    only(reading, "answer_unknown", file="1.csv", row=2)


def test_a_table_of_decisions_that_is_missing_is_said_as_such(tmp_path):
    data = folder(tmp_path, acteurs=ACTORS)
    with pytest.raises(TableError) as refused:
        read_tables(data, decisions=tmp_path / "absente.xlsx")
    (problem,) = refused.value.problems
    assert problem.code == "decisions_missing"
    assert "check" in problem.suggestion("fr")
