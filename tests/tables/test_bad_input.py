"""Every bad input of a field: one clear message, its place, what to do; nothing lost."""

import datetime as dt
import zipfile

import pandas as pd
import pytest

from concertnet.exchange.any_file import check
from concertnet.tables.read import read_tables
from concertnet.words import synonyms, words
from tests.tables.making import (
    ACTORS,
    TIES,
    errors,
    folder,
    found,
    old_workbook,
    only,
    open_document,
    read_text,
    well_said,
    workbook,
)

ACTOR_ROWS = [["acteur", "nom", "secteur"], ["A1", "Aînés", "privé"], ["A2", "Ville", "public"]]
TIE_ROWS = [["source", "cible", "niveau"], ["A1", "A2", "concertation"]]


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \n"])
def test_empty_file(tmp_path, content):
    reading = read_text(tmp_path, acteurs=content, liens=TIES)
    only(reading, "file_empty", file="acteurs.csv", severity="error")
    assert errors(reading) == ["file_empty"]  # and no second message for each actor
    assert len(reading.tables["ties"]) == 1


def test_empty_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    only(read_tables(tmp_path / "a.xlsx"), "file_empty", file="a.xlsx")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_header_only(tmp_path, kind):
    if kind == "csv":
        reading = read_text(tmp_path, acteurs=ACTORS, liens="source,cible,niveau\n")
        only(reading, "header_only", file="liens.csv", row=1, severity="notice")
    else:
        path = workbook(tmp_path / "a.xlsx", Acteurs=ACTOR_ROWS, Liens=TIE_ROWS[:1])
        reading = read_tables(path)
        only(reading, "header_only", file="a.xlsx", sheet="Liens", row=1)
    assert reading.tables["ties"].empty
    assert "level" in reading.tables["ties"]
    assert not errors(reading)


def test_a_path_that_does_not_exist(tmp_path):
    path = tmp_path / "absent"
    problem = only(read_tables(path), "path_missing", file=str(path), severity="error")
    assert "absent" in problem.text("fr")
    frame = check(path, lang="fr")
    assert frame["message"].tolist() == ["Ce chemin n'existe pas."]


def test_a_folder_without_tables(tmp_path):
    (tmp_path / "README.md").write_text("x")
    only(read_tables(tmp_path), "no_table", severity="error")
    reading = read_text(tmp_path / "b", mystere="a,b\n1,2\n")
    only(reading, "no_table")
    only(reading, "sheet_unknown", file="mystere.csv", severity="notice")


def test_a_kind_of_file_that_is_not_read(tmp_path):
    (tmp_path / "notes.docx").write_text("x")
    only(read_tables(tmp_path / "notes.docx"), "file_type", file="notes.docx", value=".docx")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    from pathlib import Path

    def refused(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    path = folder(tmp_path, acteurs=ACTORS)
    book = workbook(tmp_path / "a.xlsx", Acteurs=ACTOR_ROWS)
    monkeypatch.setattr(Path, "read_bytes", refused)
    monkeypatch.setattr(Path, "open", refused)
    only(read_tables(path), "path_unreadable", file="acteurs.csv")
    only(read_tables(book), "path_unreadable", file="a.xlsx")
    monkeypatch.setattr(Path, "iterdir", refused)
    only(read_tables(path), "path_unreadable", file=str(path))


# -- text -----------------------------------------------------------------------------------------


def test_cp1252_is_read_with_a_notice(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS.encode("cp1252"))
    only(reading, "encoding_cp1252", file="acteurs.csv", severity="notice")
    assert reading.tables["actors"]["name"][0] == "Maison Aînés"


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path, codec):
    reading = read_text(tmp_path, acteurs=ACTORS.encode(codec))
    assert not errors(reading)
    assert reading.tables["actors"]["name"].tolist() == ["Maison Aînés", "Ville"]


def test_an_encoding_can_be_given(tmp_path):
    path = folder(tmp_path, acteurs=ACTORS.encode("mac-roman"))
    assert read_tables(path, encoding="mac-roman").tables["actors"]["name"][0] == "Maison Aînés"
    for wrong in ("utf-8", "klingon"):
        only(read_tables(path, encoding=wrong), "encoding_wrong", file="acteurs.csv")


