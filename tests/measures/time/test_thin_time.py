"""Every measure of time and of instances, on data that say too little or contradict themselves."""

import dataclasses
import functools

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

import concertnet as cn
from tests.networks import the_sample

OF_TIME = {
    "retention": lambda net, **given: cn.retention(net, "2022-06-30", "2024-06-30", **given),
    "retention of seats": lambda net: cn.retention(net, "2022-06-30", "2024-06-30", of="seats"),
    "retention of ties": lambda net: cn.retention(net, "2022-06-30", "2024-06-30", of="ties"),
    "turnover_over_time": cn.turnover_over_time,
    "representative_turnover": cn.representative_turnover,
    "vacancy": cn.vacancy,
    "handover": cn.handover,
    "tenure": cn.tenure,
    "tenure of seats": lambda net, **given: cn.tenure(net, of="seats", **given),
    "logrank": lambda net, **given: cn.logrank(net, by="sector", **given),
    "person_time": cn.person_time,
    "transitions": cn.transitions,
    "escalation": cn.escalation,
    "tie_persistence": cn.tie_persistence,
    "conversion": cn.conversion,
    "conversion to partnership": lambda net: cn.conversion(net, to="partnership"),
    "instance_dynamics": cn.instance_dynamics,
}
AT_A_DATE = {
    "burden": cn.burden,
    "burden of persons": lambda net: cn.burden(net, of="persons"),
    "overlap": cn.overlap,
    "instance_graph": cn.instance_graph,
    "marginal_value": cn.marginal_value,
    "form_check": cn.form_check,
    "beyond": lambda net: cn.beyond(net, "clc"),
    "coverage": cn.coverage,
    "absent_sectors": cn.absent_sectors,
    "single_representative_links": cn.single_representative_links,
    "vertical_share": cn.vertical_share,
    "agreement_status": cn.agreement_status,
}
WITH_OBSERVED = [
    "turnover_over_time",
    "representative_turnover",
    "vacancy",
    "handover",
    "tenure",
    "tenure of seats",
    "logrank",
    "person_time",
]
pytestmark = pytest.mark.filterwarnings("ignore:At .* days every spell:UserWarning")


@pytest.fixture(scope="module")
def sample() -> cn.Network:
    return the_sample()


@pytest.fixture(scope="module")
def dateless(sample) -> cn.Network:
    """The sample without a single date."""
    tables = {
        name: table.drop(columns=table.select_dtypes("datetime").columns)
        for name, table in sample.tables.items()
        if "date" not in table
    }
    return cn.Network(**tables)


def flat(result):
    """Return the numbers of a result by name, those of its tables and records included."""
    if dataclasses.is_dataclass(result) and not isinstance(result, cn.Period):
        parts = {f.name: getattr(result, f.name) for f in dataclasses.fields(result)}
        return {f"{k}.{n}": v for k, part in parts.items() for n, v in flat(part).items()}
    if isinstance(result, pd.DataFrame):
        return {name: result[name] for name in result}
    if isinstance(result, nx.Graph):
        return {"edges": sorted(map(str, result.edges(data=True)))}
    return {"": result}


def assert_same(one, other):
    one, other = flat(one), flat(other)
    assert one.keys() == other.keys()
    for name, value in one.items():
        if isinstance(value, pd.Series):
            assert_series_equal(value, other[name])
        else:
            assert value == other[name] or (value != value and other[name] != other[name]), name


# -- too little -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_TIME)
def test_without_dates_the_columns_to_fill_are_named(dateless, name):
    assert dateless.observed is None
    with pytest.raises(cn.OutsideObservation, match='"start" or "end"'):
        OF_TIME[name](dateless)


