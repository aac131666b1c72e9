"""What the programme wrote beside the data is not read as data."""

import shutil

from concertnet.tables.read import read_tables
from concertnet.tables.write.decision_book import write_decisions
from tests.tables.making import errors, only, workbook


def register(path):
    return workbook(
        path,
        Acteurs=[["acteur", "secteur"], ["a", "Municipal"], ["b", "privé"]],
        Liens=[["de", "à", "niveau"], ["a", "b", "collaboration"]],
    )


def test_a_folder_with_its_table_of_decisions_is_read(tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    data = register(folder / "bottin.xlsx")
    for name in ("decisions.xlsx", "decisions-2.xlsx", "mes réponses.xlsx"):
        write_decisions(data, folder / name)
    reading = read_tables(folder, decisions=folder / "mes réponses.xlsx")
    assert not errors(reading)
    assert len(reading.tables["actors"]) == 2


def test_a_folder_with_a_marked_copy_reads_the_workbook(tmp_path):
    register(tmp_path / "bottin.xlsx")
    shutil.copy(tmp_path / "bottin.xlsx", tmp_path / "corrections.xlsx")
    assert not errors(read_tables(tmp_path))


def test_a_workbook_alone_is_read_whatever_its_name(tmp_path):
    register(tmp_path / "noms.xlsx")
    assert not errors(read_tables(tmp_path))


def test_a_table_of_decisions_given_as_data_is_said_to_be_one(tmp_path):
    data = register(tmp_path / "bottin.xlsx")
    book = write_decisions(data, tmp_path / "d.xlsx")
    reading = read_tables(book)
    only(reading, "data_are_decisions", severity="error", file="d.xlsx")
    assert "no_table" not in errors(reading)
