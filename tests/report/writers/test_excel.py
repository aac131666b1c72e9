"""The workbook: what was found first, numbers as numbers, nothing that runs."""

import re

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample
from tests.report.networks import HOSTILE, NETWORKS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("results")
    cn.write_results(the_sample(), where, lang="en")
    return where


@pytest.fixture(scope="module")
def results(folder):
    return openpyxl.load_workbook(folder / "results.xlsx")


def column(sheet, heading: str) -> list:
    headings = [cell.value for cell in sheet[1]]
    place = headings.index(heading) + 1
    return [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]


def test_it_opens_with_what_was_found(results):
    first = results.worksheets[0]
    assert first.title == "Key results"
    assert [cell.value for cell in first[1]] == [
        "finding", "number", "on how many cases", "caution", "where to read it",
    ]  # fmt: skip
    assert 3 <= first.max_row - 1 <= 8


def test_missing_links_are_sentences_first_and_few_columns(results):
    sheet = results["Missing links"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[1] == "What is missing"
    assert len(headings) <= 12
    assert str(column(sheet, "What is missing")[0].value).endswith(".")
    evidence = results["Evidence of missing links"]
    numbers = [c.value for c in column(sheet, "Number")]
    assert [c.value for c in column(evidence, "Number")] == numbers[:-1]
    assert re.fullmatch(r"\d+ more rows are in the file missing_links.csv.", numbers[-1])


def test_the_files_hold_the_rows_that_sheets_leave_out(folder, results):
    """Each note counts the rows that the file has and the sheet has not."""
    said = 0
    for sheet in results.worksheets:
        for row in sheet.iter_rows(min_row=2, max_col=1):
            found = re.fullmatch(
                r"([\d,]+) more rows? \w+ in the file (\S+\.csv)\.", str(row[0].value)
            )
            if found:
                file = pd.read_csv(folder / found[2], encoding="utf-8-sig")
                shown = sheet.max_row - 2
                assert len(file) == shown + int(found[1].replace(",", ""))
                said += 1
    assert said >= 2
    gaps = pd.read_csv(folder / "missing_links.csv", encoding="utf-8-sig")
    assert len(gaps) == len(cn.missing_links(the_sample().latest()))


def test_where_to_read_a_result_is_a_sheet_that_is_there(results, tmp_path):
    report = cn.report(the_sample(), tmp_path / "r.xlsx", lang="fr", sections=None)
    for book in (results, openpyxl.load_workbook(report)):
        found = [row[4] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
        named = {name for cell in found if cell for name in cell.split(", ")}
        assert named
        assert named <= set(book.sheetnames)


def test_a_number_found_is_a_number_written_as_what_it_is(results):
    cells = [cell for cell in column(results.worksheets[0], "number") if cell.value is not None]
    assert all(isinstance(cell.value, (int, float)) for cell in cells)
    assert {cell.number_format for cell in cells} == {"#,##0", "0%"}


def test_few_answers_are_a_caution_on_every_result(tmp_path):
    net = NETWORKS["small"]()
    few = cn.Network(net.actors, net.ties, about=cn.About(invited=40, responded=12))
    path = cn.report(few, tmp_path / "r.xlsx", lang="en")
    cautions = column(openpyxl.load_workbook(path).worksheets[0], "caution")
    assert cautions
    assert all("65%" in str(cell.value) for cell in cautions)


def test_counts_of_roles_and_of_ties_are_whole(results):
    sheet = results["Actor profiles"]
    w = cn.words("en")
    for role in ("coordinator", "itinerant", "gatekeeper", "liaison", "brokerage", "ties_across"):
        name = w.label(f"column_{role}")
        cells = [cell for cell in column(sheet, name) if cell.value is not None]
        assert cells
        assert {cell.number_format for cell in cells} == {"#,##0"}, name


def test_every_column_of_numbers_has_its_meaning(results):
    rows = results["Dictionary"].iter_rows(min_row=2, values_only=True)
    assert not [row[0] for row in rows if row[2] not in ("text", "date") and not row[1]]


def test_shares_are_percentages_and_counts_are_whole(results):
    shares = [c for c in column(results["Coverage"], "Share") if c.value is not None]
    assert shares
    assert all("%" in cell.number_format and 0 <= cell.value <= 1 for cell in shares)
    seats = column(results["Coverage"], "Seats")
    assert all(cell.number_format == "#,##0" for cell in seats)


def test_every_sheet_is_fitted_to_the_width_of_a_lying_page(results):
    for sheet in results.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    titles = [sheet.print_title_rows for sheet in results.worksheets]
    assert sum(title is not None for title in titles) >= 10


def test_a_dictionary_holds_every_column(results):
    held = {cell.value for cell in column(results["Dictionary"], "column")}
    shown = {cell.value for sheet in results.worksheets[2:-3] for cell in sheet[1] if cell.value}
    assert shown <= held


def test_every_measure_of_the_profile_has_its_meaning(results):
    told = {
        cell.value: text.value
        for cell, text, *_ in results["Meaning of measures"].iter_rows(min_row=2)
    }
    profile = cn.profile(the_sample())
    assert len(told) == profile["measure"].nunique()
    assert all(text.endswith(".") for text in told.values())
    assert "from −1 to +1" in told["E-I index"]


def test_figures_stand_on_a_sheet(results):
    assert len(results["Figures"]._images) == 2


@pytest.mark.parametrize("name", NETWORKS)
def test_any_network_makes_a_workbook_without_formulas(name, tmp_path):
    path = cn.report(NETWORKS[name](), tmp_path / "r.xlsx", lang="fr")
    book = openpyxl.load_workbook(path)
    texts = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                texts.add(str(cell.value))
    if name == "hostile":
        assert HOSTILE[0] in texts