@pytest.mark.parametrize("name", AT_A_DATE)
def test_without_dates_what_needs_none_still_works(sample, dateless, name):
    measure = AT_A_DATE[name]
    if name == "agreement_status":
        with pytest.raises(cn.OutsideObservation, match='"start" or "end"'):
            measure(dateless)
        return
    found = flat(measure(dateless))
    assert found.keys() == flat(measure(sample)).keys() or name == "beyond"
    ages = [value for key, value in found.items() if key in ("age", "from_date", "until_date")]
    assert all(age.isna().all() for age in ages)


@pytest.mark.parametrize("name", OF_TIME)
def test_of_a_single_day_nothing_is_said(sample, name):
    """A day shows no arrival: an answer of 0 would be read as stability."""
    with pytest.raises(cn.OutsideObservation, match=r"single day.*whole network"):
        OF_TIME[name](sample.at("2024-06-30"))


@pytest.mark.parametrize("name", AT_A_DATE)
def test_a_single_day_can_be_looked_at(sample, name):
    assert flat(AT_A_DATE[name](sample.at("2024-06-30")))


def test_of_a_single_day_what_takes_time_is_missing(sample):
    day = sample.at("2024-06-30")
    found = cn.beyond(day, "clc")
    assert found.trajectories is None
    assert found.never_left["never_share"].isna().all()
    assert np.isnan(cn.agreement_status(day).renewed_share)
    assert cn.form_check(day)["logged_meetings"].isna().all()


@pytest.mark.parametrize(
    "name", ["turnover_over_time", "transitions", "escalation", "tie_persistence"]
)
def test_one_wave_is_not_compared(sample, name):
    with pytest.raises(cn.NotComparable, match=r"two dates.*gives 1"):
        OF_TIME[name](sample.between("2023", "2023"))


@pytest.mark.parametrize("name", WITH_OBSERVED)
def test_of_an_empty_period_every_share_is_missing(sample, name):
    never = ("2023-05-01", "2023-05-01")
    if name == "turnover_over_time":
        with pytest.raises(cn.NotComparable, match="gives 0"):
            OF_TIME[name](sample, observed=never)
        return
    found = flat(OF_TIME[name](sample, observed=never))
    shares = [v for key, v in found.items() if key.endswith(("share", "rate", "median", "p_value"))]
    assert shares
    assert all(np.isnan(np.asarray(share, float)).all() for share in shares)


@pytest.mark.parametrize("name", [*OF_TIME, *AT_A_DATE])
def test_actors_alone_give_nothing_or_say_why(name):
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]})
    net = cn.Network(
        actors.assign(start="2021-06-01", tier="local"), observed=("2021-01-01", "2025-01-01")
    )
    try:
        found = flat((OF_TIME | AT_A_DATE)[name](net))
    except cn.ConcertnetError as error:
        said = error.text("fr"), error.text("en")
    else:
        said = ("", "undefined")
        shares = [v for key, v in found.items() if key.endswith(("_share", "rate", "median"))]
        # two actors who stay and have no tie: that is known
        known = name in ("person_time", "transitions", "escalation")
        assert known or all(pd.isna(np.asarray(share, object)).all() for share in shares)
    assert said[0] != said[1]


@pytest.mark.parametrize(
    ("table", "measures"),
    [
        ("actors", ["retention"]),
        ("ties", ["retention of ties", "transitions", "escalation", "tie_persistence"]),
        ("seats", ["retention of seats", "tenure of seats", "conversion"]),
        (
            "mandates",
            ["vacancy", "handover", "representative_turnover", "tenure", "logrank"],
        ),
        ("instances", ["instance_dynamics"]),
        ("agreements", ["conversion", "agreement_status"]),
    ],
)
def test_a_table_without_dates_is_named(sample, table, measures):
    undated = sample.tables[table].drop(columns=["start", "end"])
    net = cn.Network(**(sample.tables | {table: undated}), observed=sample.observed)
    for name in measures:
        with pytest.raises(cn.OutsideObservation, match=table.capitalize()):
            (OF_TIME | AT_A_DATE)[name](net)


