"""What is installed holds what it needs: the words, the assets, the sample."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def built(kind, folder):
    """Return the file that hatchling builds, as a release is built."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1764547200"}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120, env=env)
    (file,) = folder.iterdir()
    return file


def test_the_wheel_holds_the_sample_and_the_assets(tmp_path):
    with zipfile.ZipFile(built("wheel", tmp_path / "dist")) as archive:
        archive.extractall(tmp_path / "site")
    code = "import concertnet as cn; print(len(cn.sample_network().instances), cn.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "site",
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    count, path = done.stdout.split(maxsplit=1)
    assert count == "10"
    assert Path(path.strip()).is_relative_to(tmp_path)
    names = {p.relative_to(tmp_path / "site").as_posix() for p in (tmp_path / "site").rglob("*")}
    assert {"concertnet/words.csv", "concertnet/terms.csv", "concertnet/py.typed"} <= names
    assert {"concertnet/__init__.pyi", "concertnet/results.pyi"} <= names
    assets = "concertnet/maps/interactive/assets"
    assert {f"{assets}/page.html.j2", f"{assets}/start/vis.mjs"} <= names
    assert {"concertnet/app/templates/base.html.j2", "concertnet/app/assets/app.mjs"} <= names
    assert "concertnet/maps/vendor/sigma-3.0.3.min.js" in names


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_release_is_built_twice_to_the_same_bytes(tmp_path, kind):
    one, other = (built(kind, tmp_path / name) for name in ("one", "other"))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
def test_the_wheel_is_all_that_an_empty_environment_needs(tmp_path):
    """A stranger's first minutes: install it, and have a figure."""
    wheel = built("wheel", tmp_path / "dist")
    venv.create(tmp_path / "empty", with_pip=True)
    scripts = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    install = ["-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(wheel)]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    options = {"cwd": tmp_path, "env": plain, "capture_output": True, "text": True, "timeout": 900}
    done = subprocess.run([str(scripts / "python"), *install], **options)
    if "No matching distribution" in done.stderr or "connection" in done.stderr.lower():
        pytest.skip("no index of packages can be reached from here")
    assert done.returncode == 0, done.stderr
    done = subprocess.run([str(scripts / "concertnet"), "demo", "first"], **options)
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "first").iterdir()}
    assert {"map.png", "map.html"} <= written, written
