import openpyxl
import pandas as pd
import pytest

import concertnet as cn


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


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_cell_with_an_error_is_marked_and_says_what_to_do(book, tmp_path, lang):
    copy = openpyxl.load_workbook(cn.mark_problems(book, tmp_path / "marque.xlsx", lang=lang))
    problems = cn.check(book, lang=lang)
    level = copy["Liens"]["C2"]
    assert level.value == "fusion"
    assert level.fill.fgColor.rgb.endswith("F4A6B7")
    expected = problems[problems["value"] == "fusion"].iloc[0]
    assert expected["message"] in level.comment.text
    assert copy["Liens"]["B3"].comment is not None
    assert copy["Acteurs"]["A6"].comment is not None, "headings may stand lower than the first row"
    assert copy["Liens"]["C3"].comment is None


def test_the_workbook_itself_is_left_as_it_is(book, tmp_path):
    before = book.read_bytes()
    cn.mark_problems(book, tmp_path / "copy.xlsx")
    assert book.read_bytes() == before
    with pytest.raises(cn.ConcertnetError, match=r"another name|autre nom"):
        cn.mark_problems(book, book)


def test_only_an_xlsx_is_marked(tmp_path):
    with pytest.raises(cn.ConcertnetError, match=r"\.xlsx"):
        cn.mark_problems(cn.sample_path(), tmp_path / "copy.xlsx")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(cn.ConcertnetError):
        cn.mark_problems(broken, tmp_path / "copy.xlsx")
