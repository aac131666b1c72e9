"""The sample data are those of their script, hold together, and tell what their README says."""

import importlib
import zipfile
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from concertnet.tables.spec.schema import TABLES
from concertnet.words import words

SAMPLE = Path(__file__).parents[1] / "sample_data"
FILES = {
    "actors": "acteurs",
    "ties": "liens",
    "instances": "instances",
    "seats": "sieges",
    "mandates": "mandats",
    "agreements": "ententes",
    "set_aside": "mises_a_part",
}
# Who takes part, and what members answer.
TAKES_PART = {
    "perceptions": "perceptions",
    "contributions": "contributions",
    "answers": "reponses",
    "items": "enonces",
    "attendance": "presences",
    "events": "evenements",
}
ALL_FILES = {name: (FILES | TAKES_PART)[name] for name in TABLES if name in FILES | TAKES_PART}
FIRST, LAST = pd.Timestamp("2022-01-01"), pd.Timestamp("2025-01-01")
WAVES = [pd.Timestamp(f"{year}-06-30") for year in (2022, 2023, 2024)]
FR = words("fr")
BOOKS = ("territoire.xlsx", "territory.xlsx")


@pytest.fixture(scope="module")
def maker():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SAMPLE))
        yield importlib.import_module("make_sample")


def read_csv(name):
    path = SAMPLE / "territoire" / f"{name}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


@pytest.fixture(scope="module")
def tables():
    """Return the committed CSV under column names of the code, periods as dates filled in."""
    read = {}
    for name, file in FILES.items():
        frame = read_csv(file)
        names = {FR[column.word]: column.name for column in TABLES[name].columns}
        assert set(frame) <= set(names), f"{file}: a heading is not in the catalogue"
        frame = frame.rename(columns=names)
        for side, otherwise in (("start", pd.Timestamp("1900")), ("end", pd.Timestamp("2100"))):
            dates = pd.to_datetime(frame[side].replace("", None), format="ISO8601")
            frame[side] = dates.fillna(otherwise)
        read[name] = frame
    return read


def alive(frame, day):
    return frame[(frame["start"] <= day) & (day < frame["end"])]


def within(inner, outer):
    """Return whether each period observed lies in the period of the same row of `outer`."""
    starts = inner["start"].clip(lower=FIRST).to_numpy()
    ends = inner["end"].clip(upper=LAST).to_numpy()
    begun = outer["start"].clip(lower=FIRST).to_numpy() <= starts
    return begun & (ends <= outer["end"].clip(upper=LAST).to_numpy())


def of_sector(tables, *sectors):
    actors = tables["actors"]
    return set(actors.loc[actors["sector"].isin([FR[s] for s in sectors]), "actor"])


def vacancies(tables):
    """Return (seat, days) of the times of a seat, within the observation, without a titular."""
    mandates = tables["mandates"].query("function == 'titulaire'").sort_values("start")
    found = []
    for seat in tables["seats"].itertuples():
        until, last = max(seat.start, FIRST), min(seat.end, LAST)
        for mandate in mandates[mandates["seat"] == seat.seat].itertuples():
            if mandate.start > until:
                found.append((seat.seat, (mandate.start - until).days))
            until = max(until, mandate.end)
        if until < last:
            found.append((seat.seat, (last - until).days))
    return found


# ------------------------------------------------------------------------------ made by the script


def test_script_makes_the_committed_csv(maker, tmp_path):
    maker.write_sample(tmp_path)
    made = {p.name: p.read_bytes() for p in (tmp_path / "territoire").iterdir()}
    assert made == {p.name: p.read_bytes() for p in (SAMPLE / "territoire").iterdir()}


def test_script_makes_the_committed_survey(maker, tmp_path):
    maker.write_sample(tmp_path)
    texts = {p.name for p in (SAMPLE / "enquete").iterdir() if p.suffix != ".xlsx"}
    for name in texts:
        made = (tmp_path / "enquete" / name).read_bytes()
        assert made == (SAMPLE / "enquete" / name).read_bytes()
    assert {p.name for p in (tmp_path / "enquete").iterdir()} == {*texts, "ms_forms.xlsx"}


