import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import answering, one_item


def test_the_worked_case():
    found = cn.answer_spread(one_item(p=[1, 1, 2], c=[4, 5, 5]))
    row = found.items.iloc[0]
    assert row[["n", "median", "scale_min", "scale_max"]].tolist() == [6, 3.0, 1, 5]
    assert round(row["sector_share"], 3) == 0.765
    assert row["p_value"] == 0.1
    assert row["consensus"] == pytest.approx(cn.consensus([1, 1, 2, 4, 5, 5], low=1, high=5))
    groups = found.groups.set_index("group")
    assert groups.loc["private", ["n", "median"]].tolist() == [3, 1.0]
    assert np.isnan(groups.loc["private", "consensus"])  # three values and quartiles: the values
    assert found.response.empty


def test_a_small_sector_is_hidden_and_enters_nothing():
    net, less = (one_item(p=p, c=[4, 5, 5, 2]) for p in ([1, 1], []))
    found = cn.answer_spread(net)
    cell = found.groups.set_index("group").loc["private"]
    assert cell["hidden"] == "few"
    assert np.isnan(cell[["median", "q1", "q3", "consensus"]].astype(float)).all()
    row, without = found.items.iloc[0], cn.answer_spread(less).items.iloc[0]
    assert row["hidden_answers"] == 2
    assert row["caution"] == "few_raters"
    for column in ("n", "median", "q1", "q3", "consensus", "sector_share"):
        assert row[column] == without[column] or np.isnan([row[column], without[column]]).all()


def test_an_organisation_counts_once():
    one = answering([("p1", "Q", a, None, f"x{n}") for n, a in enumerate("15")]
                    + [("p2", "Q", "3"), ("p3", "Q", "3"), ("p4", "Q", "5")])  # fmt: skip
    row = cn.answer_spread(one).items.iloc[0]
    assert row["n"] == 4
    assert row["median"] == 3
    # the two persons weigh half each: the distances, by hand
    values, weights = np.array([1, 5, 3, 3, 5.0]), np.array([0.5, 0.5, 1, 1, 1]) / 4
    distance = (np.abs(np.subtract.outer(values, values)) * np.outer(weights, weights)).sum()
    wide = answering([("p1", "Q", a, None, f"x{n}") for n, a in enumerate("15")]
                     + [(f"p{k}", "Q", "3") for k in range(2, 7)])  # fmt: skip
    assert cn.answer_spread(one, min_answers=2).items["consensus"].iloc[0] == pytest.approx(
        1 - 2 * distance / 4
    )
    assert cn.answer_spread(wide).items["n"].iloc[0] == 6


def test_labels_words_for_unknown_and_decimal_commas():
    items = pd.DataFrame(
        {"item": ["T", "U"], "labels": ["1=A|2=B|3=C", None], "reversed": [True, False],
         "scale_min": [None, 1], "scale_max": [None, 5]}
    )  # fmt: skip
    rows = [(f"p{n}", "T", a) for n, a in enumerate(["A", "b", "C", "NSP"])]
    rows += [(f"p{n}", "U", a) for n, a in enumerate(["4,5", "4.5", "2", "ne sait pas"])]
    found = cn.answer_spread(answering(rows, items)).items.set_index("item")
    assert found.loc["T", ["scale_min", "scale_max", "n", "missing", "median"]].tolist() == [
        1,
        3,
        3,
        1,
        2,
    ]
    assert found.loc["U", ["n", "missing", "median"]].tolist() == [3, 1, 4.5]


def test_turning_an_item_round_changes_its_median_not_its_consensus():
    values = [1, 2, 2, 5, 4, 4, 4]
    one, other = (one_item(p=v) for v in (values, [6 - v for v in values]))
    one, other = (cn.answer_spread(net).items.iloc[0] for net in (one, other))
    assert one["consensus"] == pytest.approx(other["consensus"])
    assert one["median"] == 6 - other["median"]
    assert one["q1"] == 6 - other["q3"]


@pytest.mark.parametrize(
    ("answer", "items"),
    [("6", {}), ("beaucoup", {}), ("A", {"labels": ["1=B|5=C"]}), ("2", {"labels": ["A to C"]}),
     ("2", {"condition": [13]}), ("2", {"scale_min": [5]})],
)  # fmt: skip
def test_what_is_off_the_scale_is_an_error_with_its_cell(answer, items):
    book = pd.DataFrame({"item": ["Q"], "scale_min": [1], "scale_max": [5]} | items)
    with pytest.raises(cn.TableError) as caught:
        answering([("p1", "Q", answer)], book)
    assert all(p.row == 1 and p.column for p in caught.value.problems if p.severity == "error")