# -- arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "every", ["Y", "2022", "fortnight", "", "0D", "-1YE", "h", None, 3, ["YE"]]
)
@pytest.mark.parametrize(
    "name",
    ["turnover_over_time", "transitions", "escalation", "tie_persistence", "instance_dynamics"],
)
def test_what_is_no_frequency(sample, name, every):
    with pytest.raises(cn.UnknownWord, match="YE, QE"):
        getattr(cn, name)(sample, every=every)


def test_waves_of_no_frequency(sample):
    with pytest.raises(cn.UnknownWord, match="YE, QE"):
        sample.waves("Y")


NEGATIVE = [
    (lambda net, x: cn.burden(net, hours_per_meeting=x), "hours_per_meeting", [-1, "2", np.nan]),
    (lambda net, x: cn.burden(net, at_least=x), "at_least", [0, 1.5, "x"]),
    (lambda net, x: cn.form_check(net, meetings=x), "meetings", [-1, "x", np.inf, None]),
    (lambda net, x: cn.form_check(net, years=x), "years", [-0.5, True]),
    (lambda net, x: cn.beyond(net, "clc", years=x), "years", [0, "x", [-1], [1.5], "12"]),
    (lambda net, x: cn.agreement_status(net, within_months=x), "within_months", [-1, 1.5, "x"]),
]


@pytest.mark.parametrize(("measure", "name", "values"), NEGATIVE)
def test_numbers_out_of_range_are_told(sample, measure, name, values):
    for value in values:
        with pytest.raises(cn.NotComparable, match=f"{name}= needs") as told:
            measure(sample, value)
        assert name in told.value.text("fr")


def test_numbers_beyond_any_date_are_no_error(sample):
    assert cn.beyond(sample, "clc", years=10**6).never_left["n"].tolist() == [0]
    status = cn.agreement_status(sample, within_months=10**6).agreements["status"]
    assert not (status == "active")[sample.agreements["end"].notna()].any()


@pytest.mark.parametrize("name", ["coverage", "absent_sectors", "agreement_status"])
def test_one_expected_sector_needs_no_list(sample, name):
    measure = getattr(cn, name)
    one = measure(sample, expected_sectors="private")
    assert_same(one, measure(sample, expected_sectors=["private"]))
    with pytest.raises(cn.UnknownWord, match="privat"):
        measure(sample, expected_sectors="privat")


GROUPED = [
    "retention",
    "turnover_over_time",
    "representative_turnover",
    "vacancy",
    "handover",
    "tenure",
    "person_time",
    "transitions",
    "escalation",
    "tie_persistence",
    "conversion",
    "instance_dynamics",
]


@functools.cache
def without_values(table: str, column: str) -> cn.Network:
    """The sample with a column that is empty for everyone."""
    tables = dict(the_sample().tables)
    tables[table] = tables[table].assign(**{column: None})
    return cn.Network(**tables, observed=the_sample().observed)


@pytest.mark.parametrize("name", GROUPED)
@pytest.mark.parametrize("by", ["colour", "start", 3, ["sector"], "unfilled"])
def test_a_column_that_groups_nobody(sample, name, by):
    """Absent, a date, no column at all, or empty for everyone."""
    net = sample
    if by == "unfilled":
        by = "kind" if name == "instance_dynamics" else "sector"
        net = without_values("instances" if name == "instance_dynamics" else "actors", by)
    with pytest.raises((cn.MissingAttribute, cn.NotComparable)):
        OF_TIME[name](net, by=by)


# -- contradictions -------------------------------------------------------------------------