@pytest.mark.parametrize("book", [*BOOKS, "enquete/ms_forms.xlsx"])
def test_script_makes_the_committed_workbook(maker, tmp_path, book):
    # The members are compared unpacked: how they are packed depends on the machine's zlib.
    maker.write_sample(tmp_path)
    packed = [zipfile.ZipFile(home / book) for home in (tmp_path, SAMPLE)]
    made, kept = ({name: z.read(name) for name in z.namelist()} for z in packed)
    for archive in packed:
        archive.close()
    assert made == kept


def test_same_bytes_twice_and_nothing_else_left(maker, tmp_path):
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        maker.write_sample(home)
        assert {p.name for p in home.iterdir()} == {"territoire", "enquete", *BOOKS}
    for book in BOOKS:
        one, two = ((home / book).read_bytes() for home in homes)
        assert one == two


def test_another_seed_changes_what_is_drawn_only(maker):
    kept, drawn = maker.make_tables(), maker.make_tables(seed=1)
    for name in ("actors", "instances", "seats", "agreements", "set_aside"):
        pd.testing.assert_frame_equal(kept[name], drawn[name])
    assert not kept["ties"].equals(drawn["ties"])
    assert not kept["mandates"].equals(drawn["mandates"])


# ------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize("file", [*ALL_FILES.values(), "a_propos"])
def test_csv_are_plain_utf8(file):
    raw = (SAMPLE / "territoire" / f"{file}.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").endswith("\n")


def test_workbook_is_the_same_network_in_english(maker):
    en = words("en")
    book = pd.read_excel(SAMPLE / "territory.xlsx", sheet_name=None, engine="calamine", dtype=str)
    assert list(book) == [en[f"table_{name}"] for name in (*ALL_FILES, "about")]
    for name, file in ALL_FILES.items():
        sheet, frame = book[en[f"table_{name}"]].fillna(""), read_csv(file)
        assert list(sheet) == [en[TABLES[name][c].word] for c in maker.make_tables()[name]]
        for english, french in zip(sheet, frame, strict=True):
            column = next(c for c in TABLES[name].columns if FR[c.word] == french)
            cells = sheet[english].str.removesuffix(" 00:00:00")
            if column.kind in ("word", "level", "flag"):
                values = (*column.values, "collaboration", "concertation", "partnership")
                back = {en[key]: FR[key] for key in (*values, "yes", "no")} | {"": ""}
                cells = cells.map(back)
            assert cells.tolist() == frame[french].tolist(), (name, english)


def test_the_french_workbook_is_the_same_network_as_the_folder():
    folder, book = (cn.read(SAMPLE / name) for name in ("territoire", "territoire.xlsx"))
    assert book.equals(folder)
    for name, frame in folder.tables.items():
        pd.testing.assert_frame_equal(book.tables[name], frame)


@pytest.mark.parametrize(
    ("book", "ties"), [("territoire.xlsx", "Liens"), ("territory.xlsx", "Ties")]
)
def test_workbook_holds_dates_and_numbers_and_no_formula(book, ties):
    with zipfile.ZipFile(SAMPLE / book) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "worksheets/sheet" in n]
    assert len(sheets) == len(ALL_FILES) + 1
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    frame = pd.read_excel(SAMPLE / book, sheet_name=ties, engine="calamine")
    assert frame[words("fr" if ties == "Liens" else "en")["start"]].dtype.kind == "M"


def test_about_gives_boundary_source_and_response(tables):
    about = read_csv("a_propos").set_index(FR["about_item"])[FR["about_value"]]
    keys = ["title", "boundary_statement", "data_source", "observed_start", "observed_end"]
    assert about.index.tolist() == [FR[key] for key in (*keys, "invited", "responded")]
    assert "inventées" in about[FR["data_source"]]
    assert (about[FR["observed_start"]], about[FR["observed_end"]]) == ("2022", "2024")
    assert int(about[FR["responded"]]) < int(about[FR["invited"]])
    assert int(about[FR["invited"]]) == len(alive(tables["actors"], pd.Timestamp("2024-10-15")))


