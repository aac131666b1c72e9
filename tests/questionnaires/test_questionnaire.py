"""Blank questionnaires: what they hold, keep from one wave to the next, refuse."""

import hashlib
import tomllib

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.questionnaires.hidden_sheet import HIDDEN_SHEET, read_hidden_rows
from concertnet.words import words
from tests.networks import small_network, the_sample
from tests.report.networks import HOSTILE

ITEMS = pd.DataFrame(
    {
        "item": ["Q01", "Q02", "Q03", "R"],
        "text_fr": ["Le sens.", None, "Dites pourquoi.", None],
        "text_en": ["The meaning.", "Rules.", None, None],
        "scale_min": [1, 1, None, 0],
        "scale_max": [5, 3, None, 10],
        "labels": [None, "1=A|2=B|3=C", None, None],
        "dimension": [None, None, None, "reliability"],
    }
)
REFERRALS = cn.RelationQuestion("referrals", fr="Nous y dirigeons des gens", en="We refer to it")


def hidden(file):
    sheet = openpyxl.load_workbook(file)[HIDDEN_SHEET]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    return read_hidden_rows(rows)


def choices(file, sheet, cell):
    """The texts that a cell offers."""
    book = openpyxl.load_workbook(file)
    (rule,) = [rule for rule in book[sheet].data_validations.dataValidation if cell in rule.sqref]
    name = book.defined_names[rule.formula1.lstrip("=")]
    ((where, area),) = name.destinations
    return [row[0].value for row in book[where][area]]


def blank(folder, net=None, **options):
    options = {"lang": ("fr",), "kind": "excel", **options}
    return cn.questionnaire(net or small_network(), folder, **options)


