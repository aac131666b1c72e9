"""From a blank questionnaire to a checked network: filled in by forty, read back, drawn, told."""

import csv
import functools
import itertools

import numpy as np
import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.questionnaires.key import answer_codes
from concertnet.questionnaires.questionnaire import QUESTIONNAIRE_KINDS
from concertnet.report.report import made_report
from concertnet.survey.read import survey_findings
from tests.maps.charts import page, said
from tests.networks import small_network, the_sample
from tests.questionnaires.test_questionnaire import ITEMS, REFERRALS, blank, hidden

LEVELS = ("none", "collaboration", "concertation", "partnership", "dont_know", "")
CHANCE = (0.62, 0.12, 0.08, 0.04, 0.06, 0.08)
ASKED = {
    "relations": ("ties", REFERRALS),
    "dimensions": ("power",),
    "items": ITEMS,
    "lang": ("fr", "en"),
    "wave": "2024",
}
ANSWERED = 40


@functools.cache
def answers():
    """What forty actors of the sample would say: {who: {code of the question: {of: said}}}."""
    random = np.random.default_rng(19)
    net = the_sample().latest()
    actors = list(net.actors_now()["actor"])
    yes_or_no, scores = ["yes", "none", "dont_know", ""], ["1", "2", "3", "4", ""]
    told = {}
    for who in actors[:ANSWERED]:
        others = [other for other in actors if other != who]
        told[who] = {
            "level": dict(zip(others, random.choice(LEVELS, len(others), p=CHANCE), strict=True)),
            "d2": dict(zip(others, random.choice(yes_or_no, len(others)), strict=True)),
            "power": dict(zip(others, random.choice(scores, len(others)), strict=True)),
            "i001": {"Q01": str(random.choice(["1", "5", "dont_know", ""]))},
            "i002": {"Q02": str(random.choice(["1", "3", ""]))},
            "i003": {"Q03": str(random.choice(["parce que", ""]))},
        }
    empty = actors[ANSWERED - 1]  # one sends it back blank
    told[empty] = {code: dict.fromkeys(row, "") for code, row in told[empty].items()}
    return told


def codes_of(made):
    """The code of each answer, question by question."""
    return {one.code: answer_codes(one) | {"": ""} for one in made.questions}


class Recorder:
    """Keeps the questionnaire that a kind writes, for who fills in its exports."""

    def __init__(self, monkeypatch, kind):
        write = QUESTIONNAIRE_KINDS[kind]

        def kept(made):
            self.made = made
            return write(made)

        monkeypatch.setitem(QUESTIONNAIRE_KINDS, kind, kept)


def fill_excel(folder, files, made):
    """Fill in the workbooks of those who answer, and lose the others."""
    for file in files[:-1]:
        lines = hidden(file)
        told = answers().get(lines.respondent)
        if told is None:
            file.unlink()
            continue
        by_name = {"": "level", "referrals": "d2", "power": "power"}
        book = openpyxl.load_workbook(file)
        for question in lines.questions:
            shown = {meant: text for text, meant in reversed(question.values.items())}
            sheet = book[question.sheet]
            at = next(cell.column for cell in sheet[4] if cell.value == question.heading)
            for row in range(5, sheet.max_row + 1):
                code = sheet.cell(row, 1).value
                if question.codes and code not in question.codes:
                    continue
                about = lines.lines[question.sheet, code]
                asked = code if question.to == "answers" else by_name[question.name]
                text = told[asked][about]
                sheet.cell(row, at).value = shown.get(text, text) or None
        book.save(file)
    return folder, None


