"""One process does the work: it is stopped, it is replaced when it dies, it notes no name."""

import os
import signal
import time

import pytest

from concertnet.app.given import DataGiven
from concertnet.app.worker import Worker
from concertnet.samples import sample_path
from concertnet.words import words


@pytest.fixture
def worker():
    notes = []
    made = Worker(notes.append)
    made.notes = notes
    yield made
    made.close()


def over(job):
    for _ in range(1200):
        if job.is_over:
            return job.state
        time.sleep(0.05)
    raise AssertionError("it is not over")


def given(tmp_path, data=None):
    return {"given": DataGiven(str(tmp_path), str(data or sample_path()), "0")}


def test_what_fails_is_told_in_both_languages_and_the_next_is_done(worker, tmp_path):
    wrong = worker.ask("overview", given(tmp_path, tmp_path / "nowhere.csv"), lang="fr")
    assert over(wrong) == "failed"
    # what is wrong with data, the screen of what is checked says
    for lang in ("fr", "en"):
        assert wrong.error[lang] == words(lang)("app_error_check_first", n=1)
    right = worker.ask("overview", given(tmp_path), lang="fr")
    assert over(right) == "done"
    assert right.answer["last"] == "2024-12-31"


def test_what_nobody_foresaw_is_noted_without_a_value(worker, tmp_path):
    odd = worker.ask("overview", {"given": "Jeanne Tremblay"}, lang="fr")
    assert over(odd) == "failed"
    assert "imprévu" in odd.error["fr"]
    assert worker.notes
    assert not any("Tremblay" in line for line in worker.notes)
    assert any("reading.py" in line for line in worker.notes)


def test_what_is_stopped_leaves_the_line(worker, tmp_path):
    first = worker.ask("overview", given(tmp_path), lang="fr")
    waits = worker.ask("overview", given(tmp_path), lang="en")
    worker.cancel(waits)
    assert over(first) == "done"
    assert waits.state == "cancelled"
    slow = worker.ask("tables", given(tmp_path) | {"at": None, "sector": "private"}, lang="fr")
    while slow.state == "waiting":
        time.sleep(0.01)
    worker.cancel(slow)
    assert over(worker.ask("overview", given(tmp_path), lang="fr")) == "done"
    assert slow.answer is None


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_a_process_that_dies_is_replaced(worker, tmp_path):
    assert over(worker.ask("overview", given(tmp_path), lang="fr")) == "done"
    slow = worker.ask("tables", given(tmp_path) | {"at": None, "sector": "private"}, lang="fr")
    while slow.state == "waiting":
        time.sleep(0.01)
    os.kill(worker._process.pid, signal.SIGKILL)
    assert over(slow) == "failed"
    assert "mémoire" in slow.error["fr"]
    assert over(worker.ask("overview", given(tmp_path), lang="fr")) == "done"


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no such order there")
def test_the_page_goes_before_the_work(worker, tmp_path):
    assert over(worker.ask("overview", given(tmp_path), lang="fr")) == "done"
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    theirs = os.getpriority(os.PRIO_PROCESS, worker._process.pid)
    assert theirs > ours or ours == 19  # nothing goes lower