def test_bytes_that_are_no_text(tmp_path):
    reading = read_text(tmp_path, acteurs=b"a\x00b\x81,\x00\n", liens=b"a,b\n\x81\x8d,1\n")
    assert [p.file for p in found(reading, "not_text")] == ["acteurs.csv", "liens.csv"]


def test_semicolons_and_decimal_commas(tmp_path):
    text = 'acteur;nom;latitude;longitude\nA1;"Aînés; jeunes, familles";45,5;-73,6\nA2;B;1 234,5;\n'
    reading = read_text(tmp_path, acteurs=text)
    actors = reading.tables["actors"]
    assert actors["name"][0] == "Aînés; jeunes, familles"
    assert actors.loc[0, ["latitude", "longitude"]].tolist() == [45.5, -73.6]
    only(reading, "number_range", row=3, column="latitude", value="1 234,5", severity="warning")
    assert actors["latitude"][1] == 1234.5


@pytest.mark.parametrize(
    "text",
    [
        "acteur\tnom\tsecteur\nA1\tX, Y; Z\tprivé\n",
        "Liste, tenue à jour, par la CDC, le 3 mai\nacteur;nom;secteur\nA1;X, Y; Z;privé\n".replace(
            "X, Y; Z", '"X, Y; Z"'
        ),
        'sep=;\nacteur;nom;secteur\nA1;"X, Y; Z";privé\n',
        'acteur,nom,secteur\r\nA1,"X, Y; Z",privé\r\n',
        'acteur,nom,secteur\rA1,"X, Y; Z",privé\r',
    ],
)
def test_the_separator_is_the_one_of_the_headings(tmp_path, text):
    reading = read_text(tmp_path, acteurs=text)
    assert not errors(reading)
    assert reading.tables["actors"].loc[0, ["actor", "name", "sector"]].tolist() == [
        "A1", "X, Y; Z", "private",
    ]  # fmt: skip


def test_one_column_is_enough(tmp_path):
    assert read_text(tmp_path, acteurs="acteur\nA1\nA2\n").tables["actors"]["actor"].size == 2


def test_an_unclosed_quotation_mark(tmp_path):
    reading = read_text(tmp_path, acteurs='acteur,nom\nA1,"Maison\nA2,Ville\n')
    only(reading, "csv_quote", file="acteurs.csv", row=2)


def test_a_comma_that_is_not_in_quotation_marks(tmp_path):
    rows = "".join(f"B{i},X,privé\n" for i in range(20))
    text = ACTORS + rows + "A3,Table, comité,privé\n"
    reading = read_text(tmp_path, acteurs=text)
    only(reading, "row_too_long", file="acteurs.csv", row=24, severity="error")
    short = read_text(tmp_path / "b", acteurs=ACTORS + "A3,Table, comité,privé\n")
    only(short, "row_too_long", row=4, value="privé")


# -- workbooks ------------------------------------------------------------------------------------


def test_a_workbook_that_is_a_web_page(tmp_path):
    page = b"<html><table><tr><td>acteur</td></tr></table></html>"
    for name in ("a.xls", "a.xlsx"):
        (tmp_path / name).write_bytes(page)
        only(read_tables(tmp_path / name), "workbook_is_html", file=name, severity="error")
    only(read_text(tmp_path / "b", acteurs=page), "workbook_is_html", file="acteurs.csv")


def test_a_workbook_that_is_text_and_a_csv_that_is_a_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_text(ACTORS, encoding="utf-8")
    only(read_tables(tmp_path / "a.xlsx"), "workbook_is_text", file="a.xlsx")
    book = workbook(tmp_path / "b.xlsx", Acteurs=ACTOR_ROWS)
    only(read_text(tmp_path / "c", acteurs=book.read_bytes()), "csv_is_workbook")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.95])
def test_a_truncated_workbook(tmp_path, keep):
    data = workbook(tmp_path / "a.xlsx", Acteurs=ACTOR_ROWS).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(data[: int(keep * len(data))])
    only(read_tables(tmp_path / "a.xlsx"), "workbook_damaged", file="a.xlsx", severity="error")


