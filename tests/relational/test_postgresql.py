"""A real PostgreSQL server: its tables are read as files are, and its going away is said."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, TableError
from tests.networks import the_sample

dbapi = pytest.importorskip("adbc_driver_postgresql.dbapi")
pa = pytest.importorskip("pyarrow")
USER = "reader"


def _programs():
    """Return the folder of the server's programs, None where none is installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


class Server:
    """A server of its own in a temporary folder, which no root may run."""

    def __init__(self, folder):
        self.folder, self.bin = folder, _programs()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.run("initdb", "-D", f"{folder}/data", "-U", USER, "-A", "trust", "--no-sync")
        self.start()

    def run(self, program, *arguments):
        command = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            as_nobody = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            command = [*as_nobody, *command]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd="/")
        assert done.returncode == 0, done.stdout.decode()

    def start(self):
        how = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        log = f"{self.folder}/log"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", log, "-w", "-o", how, "start")

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")

    def address(self, database="postgres", user=USER):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def made(self, database, tables):
        every = dbapi.connect(self.address(), autocommit=True)
        with every as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {database}")
        with dbapi.connect(self.address(database)) as connection, connection.cursor() as cursor:
            for name, frame in tables.items():
                cursor.adbc_ingest(name, pa.Table.from_pandas(frame, preserve_index=False))
            connection.commit()
        return self.address(database)


@pytest.fixture(scope="module")
def server():
    if os.name == "nt" or _programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server = Server(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def tables_of(net):
    """Return the tables as a register holds them: days as dates, flags as such, texts."""
    frames = {}
    for name in ("actors", "ties", "instances", "seats", "mandates"):
        frame = net.tables[name].dropna(axis=1, how="all").copy()
        for column in frame.select_dtypes("datetime"):
            frame[column] = frame[column].dt.date
        frames[name] = frame
    return frames


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_database_is_read_as_files_are_and_nothing_is_written(server, engine):
    net = the_sample()
    address = server.made(f"register_{engine}", tables_of(net))
    there = cn.scan(address, engine=engine, observed=("2022", "2024"))
    for when in ("2022-12-31", "2024-06-30"):
        here = cn.mixing(net.at(when))
        pd.testing.assert_frame_equal(cn.mixing(there.at(when)).counts, here.counts)
    pd.testing.assert_frame_equal(cn.coverage(there.latest()), cn.coverage(net.latest()))
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_upd + n_tup_del)::bigint FROM pg_stat_user_tables"
            " UNION ALL SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        )
        assert [row[0] for row in cursor.fetchall()] == [0, 5]


def test_what_lacks_is_said_as_of_files(server):
    ties = pd.DataFrame({"source": ["a"], "level": ["concertation"]})
    address = server.made("lacking", {"ties": ties})
    with pytest.raises(TableError, match="target"):
        cn.scan(address)
    address = server.made("nothing", {"weather": ties})
    with pytest.raises(TableError, match=r"127\."):
        cn.scan(address)


def test_a_server_that_goes_away_in_the_middle_is_said(server, monkeypatch):
    from pyarrow import parquet

    address = server.made("large", {})
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE actors AS SELECT i::text AS actor, repeat('x', 200) AS name,"
            " 'private' AS sector FROM generate_series(1, 400000) AS i"
        )
        connection.commit()
    write, stopped = parquet.ParquetWriter.write_batch, []

    def stop_and_write(self, batch, *more):
        if not stopped:
            stopped.append(True)
            server.stop()
        write(self, batch, *more)

    monkeypatch.setattr(parquet.ParquetWriter, "write_batch", stop_and_write)
    secret = address.replace(USER, f"{USER}:s3cret")
    try:
        with pytest.raises(ConcertnetError, match="does not answer") as raised:
            cn.scan(secret)
    finally:
        server.start()
    assert "s3cret" not in raised.value.text("fr")
    assert stopped


def test_a_server_that_is_not_there_is_said(server):
    with pytest.raises(ConcertnetError, match=r"127\.0\.0\.1:1/nowhere"):
        cn.scan("postgresql://reader:s3cret@127.0.0.1:1/nowhere")


def test_a_driver_that_is_not_installed_says_what_to_type(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    with pytest.raises(ConcertnetError, match=r"concertnet\[postgresql\]"):
        cn.scan("postgresql://reader@localhost/register")
