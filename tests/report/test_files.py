import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.report.files import save_csv, save_workbook
from concertnet.report.labels import labelled
from tests.networks import the_sample

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "＝1+1", "'=1", "plain"]


def test_no_text_is_run_as_a_formula(tmp_path):
    frame = pd.DataFrame({"=name": pd.Series(HOSTILE, dtype="str"), "n": range(len(HOSTILE))})
    text = save_csv(frame, tmp_path / "t.csv", lang="en").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("'=name")
    assert all(line.lstrip('"').startswith("'") for line in lines[1:-1])
    assert lines[-1].startswith("plain")
    book = openpyxl.load_workbook(save_workbook({"s": frame}, tmp_path / "t.xlsx"))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert [cell.value for cell in book.active["A"]][1:] == HOSTILE


def test_the_same_table_is_the_same_file(tmp_path):
    frame = pd.DataFrame({"a": [1.5, None], "b": ["x", None]})
    for number in (1, 2):
        save_workbook({"s": frame}, tmp_path / f"{number}.xlsx")
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "t.csv"
    target.write_text("old")

    def crash(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", crash)
    with pytest.raises(cn.ConcertnetError, match=r"disk is full|disque est plein"):
        save_csv(pd.DataFrame({"a": [1]}), target, lang="en")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["t.csv"]  # noqa: PTH208


def test_labels_are_in_the_language_and_a_users_words_stay():
    frame = pd.DataFrame(
        {
            "sector": ["private", "Ma catégorie"],
            "level": ["partnership", "x"],
            "absent": [True, False],
            "actor": ["a1", "private"],
            "caution": ["few; unknown_group", None],
        }
    )
    shown = labelled(frame, lang="fr")
    assert shown.iloc[:, 0].tolist() == ["Privé", "Ma catégorie"]
    assert shown.iloc[:, 1].tolist() == ["Partenariat", "x"]
    assert shown.iloc[:, 2].tolist() == ["oui", "non"]
    assert shown.iloc[:, 3].tolist() == ["a1", "private"], "ids are never translated"
    assert "; " in shown.iloc[0, 4]


def test_every_heading_of_the_results_is_in_the_catalogue():
    from concertnet.report.results import result_tables
    from concertnet.report.seated import seated_tables
    from concertnet.report.subject import subject_of

    net = the_sample()
    seated, unmade = seated_tables(net, net.latest())
    assert not unmade
    tables = result_tables(subject_of(net)) | seated
    for w in map(cn.words, ("fr", "en")):
        for name, frame in tables.items():
            for column in frame.columns:
                assert f"column_{column}" in w or column in w, f"{name}: {column}"


def test_sheets_fit_what_excel_accepts(tmp_path):
    title = "a[b]:c*d?e/f\\" + "g" * 40
    path = save_workbook({title: pd.DataFrame({"a": ["x" * 40_000]})}, tmp_path / "t.xlsx")
    assert isinstance(path, Path)
    assert openpyxl.load_workbook(path).sheetnames[0].startswith("abcdef")