def test_bytes_changed_inside_a_workbook(tmp_path):
    data = bytearray(workbook(tmp_path / "a.xlsx", Acteurs=ACTOR_ROWS).read_bytes())
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    data[at : at + 20] = b"\0" * 20
    (tmp_path / "a.xlsx").write_bytes(bytes(data))
    only(read_tables(tmp_path / "a.xlsx"), "workbook_damaged")


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("notes.txt", "x")
    only(read_tables(tmp_path / "a.xlsx"), "workbook_damaged")


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (120 << 20))
    monkeypatch.setattr(zipfile.ZipFile, "testzip", pytest.fail)
    problem = only(read_tables(tmp_path / "a.xlsx"), "workbook_too_big", file="a.xlsx")
    assert problem.fields == {"size": 120, "limit": 100}


def test_a_protected_workbook(tmp_path):
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    encrypted += "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    (tmp_path / "a.xlsx").write_bytes(encrypted)
    only(read_tables(tmp_path / "a.xlsx"), "workbook_protected", file="a.xlsx")
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 2000)
    only(read_tables(tmp_path / "a.xls"), "workbook_damaged")


def test_merged_cells_are_read_on_each_row(tmp_path):
    import openpyxl

    rows = [["Acteurs de la table", None, None], *ACTOR_ROWS, ["A3", "CDC", None]]
    path = workbook(tmp_path / "a.xlsx", Acteurs=rows)
    book = openpyxl.load_workbook(path)
    book["Acteurs"].merge_cells("A1:C1")
    book["Acteurs"].merge_cells("C4:C5")
    book.save(path)
    reading = read_tables(path)
    problem = only(reading, "merged_cells", file="a.xlsx", sheet="Acteurs", severity="notice")
    assert problem.fields["ranges"] == ("C4:C5",)
    assert reading.tables["actors"]["sector"].tolist() == ["private", "institutional"] * 1 + [
        "institutional"
    ]
    only(reading, "rows_above", row=1, severity="notice")


def test_merged_cells_of_an_old_workbook(tmp_path):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Acteurs")
    for j, heading in enumerate(ACTOR_ROWS[0]):
        sheet.write(0, j, heading)
    for i in (1, 2):
        sheet.write(i, 0, f"A{i}")
    sheet.write_merge(1, 2, 2, 2, "privé")
    book.save(str(tmp_path / "a.xls"))
    reading = read_tables(tmp_path / "a.xls")
    only(reading, "merged_cells", sheet="Acteurs")
    assert reading.tables["actors"]["sector"].tolist() == ["private", "private"]


def test_a_hidden_sheet_is_read_and_said(tmp_path):
    import openpyxl

    path = workbook(tmp_path / "a.xlsx", Acteurs=ACTOR_ROWS, Liens=TIE_ROWS, Calculs=[["x"]])
    book = openpyxl.load_workbook(path)
    book["Liens"].sheet_state = "hidden"
    book.save(path)
    reading = read_tables(path)
    only(reading, "hidden_sheet", file="a.xlsx", sheet="Liens", severity="notice")
    only(reading, "sheet_unknown", file="a.xlsx", sheet="Calculs", severity="notice")
    assert len(reading.tables["ties"]) == 1


def test_a_formula_without_a_value(tmp_path):
    rows = [*ACTOR_ROWS, ["=A1", "=B1", "privé"]]
    rows[0] = [*ACTOR_ROWS[0], "budget"]
    rows[1] = [*ACTOR_ROWS[1], "=1+1"]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Acteurs=rows))
    problems = found(reading, "formula_no_value")
    assert [(p.severity, p.sheet, p.row, p.column) for p in problems] == [
        ("warning", "Acteurs", 2, "budget"),
        ("error", "Acteurs", 4, "acteur"),
        ("error", "Acteurs", 4, "nom"),
    ]
    for problem in problems:
        well_said(problem)
    assert not found(reading, "value_missing")  # the cell was already reported
    assert len(reading.tables["actors"]) == 3


