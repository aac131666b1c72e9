import re
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

import concertnet as cn
from concertnet.tables.read import read_tables
from concertnet.tables.spec.groups import rows_of
from tests.tables.making import folder, old_workbook, open_document, workbook

HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "dossier.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        pd.DataFrame({"acteur": ["a", "b", "a"], "secteur": ["privé", "privé", "privé"]}).to_excel(
            writer, sheet_name="Acteurs", index=False, startrow=2
        )
        pd.DataFrame(
            {"de": ["a", "b"], "à": ["b", "z"], "niveau": ["fusion", "concertation"]}
        ).to_excel(writer, sheet_name="Liens", index=False)
    return path


def fill_of(cell):
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" else None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_cell_with_an_error_is_marked_and_says_what_to_do(book, tmp_path, lang):
    copy = openpyxl.load_workbook(cn.mark_problems(book, tmp_path / "marque.xlsx", lang=lang))
    problems = cn.check(book, lang=lang)
    level = copy["Liens"]["C2"]
    assert level.value == "fusion"
    assert fill_of(level) == "F4A6B7"
    expected = problems[problems["value"] == "fusion"].iloc[0]
    assert expected["message"] in level.comment.text
    assert copy["Liens"]["B3"].comment is not None
    assert copy["Acteurs"]["A6"].comment is not None, "headings may stand lower than the first row"
    assert copy["Liens"]["C3"].comment is None


def test_a_word_that_stands_in_many_rows_is_marked_in_each(tmp_path):
    levels = ["fusion" if row % 2 else "concertation" for row in range(400)]
    rows = [["source", "cible", "niveau"], *(["a", "b", level] for level in levels)]
    path = workbook(tmp_path / "a.xlsx", Acteurs=[["acteur"], ["a"], ["b"]], Liens=rows)
    copy = openpyxl.load_workbook(cn.mark_problems(path, tmp_path / "b.xlsx", lang="fr"))
    marked = [fill_of(copy["Liens"].cell(row, 3)) is not None for row in range(2, 402)]
    assert marked == [level == "fusion" for level in levels]


def test_every_row_of_a_kind_of_problem_has_its_cell_marked_and_its_link(tmp_path):
    rows = [["source", "cible", "niveau", "début"]]
    rows += [["a", "b", "concertation", "demain"] for _ in range(150)]
    path = workbook(tmp_path / "a.xlsx", Acteurs=[["acteur"], ["a"], ["b"]], Liens=rows)
    copy = openpyxl.load_workbook(cn.mark_problems(path, tmp_path / "b.xlsx", lang="fr"))
    assert all(fill_of(copy["Liens"].cell(row, 4)) == "F4A6B7" for row in range(2, 152))
    first = copy.worksheets[0]
    links = {c.value: c.hyperlink.location for r in first.iter_rows() for c in r if c.hyperlink}
    assert {f"D{row}": f"'Liens'!D{row}" for row in range(2, 152)}.items() <= links.items()
    heads = [c.value for c in first["A"] if c.value and c.value.startswith("Erreur, colonne")]
    assert heads == ["Erreur, colonne « début »"], "a kind of problem is told once"


def test_the_first_sheet_lists_all_that_check_says(book, tmp_path):
    copy = openpyxl.load_workbook(cn.mark_problems(book, tmp_path / "marque.xlsx", lang="fr"))
    first = copy.worksheets[0]
    assert first.title == "À corriger"
    assert copy.active is first
    assert [sheet.sheet_view.tabSelected for sheet in copy.worksheets] == [True, False, False]
    text = "\n".join(str(value) for row in first.iter_rows(values_only=True) for value in row)
    for message in cn.check(book, lang="fr")["message"]:
        assert message in text
    lines = sum(c.value in ("A6", "B3", "C2") for c in first["A"])
    assert lines >= 3


def test_a_cell_that_is_merged_is_marked_where_it_shows(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        Acteurs=[["acteur"], ["a"], ["b"]],
        Liens=[["source", "cible", "niveau"], ["a", "b", "fusion"], ["b", "a", None]],
    )
    edited = openpyxl.load_workbook(path)
    edited["Liens"].merge_cells("C2:C3")
    edited.save(path)
    copy = openpyxl.load_workbook(cn.mark_problems(path, tmp_path / "b.xlsx", lang="fr"))
    assert fill_of(copy["Liens"]["C2"]) == "F4A6B7"
    assert "fusion" not in str(copy["Liens"]["C3"].value)


