import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concertnet.errors import ConcertnetError
from concertnet.scale import BOURQUE, HIMMELMAN, PARTNER, SCALES, Scale
from concertnet.swap import COMMITTED
from concertnet.tables.assemble import check_tables
from concertnet.tables.cells.dates import as_period
from concertnet.tables.read import read_tables
from concertnet.tables.spec.about import About
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cleaned
from concertnet.tables.write.save import write_tables

FORMS = [("dossier", "csv"), ("dossier.xlsx", "csv"), ("dossier", "parquet")]


def small(**more):
    given = {
        "actors": pd.DataFrame(
            {"actor": ["001", "NA"], "sector": ["privé", None], "longitude": [-73.6, 0.1 + 0.2]}
        ),
        "ties": pd.DataFrame({"source": ["001"], "target": ["NA"], "level": ["concertation"]}),
        **more,
    }
    return check_tables(given)[0]


def save(path, tables, *, about=None, scale=BOURQUE, observed=None, form="csv"):
    return write_tables(
        path, tables, about=about or About(), scale=scale, observed=observed, format=form
    )


def same(tables, others):
    for name in TABLES:
        pd.testing.assert_frame_equal(tables[name], others[name], check_exact=True)


# -- what was saved reads back identical ----------------------------------------------------------

NASTY = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1+1", "''", "'", "@x", "+1", "-1", "＝x", "NA", "nan", "None", "001", "1e5",
         "a;b", "a; b", ";", "a,b", '"', 'a"b', '""', "é\nà", "\u2028x", "_x0041_", "<b>&", "#REF!",
         "true", "2024-01-01", "12", "TRUE", "'1", "a\tb", "sep=;", "acteur", "œuvre", "\U0001f600",
         "x" * 300]
    ),
    st.text(max_size=12),
).map(cleaned)  # fmt: skip

IDS = NASTY.map(lambda text: text.rstrip("; \n\t")).filter(bool)
DAYS = st.one_of(st.none(), st.dates(dt.date(1850, 1, 1), dt.date(2100, 1, 1)), st.just("2024-03"))
NUMBERS = st.one_of(st.none(), st.floats(-180, 180), st.integers(-90, 90))


@st.composite
def networks(draw):
    ids = draw(st.lists(IDS, min_size=2, max_size=5, unique=True))
    n = len(ids)

    def column(strategy, length):
        return draw(st.lists(strategy, min_size=length, max_size=length))

    heading = draw(IDS.filter(lambda text: len(text) < 200))
    scale = draw(st.sampled_from([BOURQUE, PARTNER, HIMMELMAN, Scale("à moi", ("=un", "Deux"))]))
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(ids)] * 2).filter(lambda p: p[0] != p[1]),
                          max_size=4))  # fmt: skip
    m = len(pairs)
    tables = {
        "actors": pd.DataFrame(
            {"actor": ids, "name": column(NASTY, n), "sector": column(NASTY, n),
             "territory": column(NASTY, n), "start": column(DAYS, n),
             "latitude": column(NUMBERS, n), "longitude": column(NUMBERS, n),
             heading: column(NASTY, n)}
        ),
        "ties": pd.DataFrame(
            {"source": [p[0] for p in pairs], "target": [p[1] for p in pairs],
             "level": column(st.sampled_from(scale.levels), m), "theme": column(NASTY, m),
             "weight": column(NUMBERS, m)}
        ),
        "seats": pd.DataFrame({"instance": ["I"], "actor": ids[:1], "note": column(NASTY, 1)}),
        "instances": pd.DataFrame({"instance": ["I"], "name": column(NASTY, 1), "vide": [None]}),
        "mandates": pd.DataFrame(
            {"seat": [f"I-{ids[0]}"], "person": column(IDS, 1),
             "can_commit": draw(st.sampled_from([[True], [False], [None]]))}
        ),
        "events": pd.DataFrame({"Nouvelle colonne": pd.Series([], dtype="str")}),
    }  # fmt: skip
    sectors = tuple(draw(st.lists(NASTY, max_size=2)))
    count = st.one_of(st.none(), st.integers(0, 99))
    about = About(draw(NASTY), draw(NASTY), draw(NASTY), sectors, draw(count), draw(count))
    checked, _ = check_tables(tables, scale=scale, about=about)
    observed = draw(st.sampled_from([None, as_period(("2019", "2024")), as_period("1850-02-03")]))
    return checked, about, scale, observed