def fill_export(path, files, made, headings, first, last):
    """Write the export of a tool: a row for each form, codes as answers."""
    codes, code_of = codes_of(made), made.code_of
    rows = []
    for who, told in answers().items():
        row = dict(first)
        row[headings["respondent"]] = code_of[who]
        for question in made.questions:
            for about, meant in told[question.code].items():
                of = question.code if question.to == "answers" else code_of[about]
                row[headings[question.code](of)] = codes[question.code].get(meant, meant)
        rows.append({**row, **last})
    names = list(dict.fromkeys(itertools.chain.from_iterable(rows)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path, files[-1]


def fill_kobo(folder, files, made):
    headings = {
        "respondent": "respondent",
        **{c: (lambda of, c=c: f"g_{c}/{c}_{of}") for c in ("level", "d2", "power")},
        **{c: (lambda of: of) for c in ("i001", "i002", "i003")},
    }
    last = {"_id": "1", "_uuid": "x", "_submission_time": "2024-11-20", "_index": "1"}
    return fill_export(folder / "kobo.csv", files, made, headings, {"today": "2024-11-20"}, last)


def fill_limesurvey(folder, files, made):
    headings = {
        "respondent": "RESP",
        **{c: (lambda of, c=c: f"{c.upper()}[{of}]") for c in ("level", "d2", "power")},
        "i001": lambda of: f"ITEMS1[{of}]",
        "i002": lambda of: f"ITEMS2[{of}]",
        "i003": lambda of: of.upper(),
    }
    first = {"id": "1", "submitdate": "2024-11-20 10:00:00", "lastpage": "6", "startlanguage": "fr"}
    return fill_export(folder / "lime.csv", files, made, headings, first, {})


FILLED = {"excel": fill_excel, "xlsform": fill_kobo, "limesurvey": fill_limesurvey}


@pytest.fixture(scope="module")
def surveys(tmp_path_factory):
    """The survey of each kind, read once."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for kind, fill in FILLED.items():
            folder = tmp_path_factory.mktemp(kind)
            recorder = Recorder(patch, kind)
            files = blank(folder, the_sample(), kind=kind, **ASKED)
            path, mapping = fill(folder, files, recorder.made)
            date = "2024-11-20" if kind == "excel" else None
            found[kind] = cn.read_survey(path, mapping=mapping, actors=the_sample(), date=date)
    return found


def table(survey, name):
    frame = getattr(survey, name).drop(columns=["start", "end", "date"], errors="ignore")
    return frame.astype(str).sort_values(list(frame.columns)).reset_index(drop=True)


@pytest.mark.parametrize("kind", FILLED)
def test_what_was_answered_is_what_is_read(surveys, kind):
    survey = surveys[kind]
    wanted = {
        (who, of, meant)
        for who, told in answers().items()
        for of, meant in told["level"].items()
        if meant in LEVELS[1:4]
    }
    ties = survey.ties
    assert set(zip(ties["reported_by"], ties["target"], ties["level"], strict=True)) == wanted
    given = {
        (who, of)
        for who, told in answers().items()
        for of, meant in told["d2"].items()
        if meant == "yes"
    }
    directed = survey.directed[survey.directed["end_says"] == "yes"]
    assert set(zip(directed["source"], directed["target"], strict=True)) == given
    asked = survey.respondents.set_index("actor")["answered"]
    here = len(the_sample().latest().actors_now())
    assert len(asked) == here
    assert (asked == "none").sum() == here - ANSWERED + 1


@pytest.mark.parametrize(
    "name", ["ties", "directed", "perceptions", "answers", "respondents", "set_aside"]
)
def test_every_kind_gives_the_same_tables(surveys, name):
    first, *others = (table(survey, name) for survey in surveys.values())
    for other in others:
        pd.testing.assert_frame_equal(first, other)


@pytest.mark.parametrize("kind", FILLED)
def test_it_is_confirmed_drawn_and_told(surveys, kind):
    net = surveys[kind].network()
    found = cn.confirmation(net)
    assert 0 < found.share < 1
    assert not found.inferred
    rate = cn.response_rate(net)
    answered = (rate["complete"] + rate["partial"]).sum()
    assert answered <= ANSWERED - 1
    shown = said(cn.draw_confirmation(net, lang="en", ax=page()))
    assert f"{len(found.pairs)} pairs reported" in shown
    report = made_report(net, sections=["survey"], lang="en")
    told = " ".join(sentence.text for sentence in report.sections[0].sentences)
    assert "of the ties that can be verified are reported by both sides" in told
    made = net.reported(keep="both")
    assert len(made.ties) < len(net.ties)
    assert "both" in made.about.rule


# -- what a folder of workbooks may hold ----------------------------------------------------


def returned(tmp_path, net=None, **options):
    """A folder where two have answered."""
    blank(tmp_path, net, **options)
    for name, texts in (("r001-Boulangerie", ["Collaboration", None, "Ne sais pas"]),
                        ("r002-Centre", ["Partenariat", "Aucune relation", None])):  # fmt: skip
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        for row, text in enumerate(texts, start=5):
            book["Relations"].cell(row, 3).value = text
        book.save(tmp_path / f"{name}.xlsx")
    for name in ("r003-Ecole", "r004-Ville"):
        (tmp_path / f"{name}.xlsx").unlink()
    return tmp_path


def problems_of(path, **options):
    found = survey_findings(path, actors=small_network(), **options)
    return [one for one in found.problems if one.severity == "error"]


def change(file, sheet, row, column, value):
    book = openpyxl.load_workbook(file)
    book[sheet].cell(row, column).value = value
    book.save(file)


def test_silence_no_and_dont_know_stay_apart(tmp_path):
    survey = cn.read_survey(returned(tmp_path), actors=small_network(), date="2024-11-20")
    asked = survey.respondents.set_index("actor")
    assert asked["answered"].to_dict() == {
        "a": "partial", "b": "partial", "c": "none", "d": "none",
    }  # fmt: skip
    assert asked.loc["a", "not_answered"] == "c; d"
    assert asked.loc["a", "dont_know"] == "d"
    assert asked.loc["b", "not_answered"] == "d"
    found = cn.confirmation(survey.network())
    assert found.pairs["status"].tolist() == ["confirmed"]
    assert found.pairs["discordant"].tolist() == [True]


def test_a_text_of_no_list_is_told_with_its_cell(tmp_path):
    folder = returned(tmp_path)
    change(folder / "r001-Boulangerie.xlsx", "Relations", 6, 3, "un peu")
    (problem,) = problems_of(folder)
    assert (problem.code, problem.file, problem.sheet, problem.row) == (
        "returned_value", "r001-Boulangerie.xlsx", "Relations", 6,
    )  # fmt: skip
    assert problem.value == "un peu"
    with pytest.raises(cn.TableError, match="un peu"):
        cn.read_survey(folder, actors=small_network())


def test_an_address_in_a_cell_is_never_shown(tmp_path):
    folder = returned(tmp_path)
    change(folder / "r001-Boulangerie.xlsx", "Relations", 6, 3, "demander à julie@exemple.org")
    (problem,) = problems_of(folder)
    assert (problem.code, problem.row, problem.value) == ("returned_value", 6, None)
    assert "julie" not in repr(problem)


def test_a_line_that_is_gone_or_of_nobody_is_told(tmp_path):
    folder = returned(tmp_path)
    file = folder / "r002-Centre.xlsx"
    book = openpyxl.load_workbook(file)
    book["Relations"].delete_rows(6)
    book["Relations"].cell(20, 2).value = "Un autre organisme"
    book.save(file)
    gone, unknown = sorted(problems_of(folder), key=lambda one: one.code)
    assert (gone.code, gone.sheet, gone.row, gone.value) == (
        "returned_line_gone", "Relations", 6, "c",
    )  # fmt: skip
    assert (unknown.code, unknown.row, unknown.value) == (
        "returned_line_unknown", 20, "Un autre organisme",
    )  # fmt: skip


def test_a_heading_or_a_sheet_that_is_gone_is_told(tmp_path):
    folder = returned(tmp_path)
    change(folder / "r001-Boulangerie.xlsx", "Relations", 4, 3, "Lien")
    book = openpyxl.load_workbook(folder / "r002-Centre.xlsx")
    del book["Relations"]
    book.save(folder / "r002-Centre.xlsx")
    codes = {one.code for one in problems_of(folder)}
    assert {"returned_heading_gone", "returned_sheet_gone"} <= codes


def test_the_same_respondent_twice_is_told_unless_they_are_two_persons(tmp_path):
    folder = returned(tmp_path)
    again = folder / "r001-Boulangerie (2).xlsx"
    again.write_bytes((folder / "r001-Boulangerie.xlsx").read_bytes())
    (problem,) = problems_of(folder)
    assert (problem.code, problem.value) == ("returned_twice", "a")
    sheet, cell = hidden(again).person
    book = openpyxl.load_workbook(again)
    book[sheet][cell].value = "2"
    book["Relations"].cell(5, 3).value = "Partenariat"
    book.save(again)
    survey = cn.read_survey(folder, actors=small_network(), date="2024-11-20")
    assert sorted(survey.inside["value"]) == ["collaboration", "partnership"]
    assert len(survey.respondents[survey.respondents["actor"] == "a"]) == 2


def test_a_workbook_of_another_wave_is_told(tmp_path):
    folder = returned(tmp_path / "new", wave="2026")
    old = blank(tmp_path / "old", wave="2024")[2]
    (folder / old.name).write_bytes(old.read_bytes())
    (problem,) = problems_of(folder)
    assert (problem.code, problem.file, problem.value) == (
        "returned_other_wave", old.name, "2024",
    )  # fmt: skip


def test_what_is_no_questionnaire_is_told(tmp_path):
    folder = returned(tmp_path)
    openpyxl.Workbook().save(folder / "notes.xlsx")
    (folder / "broken.xlsx").write_bytes(b"PK nothing")
    codes = {one.file: one.code for one in problems_of(folder)}
    assert codes["notes.xlsx"] == "returned_not_ours"
    assert "broken.xlsx" in codes
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(cn.ConcertnetError):
        cn.read_survey(empty, actors=small_network())


def test_two_steps_say_no_of_who_is_not_chosen(tmp_path, monkeypatch):
    recorder = Recorder(monkeypatch, "limesurvey")
    net = small_network()
    for kind in ("xlsform", "limesurvey"):
        recorder = Recorder(monkeypatch, kind)
        *_, key = blank(tmp_path / kind, net, kind=kind, most=2)
        assert recorder.made.in_two_steps
        if kind == "xlsform":
            heads = "respondent,known,g_level/level_r001,g_level/level_r002,g_level/level_r003"
            rows = ["r001,r002 r003,,L2,DK", "r002,,,,", "r003,r001,L3,,"]
            heads, rows = f"{heads},_uuid,_index", [f"{row},x,1" for row in rows]
        else:
            heads = "RESP,KNOWN[r001],KNOWN[r002],KNOWN[r003],LEVEL[r001],LEVEL[r002],LEVEL[r003]"
            rows = ["r001,,Y,Y,,L2,DK", "r002,,,,,,", "r003,Y,,,L3,,"]
            heads = f"{heads},submitdate,lastpage"
            rows = [f"{row},2024-11-20,4" for row in rows]
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join([heads, *rows, ""]), "utf-8")
        survey = cn.read_survey(path, mapping=key, actors=net, date="2024-11-20")
        assert survey.ties[["reported_by", "target", "level"]].to_numpy().tolist() == [
            ["a", "b", "concertation"], ["c", "a", "partnership"],
        ]  # fmt: skip
        asked = survey.respondents.set_index("actor")
        assert asked["answered"].to_dict() == {
            "a": "complete", "b": "none", "c": "complete", "d": "none",
        }, kind  # fmt: skip
        # c chose a alone: of b it says no
        assert "b" not in asked.loc["c", "not_answered"]