# -------------------------------------------------------------------------------------- references


def test_known_words_only(tables):
    for name, frame in tables.items():
        for column in TABLES[name].columns:
            if column.kind == "word" and column.name in frame:
                known = {FR[key] for key in column.values} | {""}
                assert set(frame[column.name]) <= known, (name, column.name)
    assert set(tables["ties"]["level"]) == {"collaboration", "concertation", "partenariat"}
    assert set(tables["mandates"]["can_commit"]) == {"oui", "non", ""}


def test_identifiers_are_unique_and_references_exist(tables):
    for name, frame in tables.items():
        if key := TABLES[name].key:
            assert frame[key].is_unique, name
        for column in TABLES[name].columns:
            if column.refers and column.name in frame:
                told = frame[column.name].str.split("; ").explode()
                known = set(tables[column.refers][TABLES[column.refers].key]) | {""}
                assert set(told) <= known, (name, column.name)


def test_every_period_begins_before_it_ends(tables):
    for name, frame in tables.items():
        assert (frame["start"] < frame["end"]).all(), name


@pytest.mark.parametrize("table", ["ties", "set_aside"])
def test_relations_lie_within_the_lives_of_their_actors(tables, table):
    actors = tables["actors"].set_index("actor")
    relations = tables[table]
    assert (relations["source"] != relations["target"]).all()
    for end in ("source", "target"):
        assert within(relations, actors.loc[relations[end]]).all()


def test_periods_of_one_pair_do_not_overlap(tables):
    for pair, rows in tables["ties"].groupby(["source", "target"]):
        assert pair[0] < pair[1]
        rows = rows.sort_values("start")
        assert (rows["end"].to_numpy()[:-1] <= rows["start"].to_numpy()[1:]).all(), pair


def test_seats_lie_within_their_instance_and_actor_and_mandates_within_their_seat(tables):
    seats, mandates = tables["seats"], tables["mandates"]
    assert within(seats, tables["instances"].set_index("instance").loc[seats["instance"]]).all()
    assert within(seats, tables["actors"].set_index("actor").loc[seats["actor"]]).all()
    held = seats.set_index("seat").loc[mandates["seat"]]
    assert within(mandates, held).all()


def test_one_titular_at_a_time_who_is_not_the_alternate(tables):
    for seat, rows in tables["mandates"].groupby("seat"):
        titulars = rows[rows["function"] == "titulaire"].sort_values("start")
        assert (titulars["end"].to_numpy()[:-1] <= titulars["start"].to_numpy()[1:]).all(), seat
        alternates = rows[rows["function"] == "substitut"]
        assert not set(titulars["person"]) & set(alternates["person"])


def test_a_person_represents_one_actor(tables):
    held = tables["mandates"].merge(tables["seats"], on="seat")
    assert (held.groupby("person")["actor"].nunique() == 1).all()
    assert (held.groupby("person")["instance"].nunique() > 1).any()
    assert held["person"].str.fullmatch(r"P\d{3}").all()


def test_partnerships_under_an_agreement_join_its_parties_while_it_holds(tables):
    agreements = tables["agreements"].set_index("agreement")
    under = tables["ties"].query("agreement != ''")
    assert (under["level"] == "partenariat").all()
    assert set(under["agreement"]) == set(agreements.index)
    assert within(under, agreements.loc[under["agreement"]]).all()
    for tie in under.itertuples():
        assert {tie.source, tie.target} <= set(agreements["parties"][tie.agreement].split("; "))


# ----------------------------------------------------------------------------------------- stories


