import numpy as np
import pandas as pd
import pytest

from concertnet.scale import BOURQUE, PARTNER, Scale
from concertnet.tables.assemble import check_tables
from concertnet.tables.spec.about import About
from concertnet.tables.spec.schema import TABLES
from tests.tables.making import well_said

TYPES = {"start": "datetime64[us]", "end": "datetime64[us]", "date": "datetime64[us]",
         "number": "float64", "flag": "boolean"}  # fmt: skip


def codes(problems, *severities):
    return [p.code for p in problems if not severities or p.severity in severities]


def frames(**tables):
    return {name: pd.DataFrame(columns) for name, columns in tables.items()}


TWO = {"actor": ["a", "b"], "name": ["A", "B"], "sector": ["private", "community"]}


def test_every_table_has_every_column_of_its_type():
    tables, problems = check_tables({})
    assert not problems
    assert list(tables) == list(TABLES)
    for name, table in TABLES.items():
        assert list(tables[name]) == list(table.names)
        for column in table.columns:
            assert tables[name][column.name].dtype == TYPES.get(column.kind, "str"), column


@pytest.mark.parametrize("given", [pd.DataFrame(), None])
def test_an_absent_table_is_empty(given):
    tables, problems = check_tables({"actors": pd.DataFrame(TWO), "ties": given})
    assert len(tables["ties"]) == 0
    assert not problems


def test_frames_may_have_french_headings_and_typed_cells():
    ties = pd.DataFrame(
        {
            "de": pd.Categorical(["a"]),
            "vers": ["b"],
            "niveau": ["Partenariat"],
            "depuis": [pd.Timestamp("2024-05-06")],
            "fin": [2024],
            "poids": [2],
            "budget": [1.5],
        }
    )
    tables, problems = check_tables({"actors": pd.DataFrame(TWO), "ties": ties})
    row = tables["ties"].iloc[0]
    assert (row["source"], row["target"], row["level"]) == ("a", "b", "partnership")
    assert row["start"] == pd.Timestamp("2024-05-06")
    assert row["end"] == pd.Timestamp("2025-01-01")
    assert (row["weight"], row["budget"]) == (2.0, "1.5")
    assert not codes(problems, "error")
    assert list(ties) == ["de", "vers", "niveau", "depuis", "fin", "poids", "budget"]  # untouched


def test_identifiers_may_be_numbers_and_the_index():
    actors = pd.DataFrame({"sector": ["private", np.nan]}, index=pd.Index([1, 2], name="actor"))
    ties = pd.DataFrame({"source": [1.0], "target": [2.0], "level": ["concertation"]})
    tables, problems = check_tables({"actors": actors, "ties": ties})
    assert tables["actors"]["actor"].tolist() == ["1", "2"]
    assert tables["ties"]["source"].tolist() == ["1"]
    assert not codes(problems, "error")


def test_checking_again_changes_nothing():
    once, _ = check_tables(
        {
            "actors": pd.DataFrame({"acteur": ["a", "b"], "secteur": ["OBNL", "Médias"]}),
            "ties": pd.DataFrame({"de": ["a"], "vers": ["b"], "niveau": ["sous-traitance"],
                                  "thème": ["logement"], "poids": [0.1]}),
            "seats": pd.DataFrame({"instance": ["I"], "acteur": ["a"], "personne": ["P1"]}),
            "instances": pd.DataFrame({"instance": ["I"]}),
        }
    )  # fmt: skip
    twice, problems = check_tables(once)
    assert codes(problems) == ["sector_unknown"]
    for name, frame in once.items():
        pd.testing.assert_frame_equal(frame, twice[name])


def test_a_problem_of_a_frame_says_table_and_position():
    ties = pd.DataFrame(
        {"source": ["a", "b"], "target": ["b", "b"], "level": ["collaboration"] * 2}
    )
    _, (problem,) = check_tables({"actors": pd.DataFrame(TWO), "ties": ties})
    assert (problem.file, problem.sheet, problem.row) == (None, "ties", 2)
    well_said(problem)