@functools.cache
def contradictory(*, cut: bool) -> cn.Network:
    """Dates that go beyond what holds them, or the same as they should be read (`cut`).

    Titulars of seat 3 overlap, and P is at two seats of T.
    """
    actors = pd.DataFrame(
        {"actor": list("abc"), "sector": ["private", "community", "institutional"]}
    )
    seats = [
        ("1", "T", "a", "2021-03-01" if cut else "2020-01-01", None),  # before T opened
        ("2", "T", "b", "2021-06-01", "2023-06-01"),
        ("3", "U", "b", "2021-01-01", None),
        ("4", "U", "c", "2021-01-01", None),
        ("5", "T", "c", "2021-03-01", None),
    ]
    mandates = [
        ("1", "P", "2021-03-01" if cut else "2020-01-01", "2022-01-01"),
        ("2", "P", "2021-06-01", "2023-06-01" if cut else "2024-01-01"),  # its seat had ended
        ("3", "Q", "2021-01-01", "2022-06-01"),
        ("3", "R", "2022-05-01", None),
        ("4", "S", "2021-01-01", None),
        ("5", "S", "2021-03-01", None),
    ]
    return cn.Network(
        actors,
        instances=pd.DataFrame(
            {"instance": ["T", "U"], "kind": ["clc", "table"], "start": ["2021-03-01", None]}
        ),
        seats=pd.DataFrame(seats, columns=["seat", "instance", "actor", "start", "end"]),
        mandates=pd.DataFrame(mandates, columns=["seat", "person", "start", "end"]),
        agreements=pd.DataFrame({"agreement": ["g"], "parties": ["a; c"], "start": ["2022-02-01"]}),
        observed=("2020", "2024"),
    )


def test_contradictions_are_reported_with_their_rows():
    found = {p.code: p for p in contradictory(cut=False).problems}
    assert {"titulars_overlap", "mandate_outside_seat", "seat_outside_instance"} <= found.keys()
    assert (found["titulars_overlap"].row, found["titulars_overlap"].fields["first"]) == (4, "3")
    assert found["mandate_outside_seat"].row == 2
    assert found["seat_outside_instance"].row == 1
    clean = {p.code for p in contradictory(cut=True).problems}
    assert not {"mandate_outside_seat", "seat_outside_instance"} & clean
    assert "titulars_overlap" in clean


CONCERNED = {
    "representative_turnover": cn.representative_turnover,
    "vacancy": cn.vacancy,
    "handover": cn.handover,
    "tenure": cn.tenure,
    "person_time of seats": lambda net: cn.person_time(net, of="seats"),
    "retention of representatives": lambda net: cn.retention(
        net, "2020-06-01", "2023-12-01", of="representatives"
    ),
    "turnover_over_time of seats": lambda net: cn.turnover_over_time(net, of="seats"),
    "logrank": lambda net: cn.logrank(net, by="sector"),
    "conversion": cn.conversion,
    "burden": cn.burden,
    "burden of persons": lambda net: cn.burden(net, of="persons"),
    "overlap": cn.overlap,
    "marginal_value": cn.marginal_value,
    "single_representative_links": cn.single_representative_links,
    "coverage": cn.coverage,
    "form_check": cn.form_check,
    "beyond": lambda net: cn.beyond(net, "clc"),
}


@pytest.mark.parametrize("name", CONCERNED)
def test_what_goes_beyond_is_cut_to_what_holds_it(name):
    measure = CONCERNED[name]
    assert_same(measure(contradictory(cut=False)), measure(contradictory(cut=True)))


def test_a_person_at_two_seats_of_an_instance_is_one_person_there():
    net = contradictory(cut=True)
    persons = cn.burden(net, of="persons").table
    assert persons.loc["P", ["instances", "seats"]].tolist() == [1, 2]
    # S sits at both instances: shared once
    assert cn.overlap(net).loc[0, "shared_persons"] == 1
    # each seat has its own mandates all the same
    assert cn.vacancy(net, by="seat").set_index("seat").loc["2", "vacant_days"] == 0
    of = cn.tenure(net).n
    assert of == len(net.mandates)


def test_tables_are_left_as_they_were(sample):
    before = {name: table.copy() for name, table in sample.tables.items()}
    for measure in (OF_TIME | AT_A_DATE).values():
        measure(sample)
    for name, table in sample.tables.items():
        assert_frame_equal(table, before[name])
