import re

import pandas as pd
import pytest

import concertnet as cn
from concertnet.report.conditions_written import write_conditions
from concertnet.report.told_conditions import told_cautions, told_conditions
from concertnet.words import LANGUAGES, words
from tests.networks import the_sample, took_part


@pytest.fixture(scope="module")
def profile():
    return cn.condition_profile(the_sample(), draws=0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twelve_conditions_in_their_order_and_no_total(profile, lang):
    told = told_conditions(words(lang), profile)
    assert [one.number for one in told] == list(range(1, 13))
    for one in told:
        assert one.fact.endswith(".")
        assert one.answers.endswith(".")
        assert "nan" not in f"{one.fact} {one.answers}"
        assert not re.search(r"\btotal|\bscore|\bnote\b|\bgrade|moyenne|average", one.answers)


def test_answers_are_told_on_the_steps_of_their_scale(profile):
    told = told_conditions(words("en"), profile)
    row = profile.table.iloc[0]
    step = 1 + 4 * row["median"]
    assert f"around step {step:g} (scale from 1 to 5)" in told[0].answers


def test_a_hidden_sector_is_named_and_none_of_its_numbers(profile):
    told = told_conditions(words("en"), profile)
    named = told_cautions(words("en"), profile)
    assert any("persons concerned" in text for text in [*named, *(one.answers for one in told)])
    hidden = profile.answers[profile.answers["hidden"].notna()]
    assert hidden["median"].isna().all()


def test_without_answers_only_the_tables_speak():
    profile = cn.condition_profile(took_part())
    told = told_conditions(words("en"), profile)
    assert {one.answers for one in told} == {"No item."}
    assert told_cautions(words("en"), profile) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_reads_back_and_holds_no_hidden_number(profile, tmp_path, lang):
    file = write_conditions(the_sample(), profile, tmp_path / "c.xlsx", lang=lang)
    book = pd.read_excel(file, sheet_name=None, header=None, engine="calamine")
    w = words(lang)
    assert next(iter(book)) == w["conditions_sheet"]
    facts = list(book.values())[1]
    assert len(facts) == len(profile.facts) + 1
    answers = list(book.values())[2]
    few = answers[(answers == w.label("hidden_few")).any(axis=1)]
    assert len(few) == (profile.answers["hidden"] == "few").sum()


def test_a_file_of_another_kind_is_refused(profile, tmp_path):
    with pytest.raises(cn.UnknownWord, match="docx"):
        write_conditions(the_sample(), profile, tmp_path / "c.docx")


def test_a_sector_shown_of_some_items_is_not_said_to_be_hidden():
    given_by = {"c": ("4455", "44"), "p": ("1123", "112"), "i": ("33", "")}
    sectors = {"c": "community", "p": "private", "i": "institutional"}
    who = [(f"{s}{n}", sectors[s]) for s in given_by for n in range(4)]
    rows = [
        (f"{s}{n}", item, v)
        for s, answers in given_by.items()
        for item, values in zip("AB", answers, strict=True)
        for n, v in enumerate(values)
    ]
    net = cn.Network(
        pd.DataFrame(who, columns=["actor", "sector"]),
        answers=pd.DataFrame(rows, columns=["respondent", "item", "answer"]),
        items=pd.DataFrame(
            {"item": ["A", "B"], "condition": 9, "scale_min": 1, "scale_max": 5}
        ),
    )  # fmt: skip
    profile = cn.condition_profile(net, draws=0)
    told = told_conditions(words("en"), profile)[8].answers
    assert "Answers shown of 8 organisations" in told  # ten answered, two of them are hidden
    assert "not shown (fewer than 3 respondents): institutional;" in told
    assert told.endswith("for one item at least, not shown (fewer than 3 respondents): community.")
    axes = cn.draw_conditions(profile, about=net, lang="en")
    texts = [
        text.get_text() for text in axes.figure.findobj(match=lambda o: hasattr(o, "get_text"))
    ]
    assert any("10 organisations answered" in text for text in texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_groups_of_facts_are_words_of_the_language(profile, tmp_path, lang):
    file = write_conditions(the_sample(), profile, tmp_path / "c.xlsx", lang=lang)
    facts = list(pd.read_excel(file, sheet_name=None, header=None, engine="calamine").values())[1]
    assert "others" in set(profile.facts["group"])
    assert "others" not in set(facts[2])
    assert words(lang)["others"] in {str(text).lower() for text in facts[2]}


def test_answers_left_out_are_never_told_as_given_by_nobody():
    # three of the private sector, one hidden of the community, one of unknown sector: five answered
    actors = pd.DataFrame({"actor": list("abcde"), "sector": ["private"] * 3 + ["community", None]})
    answers = pd.DataFrame({"respondent": list("abcde"), "item": "C01", "answer": list("45531")})
    net = cn.Network(actors, answers=answers, items=cn.condition_items())
    profile = cn.condition_profile(net)
    assert "unknown_group" in profile.table.loc[0, "answer_caution"].split("; ")
    for lang, shown in (("fr", "Réponses montrées de 3 "), ("en", "Answers shown of 3 ")):
        w = cn.words(lang)
        assert told_conditions(w, profile)[0].answers.startswith(shown)
        left_out = w["caution_unknown_group"]
        assert any(text.lower().startswith(left_out) for text in told_cautions(w, profile))
        axes = cn.draw_conditions(profile, lang=lang)
        drawn = [text.get_text() for text in axes.figure.findobj(match=_is_text)]
        assert any(w["chart_conditions_unknown"] in " ".join(text.split()) for text in drawn)


def _is_text(artist):
    return hasattr(artist, "get_text")