def test_a_reversed_item_without_a_scale_is_an_error():
    with pytest.raises(cn.TableError, match=r"revers|invers"):
        answering([("p1", "Q", "2")], pd.DataFrame({"item": ["Q"], "reversed": [True]}))


def test_an_item_absent_from_the_codebook_has_its_observed_range():
    items = pd.DataFrame({"item": ["Q"], "scale_min": [1], "scale_max": [5]})
    net = answering([(f"p{n}", "R", str(n)) for n in range(2, 9)], items)
    assert "item_unlisted" in [problem.code for problem in net.problems]
    row = cn.answer_spread(net).items.set_index("item").loc["R"]
    assert row[["scale_min", "scale_max"]].tolist() == [2, 8]
    assert row["caution"] == "no_scale"


def test_an_open_question_is_counted_as_without_a_number():
    items = pd.DataFrame({"item": ["Q"], "text_fr": ["Que faire ?"]})
    row = cn.answer_spread(answering([("p1", "Q", "tout")], items)).items.iloc[0]
    assert row[["n", "missing"]].tolist() == [0, 1]
    assert np.isnan(row["median"])


def test_everyone_gives_five_and_one_respondent():
    found = cn.answer_spread(one_item(p=[5] * 6, c=[5] * 6))
    row = found.items.iloc[0]
    assert row[["median", "consensus"]].tolist() == [5, 1]
    assert np.isnan(row["sector_share"])
    assert row["caution"] == "unanimous"
    assert np.isnan(found.alpha)
    alone = cn.answer_spread(one_item(p=[4]))
    assert alone.items["n"].tolist() == [0]
    assert alone.groups.set_index("group").loc["private", "hidden"] == "few"


def test_the_last_wave_is_that_of_a_known_day():
    rows = [("p1", "Q", "1", "2024"), ("p1", "Q", "5", "printemps 2024")]
    net = answering(rows)
    assert cn.answer_spread(net).wave == "2024"
    named = cn.answer_spread(net, wave="printemps 2024", min_answers=1)
    assert named.items["median"].tolist() == [5]
    with pytest.raises(cn.UnknownWord, match="2024"):
        cn.answer_spread(net, wave="2025")


def test_sectors_are_those_of_the_day_of_the_wave():
    actors = pd.DataFrame(
        {"actor": ["a", "a", "b"], "sector": ["community", "private", "private"],
         "start": ["2020", "2024", "2020"], "end": ["2024-01-01", None, None]}
    )  # fmt: skip
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "item": "Q", "answer": "3", "wave": "2023-06-01"}
    )
    net = cn.Network(actors, answers=answers, observed=("2020", "2025"))
    groups = cn.answer_spread(net).groups.set_index("group")
    assert groups["n"].to_dict() == {"community": 1, "private": 1}


def test_actors_of_unknown_sector_are_counted_and_left_out():
    net = answering([(f"p{n}", "Q", "3") for n in range(3)] + [("x1", "Q", "1")])
    row = cn.answer_spread(net).items.iloc[0]
    assert row[["n", "unknown", "median"]].tolist() == [3, 1, 3]


def test_without_answers_it_says_what_to_fill():
    with pytest.raises(cn.MissingAttribute):
        cn.answer_spread(cn.Network(pd.DataFrame({"actor": ["a"]})))


def test_our_statements_and_the_published_grouping():
    items = cn.condition_items()
    assert len(items) == 15
    assert set(items["condition"]) == set(range(1, 13))
    tool = cn.condition_items("bilodeau_2014")
    assert tool["item"].tolist() == [str(n) for n in range(1, 19)]
    assert tool[["text_fr", "text_en"]].isna().to_numpy().all()
    assert tool["dimension"].value_counts().to_dict() == {
        "co_construction": 6, "strategic_actors": 4, "equalised_power": 4,
        "coverage_of_perspectives": 2, "early_involvement": 1, "negotiation_and_influence": 1,
    }  # fmt: skip
    assert tool.dropna(subset=["condition"])["item"].tolist() == ["5"]
    net = answering([(f"p{n}", "5", "A") for n in range(3)], tool)
    cautions = cn.answer_spread(net).items.set_index("item").loc["5", "caution"]
    assert cautions == "unanimous; self_evaluation"


def test_response_of_the_wave_stands_beside():
    asked = pd.DataFrame(
        {"actor": ["p0", "p1", "p2", "p3"], "wave": "2024",
         "answered": ["complete", "partial", "complete", "none"]}
    )  # fmt: skip
    rows = [(f"p{n}", "Q", "3", "2024") for n in range(3)]
    net = answering(rows, sectors={"p3": "private"}, respondents=asked)
    assert cn.answer_spread(net).response["response_rate"].tolist() == [0.75]
