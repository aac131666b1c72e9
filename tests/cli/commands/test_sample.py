import pytest

from tests.cli.shell import run


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, run("demo", folder, "--lang", "fr")


def test_demo_writes_its_folder(demo):
    folder, (code, out, _) = demo
    assert code == 0
    names = {path.name for path in folder.iterdir()}
    assert {
        "carte.png",
        "carte.svg",
        "carte.html",
        "mixite_sectorielle.png",
        "resultats.xlsx",
        "mesures.csv",
        "liens_manquants.csv",
    } <= names
    for name in names:
        assert name in out
