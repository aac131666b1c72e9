"""What is installed holds what it needs: the words, the assets, the sample."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_the_sample_and_the_assets(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
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
    names = {str(p.relative_to(tmp_path / "site")) for p in (tmp_path / "site").rglob("*")}
    assert {"concertnet/words.csv", "concertnet/py.typed"} <= names
    assert {"concertnet/__init__.pyi", "concertnet/results.pyi"} <= names
    assets = "concertnet/maps/interactive/assets"
    assert {f"{assets}/page.html.j2", f"{assets}/start/vis.mjs"} <= names
    assert {"concertnet/app/templates/base.html.j2", "concertnet/app/assets/app.mjs"} <= names
    assert "concertnet/maps/vendor/sigma-3.0.3.min.js" in names