# -- levels, sectors, names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "word", "level"),
    [
        (BOURQUE, "Coordination", "concertation"),
        (BOURQUE, "partenariat;", "partnership"),
        (PARTNER, "coordination", "coordination"),
        (PARTNER, "INTÉGRATION", "integration"),
        (Scale("own", ("Rare", "consultation")), "Consultation", "consultation"),
    ],
)
def test_levels_are_read_through_the_scale(scale, word, level):
    ties = frames(ties={"source": ["a"], "target": ["b"], "level": [word]})
    tables, problems = check_tables({"actors": pd.DataFrame(TWO), **ties}, scale=scale)
    assert tables["ties"]["level"].tolist() == [level]
    assert "partnership_alone" not in codes(problems) or level == "partnership"
    assert tables["set_aside"].empty


def test_a_level_of_another_scale_is_unknown():
    ties = frames(ties={"source": ["a"], "target": ["b"], "level": ["partenariat"]})
    _, problems = check_tables({"actors": pd.DataFrame(TWO), **ties}, scale=PARTNER)
    assert codes(problems) == ["level_other_scale"]
    assert 'scale="bourque"' in problems[0].suggestion("fr")


def test_subcontracting_is_set_aside_with_all_that_its_row_says():
    ties = frames(
        ties={
            "source": ["a", "b", "a"],
            "target": ["b", "a", "b"],
            "level": ["concertation", "Sous-traitance", "consultation"],
            "start": ["2020", "2021", None],
            "theme": ["x", "logement", None],
            "weight": [1.0, 0.1, None],
            "mine": [None, "=1", None],
        }
    )
    aside = frames(set_aside={"source": ["a"], "target": ["b"], "kind": ["sous-traitance"]})
    tables, problems = check_tables({"actors": pd.DataFrame(TWO), **ties, **aside})
    assert len(tables["ties"]) == 1
    moved = tables["set_aside"]
    assert moved["kind"].tolist() == ["subcontracting", "subcontracting", "consultation"]
    assert moved.loc[1, ["theme", "weight", "mine"]].tolist() == ["logement", "0.1", "=1"]
    assert moved["start"][1] == pd.Timestamp("2021-01-01")
    notices = [p for p in problems if p.code == "level_moved"]
    assert [(p.row, p.value) for p in notices] == [(2, "Sous-traitance"), (3, "consultation")]
    for problem in notices:
        well_said(problem)


def test_a_declared_sector_keeps_its_spelling_before_synonyms():
    actors = frames(actors={"actor": ["a", "b", "c"], "sector": ["ri", "OBNL", "Médias"]})
    tables, problems = check_tables(actors, about=About(sectors=("RI", "Community", "Médias")))
    assert tables["actors"]["sector"].tolist() == ["RI", "Community", "Médias"]
    assert codes(problems) == ["sector_read", "name_missing"]  # RI is declared, OBNL is read
    assert problems[0].message("fr") == "« OBNL » a été lu comme Community (1 ligne)."


def test_a_missing_name_is_the_identifier():
    tables, problems = check_tables(frames(actors={"actor": ["a", "b"], "sector": ["privé"] * 2}))
    assert tables["actors"]["name"].tolist() == ["a", "b"]
    (problem,) = problems
    assert (problem.code, problem.severity, problem.fields["n"]) == ("name_missing", "notice", 2)
    well_said(problem)


def test_no_sector_at_all_is_a_warning():
    _, problems = check_tables(frames(actors={"actor": ["a"], "name": ["A"]}))
    assert [(p.code, p.severity) for p in problems] == [("no_sector", "warning")]
    well_said(problems[0])


# -- seats and mandates ---------------------------------------------------------------------------

INSTANCE = {"instance": ["I"], "name": ["I"], "start": ["2015"], "end": ["2024"]}


def seats_with(**columns):
    tables = frames(actors=TWO, instances=INSTANCE, seats=columns)
    return check_tables(tables)