@pytest.mark.parametrize(("name", "form"), FORMS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(network=networks())
def test_what_was_saved_reads_back_identical(tmp_path, name, form, network):
    tables, about, scale, observed = network
    path = save(tmp_path / name, tables, about=about, scale=scale, observed=observed, form=form)
    reading = read_tables(path)
    same(tables, reading.tables)
    assert reading.about == about
    assert reading.scale == scale
    assert reading.observed == observed


@pytest.mark.parametrize(("name", "form"), FORMS)
@pytest.mark.parametrize("scale", SCALES.values())
def test_every_kind_of_table_reads_back(tmp_path, name, form, scale):
    tables = small(
        instances=pd.DataFrame({"instance": ["I"], "rules_adopted": ["2020"]}),
        seats=pd.DataFrame({"seat": ["S"], "instance": ["I"], "actor": ["NA"]}),
        agreements=pd.DataFrame(
            {"agreement": ["E"], "parties": ["001;NA"], "start": ["1899-01-01"]}
        ),
        set_aside=pd.DataFrame({"source": ["001"], "target": ["NA"], "kind": ["consultation"]}),
        perceptions=pd.DataFrame(
            {"rater": ["001"], "rated": ["NA"], "dimension": ["pouvoir"], "score": [1 / 3]}
        ),
        contributions=pd.DataFrame(
            {"actor": ["NA"], "instance": ["I"], "resource": ["argent"], "outside_contract": [True]}
        ),
        answers=pd.DataFrame({"respondent": ["NA"], "item": ["=1"], "answer": ["oui"]}),
        attendance=pd.DataFrame(
            {"instance": ["I"], "date": ["2020-01-01 14:30"], "seat": ["S"], "present": ["non"]}
        ),
        events=pd.DataFrame(
            {"instance": ["I"], "date": ["2020"], "kind": ["règle"], "note": ["x"]}
        ),
    )
    ties = tables["ties"].assign(level=pd.Series([scale.levels[-1]], dtype="str"))
    tables = {**tables, "ties": ties}
    reading = read_tables(save(tmp_path / name, tables, scale=scale, form=form))
    same(tables, reading.tables)
    assert reading.scale == scale
    assert not [p for p in reading.problems if p.severity == "error"]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_the_same_tables_give_the_same_bytes(tmp_path, name, form):
    def content(path):
        files = [path] if path.is_file() else sorted(path.iterdir())
        return {file.name: file.read_bytes() for file in files}

    first = content(save(tmp_path / "a" / name, small(), about=About("x"), form=form))
    second = content(save(tmp_path / "b" / name, small(), about=About("x"), form=form))
    assert first == second


# -- no live formula ------------------------------------------------------------------------------


def test_no_cell_of_a_file_is_a_live_formula(tmp_path):
    live = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx=1", "'=2", "http://x.y"]
    actors = {
        "actor": [f"A{i}" for i in range(7)],
        "name": live,
        "=x": live,
        "sector": ["privé"] * 7,
    }
    tables = small(actors=pd.DataFrame(actors), ties=None)
    save(tmp_path / "d", tables)
    raw = pd.read_csv(tmp_path / "d" / "actors.csv", dtype=str, keep_default_na=False)
    cells = [*raw["name"], *raw.columns]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert read_tables(tmp_path / "d").tables["actors"]["name"].tolist() == list(map(cleaned, live))
    import openpyxl

    save(tmp_path / "d.xlsx", tables)
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    kinds = {cell.data_type for row in book["actors"].iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    assert not book["actors"]._hyperlinks
    assert not book.properties.creator
    assert book.properties.created.year == 2000


def test_numbers_and_dates_of_a_workbook_are_cells_of_their_kind(tmp_path):
    import openpyxl

    instances = pd.DataFrame({"instance": ["I"], "start": ["2020"], "meetings_per_year": [4]})
    sheet = openpyxl.load_workbook(save(tmp_path / "d.xlsx", small(instances=instances)))[
        "instances"
    ]
    row = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert row["start"] == dt.datetime(2020, 1, 1)
    assert row["meetings_per_year"] == 4


# -- all of it or nothing -------------------------------------------------------------------------


def content(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_only_files_of_ours_are_replaced_or_removed(tmp_path):
    path = save(tmp_path / "d", small())
    (path / "notes.txt").write_text("à moi")
    (path / "photo.csv").write_text("a,b")
    (path / "sub").mkdir()
    save(path, small(ties=None))
    names = {file.name for file in path.iterdir()}
    assert names == {"about.csv", "actors.csv", "notes.txt", "photo.csv", "sub"}
    save(path, small(), form="parquet")
    names = {file.name for file in path.iterdir() if file.suffix == ".csv"}
    assert names == {"photo.csv"}
    same(small(), read_tables(path).tables)


def test_the_users_own_files_do_not_come_back_in_place_of_an_empty_table(tmp_path):
    path = tmp_path / "d"
    path.mkdir()
    (path / "liens.csv").write_text("source,cible,niveau\n001,NA,concertation\n")
    tables = small(ties=None)
    save(path, tables)
    same(tables, read_tables(path).tables)
    assert (path / "liens.csv").exists()


@pytest.mark.parametrize("at", range(8))
def test_a_crash_half_way_leaves_the_old_files(tmp_path, monkeypatch, at):
    old, new = small(), small(ties=None)
    path = save(tmp_path / "d", old, about=About("ancien"))
    before = content(path)
    for name in ("replace", "rename", "mkdir", "write_text"):
        calls = []
        real = getattr(Path, name)

        def failing(self, *given, _calls=calls, _real=real, **named):
            _calls.append(self)
            if len(_calls) == at + 1:
                raise OSError(28, "No space left on device")
            return _real(self, *given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Path, name, failing)
            refused = None
            try:
                save(path, new, about=About("nouveau"))
            except ConcertnetError as error:
                refused = error
        if refused is None:  # it has fewer such steps
            save(path, old, about=About("ancien"))
        else:
            assert refused.key == "error_disk_full"
        assert content(path) == before


def test_a_crash_half_way_leaves_the_old_workbook(tmp_path, monkeypatch):
    import xlsxwriter.worksheet

    path = save(tmp_path / "d.xlsx", small())
    before = path.read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsxwriter.worksheet.Worksheet, "write_string", full)
    with pytest.raises(ConcertnetError):
        save(path, small(ties=None))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["d.xlsx"]


KILLED = """
import os, sys
from pathlib import Path
import concertnet.swap as swap
from concertnet.tables.spec.about import About
from concertnet.tables.read import read_tables
from concertnet.tables.write.save import write_tables
path, step, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
reading = read_tables(path)
real, calls = getattr(Path, step), []
def dying(self, *given):
    calls.append(self)
    if len(calls) > at:
        os._exit(9)
    return real(self, *given)
setattr(Path, step, dying)
tables = {**reading.tables, "ties": reading.tables["ties"].iloc[:0]}
write_tables(path, tables, about=About("nouveau"), scale=reading.scale, observed=None)
"""


@pytest.mark.parametrize(
    ("step", "at", "title"), [("rename", 0, "ancien"), ("replace", 3, "nouveau")]
)
def test_a_killed_process_leaves_the_old_set_or_the_new_one(tmp_path, step, at, title):
    path = save(tmp_path / "d", small(), about=About("ancien"))
    done = subprocess.run([sys.executable, "-c", KILLED, path, step, str(at)], check=False)
    assert done.returncode == 9
    reading = read_tables(path)
    assert reading.about.title == title
    same(small() if title == "ancien" else small(ties=None), reading.tables)
    assert (path / COMMITTED).exists() == (title == "nouveau")
    save(path, small(ties=None), about=About("encore"))
    assert {file.name for file in path.iterdir() if file.name[0] != "."} == {
        "about.csv",
        "actors.csv",
    }
    assert read_tables(path).about.title == "encore"
    assert not list(path.glob(f"{COMMITTED}*"))


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "d", tmp_path / "file", tmp_path / "file" / "d.xlsx"):
        with pytest.raises(ConcertnetError) as raised:
            save(place, small())
        for lang in ("fr", "en"):
            assert str(place) in raised.value.text(lang)
            assert "{" not in raised.value.text(lang)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_the_right_to_write(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ConcertnetError):
        save(tmp_path / "d", small())
    tmp_path.chmod(0o700)


def test_a_new_folder_that_could_not_be_filled_is_not_left(tmp_path, monkeypatch):
    monkeypatch.setattr(
        pd.DataFrame, "to_csv", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "x"))
    )
    with pytest.raises(ConcertnetError):
        save(tmp_path / "d", small())
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("name", ["d.xls", "d.ods", "d.csv"])
def test_a_format_that_is_not_written(tmp_path, name):
    with pytest.raises(ConcertnetError) as raised:
        save(tmp_path / name, small())
    assert name[1:] in raised.value.text("fr")
    with pytest.raises(ConcertnetError):
        save(tmp_path / "d", small(), form="json")


def test_a_workbook_that_cannot_hold_the_tables(tmp_path):
    events = pd.DataFrame({"actor": ["a"], "name": ["x" * 40_000], "sector": ["privé"]})
    with pytest.raises(ConcertnetError) as raised:
        save(tmp_path / "d.xlsx", small(actors=events, ties=None))
    assert raised.value.key == "problem_workbook_limit"
    assert not list(tmp_path.iterdir())
    assert "actors" in raised.value.text("fr")