def test_sizes(tables):
    actors = tables["actors"]
    assert 58 <= len(actors) <= 66
    assert set(actors["territory"]) - {""} == {
        "Haute-Pruche", "Plaine-aux-Ormes", "Val-Cendré", "Îlets-Gris",
    }  # fmt: skip
    assert set(actors["tier"]) == {"local", "supralocal", "régional", "national"}
    sizes = actors["sector"].value_counts()
    assert sizes["communautaire"] > sizes["institutionnel"] > sizes["privé"]
    assert sizes["économie sociale"] == 6
    assert sizes[["personnes concernées", ""]].tolist() == [3, 3]
    assert actors["name"].is_unique
    assert len(tables["instances"]) == 10
    pairs = tables["ties"][["source", "target"]].drop_duplicates()
    assert 120 <= len(pairs) <= 170
    assert 8 <= len(tables["set_aside"]) <= 10


def test_instances_are_of_every_kind_and_some_open_or_close(tables):
    instances = tables["instances"].set_index("instance")
    kinds = instances["kind"].value_counts()
    for key in ("clc", "cnc", "community_of_practice", "subcommittee"):
        assert kinds[FR[key]] == 1
    assert set(instances["origin"]) == {FR["local_demand"], FR["policy"]}
    assert (instances["start"] > FIRST).sum() == 4
    assert (instances["end"] < LAST).sum() == 1
    child = instances[instances["parent"] != ""].iloc[0]
    assert (child["kind"], child["parent"]) == ("sous-comité", "I01")


def test_actors_come_and_go(tables):
    actors = tables["actors"]
    assert (actors["start"] > FIRST).sum() == 7
    assert (actors["end"] < LAST).sum() == 5
    assert [len(alive(actors, day)) for day in WAVES] == [58, 61, 60]


def test_private_actors_are_few_and_mostly_in_the_clc(tables):
    private = of_sector(tables, "private")
    assert len(private) == 9
    seats = tables["seats"]
    private_seats = seats[seats["actor"].isin(private)].merge(tables["instances"], on="instance")
    in_clc = private_seats["kind"] == FR["clc"]
    assert in_clc.sum() == 5
    assert in_clc.mean() > 0.6
    where = set(private_seats.loc[private_seats["kind"] == FR["table"], "territory"])
    assert where == {"Plaine-aux-Ormes"}
    clc = seats[seats["instance"] == "I06"]
    assert set(clc["actor"]) - private == {"A29"}


def test_private_ties_are_few_and_mostly_with_the_cisss(tables):
    private, ties = of_sector(tables, "private"), tables["ties"]
    pairs = ties[["source", "target"]].drop_duplicates()
    crossing = pairs[pairs["source"].isin(private) ^ pairs["target"].isin(private)]
    assert len(crossing) <= 10
    assert crossing.isin(["A29"]).any(axis=1).mean() > 0.5
    assert not alive(ties, WAVES[-1]).isin(["A50", "A52"]).any(axis=None)


def test_isolates_are_those_told(tables):
    for day in WAVES:
        ties = alive(tables["ties"], day)
        alone = (
            set(alive(tables["actors"], day)["actor"]) - set(ties["source"]) - set(ties["target"])
        )
        assert alone == {"A50", "A52", "A58"} | ({"A63"} if day == WAVES[-1] else set())


def test_two_hubs_and_a_bridging_caisse(tables):
    ties = alive(tables["ties"], WAVES[-1])
    partners = pd.concat([ties["source"], ties["target"]]).value_counts()
    assert set(partners.index[:2]) == {"A01", "A29"}
    assert partners.iloc[1] > 1.5 * partners.iloc[2]
    sector = tables["actors"].set_index("actor")["sector"]
    of_caisse = ties[(ties[["source", "target"]] == "A53").any(axis=1)]
    others = pd.concat([of_caisse["source"], of_caisse["target"]])
    assert {"communautaire", "institutionnel", "privé"} <= set(others.map(sector))


def test_ties_are_mostly_within_territory_and_partnerships_the_fewest(tables):
    territory = tables["actors"].set_index("actor")["territory"]
    for day in WAVES:
        ties = alive(tables["ties"], day)
        same = ties["source"].map(territory) == ties["target"].map(territory)
        assert same.mean() > 0.6
        assert ties["level"].value_counts().idxmin() == "partenariat"