def test_seats_that_name_persons_become_seats_and_mandates():
    tables, problems = seats_with(
        siège=["S1", "S1", "S2"],
        instance=["I"] * 3,
        acteur=["a", "a", "b"],
        rôle=["votant", None, "observateur"],
        personne=["P1", "P2", None],
        fonction=["titulaire", "titulaire", None],
        début=["2019", "2021", "2020"],
        fin=["2020", None, None],
        téléphone=["1", "1", "2"],
        note=["x", "y", None],
    )
    seats, mandates = tables["seats"], tables["mandates"]
    assert seats["seat"].tolist() == ["S1", "S2"]
    assert seats["role"].tolist()[1] == "observer"
    assert seats["start"].tolist() == [pd.Timestamp("2019-01-01"), pd.Timestamp("2020-01-01")]
    assert seats["end"].isna().all()
    assert seats["téléphone"].tolist() == ["1", "2"]
    assert mandates["person"].tolist() == ["P1", "P2"]
    assert mandates["seat"].tolist() == ["S1", "S1"]
    assert mandates["end"][0] == pd.Timestamp("2021-01-01")
    assert mandates["note"].tolist() == ["x", "y"]
    assert "person" not in seats
    assert codes(problems, "error") == []
    split = next(p for p in problems if p.code == "seats_split")
    assert (split.fields["seats"], split.fields["mandates"]) == (2, 2)
    well_said(split)


def test_the_mandates_of_both_sheets_are_kept():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1"], "instance": ["I"], "actor": ["a"], "person": ["P1"]},
        mandates={"seat": ["S1"], "person": ["P2"], "function": ["substitut"]},
    )
    checked, _ = check_tables(tables)
    assert checked["mandates"]["person"].tolist() == ["P1", "P2"]


def test_one_seat_cannot_be_two_actors():
    _, problems = seats_with(
        seat=["S1", "S1"], instance=["I", "I"], actor=["a", "b"], person=["P1", "P2"]
    )
    (conflict,) = [p for p in problems if p.severity == "error"]
    assert (conflict.code, conflict.column, conflict.value, conflict.row) == (
        "seat_conflict", "actor", "S1", 2,
    )  # fmt: skip
    assert conflict.fields["values"] == ("a", "b")
    well_said(conflict)


def test_seats_without_identifiers_get_stable_ones():
    given = {"instance": ["I"] * 3, "actor": ["a", "b", "a"], "start": ["2020", "2020", "2018"]}
    tables, problems = seats_with(**given)
    assert tables["seats"]["seat"].tolist() == ["I-a-2", "I-b", "I-a"]  # the earliest comes first
    notice = next(p for p in problems if p.code == "seat_ids_made")
    assert notice.severity == "notice"
    well_said(notice)
    held, _ = seats_with(**given, person=["P1", "P2", "P3"])
    assert held["seats"]["seat"].tolist() == ["I-a", "I-b"]
    assert held["mandates"]["seat"].tolist() == ["I-a", "I-b", "I-a"]


def test_dates_beyond_what_holds_them_are_warnings():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1", "S2"], "instance": ["I", "I"], "actor": ["a", "b"],
               "start": ["2014", "2016"], "end": [None, "2020"]},
        mandates={"seat": ["S1", "S2", "S2"], "person": ["P1", "P2", "P3"],
                  "start": ["2013", "2017", "2016"], "end": [None, None, "2022-01-01"]},
    )  # fmt: skip
    _, problems = check_tables(tables)
    outside = [(p.code, p.severity, p.row) for p in problems if "outside" in p.code]
    assert outside == [
        ("seat_outside_instance", "warning", 1),
        ("mandate_outside_seat", "warning", 1),
        ("mandate_outside_seat", "warning", 3),
    ]
    for problem in problems:
        well_said(problem)


def test_two_titulars_of_one_seat_at_a_time():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1", "S2"], "instance": ["I", "I"], "actor": ["a", "b"]},
        mandates={
            "seat": ["S1", "S1", "S1", "S1", "S2"],
            "person": ["P1", "P2", "P3", "P4", "P1"],
            "function": ["titulaire", "titulaire", "substitut", None, None],
            "start": ["2016", "2018", "2016", "2020", None],
            "end": ["2018", "2019", None, None, None],
        },
    )
    _, problems = check_tables(tables)
    (overlap,) = [p for p in problems if p.code == "titulars_overlap"]
    assert (overlap.severity, overlap.row, overlap.value, overlap.fields["other"]) == (
        "warning", 2, "P2", "P1",
    )  # fmt: skip
    well_said(overlap)


