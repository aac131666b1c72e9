"""The workbook: what was found first, numbers as numbers, nothing that runs."""

import openpyxl
import pytest

import concertnet as cn
from tests.networks import the_sample
from tests.report.networks import HOSTILE, NETWORKS


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    cn.write_results(the_sample(), folder, lang="en")
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
    assert "not shown" in numbers[-1], "the rows left out are said"


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