def test_what_the_user_writes_is_never_run(tmp_path):
    title = "L'équipe & <b>"
    rows = [["source", "cible", "niveau"], ["a", "b", HOSTILE], ["a", "http://x.test", "fusion"]]
    book = openpyxl.Workbook()
    book.active.title = "Acteurs"
    for row in (["acteur", HOSTILE], ["a", "x"], ["b", "y"]):
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    sheet = book.create_sheet("Liens")
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    book.create_sheet(title).append(["x"])
    book.properties.creator = book.properties.lastModifiedBy = "Jeanne Untel"
    book.save(tmp_path / "a.xlsx")
    copy = cn.mark_problems(tmp_path / "a.xlsx", tmp_path / "b.xlsx", lang="fr")
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert not any("<f>" in text or "<f " in text for text in parts.values())
    assert not any('TargetMode="External"' in text for text in parts.values())
    assert not any("Jeanne" in text for text in parts.values())
    assert any(HOSTILE.replace("'", "&apos;") in t or HOSTILE in t for t in parts.values())


def whole(path):
    """Write a workbook with all that evaluators put in theirs."""
    with xlsxwriter.Workbook(path) as book:
        actors, ties, other = map(book.add_worksheet, ("Acteurs", "Liens", "Graphique"))
        for row, values in enumerate((["acteur", "secteur"], ["a", "privé"], ["b", "zoo"])):
            actors.write_row(row, 0, values)
        ties.write_row(0, 0, ["source", "cible", "niveau", "poids"])
        ties.write_row(1, 0, ["a", "b", "fusion"])
        ties.write_formula(1, 3, "=1+1", None, 2)
        ties.set_column(0, 0, 33)
        ties.freeze_panes(1, 0)
        ties.data_validation("C2:C50", {"validate": "list", "source": ["fusion", "concertation"]})
        ties.conditional_format("D2:D9", {"type": "cell", "criteria": ">", "value": 1,
                                          "format": book.add_format({"bold": True})})  # fmt: skip
        ties.conditional_format("D2:D9", {"type": "data_bar", "data_bar_2010": True})
        book.define_name("les_acteurs", "=Acteurs!$A$2:$A$3")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Liens!$D$2:$D$9"})
        other.insert_chart("A1", chart)
        other.insert_textbox("H1", "une note")
        other.add_sparkline("A20", {"range": "Liens!D2:D9"})
        other.write_rich_string("A30", "un ", book.add_format({"bold": True}), "gras", " ici")
        other.hide()
    return path