def test_a_mandate_without_a_person_hides_no_other_problem():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1", "S1"], "instance": ["I", "I"], "actor": ["a", "z"]},
        mandates={
            "seat": ["S1", "S1", "S1"],
            "person": ["P1", None, ""],
            "start": ["2016", "2017", "2018"],
        },
    )
    _, problems = check_tables(tables)
    assert codes(problems).count("value_missing") == 2
    assert {"actor_unknown", "id_twice"} <= set(codes(problems))
    assert "titulars_overlap" not in codes(problems)
    for problem in problems:
        well_said(problem)


def test_what_an_actor_has_while_it_is_away_is_reported():
    tables = frames(
        actors={
            "actor": ["a", "a", "b"],
            "name": ["A", "A", "B"],
            "sector": ["private"] * 3,
            "start": [None, "2021", None],
            "end": ["2018", None, None],
        },
        instances=INSTANCE,
        seats={
            "seat": ["S1", "S2", "S3"],
            "instance": ["I"] * 3,
            "actor": ["a", "a", "b"],
            "start": ["2019-05-01", "2018-05-01", "2019"],
            "end": ["2020-05-01", "2021-02-01", "2020"],  # the second goes on after the return
        },
    )
    (away,) = [p for p in check_tables(tables)[1] if p.code == "actor_away"]
    assert (away.severity, away.sheet, away.row, away.value) == ("warning", "seats", 1, "a")
    assert (away.fields["start"], away.fields["end"]) == ("2019-01-01", "2021-01-01")
    well_said(away)


def test_mandates_of_one_person_that_overlap_are_noted_with_both_rows():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1", "S2"], "instance": ["I", "I"], "actor": ["a", "b"]},
        mandates={
            # the third begins within the first, the second being over; the fourth touches it
            "seat": ["S1", "S1", "S1", "S1", "S2"],
            "person": ["P", "P", "P", "P", "P"],
            "start": ["2016", "2017", "2018", "2021", "2018"],
            "end": ["2020", "2017", "2020", None, None],
        },
    )
    found = [p for p in check_tables(tables)[1] if p.code == "mandates_joined"]
    assert [(p.severity, p.row, p.value, p.fields["first"]) for p in found] == [
        ("notice", 2, "P", "1"), ("notice", 3, "P", "1")
    ]  # fmt: skip
    well_said(found[0])


def test_a_person_at_two_seats_of_one_instance_is_noted():
    tables = frames(
        actors=TWO,
        instances=INSTANCE,
        seats={"seat": ["S1", "S2"], "instance": ["I", "I"], "actor": ["a", "b"]},
        mandates={
            "seat": ["S1", "S2", "S1", "S2"],
            "person": ["P", "P", "Q", "Q"],
            "function": ["titulaire"] * 4,
            "start": ["2016", "2017", "2019", "2020"],
            "end": ["2018", None, "2019", None],  # one after the other is no second seat
        },
    )
    _, problems = check_tables(tables)
    (noted,) = [p for p in problems if p.code == "two_seats"]
    assert (noted.severity, noted.row, noted.fields["n"]) == ("notice", 2, 1)
    well_said(noted)


# -- agreements and references --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parties", "read"),
    [
        ("a;b", "a; b"),
        ("a | b|", "a; b"),
        ("a\nb", "a; b"),
        ("a, b", "a; b"),
        ("a/b", "a; b"),
        ("a et b", "a; b"),
        ("a & b", "a; b"),
        ("b;b;a;", "b; a"),
        (["a", "b"], "a; b"),
    ],
)
def test_parties_are_separated_in_many_ways(parties, read):
    tables, problems = check_tables(
        frames(actors=TWO, agreements={"agreement": ["E1"], "parties": [parties]})
    )
    assert tables["agreements"]["parties"].tolist() == [read]
    assert set(codes(problems)) <= {"parties_parted"}
    assert bool(problems) == (parties in ("a, b", "a/b", "a et b", "a & b"))


def test_a_comma_within_the_name_of_an_actor_stays():
    actors = frames(actors={**TWO, "actor": ["Ville, service", "b"]})
    agreements = frames(agreements={"agreement": ["E1"], "parties": ["Ville, service; b"]})
    tables, problems = check_tables({**actors, **agreements})
    assert tables["agreements"]["parties"].tolist() == ["Ville, service; b"]
    assert not problems


