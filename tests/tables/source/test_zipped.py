"""A folder of tables in a zip: its tables are taken, and nothing that would harm."""

import io
import zipfile

import pytest

from concertnet.tables.source.zipped import unpack_tables


def archive(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "to").mkdir()
    return tmp_path / "to"


def test_tables_are_unpacked_wherever_they_were(tmp_path, folder):
    made = tmp_path / "a.zip"
    with zipfile.ZipFile(made, "w") as into:
        into.writestr("dossier/acteurs.csv", "acteur\nA\n")
        into.writestr("../../liens.csv", "source\n")
        into.writestr("..\\..\\sieges.csv", "siège\n")
        into.writestr("D:tables.csv", "a disk of Windows")
        into.writestr("__MACOSX/._acteurs.csv", "no table")
        into.writestr("dossier/~$acteurs.xlsx", "a lock")
        into.writestr("dossier/note.docx", "no table")
    assert unpack_tables(made, folder) is None
    assert sorted(p.name for p in folder.iterdir()) == [
        "D_tables.csv",
        "acteurs.csv",
        "liens.csv",
        "sieges.csv",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "to"]


def test_what_holds_no_table_is_told(tmp_path, folder):
    assert unpack_tables(archive(tmp_path / "a.zip", note="x"), folder).code == "zip_empty"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, folder):
    bomb = archive(tmp_path / "a.zip", **{"acteurs.csv": b"0" * (101 << 20)})
    assert bomb.stat().st_size < 1 << 20
    assert unpack_tables(bomb, folder).code == "workbook_too_big"
    assert list(folder.iterdir()) == []


def test_many_files_are_refused(tmp_path, folder):
    many = archive(tmp_path / "a.zip", **{f"t{n}.csv": "a" for n in range(201)})
    assert unpack_tables(many, folder).code == "workbook_too_big"


def test_files_of_one_name_are_told_and_none_is_taken_for_another(tmp_path, folder):
    names = {"2023/liens.csv": "a", "2024/Liens.CSV": "b", "2024/acteurs.csv": "c"}
    problem = unpack_tables(archive(tmp_path / "a.zip", **names), folder)
    assert problem.code == "zip_same_name"
    for lang in ("fr", "en"):
        assert "2023/liens.csv, 2024/Liens.CSV" in problem.message(lang)
    assert "acteurs" not in problem.message("fr")
    assert list(folder.iterdir()) == []


def test_damage_is_told(tmp_path, folder):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 100)
    assert unpack_tables(path, folder).code == "workbook_damaged"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("acteurs.csv", "acteur\n" + "A\n" * 1000)
    torn = bytearray(whole.getvalue())
    torn[60:80] = b"\xff" * 20
    path.write_bytes(torn)
    assert unpack_tables(path, folder).code == "workbook_damaged"