def test_an_error_in_a_cell(tmp_path):
    rows = [*ACTOR_ROWS, ["A3", "CDC", "#REF!"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Acteurs=rows))
    only(reading, "cell_error", sheet="Acteurs", row=4, column="secteur", value="#REF!")


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_dates_numbers_and_text_of_every_kind_of_workbook(tmp_path, ending):
    rows = [
        ["acteur", "nom", "début", "fin", "latitude"],
        ["001", "NA", dt.date(2024, 1, 2), 45292, 45.5],
        [7, "Août", "2024", "2024", None],
    ]
    make = {"xlsx": workbook, "xls": old_workbook, "ods": open_document}[ending]
    reading = read_tables(make(tmp_path / f"a.{ending}", Acteurs=rows))
    actors = reading.tables["actors"]
    assert actors["actor"].tolist() == ["001", "7"]
    assert actors["name"].tolist() == ["NA", "Août"]
    assert actors["start"].tolist() == [pd.Timestamp("2024-01-02"), pd.Timestamp("2024-01-01")]
    assert actors["end"].tolist() == [pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01")]
    assert actors["latitude"][0] == 45.5
    only(reading, "date_serial", sheet="Acteurs", row=2, column="fin", value="2024-01-01")


def test_a_single_sheet_may_have_any_name(tmp_path):
    reading = read_tables(workbook(tmp_path / "acteurs.xlsx", Feuil1=ACTOR_ROWS))
    assert len(reading.tables["actors"]) == 2
    reading = read_tables(workbook(tmp_path / "b.xlsx", Feuil1=[["de", "vers", "niveau"]]))
    only(reading, "header_only", sheet="Feuil1")


# -- columns --------------------------------------------------------------------------------------


def test_a_missing_key_column_and_the_nearest_heading(tmp_path):
    reading = read_text(tmp_path, acteurs="acteurr,nom\nA1,X\n", liens=TIES)
    problem = only(reading, "key_missing", file="acteurs.csv", severity="error")
    assert "vérifié" in problem.suggestion("fr")
    assert problem.fields["nearest"] == ("acteurr",)
    assert "acteurr" in problem.text("fr")
    assert errors(reading) == ["key_missing"]


def test_a_missing_column_without_a_likely_one(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens="source,niveau,xyz\nA1,concertation,2\n")
    problem = only(reading, "column_missing", file="liens.csv")
    assert "source, niveau, xyz" in problem.suggestion("fr")
    assert "cible" in problem.message("fr")
    assert "target" in problem.message("en")


def test_a_name_stands_for_a_missing_identifier(tmp_path):
    reading = read_text(tmp_path, acteurs="nom,secteur\nVille,public\n")
    only(reading, "id_from_name", file="acteurs.csv", severity="notice")
    assert reading.tables["actors"].loc[0, ["actor", "name"]].tolist() == ["Ville", "Ville"]


def test_an_unknown_column_is_kept(tmp_path):
    text = "acteur,Budget 2024,secter\nA1,001,privé\n"
    reading = read_text(tmp_path, acteurs=text)
    only(reading, "column_unknown", column="Budget 2024", severity="notice")
    near = only(reading, "column_near", column="secter", severity="warning")
    assert "secteur" in near.suggestion("fr")
    actors = reading.tables["actors"]
    assert list(actors)[-2:] == ["Budget 2024", "secter"]
    assert actors["Budget 2024"][0] == "001"


def test_duplicate_headings(tmp_path):
    reading = read_text(tmp_path, acteurs="acteur,nom,Nom,x,x\nA1,a,b,c,d\n")
    only(reading, "column_twice", file="acteurs.csv", column="Nom", severity="error")
    only(reading, "column_twice_kept", column="x", severity="notice")
    assert reading.tables["actors"].loc[0, ["x", "x (2)"]].tolist() == ["c", "d"]


def test_a_column_without_a_heading_is_kept(tmp_path):
    rows = [["acteur", None, "secteur"], ["A1", "?", "privé"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Acteurs=rows))
    only(reading, "column_unnamed", sheet="Acteurs", severity="notice")
    assert reading.tables["actors"]["column_2"].tolist() == ["?"]


def test_two_sheets_of_the_same_table(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, actors="actor\nA9\n", membres="acteur\nB\n")
    assert reading.tables["actors"]["actor"].tolist() == ["A9"]
    problems = found(reading, "table_lesser")
    assert [p.file for p in problems] == ["acteurs.csv", "membres.csv"]
    for problem in problems:
        well_said(problem)


# -- rows and values ------------------------------------------------------------------------------


def test_duplicate_ids(tmp_path):
    reading = read_text(
        tmp_path, acteurs=ACTORS + "A1,Autre,privé\n", instances="instance\nI1\nI2\nI1\n"
    )
    problem = only(reading, "actor_twice", file="acteurs.csv", row=4, column="acteur", value="A1")
    assert problem.fields["first"] == "2"
    only(reading, "id_twice", file="instances.csv", row=4, value="I1")


def test_an_actor_may_change_sector(tmp_path):
    text = "acteur,secteur,début,fin\nA1,communautaire,2019,2021\nA1,privé,2022,\n"
    assert not errors(read_text(tmp_path / "a", acteurs=text))
    text = text.replace("2022", "2021")
    only(read_text(tmp_path / "b", acteurs=text), "actor_twice", row=3)


def test_actors_that_are_named_but_not_described_are_all_listed(tmp_path):
    ties = TIES + "A1,A9,concertation\nvile,A9,concertation\nA1,Maison aines,collaboration\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    problems = {p.value: p for p in found(reading, "actor_unknown")}
    assert list(problems) == ["vile", "A9"]
    assert problems["A9"].fields["n"] == 2
    assert (problems["A9"].file, problems["A9"].row, problems["A9"].column) == (
        "liens.csv", 3, "cible",
    )  # fmt: skip
    assert problems["vile"].fields["nearest"] == ("A2",)
    assert problems["vile"].suggestion("fr").startswith("Vouliez-vous dire « A2 » (Ville) ?")
    named = only(reading, "name_read", value="Maison aines", severity="notice")
    assert "« A1 » (Maison Aînés)" in named.message("fr")
    assert reading.tables["ties"]["target"].tolist()[-1] == "A1"
    for problem in problems.values():
        well_said(problem)


def test_missing_actors_can_be_added(tmp_path):
    path = folder(tmp_path, acteurs=ACTORS, liens=TIES + "A1,B,concertation\n")
    reading = read_tables(path, add_missing_actors=True)
    only(reading, "actor_added", value="B", row=3, severity="notice")
    actors = reading.tables["actors"]
    assert actors["actor"].tolist() == ["A1", "A2", "B"]
    assert actors["sector"].isna().tolist() == [False, False, True]
    alone = read_text(tmp_path / "b", liens=TIES)
    assert only(alone, "no_actors", severity="error").fields["n"] == 2
    assert len(read_tables(tmp_path / "b", add_missing_actors=True).tables["actors"]) == 2


def test_an_unknown_level(tmp_path):
    ties = TIES + "A2,A1,partenarait\n" * 2
    problem = only(
        read_text(tmp_path, acteurs=ACTORS, liens=ties), "level_unknown",
        severity="error", file="liens.csv", row=3, column="niveau", value="partenarait",
    )  # fmt: skip
    assert "partenariat" in problem.suggestion("fr")
    assert "À propos" in problem.suggestion("fr")
    assert "3, 4" in problem.message("fr")


def test_an_unknown_sector_is_kept_and_can_be_declared(tmp_path):
    actors = ACTORS + "A3,CKRL,Médias\nA4,CHYZ,medias\nA5,X,comunautaire\n"
    reading = read_text(tmp_path, acteurs=actors)
    problems = found(reading, "sector_unknown")
    assert [(p.severity, p.row, p.value) for p in problems] == [
        ("warning", 4, "Médias"),
        ("warning", 6, "comunautaire"),
    ]
    assert reading.tables["actors"]["sector"].tolist()[2:] == ["Médias", "Médias", "comunautaire"]
    assert "À propos" in problems[0].suggestion("fr")
    assert "communautaire" in problems[1].suggestion("fr")
    declared = read_text(
        tmp_path, acteurs=actors, a_propos="élément,valeur\nsecteur reconnu,Médias\n"
    )
    assert [p.value for p in found(declared, "sector_unknown")] == ["comunautaire"]
    assert declared.about.sectors == ("Médias",)


@pytest.mark.parametrize(
    "word",
    [
        *("", "inconnu", "?", "n/d", "N/A", "-", "–", "Unknown", "inconnu;", "n.d.", "S.O."),
        *("sans objet", "non renseigné", "Non précisé", "manquant", "missing", "Not specified"),
    ],
)
def test_a_word_for_unknown_is_no_sector(tmp_path, word):
    reading = read_text(tmp_path, acteurs=f"acteur,secteur\nA1,privé\nA2,{word}\n")
    assert reading.tables["actors"]["sector"].isna().tolist() == [False, True]
    assert not found(reading, "sector_unknown")


def test_a_tie_of_an_actor_with_itself(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens=TIES + "A1,A1,concertation\n")
    only(reading, "self_tie", file="liens.csv", row=3, column="cible", value="A1", severity="error")


def test_an_end_before_the_start(tmp_path):
    ties = (
        "source,cible,niveau,début,fin\n"
        "A1,A2,concertation,2024-05-01,2023\n"
        "A1,A2,collaboration,2024,2024-01-01\n"
    )
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    problem = only(reading, "end_before_start", row=2, column="fin", severity="error")
    assert "2024-05-01" in problem.message("fr")
    only(reading, "end_is_start", row=3, severity="warning")


def test_an_impossible_date(tmp_path):
    ties = (
        "source,cible,niveau,début\nA1,A2,concertation,2024-02-30\nA1,A2,collaboration,12/31/2024\n"
    )
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    problems = found(reading, "date_wrong")
    assert [(p.severity, p.row, p.column, p.value) for p in problems] == [
        ("error", 2, "début", "2024-02-30"),
        ("error", 3, "début", "12/31/2024"),
    ]
    for problem in problems:
        well_said(problem)


def test_an_ambiguous_date_is_said_once_per_column(tmp_path):
    ties = "source,cible,niveau,début,fin\n" + "".join(
        f"A1,A2,collaboration,0{i}/05/2024,2025-01-0{i}\n" for i in range(1, 8)
    )
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    problem = only(
        reading, "date_ambiguous", row=2, column="début", value="01/05/2024", severity="warning"
    )
    assert problem.fields["n"] == 6  # the fifth of May cannot be exchanged
    assert reading.tables["ties"]["start"][3] == pd.Timestamp("2024-05-04")


def test_na_is_a_name_and_leading_zeros_stay(tmp_path):
    actors = "acteur,nom,secteur\n001,NA,privé\nNA,None,public\nnull,nan,public\n"
    reading = read_text(
        tmp_path, acteurs=actors, liens="source,cible,niveau\n001,NA,concertation\n"
    )
    assert not errors(reading)
    assert reading.tables["actors"]["actor"].tolist() == ["001", "NA", "null"]
    assert reading.tables["actors"]["name"].tolist() == ["NA", "None", "nan"]
    assert reading.tables["ties"].loc[0, ["source", "target"]].tolist() == ["001", "NA"]


@pytest.mark.parametrize("blank", [",,\n", "\n", " , ,\t\n"])
def test_three_thousand_blank_rows(tmp_path, blank):
    reading = read_text(tmp_path, acteurs=ACTORS + blank * 3000 + "A1,Double,privé\n")
    assert len(reading.tables["actors"]) == 3
    only(reading, "actor_twice", row=3004)


def test_three_thousand_blank_rows_of_a_workbook(tmp_path):
    rows = [*ACTOR_ROWS, *[[None, " ", None]] * 3000, ["A1", "Double", "privé"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Acteurs=rows))
    assert len(reading.tables["actors"]) == 3
    only(reading, "actor_twice", sheet="Acteurs", row=3004)


def test_an_empty_cell_that_must_be_filled(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens=TIES + "A1,,concertation\n")
    only(reading, "value_missing", file="liens.csv", row=3, column="cible", severity="error")


def test_a_column_wrong_from_top_to_bottom_is_said_in_a_hundred_lines(tmp_path):
    ties = "source,cible,niveau,début\n" + "A1,A2,collaboration,hier\n" * 250
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert len(found(reading, "date_wrong")) == 100
    assert only(reading, "more", severity="error").fields["n"] == 150


def test_numbers_and_flags_that_are_none(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        liens="source,cible,niveau,poids\nA1,A2,concertation,beaucoup\nA1,A2,collaboration,n/d\n",
        instances="instance\nI1\n",
        sieges="siège,instance,acteur\nS1,I1,A1\n",
        mandats="siège,personne,pouvoir d'engager l'organisation\nS1,P1,peut-être\nS1,P2,oui;\n",
    )
    only(reading, "number_wrong", row=2, column="poids", value="beaucoup", severity="error")
    only(reading, "read_as_missing", row=3, value="n/d", severity="notice")
    only(reading, "flag_wrong", file="mandats.csv", row=2, value="peut-être", severity="error")
    assert reading.tables["mandates"]["can_commit"].tolist()[1] is True


def test_excused_is_absent_and_what_is_needed_is_not_said_to_be_emptied(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        instances="instance\nI1\n",
        présences="instance,date,acteur,présent\n"
        "I1,2024-01-10,A1,Excusée\nI1,2024-01-10,A2,présente\nI1,2024-02-10,A1,peut-être\n",
    )
    only(reading, "flag_needed", row=4, value="peut-être", severity="error")
    assert reading.tables["attendance"]["present"].tolist()[:2] == [False, True]
    assert "videz" not in words("fr")["fix_flag_needed"]
    headings = synonyms("scale_min"), synonyms("scale_max")
    assert "plus bas" in headings[0]
    assert "plus haut" in headings[1]


def test_everything_is_said_at_once(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs="acteur,secteur\nA1,privé\nA1,privé\nA2,bizarre\n",
        liens="source,cible,niveau,début\nA1,Z,xxx,2024-02-30\nA1,A1,concertation,\n",
    )
    assert {"actor_twice", "actor_unknown", "level_unknown", "date_wrong", "self_tie"} == set(
        errors(reading)
    )
    frame = check(tmp_path, lang="en")
    assert len(frame) == len(reading.problems)
    assert frame.loc[frame["code"] == "self_tie", "row"].tolist() == [3]
    for problem in reading.problems:
        well_said(problem)


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_an_infinite_number_is_refused_with_its_cell(tmp_path, value):
    frames = {
        "acteurs": pd.DataFrame({"acteur": ["A1", "A2"]}),
        "liens": pd.DataFrame(
            {"source": ["A1"], "cible": ["A2"], "niveau": ["concertation"], "poids": [value]}
        ),
    }
    for name, frame in frames.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    problem = only(read_tables(tmp_path), "number_wrong", file="liens.parquet", column="poids")
    assert problem.severity == "error"
    assert problem.row == 2


def test_every_row_of_a_folder_of_parquet_is_read_or_told(tmp_path):
    """Rows that lack what a table needs are not lost without a word."""
    frames = {
        "acteurs": pd.DataFrame({"acteur": ["A1", "A2", None], "nom": ["a", "b", "c"]}),
        "liens": pd.DataFrame(
            {
                "source": ["A1", None, "A1", "A1"],
                "cible": ["A2", "A2", None, "A2"],
                "niveau": ["concertation"] * 3 + [None],
            }
        ),
        "sièges": pd.DataFrame({"siège": ["S1", "S2"], "instance": ["t", None],
                                "acteur": ["A1", "A2"]}),
    }  # fmt: skip
    for name, frame in frames.items():
        frame.to_parquet(tmp_path / f"{name}.parquet", index=False)
    reading = read_tables(tmp_path)
    told = {(p.file, p.row) for p in reading.problems if p.severity == "error"}
    assert told >= {
        ("acteurs.parquet", 4),
        *(("liens.parquet", row) for row in (3, 4, 5)),
        ("sièges.parquet", 3),
    }


def test_a_formula_of_a_total_that_was_never_computed_stops_nothing(tmp_path):
    rows = [
        ["No", "Organisme", "Secteur"],
        [1, "Ville", "public"],
        [2, "CLSC", "public"],
        [None, "TOTAL", "=COUNTA(C2:C3)"],
    ]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=rows))
    assert not errors(reading)
    only(reading, "total_left_out", row=4)
    rows[2][2] = "=A1"
    reading = read_tables(workbook(tmp_path / "b.xlsx", Organismes=rows))
    only(reading, "formula_no_value", severity="error", row=3)


def test_a_word_for_nothing_where_a_level_is_asked_is_a_choice(tmp_path):
    ties = "source,cible,niveau\nA1,A2,N/A\n"
    (asked,) = read_text(tmp_path, acteurs=ACTORS, liens=ties).decisions
    assert asked.reason == "level_unsaid"
    assert asked.proposed is None
    left = read_tables(tmp_path, decisions={asked.key: "laisser de côté"})
    only(left, "rows_left_out", severity="notice", row=2)


def test_a_word_for_nothing_where_a_value_is_needed_is_said_once(tmp_path):
    aside = "source,cible,genre\nA1,A2,N/A\n"
    reading = read_text(tmp_path, acteurs=ACTORS, mises_a_part=aside)
    assert errors(reading) == ["value_unsaid"]
    only(reading, "value_unsaid", row=2, value="N/A")
    assert not found(reading, "words_missing")
    scores = "évaluateur,évalué,dimension,cote\nA1,A2,confiance,N/A\n"
    assert errors(read_text(tmp_path / "b", acteurs=ACTORS, perceptions=scores)) == ["value_unsaid"]