def test_rows_of_one_agreement_are_joined_unless_they_differ():
    agreements = {"agreement": ["E1", "E2", "E1"], "parties": ["a", "a;b", "b"],
                  "name": [None, "X", "Y"]}  # fmt: skip
    tables, problems = check_tables(frames(actors=TWO, agreements=agreements))
    assert tables["agreements"]["parties"].tolist() == ["a; b", "a; b"]
    assert tables["agreements"]["name"].tolist() == ["Y", "X"]
    assert codes(problems) == ["agreements_merged"]
    agreements["name"] = ["Z", "X", "Y"]
    _, problems = check_tables(frames(actors=TWO, agreements=agreements))
    assert codes(problems, "error") == ["id_twice"]


def test_an_agreement_with_one_party_and_a_partnership_without_one():
    ties = {"source": ["a", "b"], "target": ["b", "a"], "level": ["partenariat"] * 2,
            "agreement": ["E1", None]}  # fmt: skip
    agreements = {"agreement": ["E1"], "parties": ["a"]}
    _, problems = check_tables(frames(actors=TWO, ties=ties, agreements=agreements))
    assert [(p.code, p.severity, p.row) for p in problems] == [
        ("partnership_alone", "notice", 2),
        ("agreement_one_party", "warning", 1),
    ]
    for problem in problems:
        well_said(problem)


def test_references_to_what_is_not_described():
    tables = frames(
        actors=TWO,
        instances={"instance": ["I1"], "name": ["I"], "parent": ["I9"]},
        seats={"seat": ["S1", "S2"], "instance": ["I1", "l1"], "actor": ["a", "c"]},
        mandates={"seat": ["S1", "S7"], "person": ["P1", "P2"]},
        ties={"source": ["a"], "target": ["b"], "level": ["concertation"], "agreement": ["E1"],
              "reported_by": ["d"]},
        agreements={"agreement": ["E2"], "parties": ["a; e; b"]},
        perceptions={"rater": ["a"], "rated": ["f"], "dimension": ["confiance"], "score": [3]},
    )  # fmt: skip
    _, problems = check_tables(tables)
    unknown = {(p.sheet, p.column, p.value) for p in problems if p.severity == "error"}
    assert unknown == {
        ("instances", "parent", "I9"),
        ("seats", "instance", "l1"),
        ("seats", "actor", "c"),
        ("mandates", "seat", "S7"),
        ("ties", "agreement", "E1"),
        ("ties", "reported_by", "d"),
        ("agreements", "parties", "e"),
        ("perceptions", "rated", "f"),
    }
    for problem in problems:
        well_said(problem)


def test_agreements_that_nobody_described_are_a_warning():
    ties = {"source": ["a"], "target": ["b"], "level": ["partenariat"], "agreement": ["E1"]}
    tables, problems = check_tables(frames(actors=TWO, ties=ties))
    assert [(p.code, p.severity) for p in problems] == [("reference_no_table", "warning")]
    assert tables["ties"]["agreement"].tolist() == ["E1"]
    well_said(problems[0])


def test_the_same_row_twice_is_kept_and_noticed():
    ties = {"source": ["a", "a", "b"], "target": ["b", "b", "a"], "level": ["concertation"] * 3}
    tables, problems = check_tables(frames(actors=TWO, ties=ties))
    assert len(tables["ties"]) == 3
    assert [(p.code, p.severity, p.row) for p in problems] == [("tie_twice", "notice", 2)]


def test_a_row_that_needs_one_of_two_columns():
    tables = frames(
        actors=TWO,
        contributions={"actor": ["a"], "resource": ["argent"]},
        instances=INSTANCE,
        attendance={"instance": ["I"], "date": ["2020-01-01"], "present": ["oui"]},
    )
    _, problems = check_tables(tables)
    assert codes(problems, "error") == ["one_needed", "one_needed"]
    for problem in problems:
        well_said(problem)


def test_missing_actors_are_added_with_the_users_columns_empty():
    tables = frames(
        actors={**TWO, "latitude": [45.5, None], "mine": ["x", "y"]},
        ties={"source": ["a"], "target": ["z"], "level": ["concertation"]},
    )
    checked, problems = check_tables(tables, add_missing_actors=True)
    assert codes(problems) == ["actor_added"]
    assert checked["actors"]["actor"].tolist() == ["a", "b", "z"]
    assert checked["actors"].dtypes.equals(check_tables(tables)[0]["actors"].dtypes)


