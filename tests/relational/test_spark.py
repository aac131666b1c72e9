"""Spark, in one process and with workers of its own, gives the answers of memory."""

import shutil

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, TableError
from tests.networks import the_sample

pyspark = pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")

CHEAP = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


@pytest.fixture(scope="module")
def lazy():
    """The sample, in one session that all these tests share: `scan` takes the one that runs."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in CHEAP.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    net = the_sample()
    tables = {"actors": net.actors, "ties": net.ties}
    yield cn.scan(tables, engine="pyspark", observed=("2022", "2024"))
    session.stop()


def test_answers_are_those_of_memory(lazy):
    there, here = lazy.at("2024-06-30"), the_sample().at("2024-06-30")
    pd.testing.assert_frame_equal(cn.mixing(there).counts, cn.mixing(here).counts)
    assert cn.ei_index(there) == pytest.approx(cn.ei_index(here), abs=1e-12)
    one, other = cn.brokerage_roles(there).sort_index(), cn.brokerage_roles(here).sort_index()
    assert np.allclose(one.to_numpy(float), other.to_numpy(float), atol=1e-9, equal_nan=True)
    where = {"territory": "Val-Cendré"}
    pd.testing.assert_frame_equal(
        cn.mixing(there.where(**where)).counts, cn.mixing(here.where(**where)).counts
    )


def test_what_is_saved_is_one_file_a_table(lazy, tmp_path):
    lazy.save(tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"actors.parquet", "ties.parquet"} <= names
    assert all(path.is_file() for path in (tmp_path / "out").iterdir())
    again = cn.read(tmp_path / "out", observed=("2022", "2024"))
    assert cn.ei_index(again.latest()) == pytest.approx(cn.ei_index(the_sample().latest()))


def test_frames_are_taken_and_what_is_wrong_is_counted(lazy):
    session = lazy.engine.session
    actors = session.createDataFrame(
        [("1", "privé"), ("001", "communautaire")], "acteur string, secteur string"
    )
    rows = [("1", "001", "concertation", "2024-02-30"), ("1", "", "amitié", None)]
    ties = session.createDataFrame(rows, "de string, a string, niveau string, debut string")
    with pytest.raises(TableError) as raised:
        cn.scan({"actors": actors, "ties": ties}, engine="pyspark")
    said = raised.value.text("en")
    assert "no date" in said
    assert "empty" in said
    assert "amitié" in said


def test_a_table_that_is_damaged_is_said_in_a_sentence(lazy, tmp_path):
    (tmp_path / "actors.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(ConcertnetError, match="pyspark"):
        cn.scan(tmp_path, engine="pyspark")