def test_levels_rise_and_fall(tables):
    rank = {"collaboration": 0, "concertation": 1, "partenariat": 2}
    steps = tables["ties"].sort_values("start").groupby(["source", "target"])["level"]
    changes = pd.concat([rows.map(rank).diff().dropna() for _, rows in steps])
    assert (changes > 0).sum() > 20
    assert (changes < 0).sum() >= 4


def test_agreements_vary_and_some_partnerships_have_none(tables):
    agreements, ties = tables["agreements"], tables["ties"]
    parties = agreements["parties"].str.split("; ")
    assert set(parties.map(len)) == {2, 3, 4}
    assert (agreements["end"] < LAST).sum() == 5  # over by the end of 2024
    assert agreements["end"].between(LAST, pd.Timestamp("2025-12-31")).sum() >= 4  # soon over
    without = ties[(ties["level"] == "partenariat") & (ties["agreement"] == "")]
    assert len(without) == 6
    private = of_sector(tables, "private")
    signed = [set(p) for p in parties if set(p) & private]
    assert signed == [{"A44", "A29", "A11"}]


def test_seats_stand_vacant_and_representatives_change(tables):
    gaps = vacancies(tables)
    assert 20 <= len(gaps) <= 50
    assert {days for seat, days in gaps if seat == "S022"} == {
        (LAST - pd.Timestamp("2022-09-01")).days
    }
    assert sum(days > 90 for _, days in gaps) >= 8
    mandates = tables["mandates"]
    assert 10 <= (mandates["function"] == "substitut").sum() <= 30
    titulars = mandates[mandates["function"] == "titulaire"]
    changed = titulars.groupby("seat").size().sub(1).rename("changes").reset_index()
    changed = changed.merge(tables["seats"], on="seat")
    changes = {
        sector: changed.loc[changed["actor"].isin(of_sector(tables, sector)), "changes"].mean()
        for sector in ("institutional", "community", "private")
    }
    assert changes["institutional"] > changes["community"] > changes["private"]


def test_persons_concerned_move_from_observer_to_voting(tables):
    seats = tables["seats"]
    held = seats[seats["actor"].isin(of_sector(tables, "persons_concerned"))]
    assert set(held["role"]) == {"observateur", "membre votant"}
    assert (held["role"] == "membre votant").sum() == 1


def test_no_seat_is_held_twice_at_once_except_by_the_cisss_in_the_clc(tables):
    twice = set()
    for (instance, actor), rows in tables["seats"].groupby(["instance", "actor"]):
        for one, other in combinations(rows.itertuples(), 2):
            if max(one.start, other.start) < min(one.end, other.end):
                twice.add((instance, actor))
    assert twice == {("I06", "A29")}


def test_who_takes_part_can_be_measured():
    """What the README tells of meetings, gifts and answers is what the measures find."""
    net = cn.read(SAMPLE / "territoire")
    assert not [p for p in net.problems if p.severity == "error"]
    dormant = cn.dormant_seats(net)
    assert dormant[["seat", "actor"]].to_numpy().tolist() == [["S022", "A40"]]
    found = cn.attendance_rate(net).set_index("instance")
    assert found.loc["I09", "listed_present_only"] == found.loc["I09", "meetings"]
    assert found.loc[["I01", "I03", "I05"], "guests"].tolist() == [1, 1, 1]
    assert cn.rules_breadth(net).set_index("instance").loc["I03", "present_share"] > 0
    after = cn.after_events(net)
    assert sorted(after.events["instance"]) == ["I01", "I03", "I06"]
    assert (after.cut, after.overlapping) == (0, 0)
    scores = cn.perception_scores(net, dimension="legitimacy")
    of_private = scores[scores["rated_group"] == "private"].set_index("rater_group")
    assert of_private.loc["community", "mean"] < of_private.loc["private", "mean"]
    assert of_private.loc["persons_concerned", "hidden"] == "few"
    raters = set(net.tables["perceptions"]["rater"])
    assert set(net.tables["answers"]["respondent"]) | raters <= set(net.actors["actor"])
