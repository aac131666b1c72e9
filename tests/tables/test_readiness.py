"""What can be computed: now, without a table that has an error, once decided, or not at all."""

from concertnet.tables.read import read_tables
from concertnet.tables.readiness import readiness
from tests.tables.making import ACTORS, TIES, folder


def ready(path, **files):
    return readiness(read_tables(folder(path, **files)))


def test_all_that_is_filled_is_computed(tmp_path):
    found = ready(tmp_path, acteurs=ACTORS, liens=TIES)
    assert found.now == ("map", "bridging", "gaps")
    assert found.waiting == found.without == ()
    lacking = dict(found.lacking)
    assert lacking["coverage"] == ("seats",)
    assert lacking["territories"] == ("actors.territory",)


def test_an_error_in_a_table_that_is_not_needed_lets_it_be_left_out(tmp_path):
    seats = "instance,acteur,début\nt,A1,32/13/2024\n"
    found = ready(tmp_path, acteurs=ACTORS, liens=TIES, sièges=seats)
    assert found.without == ("seats",)
    assert found.now == ("map", "bridging", "gaps")
    assert found.waiting == ("coverage", "overlap")


def test_an_error_in_the_actors_stops_all(tmp_path):
    found = ready(tmp_path, acteurs=f"{ACTORS}A1,Autre,privé\n", liens=TIES)
    assert found.now == found.without == ()
    assert "map" in found.waiting


def test_a_decision_is_to_be_taken_rather_than_a_table_left_out(tmp_path):
    found = ready(tmp_path, acteurs=ACTORS, liens=f"{TIES}A1,Absente,collaboration\n")
    assert found.without == ()
    assert "map" in found.waiting


def test_nothing_that_can_be_read_allows_nothing(tmp_path):
    found = readiness(read_tables(tmp_path / "none"))
    assert found.now == found.waiting == ()


def test_what_hangs_on_a_table_left_out_is_not_promised(tmp_path):
    found = ready(
        tmp_path,
        acteurs=ACTORS,
        liens=TIES,
        instances="instance,rencontres par an\nt,quatre\n",
        sièges="siège,instance,acteur\nS,t,A1\n",
    )
    assert found.without == ("instances", "seats")
    assert found.now == ("map", "bridging", "gaps")
