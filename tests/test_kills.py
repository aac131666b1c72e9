"""Programs killed while they write: an old whole or a new whole is left, and nothing else after."""

import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from concertnet import held
from concertnet.held import held_folder, sweep_unheld
from concertnet.swap import is_vacant, replace_file
from tests.networks import the_sample

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are those of POSIX")

KILLS = 15  # of each of the two
LEFT = ".concertnet-*"


def begun(work):
    """Begin some work in a process of its own, and return its number."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return child


def ended(child, *, kill=False):
    if kill:
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def duration(work):
    """Return how long the work takes where nobody kills it."""
    start = time.monotonic()
    ended(begun(work))
    return time.monotonic() - start


def killed_at_random(work, seed):
    """Begin some work over and over, kill it at a random moment, and yield after each kill."""
    chance, long = random.Random(seed), duration(work)
    for _ in range(KILLS):
        child = begun(work)
        time.sleep(chance.uniform(0, 1.1 * long))
        yield ended(child, kill=True)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_save_that_is_killed_leaves_the_old_network_or_the_new(tmp_path, format):
    one, other = the_sample(), the_sample().where(sector=["private", "community"])
    folder = tmp_path / "out"
    one.save(folder, format=format)
    now = [one, other]

    def save():
        now[1].save(folder, format=format)

    for _ in killed_at_random(save, seed=1):
        found = cn.read(folder)
        assert found.equals(one) or found.equals(other)
        now.reverse()
    other.save(folder, format=format)
    assert cn.read(folder).equals(other)
    assert not list(folder.glob(LEFT))


@pytest.mark.slow
def test_a_conversion_that_is_killed_leaves_nothing_or_the_whole(tmp_path):
    pytest.importorskip("pyarrow")
    source, folder = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    ids = [f"A{i}" for i in range(400)]
    pd.DataFrame({"actor": ids, "sector": "private"}).to_csv(source / "actors.csv", index=False)
    ties = pd.DataFrame({"source": ids[:-1], "target": ids[1:], "level": "concertation"})
    ties.to_csv(source / "ties.csv", index=False)

    def convert():
        cn.convert(source, folder, rows_at_once=100)

    wholes = 0
    for _ in killed_at_random(lambda: (shutil.rmtree(folder, ignore_errors=True), convert()), 2):
        if not folder.exists() or is_vacant(folder):
            convert()  # what was killed does not stand in the way
            assert not list(folder.glob(LEFT))
        else:
            wholes += 1
        assert len(cn.read(folder).ties) == len(ties)
    assert wholes < KILLS  # some were killed before the end


SAVED = """
import sys
import concertnet as cn
lazy = cn.scan(sys.argv[1])
print("scanned", flush=True)
lazy.save(sys.argv[2])
"""


@pytest.mark.slow
def test_scanned_tables_whose_saving_is_killed_leave_nothing_or_the_whole(tmp_path):
    """Each in a program of its own: the threads of an engine do not outlive a fork."""
    pytest.importorskip("duckdb")
    source, folder, scratch = tmp_path / "in", tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    the_sample().save(source, format="parquet")
    before = {path.name: path.read_bytes() for path in source.iterdir()}
    command = [sys.executable, "-c", SAVED, str(source), str(folder)]
    environ = os.environ | {"TMPDIR": str(scratch)}

    def save(within=None):
        """Scan and save; where a time is given, kill the program that long after its scan."""
        program = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE)
        program.stdout.readline()
        if within is not None:
            time.sleep(within)
            program.kill()
        program.stdout.close()
        return program.wait()

    start = time.monotonic()
    assert save() == 0
    chance, long = random.Random(3), time.monotonic() - start
    wholes = 0
    for _ in range(KILLS):
        shutil.rmtree(folder, ignore_errors=True)
        save(chance.uniform(0, long / 2))
        if folder.exists() and not is_vacant(folder):
            wholes += 1
        else:
            assert save() == 0  # what was killed does not stand in the way
        assert len(cn.read(folder).ties) == len(the_sample().ties)
        assert not list(folder.glob(LEFT))
    assert wholes < KILLS  # some were killed before the end
    shutil.rmtree(folder)
    assert save() == 0  # takes away what those that were killed left
    assert not list(scratch.iterdir())
    assert {path.name: path.read_bytes() for path in source.iterdir()} == before


def test_files_of_a_process_that_runs_stay_and_those_of_one_that_was_killed_go(tmp_path):
    ready, tell = os.pipe()

    def write(path: Path):
        path.write_text("half")
        os.write(tell, b"x")
        time.sleep(600)

    child = begun(lambda: replace_file(tmp_path / "a.txt", write))
    os.read(ready, 1)
    replace_file(tmp_path / "b.txt", lambda path: path.write_text("b"))
    assert [half.read_text() for half in tmp_path.glob(f"{LEFT}/a.txt")] == ["half"]
    ended(child, kill=True)
    assert list(tmp_path.glob(LEFT))
    replace_file(tmp_path / "b.txt", lambda path: path.write_text("c"))
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_a_folder_of_another_name_or_a_link_is_let_alone(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "aside-link").symlink_to(tmp_path / "theirs")
    (tmp_path / "aside-file").write_text("theirs")
    sweep_unheld(tmp_path, "aside-")
    with held_folder(tmp_path, "aside-"):
        assert len(list(tmp_path.iterdir())) == 4
    assert len(list(tmp_path.iterdir())) == 3


def test_where_no_folder_can_be_locked_its_age_tells(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("held_elsewhere", held.__file__)
    elsewhere = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(elsewhere)
    left, told = tmp_path / "aside-left", tmp_path / "aside-told"
    for folder in (left, told):
        folder.mkdir()
        os.utime(folder, (0, 0))
    elsewhere.keep_held(told)
    with elsewhere.held_folder(tmp_path, "aside-") as young:
        elsewhere.sweep_unheld(tmp_path, "aside-")
        assert sorted(tmp_path.iterdir()) == sorted([told, young])
    assert list(tmp_path.iterdir()) == [told]