def with_later_validation(path):
    """Add a list taken from another sheet, as Excel writes it since 2010."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    later = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        b"<x14:formula1><xm:f>Liens!$C$2:$C$9</xm:f></x14:formula1><xm:sqref>B2:B90</xm:sqref>"
        b"</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</worksheet>", later + b"</worksheet>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_all_else_in_the_workbook_is_kept_and_what_is_lost_is_said(tmp_path):
    path = with_later_validation(whole(tmp_path / "a.xlsx"))
    copy = openpyxl.load_workbook(
        cn.mark_problems(path, tmp_path / "b.xlsx", lang="fr"), rich_text=True
    )
    ties, other = copy["Liens"], copy["Graphique"]
    assert ties["D2"].value == "=1+1"
    assert round(ties.column_dimensions["A"].width) in (33, 34)
    assert ties.freeze_panes == "A2"
    assert other.sheet_state == "hidden"
    assert len(other._charts) == 1
    assert str(other["A30"].value) == "un gras ici"
    assert other["A30"].value[1].font.b
    assert "les_acteurs" in copy.defined_names
    assert len(ties.conditional_formatting) >= 1
    kept = {str(v.sqref): v.formula1 for v in ties.data_validations.dataValidation}
    assert kept == {"C2:C50": '"fusion,concertation"'}
    (later,) = copy["Acteurs"].data_validations.dataValidation
    assert isinstance(later, DataValidation)
    assert (str(later.sqref), later.formula1, later.type) == ("B2:B90", "Liens!$C$2:$C$9", "list")
    said = copy.worksheets[0]["A3"].value
    assert said.startswith("Cette copie n’a pas pu garder")
    for what in ("1 forme ou zone de texte", "1 mini-graphique", "règle de mise en forme"):
        assert what in said
    for kept_whole in ("graphiques,", "validation", "image"):
        assert kept_whole not in said


def test_nothing_is_said_lost_when_nothing_is(book, tmp_path):
    copy = openpyxl.load_workbook(cn.mark_problems(book, tmp_path / "marque.xlsx", lang="fr"))
    assert copy.worksheets[0]["A3"].value is None


def test_the_same_data_give_the_same_copy(tmp_path):
    path = whole(tmp_path / "a.xlsx")
    one, two = (cn.mark_problems(path, tmp_path / name) for name in ("b.xlsx", "c.xlsx"))
    assert one.read_bytes() == two.read_bytes()


def test_a_workbook_with_macros_stays_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Acteurs=[["acteur"], ["a"], ["a"]])
    macros = path.rename(tmp_path / "a.xlsm")
    with pytest.raises(cn.ConcertnetError, match=r"\.xlsm"):
        cn.mark_problems(macros, tmp_path / "b.xlsx")
    copy = openpyxl.load_workbook(cn.mark_problems(macros, tmp_path / "b.xlsm"))
    assert copy["Acteurs"]["A3"].comment is not None


ROWS = {
    "Acteurs": [["acteur", "nom"], ["a", "=1+1"], ["b", "001"]],
    "Liens": [["source", "cible", "niveau"], ["a", "b", "fusion"], ["a", "b", "concertation"]],
}


def csv_folder(path):
    return folder(
        path,
        acteurs="acteur,nom\na,'=1+1\nb,001\n",
        liens="source,cible,niveau\na,b,fusion\na,b,concertation\n",
    )


@pytest.mark.parametrize(
    "source",
    [
        lambda home: csv_folder(home / "dossier"),
        lambda home: open_document(home / "dossier.ods", **ROWS),
        lambda home: old_workbook(home / "dossier.xls", **ROWS),
    ],
    ids=["csv", "ods", "xls"],
)
def test_of_other_sources_the_copy_holds_every_value_and_reads_as_the_data(tmp_path, source):
    path = source(tmp_path)
    copy = cn.mark_problems(path, tmp_path / "marque.xlsx", lang="fr")
    book = openpyxl.load_workbook(copy)
    said = book.worksheets[0]["A3"].value
    assert path.name in said
    assert "n’est pas un classeur .xlsx" in said
    ties = next(sheet for sheet in book.worksheets if sheet.title.casefold() == "liens")
    assert fill_of(ties["C2"]) == "F4A6B7"
    assert fill_of(ties["C3"]) is None
    before, after = read_tables(path), read_tables(copy)
    for name, frame in before.tables.items():
        pd.testing.assert_frame_equal(after.tables[name], frame)
    with zipfile.ZipFile(copy) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if "sheet" in n)


def test_the_workbook_itself_is_left_as_it_is(book, tmp_path):
    before = book.read_bytes()
    cn.mark_problems(book, tmp_path / "copy.xlsx")
    assert book.read_bytes() == before
    with pytest.raises(cn.ConcertnetError, match=r"another name|autre nom"):
        cn.mark_problems(book, book)


def test_what_cannot_be_read_cannot_be_marked(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(cn.ConcertnetError) as caught:
        cn.mark_problems(broken, tmp_path / "copy.xlsx", lang="fr")
    assert "endommagé" in caught.value.text("fr")
    with pytest.raises(cn.ConcertnetError):
        cn.mark_problems(tmp_path / "absent", tmp_path / "copy.xlsx")
    assert not (tmp_path / "copy.xlsx").exists()


def test_each_problem_of_the_sample_marks_a_cell(tmp_path):
    path = cn.sample_path().with_name("territoire.xlsx")
    copy = openpyxl.load_workbook(cn.mark_problems(path, tmp_path / "b.xlsx", lang="fr"))
    links = [c.hyperlink.location for r in copy.worksheets[0].iter_rows() for c in r if c.hyperlink]
    placed = [problem for problem in read_tables(path).problems if problem.sheet]
    assert len(links) == sum(max(1, len(rows_of(problem))) for problem in placed)
    for link in links:
        sheet, cell = re.fullmatch(r"'(.*)'!(\w+)", link).groups()
        assert copy[sheet][cell].comment is not None
