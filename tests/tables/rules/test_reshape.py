"""Names that nobody wrote, and words spelt in two ways."""

import numpy as np
import pandas as pd
import pytest

from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.rules.reshape import empty_table, spell_alike
from concertnet.tables.spec.problems import Word
from concertnet.tables.spec.schema import TABLES
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


def test_a_word_of_ones_own_keeps_its_first_spelling_whatever_its_sheet():
    """Columns that hold no words come before it, and others after."""
    tables = {name: empty_table(name) for name in TABLES}
    scores = pd.DataFrame(
        {"rater": ["a", "b", "c"], "rated": ["b", "A", "a"]}
        | {"dimension": ["Plaisir", " plaisir", "mission"], "wave": ["V1", "v1", "V1"]}
    )
    origin = Origin(None, Word("table_perceptions"))
    tables["perceptions"] = PlacedTable.single(scores, np.arange(3), origin)
    spell_alike(tables)
    found = tables["perceptions"].frame
    assert found["dimension"].tolist() == ["Plaisir", "Plaisir", "mission"]
    assert found["rated"].tolist() == ["b", "A", "a"], "identifiers are as they are written"
