"""The table of decisions: every question once, its answers in a list, written and read back."""

import gc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from concertnet.errors import ConcertnetError
from concertnet.tables.check import decisions, findings
from concertnet.tables.read import read_tables
from concertnet.tables.source.decision_table import read_answers
from concertnet.tables.write.decision_book import write_decision_book, write_decisions
from concertnet.tables.write.mark import mark_problems
from concertnet.tables.write.template import template
from concertnet.words import LANGUAGES
from tests.tables.making import folder
from tests.tables.registers import ALL

HOSTILE = '=HYPERLINK("http://x","y")'


def rows_of(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_proposals_of_every_question_are_answers_that_reading_takes(tmp_path, name, lang):
    data = ALL[name](tmp_path / name)
    asked = findings(data).decisions
    if not asked:
        return
    path = write_decisions(data, tmp_path / "d.xlsx", lang=lang)
    book = openpyxl.load_workbook(path)
    sheet, _, lists = book.worksheets
    assert lists.sheet_state == "hidden"
    for row, decision in enumerate(asked, start=2):
        offered = [cell.value for cell in lists[row] if cell.value]
        assert len(set(offered)) == len(decision.choices)
        sheet.cell(row, 2).value = sheet.cell(row, 3).value or offered[-1]
    book.save(path)
    given = read_answers(path)
    assert set(given.answers) == {decision.key for decision in asked}
    reading = read_tables(data, decisions=path)
    assert not reading.decisions
    assert not [p for p in reading.problems if p.severity == "error"]


def test_an_empty_answer_decides_nothing(tmp_path):
    data = ALL["purpose.xlsx"](tmp_path / "a.xlsx")
    path = write_decisions(data, tmp_path / "d.xlsx")
    assert read_answers(path).answers == {}
    assert len(read_tables(data, decisions=path).decisions) == len(decisions(data))


def test_answers_given_before_are_kept_in_a_new_table(tmp_path):
    data = ALL["purpose.xlsx"](tmp_path / "a.xlsx")
    first = write_decisions(data, tmp_path / "first.xlsx", lang="en")
    book = openpyxl.load_workbook(first)
    sheet = book.worksheets[0]
    sheet.cell(3, 2).value = sheet.cell(3, 3).value
    book.save(first)
    second = write_decisions(data, tmp_path / "second.xlsx", lang="fr", decisions=first)
    before, after = read_answers(first), read_answers(second)
    assert after.answers == before.answers != {}
    assert {row.key for row in after.rows} == {row.key for row in before.rows}


def test_nothing_is_replaced_and_nothing_empty_is_written(tmp_path):
    data = folder(tmp_path / "data", actors="actor,sector\na,Municipal\n")
    path = write_decisions(data, tmp_path / "d.xlsx")
    with pytest.raises(ConcertnetError, match=r"d\.xlsx"):
        write_decisions(data, path)
    with pytest.raises(ConcertnetError, match=r"d\.csv"):
        write_decisions(data, tmp_path / "d.csv")
    (data / "actors.csv").write_text("actor,sector\na,private\n")
    with pytest.raises(ConcertnetError):
        write_decisions(data, tmp_path / "other.xlsx")
    assert not (tmp_path / "other.xlsx").exists()


def test_hostile_names_are_texts_and_bytes_are_the_same(tmp_path):
    cell = HOSTILE.replace(chr(34), chr(34) * 2)
    actors = f'actor,name,sector\na,"{cell}",private\nb,B,"{cell}"\n'
    data = folder(tmp_path / "data", actors=actors, ties="source,target,level\na,B x,@SUM(1)\n")
    asked = findings(data).decisions
    one = write_decision_book(asked, tmp_path / "1.xlsx", then="x")
    two = write_decision_book(asked, tmp_path / "2.xlsx", then="x")
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            assert b"<f>" not in text
            assert b"<hyperlink" not in text
    assert any(HOSTILE in str(value) for row in rows_of(one) for value in row)
    assert set(read_answers(one).answers) == set()


def test_the_questions_are_a_frame_too(tmp_path):
    data = ALL["purpose.xlsx"](tmp_path / "a.xlsx")
    frame = decisions(data, lang="en")
    assert frame["key"].is_unique
    answers = dict(zip(frame["key"], frame["proposed"].fillna("new"), strict=True))
    assert not read_tables(data, decisions=answers).decisions
    assert decisions(data, names=True)["kind"].isin(["same"]).all()


def test_notes_and_answers_not_understood_are_kept_in_a_new_table(tmp_path):
    actors = "actor,name,sector\nA1,Ville de Rives,private\nA2,C,community\n"
    ties = "source,target,level\nVille de Rive,A2,collaboration\nZorg,A2,collaboration\n"
    data = folder(tmp_path / "data", actors=actors, ties=ties)
    first = tmp_path / "1.csv"
    first.write_text(
        "answer,written,kind,note\nA1,Ville de Rive,actor,seen with Lise\n"
        "Nowhere,Zorg,actor,ask Paul\n"
    )
    second = write_decisions(data, tmp_path / "2.xlsx", decisions=first, lang="en")
    asked, kept = read_answers(second).rows
    assert (asked.written, asked.answer) == ("Zorg", "")
    assert "ask Paul" in asked.note
    assert "Nowhere" in asked.note
    assert (kept.written, kept.answer, kept.note) == ("Ville de Rive", "A1", "seen with Lise")


def test_a_choice_that_is_a_word_of_the_answers_is_shown_with_its_identifier(tmp_path):
    actors = "name\nAdd\nVille\n"
    data = folder(
        tmp_path / "data", actors=actors, ties="source,target,level\nAdds,Ville,collaboration\n"
    )
    path = write_decisions(data, tmp_path / "d.xlsx", lang="en")
    book = openpyxl.load_workbook(path)
    sheet, _, lists = book.worksheets
    assert [cell.value for cell in lists[2]] == ["Add [Add]", "new actor", "leave out"]
    for answer, read in (("Add [Add]", "Add"), ("new actor", "Adds")):
        sheet.cell(2, 2).value = answer
        book.save(path)
        assert read_tables(data, decisions=path).tables["ties"]["source"].tolist() == [read]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path, capfd, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text("actor,sector\na,Zut\na,Zut\n")

    def full(self, data):
        with self.open("wb") as file:
            file.write(bytes(data)[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    for write in (write_decisions, mark_problems, lambda _, path: template(path)):
        with pytest.raises(ConcertnetError) as refused:
            write(tmp_path / "data", tmp_path / "out.xlsx")
        assert refused.value.key == "error_disk_full"
        assert "out.xlsx" in refused.value.text("fr")
        gc.collect()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert capfd.readouterr() == ("", "")


def test_who_has_levels_of_ones_own_is_told_how_to_keep_them(tmp_path):
    path = folder(tmp_path / "d", acteurs="acteur\na\nb\n", liens="source,cible,niveau\na,b,zut\n")
    book = openpyxl.load_workbook(write_decisions(path, tmp_path / "d.xlsx", lang="fr"))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("niveau de l’échelle" in text for text in said)
    about = "élément,valeur\néchelle,à nous\nniveau de l'échelle,zut\n"
    about += "niveau de l'échelle,flip\n"
    own = read_tables(folder(tmp_path / "d", à_propos=about))
    assert own.tables["ties"]["level"].tolist() == ["zut"]
    assert not own.decisions
    assert own.scale.name == "à nous"