def test_identifiers_alike_are_told_with_both(tmp_path):
    from tests.tables.making import folder, read_tables

    path = folder(
        tmp_path / "data",
        acteurs="acteur,nom,secteur\nA07,Aînés,privé\nB1,Ville,privé\na07 ,Aînées,privé\n",
        liens="source,cible,niveau\nA07,a07,concertation\n",
    )
    found = [p for p in read_tables(path).problems if p.code == "ids_alike"]
    assert [(p.severity, p.file, p.row, p.column, p.value) for p in found] == [
        ("warning", "acteurs.csv", 4, "acteur", "a07")
    ]
    well_said(found[0])
    for lang in ("fr", "en"):
        assert "A07" in found[0].message(lang)
        assert "2" in found[0].message(lang)


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        ("actors", {"actor": ["A 7", "a7"], "name": ["x", "y"], "sector": ["private"] * 2}),
        ("instances", {"instance": ["T1", "t1"], "name": ["x", "y"]}),
        ("agreements", {"agreement": ["E1", "e 1"], "name": ["x", "y"], "parties": ["a; b"] * 2}),
    ],
)
def test_every_identifier_is_compared(name, frame):
    tables = {"actors": pd.DataFrame(TWO)} | {name: pd.DataFrame(frame)}
    assert codes(check_tables(tables)[1]).count("ids_alike") == 1


def test_persons_are_compared_too():
    given = frames(
        actors=TWO,
        instances={"instance": ["T"], "name": ["Table"]},
        seats={"seat": ["1", "2"], "instance": ["T", "T"], "actor": ["a", "b"]},
        mandates={"seat": ["1", "2"], "person": ["Hélène Roy", "Helene roy"]},
    )
    found = [p for p in check_tables(given)[1] if p.code == "ids_alike"]
    assert [(p.row, p.value, p.fields["other"]) for p in found] == [(2, "Helene roy", "Hélène Roy")]


def test_identifiers_that_differ_otherwise_are_left_alone():
    twice = {"actor": ["a1", "a-1", "a2"], "name": ["x", "y", "z"], "sector": ["private"] * 3}
    assert "ids_alike" not in codes(check_tables({"actors": pd.DataFrame(twice)})[1])


def test_values_that_differ_only_by_case_accents_or_spaces_are_noted():
    """In any table, since territories and themes are compared from one to another."""
    given = {
        "actors": pd.DataFrame(
            {"actor": ["a", "b", "c"], "sector": "private", "territory": ["Nord", "nord", "Nord"]}
        ),
        "instances": pd.DataFrame(
            {
                "instance": ["i", "j", "k"],
                "territory": ["NORD ", "Sud", "Nord-Est"],
                "theme": ["Santé", "Habitation", None],
            }
        ),
        "ties": pd.DataFrame(
            {"source": ["a"], "target": ["b"], "level": ["concertation"], "theme": ["sante"]}
        ),
    }
    tables, problems = check_tables(given)
    found = [p for p in problems if p.code == "values_alike"]
    assert [(p.sheet, p.row, p.value, p.fields["other"]) for p in found] == [
        ("actors", 2, "nord", "Nord"),
        ("instances", 1, "NORD", "Nord"),
        ("instances", 1, "Santé", "sante"),
    ]
    assert {p.severity for p in found} == {"notice"}
    assert tables["actors"]["territory"].tolist() == ["Nord", "nord", "Nord"], "nothing is merged"
    for lang in ("fr", "en"):
        assert "Santé" in found[2].text(lang)


def test_ids_that_would_be_misread_are_noted():
    actors = pd.DataFrame(
        {
            "actor": ["Marie Tremblay", "p2", "Jean Roy", "CDC", "a; b"],
            "name": ["Marie Tremblay", None, None, "CDC", "AB"],
            "kind": ["person", "person", "person", "organisation", "organisation"],
            "sector": "community",
        }
    )
    instances = pd.DataFrame({"instance": ["i; j", "k"]})
    _, problems = check_tables({"actors": actors, "instances": instances})
    noted = [(p.code, p.row) for p in problems if p.code.startswith(("person_", "id_sep"))]
    assert sorted(noted) == [
        ("id_separator", 1),
        ("id_separator", 5),
        ("person_named_by_id", 1),
        ("person_named_by_id", 3),
    ]
