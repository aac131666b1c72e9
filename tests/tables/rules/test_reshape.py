"""Names that nobody wrote, and words spelt in two ways."""

import pandas as pd
import pytest

from concertnet.tables.assemble import check_tables
from tests.tables.making import found, only, read_text


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Organisme,secteur\nVille,institutionnel\nMaison,communautaire\n", None),
        ("acteur,secteur\nVille,institutionnel\nMaison,communautaire\n", (2, 3)),
        ("Organisme,Nom,secteur\nVille,,institutionnel\nMaison,M,communautaire\n", (2,)),
    ],
    ids=["identifiers are names", "identifiers are codes", "one of two names"],
)
def test_identifiers_that_stand_for_names_are_told_unless_they_are_names(tmp_path, sheet, rows):
    reading = read_text(tmp_path, acteurs=sheet)
    assert reading.tables["actors"]["name"].tolist()[0] == "Ville"
    if rows is None:
        assert not found(reading, "name_missing")
        return
    assert only(reading, "name_missing", row=2).fields["rows"] == rows


def test_a_word_of_ones_own_keeps_its_first_spelling_after_columns_that_hold_no_words():
    actors = pd.DataFrame({"actor": ["a", "b"], "name": ["A", "B"], "sector": ["x", "y"]})
    scores = {"rater": ["a", "b"], "rated": ["b", "a"], "dimension": ["Plaisir", " plaisir"]}
    perceptions = pd.DataFrame(scores | {"score": [1, 2]})
    tables, _ = check_tables({"actors": actors, "perceptions": perceptions})
    assert tables["perceptions"]["dimension"].tolist() == ["Plaisir", "Plaisir"]
