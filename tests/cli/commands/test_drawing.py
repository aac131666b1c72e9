import re

import pytest

import concertnet as cn
from tests.cli.shell import run


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "html"])
def test_map_by_extension(small, tmp_path, kind):
    target = tmp_path / f"carte.{kind}"
    code, out, _ = run("map", small, target, "--title", "Mon réseau", "--lang", "fr")
    assert code == 0
    assert str(target) in out
    assert target.stat().st_size > 10_000
    first = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "html": b"<!doctype html"}
    assert target.read_bytes().lower().startswith(first[kind].lower())
    if kind == "html":
        assert "<title>Mon réseau" in target.read_text(encoding="utf-8")


def test_a_map_in_grey(small, tmp_path):
    run("map", small, tmp_path / "grey.svg", "--grey")
    drawn = (tmp_path / "grey.svg").read_text(encoding="utf-8")
    colours = set(re.findall(r"#([0-9a-f]{6})\b", drawn))
    assert len(colours) > 3
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_dense_map_is_said_in_a_sentence(tmp_path, lang):
    actors = [f"A{i:02d}" for i in range(14)]
    (tmp_path / "data").mkdir()
    lines = [f"{actor};{actor};private" for actor in actors]
    (tmp_path / "data" / "actors.csv").write_text("actor;name;sector\n" + "\n".join(lines))
    pairs = [f"{a};{b};partnership" for a in actors for b in actors if a < b]
    (tmp_path / "data" / "ties.csv").write_text("source;target;level\n" + "\n".join(pairs))
    out = tmp_path / "map.svg"
    code, _, err = run("map", tmp_path / "data", out, "--no-gaps", "--lang", lang)
    assert code == 0, err
    # of one sector, and without territories: nothing else than the matrix is proposed
    dense = cn.words(lang)("map_dense_matrix", density=cn.words(lang).percent(1.0))
    assert "collapse" not in err
    assert any(line.startswith(dense) for line in err.splitlines())
    assert "Warning" not in err
    assert ".py" not in err


def test_a_map_takes_its_file_as_other_commands_do(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("map", small, "-o", "carte.svg", "--no-gaps")
    assert (code, (tmp_path / "carte.svg").exists()) == (0, True)
    assert "carte.svg" in out
    code, _, err = run("map", small, "a.svg", "-o", "b.svg", "--lang", "fr")
    assert code == 1
    assert "a.svg" in err
    assert "b.svg" in err
    assert run("map", small, "-o", "a.txt").code == 1
    code, out, _ = run("map", small, "--no-gaps", "--lang", "fr")  # as a report without a name
    assert (code, (tmp_path / "carte.html").exists()) == (0, True)
