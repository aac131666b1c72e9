"""A template is a workbook that reads as what it holds: nothing, or a network, exactly."""

import re
import shutil
import subprocess
import zipfile

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.tables.read import read_tables
from concertnet.tables.spec.needs import RESULTS
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.write.template import EMPTY_SHEETS
from concertnet.tables.write.template_table import help_of, list_of
from concertnet.words import LANGUAGES, words
from tests.networks import the_sample

SHEETS = {**TABLES, **EMPTY_SHEETS}

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+1",
    "<b>&'\"",
    "http://x.test",
    "a;b",
    "001",
    "l’été",
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    home = tmp_path_factory.mktemp("templates")
    return {lang: cn.template(home / f"{lang}.xlsx", lang=lang, tables="all") for lang in LANGUAGES}


def said(path, *severities):
    return [p.code for p in read_tables(path).problems if p.severity in severities]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_template_reads_as_nothing_and_its_examples_are_said(empty, lang):
    reading = read_tables(empty[lang])
    assert not any(len(frame) for frame in reading.tables.values())
    assert said(empty[lang], "error", "warning") == []
    examples = [p for p in reading.problems if p.code == "example_rows"]
    assert len(examples) == len(TABLES)
    assert not any(p.code == "sheet_unknown" for p in reading.problems)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_table_says_what_goes_there(empty, lang):
    w = words(lang)
    book = openpyxl.load_workbook(empty[lang])
    for name, table in SHEETS.items():
        sheet = book[w[f"table_{name}"]]
        rules = {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}
        headings = [cell.value for cell in sheet[1]]
        assert headings == [w[column.word] for column in table.columns]
        for at, column in enumerate(table.columns):
            rule = rules[f"{sheet.cell(2, at + 1).coordinate}"]
            assert rule.prompt == help_of(name, column, w)
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 255
            if column.kind in ("word", "level", "flag") or column.refers in ("actors", "instances"):
                assert rule.type == ("list" if column.kind != "ids" else None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_are_defined_names_that_hold_the_words_and_what_is_typed(empty, lang):
    w = words(lang)
    book = openpyxl.load_workbook(empty[lang])
    lists = book[w["template_lists"]]
    assert lists.sheet_state == "hidden"
    for name, table in SHEETS.items():
        sheet = book[w[f"table_{name}"]]
        rules = {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}
        for at, column in enumerate(table.columns, start=1):
            rule = rules[sheet.cell(2, at).coordinate]
            if rule.type != "list":
                continue
            defined = book.defined_names[rule.formula1].attr_text
            if column.kind == "word":
                ((title, area),) = book.defined_names[rule.formula1].destinations
                held = [cell.value for (cell,) in book[title][area]]
                assert held == [w[value] for value in column.values], list_of(column)
            elif column.refers:
                title = w[f"table_{column.refers}"]
                assert defined.startswith("OFFSET(")
                assert title in defined


def test_the_guide_says_what_each_sheet_makes_possible_and_what_to_type(tmp_path):
    path = cn.template(tmp_path / "Mon réseau (2024).xlsx", lang="fr")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert 'concertnet check "Mon réseau (2024).xlsx" --lang fr' in texts
    for result in RESULTS:
        assert words("fr")[f"possible_{result.name}"] in texts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_network_comes_back_from_its_template(tmp_path, lang):
    net = the_sample()
    made = cn.template(tmp_path / "plein.xlsx", lang=lang, data=net)
    again = cn.read(made)
    assert again.equals(net)
    for name, frame in net.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame)
    assert said(made, "error", "warning") == said(cn.sample_path(), "error", "warning")
    other = cn.template(tmp_path / "autre.xlsx", lang=lang, data=cn.sample_path())
    assert zipfile.ZipFile(other).read("xl/worksheets/sheet2.xml") == zipfile.ZipFile(made).read(
        "xl/worksheets/sheet2.xml"
    )


