"""Spark, in one process and with workers of its own, gives the answers of memory."""

import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, TableError
from tests.networks import the_sample
from tests.relational.test_made import (
    ATTENDANCE,
    GIVEN,
    GIVEN_OVER_TIME,
    OF_COLUMNS,
    OF_SEATS,
    OF_TIES,
    OVER_TIME,
    TAKEN,
    groups_given,
    same_asked,
)

pyspark = pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.skipif(os.name == "nt", reason="Spark writes no file there without more programs"),
]

CHEAP = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # a few rows are read sooner than programs are compiled for them
    "spark.sql.codegen.wholeStage": "false",
    # by default it keeps the plans of a thousand questions, which fill its memory
    "spark.sql.ui.retainedExecutions": "10",
    "spark.ui.retainedJobs": "20",
    "spark.ui.retainedStages": "20",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="module")
def session():
    """One session that all these tests share: `scan` takes the one that runs."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in CHEAP.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def lazy(session):
    """The actors and the ties of the sample, as frames."""
    net = the_sample()
    tables = {"actors": net.actors, "ties": net.ties}
    return cn.scan(tables, engine="pyspark", observed=("2022", "2024"))


@pytest.fixture(scope="module")
def whole(session):
    """The sample, from its files."""
    return cn.scan(cn.sample_path(), engine="pyspark")


EVERY = OF_SEATS | TAKEN | OVER_TIME


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_measure_is_that_of_memory(whole, name):
    same_asked(EVERY[name], whole, the_sample())


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_TIES)
def test_ties_that_are_too_many_are_joined_there(whole, monkeypatch, name):
    monkeypatch.setattr("concertnet.relational.coded_ties.MOST_CODED", -1)
    same_asked(OF_TIES[name], whole.latest(), the_sample().latest())


@pytest.mark.slow
@pytest.mark.parametrize("name", GIVEN)
def test_groups_given_are_joined_there(whole, name):
    same_asked(lambda net: GIVEN[name](net, groups_given()), whole.latest(), the_sample().latest())


TAKEN_IN_PART = {
    name: measure
    for name, measure in (ATTENDANCE | OF_COLUMNS).items()
    if name in ("by sector", "by function", "given", "missing links of a level")
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TAKEN_IN_PART)
def test_what_is_taken_in_part_is_that_of_memory(whole, name):
    same_asked(TAKEN_IN_PART[name], whole, the_sample())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tenure of actors", "tenure of seats"])
def test_groups_given_of_seats_and_dates_are_joined_there(whole, name):
    same_asked(lambda net: GIVEN_OVER_TIME[name](net, groups_given()), whole, the_sample())


# What a program submitted to a cluster does: it selects, measures, and says who worked.
SUBMITTED = """
import json, sys
import concertnet as cn
from pyspark.sql import SparkSession

master, source, out = sys.argv[1:]
builder = SparkSession.builder.master(master).appName("tests").config("spark.ui.enabled", "false")
builder = builder.config("spark.executor.memory", "512m").config("spark.executor.cores", "1")
builder = builder.config("spark.sql.shuffle.partitions", "4")
# both workers are there before anything is asked
builder = builder.config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
builder = builder.config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
builder = builder.config("spark.cores.max", "2")
session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
lazy = cn.scan(source, engine="pyspark")
now = lazy.latest()
now.save(out)
answers = {
    "counts": cn.mixing(now).counts.to_numpy().tolist(),
    "total": cn.brokerage_roles(now)["total"].sort_index().astype(float).tolist(),
    "kept": cn.retention(lazy, "2022-12-31", "2024-12-31")["kept"].tolist(),
    "seats": cn.coverage(now)["seats"].tolist(),
}
status = session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
answers["executors"] = len(list(status)) - 1  # without the driver
session.stop()
print("ANSWERS" + json.dumps(answers))
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def cluster(folder):
    """A master and two workers of this machine, as Spark starts them; its address."""
    home = Path(pyspark.__file__).parent
    local = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    address = f"spark://127.0.0.1:{free_port()}"

    def started(kind, *args):
        name = f"org.apache.spark.deploy.{kind.lower()}.{kind}"
        command = [str(home / "bin" / "spark-class"), name, "--host", "127.0.0.1"]
        with (folder / f"{kind}-{len(processes)}.log").open("w") as log:
            one = subprocess.Popen(
                [*command, "--webui-port", "0", *args],
                env={**os.environ, **local},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        processes.append(one)

    processes: list[subprocess.Popen] = []
    try:
        started("Master", "--port", address.rsplit(":", 1)[1])
        for _ in range(2):
            work = str(folder / f"work-{len(processes)}")
            started("Worker", "--cores", "1", "--memory", "600m", "--work-dir", work, address)
        yield address
    finally:
        for one in reversed(processes):
            one.terminate()
        for one in processes:
            one.wait(timeout=60)


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_answers_of_memory(tmp_path):
    here = the_sample()
    now = here.latest()
    with cluster(tmp_path) as master:
        done = subprocess.run(
            [sys.executable, "-c", SUBMITTED, master, str(cn.sample_path()), str(tmp_path / "out")],
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
    assert "ANSWERS" in done.stdout, done.stderr[-3000:]
    answers = json.loads(done.stdout.split("ANSWERS")[1])
    assert answers["executors"] == 2
    assert answers["counts"] == cn.mixing(now).counts.to_numpy().tolist()
    total = cn.brokerage_roles(now)["total"].sort_index().astype(float).tolist()
    assert answers["total"] == pytest.approx(total, abs=1e-9, nan_ok=True)
    kept = cn.retention(here, "2022-12-31", "2024-12-31")["kept"].tolist()
    assert answers["kept"] == kept
    assert answers["seats"] == cn.coverage(now)["seats"].tolist()
    assert cn.ei_index(cn.read(tmp_path / "out")) == pytest.approx(cn.ei_index(now), abs=1e-12)


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
