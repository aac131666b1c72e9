"""Questionnaires for the screen: a form that its tool accepts, a key that reads its answers."""

import csv
import io
import re
import tomllib
import warnings

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.questionnaires.limesurvey import LIMESURVEY_FILE
from concertnet.questionnaires.xlsform import XLSFORM_FILE
from tests.networks import the_sample
from tests.questionnaires.test_questionnaire import ITEMS, REFERRALS, blank
from tests.report.networks import HOSTILE

WHOLE = {
    "relations": ("ties", REFERRALS),
    "dimensions": ("reliability", "power"),
    "items": ITEMS,
    "lang": ("fr", "en"),
}


def sheets(file):
    book = openpyxl.load_workbook(file)
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def converted(file):
    """What pyxform makes of the form, and its warnings."""
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = xls2xform.convert(xlsform=str(file), validate=False)
    return found.xform, found.warnings


def structure(file):
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter="\t"))


def test_pyxform_converts_the_form_without_a_warning(tmp_path):
    file, _ = blank(tmp_path, kind="xlsform", wave="2026", **WHOLE)
    xform, warned = converted(file)
    assert warned == []
    assert "r003" in xform
    assert "Français (fr)" in xform


def test_the_form_lists_everybody_but_who_answers(tmp_path):
    file, key = blank(tmp_path, kind="xlsform", **WHOLE)
    form = sheets(file)
    rows = {row["name"]: row for row in form["survey"] if row["name"]}
    assert rows["level_r002"]["relevant"] == "${respondent} != 'r002'"
    assert rows["level_r002"]["label::English (en)"] == "Centre"
    assert rows["g_level"]["appearance"] == "table-list"
    assert rows["reliability_r001"]["type"] == rows["reliability_r004"]["type"]
    lists = {}
    for row in form["choices"]:
        lists.setdefault(row["list_name"], {})[row["name"]] = row["label::Français (fr)"]
    assert lists["a_level"] == {
        "L0": "Aucune relation", "L1": "Collaboration", "L2": "Concertation",
        "L3": "Partenariat", "DK": "Ne sais pas",
    }  # fmt: skip
    assert list(lists["a_reliability"]) == [*map(str, range(11)), "DK"]
    assert form["settings"][0]["default_language"] == "Français (fr)"
    said = tomllib.loads(key.read_text("utf-8"))
    assert said["relation"][0]["columns"] == "level_{actor}"
    assert said["relation"][0]["values"]["L3"] == "partnership"
    assert said["relation"][0]["values"]["Don’t know"] == "dont_know"
    assert said["relation"][2]["scale"] == [0, 10]
    assert said["items"][0]["codes"] == {"i001": "Q01"}


def test_above_most_who_is_known_is_asked_first(tmp_path):
    file, key = blank(tmp_path, the_sample(), kind="xlsform", most=30)
    rows = {row["name"]: row for row in sheets(file)["survey"] if row["name"]}
    assert rows["known"]["type"] == "select_multiple organisations"
    assert rows["level_r002"]["relevant"] == "selected(${known}, 'r002')"
    assert tomllib.loads(key.read_text("utf-8"))["relation"][0]["known"] == "known"
    assert converted(file)[1] == []


def test_the_structure_repeats_each_language_in_one_order(tmp_path):
    file, key = blank(tmp_path, kind="limesurvey", **WHOLE)
    rows = structure(file)
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    assert (settings["language"], settings["additional_languages"]) == ("fr", "en")
    assert settings["anonymized"] == "N"
    by_lang = {
        lang: [
            (row["class"], row["type/scale"], row["name"], row["relevance"])
            for row in rows
            if row["language"] == lang and row["class"] in ("Q", "SQ", "A")
        ]
        for lang in ("fr", "en")
    }
    assert by_lang["fr"] == by_lang["en"]
    assert ("Q", "F", "LEVEL", "") in by_lang["fr"]
    assert ("SQ", "0", "r002", 'RESP.NAOK != "r002"') in by_lang["fr"]
    codes = [row["name"] for row in rows if row["class"] == "A"]
    assert max(map(len, codes)) <= 5  # what LimeSurvey keeps of a code of answer
    titles = [row["name"] for row in rows if row["class"] == "Q"]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", title) for title in titles)
    assert len(titles) == 2 * len(set(titles))
    said = tomllib.loads(key.read_text("utf-8"))
    assert said["relation"][1] == {
        "columns": "D2[{actor}]", "to": "directed", "question": "referrals", "direction": "given",
        "values": {
            "Y": "yes", "Oui": "yes", "Yes": "yes", "N": "none", "Non": "none", "No": "none",
            "DK": "dont_know", "Ne sais pas": "dont_know", "Don’t know": "dont_know",
        },
    }  # fmt: skip
    assert [block["codes"] for block in said["items"]] == [
        {"i001": "Q01"}, {"i002": "Q02"}, {"I003": "Q03"},
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsform", "limesurvey"])
def test_hostile_texts_are_texts(tmp_path, kind):
    bad = [*HOSTILE, "${respondent} a", "{INSERTANS:1}", 'a\tb\n"c" ]]>', "x\x7fy"]
    actors = pd.DataFrame({"actor": [f"a{k}" for k in range(len(bad))], "name": bad})
    items = pd.DataFrame({"item": bad, "text_fr": bad, "text_en": bad})
    net = cn.Network(actors, about=cn.About(title=bad[2]), items=items)
    question = cn.RelationQuestion(bad[0], fr=bad[6], en=bad[7])
    options = {"relations": ("ties", question), "readers": bad[6], "wave": bad[0]}
    file, key = blank(tmp_path, net, kind=kind, lang=("fr", "en"), **options)
    said = tomllib.loads(key.read_text("utf-8"))
    assert said["survey"]["wave"] == bad[0]
    assert said["relation"][1]["question"] == bad[0]
    if kind == "xlsform":
        assert converted(file)[1] == []
        kinds = {
            c.data_type for s in openpyxl.load_workbook(file) for r in s.iter_rows() for c in r
        }
        assert "f" not in kinds
        return
    rows = structure(file)
    shown = "".join(row["text"] for row in rows)
    assert "<script>" not in shown
    assert "{" not in shown
    assert "]]>" not in shown
    assert all(row["class"] in ("S", "SL", "G", "Q", "SQ", "A") for row in rows)


def test_files_have_their_names(tmp_path):
    assert blank(tmp_path / "x", kind="xlsform")[0].name == XLSFORM_FILE
    assert blank(tmp_path / "l", kind="limesurvey")[0].name == LIMESURVEY_FILE