def test_a_network_of_odd_texts_comes_back_and_nothing_is_run(tmp_path):
    actors = pd.DataFrame(
        {
            "actor": HOSTILE,
            "name": HOSTILE[::-1],
            "sector": ["private", "Mon secteur", "Société =1+1", None] * 2,
            "latitude": [45.123456789012345, -1e-7, None, 0.1] * 2,
            "début": ["2021", "2021-03", "2021-03-04T05:06:07", None] * 2,
            "start": ["2019"] * 8,
            "=1+1": HOSTILE,
        }
    )
    ties = pd.DataFrame(
        {"source": HOSTILE[:3], "target": HOSTILE[3:6], "level": ["yearly", "weekly", "yearly"]}
    )
    net = cn.Network(
        actors,
        ties,
        scale=cn.Scale("jours", ("yearly", "weekly")),
        about=cn.About(title="=1+1", sectors=("Mon secteur",), invited=9, responded=3),
    )
    for lang in LANGUAGES:
        made = cn.template(tmp_path / f"{lang}.xlsx", lang=lang, data=net)
        again = cn.read(made)
        assert again.equals(net), lang
        with zipfile.ZipFile(made) as archive:
            parts = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith("xml")}
        assert not any("<f>" in text for text in parts.values())
        assert not any("<hyperlink" in text for text in parts.values())
        assert "<dc:creator></dc:creator>" in parts["docProps/core.xml"]


def test_the_same_network_gives_the_same_template(tmp_path):
    net = the_sample()
    one = cn.template(tmp_path / "one" / "a.xlsx", data=net)
    two = cn.template(tmp_path / "two" / "a.xlsx", data=net)
    assert one.read_bytes() == two.read_bytes()


def test_a_template_never_replaces_a_file(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("rempli")
    with pytest.raises(cn.ConcertnetError) as caught:
        cn.template(path)
    assert "existe déjà" in caught.value.text("fr")
    assert path.read_text() == "rempli"
    with pytest.raises(cn.ConcertnetError, match=r"\.xlsx"):
        cn.template(tmp_path / "a.ods")
    with pytest.raises(cn.UnknownWord, match="core, all"):
        cn.template(tmp_path / "b.xlsx", tables="toutes")


def test_data_that_hold_errors_fill_no_template(tmp_path):
    with pytest.raises(cn.TableError):
        cn.template(tmp_path / "a.xlsx", data=tmp_path / "absent")
    assert not (tmp_path / "a.xlsx").exists()


TYPED = {
    "Acteurs": [
        ["CDC de la Plaine", None, "communautaire"],
        ["CISSS", None, "institutionnel"],
        ["Scierie Untel", None, "privé"],
        ["001", None, None],
    ],
    "Liens": [
        ["CDC de la Plaine", "CISSS", "concertation", "2023-06", "2024"],
        ["001", "Scierie Untel", "partenariat", "2024-06-30"],
    ],
    "Instances": [["Table jeunesse"]],
    "Sièges": [["Table jeunesse", "CISSS", "membre votant", "2022"]],
    "Mandats": [["Table jeunesse", "CISSS", "P1", "titulaire", "oui", "2022"]],
}


def filled(path):
    """Type in a template, under its examples, as a person does."""
    book = openpyxl.load_workbook(path)
    for title, rows in TYPED.items():
        for number, row in enumerate(rows, start=3):
            for at, text in enumerate(row, start=1):
                if text is not None:
                    book[title].cell(number, at).value = text
    book.save(path)
    return path


def is_what_was_typed(path):
    net = cn.read(path)
    assert net.actors["actor"].tolist() == ["CDC de la Plaine", "CISSS", "Scierie Untel", "001"]
    assert net.actors["sector"].tolist()[:3] == ["community", "institutional", "private"]
    assert net.ties["level"].tolist() == ["concertation", "partnership"]
    assert net.ties["start"].astype(str).tolist() == ["2023-06-01", "2024-06-30"]
    assert net.ties["end"].astype(str).tolist()[0] == "2025-01-01"
    assert net.mandates["person"].tolist() == ["P1"]
    assert net.seats["role"].tolist() == ["voting"]
    return True


def test_a_template_that_is_filled_in_is_read_back(tmp_path):
    assert is_what_was_typed(filled(cn.template(tmp_path / "a.xlsx", lang="fr")))


def test_an_example_that_is_written_over_is_read(tmp_path):
    path = cn.template(tmp_path / "a.xlsx", lang="fr")
    book = openpyxl.load_workbook(path)
    book["Acteurs"]["A2"].value = "CISSS"
    book.save(path)
    assert read_tables(path).tables["actors"]["actor"].tolist() == ["CISSS"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_template_saved_by_libreoffice_is_read_back(tmp_path, suffix):
    path = filled(cn.template(tmp_path / "modele.xlsx", lang="fr"))
    home = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
               "--convert-to", suffix, "--outdir", str(home), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert is_what_was_typed(home / f"modele.{suffix}")
    if suffix == "xlsx":
        book = openpyxl.load_workbook(home / "modele.xlsx")
        rules = book["Liens"].data_validations.dataValidation
        assert any(re.search("typed_actors", str(rule.formula1)) for rule in rules)