def test_a_workbook_for_each_respondent_lists_all_others(tmp_path):
    files = blank(tmp_path)
    assert [file.name for file in files] == [
        "r001-Boulangerie.xlsx", "r002-Centre.xlsx", "r003-Ecole.xlsx", "r004-Ville.xlsx",
        "questionnaire.toml",
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(files[1])["Relations"]
    assert [row[:2] for row in sheet.iter_rows(min_row=5, values_only=True)] == [
        ("r001", "Boulangerie"), ("r003", "École"), ("r004", "Ville"),
    ]  # fmt: skip
    assert choices(files[1], "Relations", "C5") == [
        "Aucune relation", "Collaboration", "Concertation", "Partenariat", "Ne sais pas",
    ]  # fmt: skip
    assert sheet["A4"].value is None
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert not sheet["C5"].protection.locked
    assert sheet["B5"].protection.locked
    book = openpyxl.load_workbook(files[1])
    assert {s.title for s in book if s.sheet_state == "veryHidden"} == {
        HIDDEN_SHEET, "concertnet_lists",
    }  # fmt: skip


def test_the_hidden_sheet_says_what_everything_means(tmp_path):
    files = blank(
        tmp_path,
        relations=("ties", REFERRALS),
        dimensions=("reliability", "power"),
        items=ITEMS,
        lang=("fr", "en"),
        wave="2026",
    )
    said = hidden(files[0])
    assert (said.respondent, said.wave, said.lang, said.scale) == ("a", "2026", "fr", "bourque")
    ties, referrals, reliability, power, first, second, free = said.questions
    assert (ties.to, ties.heading) == (
        "ties", "Votre relation avec cette organisation / Your relation with this organisation",
    )  # fmt: skip
    assert ties.values["Partenariat / Partnership"] == "partnership"
    assert ties.values["Partnership"] == "partnership"
    assert ties.values["Aucune relation / No relation"] == "none"
    assert ties.values["Don’t know"] == "dont_know"
    assert (referrals.to, referrals.name) == ("directed", "referrals")
    assert referrals.values["Oui / Yes"] == "yes"
    # the codebook declares the scale of one dimension, nothing that of the other
    assert (reliability.steps, power.steps) == ((0, 10), (1, 4))
    assert (first.codes, second.codes, free.codes) == (("i001",), ("i002",), ("i003",))
    assert second.values["2 – B"] == "2"
    assert free.values == {}
    assert said.texts == {"Q01": "Le sens.", "Q02": "Rules.", "Q03": "Dites pourquoi."}
    page = openpyxl.load_workbook(files[0])["Lisez-moi - Read me"]
    told = " ".join(str(row[0]) for row in page.values)
    for lang in ("fr", "en"):
        w = words(lang)
        assert w["questionnaire_page_not_anonymous"] in told
        assert w["questionnaire_readers_unsaid"] in told
        assert w["questionnaire_page_scores_shown"] in told


def test_codes_are_never_given_to_another(tmp_path):
    before = blank(tmp_path / "one")[-1]
    net = small_network()
    gone = net.actors[net.actors["actor"] != "b"]
    more = pd.DataFrame({"actor": ["aa", "e"], "name": ["Neuf", "École 2"], "start": "2022-01-01"})
    later = cn.Network(pd.concat([more, gone], ignore_index=True), observed=("2022", "2024"))
    after = blank(tmp_path / "two", later, before=before)
    codes = tomllib.loads(after[-1].read_text("utf-8"))["roster"]
    assert codes == {
        "r001": "a", "r002": "b", "r003": "c", "r004": "d", "r005": "aa", "r006": "e",
    }  # fmt: skip
    assert "r002-Centre.xlsx" not in [file.name for file in after]
    thrice = blank(tmp_path / "three", net, before=after[-1])
    assert tomllib.loads(thrice[-1].read_text("utf-8"))["roster"] == codes


def test_who_has_left_and_persons_are_not_asked_unless_named(tmp_path):
    actors = pd.DataFrame(
        {
            "actor": ["a", "b", "p"],
            "name": ["Ville", "Parti", "Jeanne Untel"],
            "kind": ["organisation", "organisation", "person"],
            "start": "2022-01-01",
            "end": [None, "2023-01-01", None],
        }
    )
    net = cn.Network(actors, observed=("2022", "2024"))
    files = blank(tmp_path / "one", net)
    assert [file.name for file in files] == ["r001-Ville.xlsx", "questionnaire.toml"]
    named = blank(tmp_path / "two", net, asked=["a"], roster=["a", "b"])
    sheet = openpyxl.load_workbook(named[0])["Relations"]
    assert sheet["B5"].value == "Parti"


def test_hostile_names_are_texts(tmp_path):
    actors = pd.DataFrame({"actor": [f"a{k}" for k in range(len(HOSTILE))], "name": HOSTILE})
    net = cn.Network(actors, about=cn.About(title=HOSTILE[0]))
    question = cn.RelationQuestion(HOSTILE[0], fr=HOSTILE[1], en=HOSTILE[2])
    files = blank(tmp_path, net, relations=(question,), readers=HOSTILE[0], wave=HOSTILE[4])
    assert all(file.parent == tmp_path for file in files)
    for file in files[:-1]:
        book = openpyxl.load_workbook(file)
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
    said = hidden(files[1])
    assert said.respondent == "a1"
    assert said.questions[0].name == HOSTILE[0]
    assert tomllib.loads(files[-1].read_text("utf-8"))["survey"]["wave"] == HOSTILE[4]


def test_the_same_bytes(tmp_path):
    one, two = (blank(tmp_path / name, dimensions=["power"], items=ITEMS) for name in "ab")
    digests = [[hashlib.sha256(f.read_bytes()).hexdigest() for f in made] for made in (one, two)]
    assert digests[0] == digests[1]


def test_no_file_is_ever_replaced(tmp_path):
    files = blank(tmp_path)
    files[0].write_text("filled in")
    with pytest.raises(cn.ConcertnetError, match="r001"):
        blank(tmp_path)
    assert files[0].read_text() == "filled in"


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"kind": "word"}, cn.UnknownWord, "word"),
        ({"asked": ["a", "zz"]}, cn.UnknownWord, "zz"),
        ({"asked": []}, cn.NotComparable, "asked"),
        ({"relations": ["liens"]}, cn.UnknownWord, "liens"),
        ({"relations": []}, cn.NotComparable, "relations"),
        ({"relations": ["ties", "ties"]}, cn.NotComparable, "ties"),
        ({"relations": [cn.RelationQuestion("aid", en="We help it")]}, cn.UnknownWord, "fr"),
        ({"dimensions": ["trust"]}, cn.UnknownWord, "trust"),
        ({"lang": ()}, cn.NotComparable, "lang"),
        ({"lang": ("de",)}, cn.UnknownWord, "de"),
        ({"readers": {"en": "us"}}, cn.UnknownWord, "readers"),
        ({"before": "nowhere.toml"}, cn.ConcertnetError, "nowhere"),
        ({"most": 0}, cn.NotComparable, "most"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, options, error, said):
    with pytest.raises(error, match=said):
        blank(tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_none_is_refused(tmp_path):
    for text in ("[roster", "[survey]\n", "[roster]\nr001 = 3\n"):
        (tmp_path / "key.toml").write_text(text)
        with pytest.raises(cn.ConcertnetError, match="key"):
            blank(tmp_path / "out", before=tmp_path / "key.toml")


def test_many_are_written_in_a_few_seconds(tmp_path):
    files = blank(tmp_path, the_sample(), asked=["A01", "A02"])
    assert len(files) == 3


def test_a_dimension_is_said_in_the_words_of_the_reader(tmp_path):
    files = blank(tmp_path, the_sample(), kind="xlsform", dimensions=["Fiabilité"])
    assert 'dimension = "reliability"' in files[-1].read_text("utf-8")
