import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample

KEY = "a secret of thirty characters"


@pytest.fixture(scope="module")
def net() -> cn.Network:
    return the_sample()


def texts(net: cn.Network) -> str:
    parts = [table.to_csv() for table in net.tables.values()]
    return "\n".join([*parts, *(str(problem) for problem in net.problems)])


def test_nobody_is_named(net):
    held = texts(net.pseudonymise(key=KEY))
    for name in (*net.actors["name"].dropna(), *net.agreements["name"].dropna()):
        assert name not in held
    ids = {*net.actors["actor"], *net.mandates["person"], *net.seats["seat"]}
    cells = set(pd.Series(held.replace("\n", ",").split(",")))
    assert not ids & cells
    assert KEY not in held


def test_every_number_is_what_it_was(net):
    other = net.pseudonymise(key=KEY)
    assert cn.ei_index(other.latest()) == cn.ei_index(net.latest())
    assert cn.vacancy(other).equals(cn.vacancy(net))
    assert cn.burden(other.latest()).summary.equals(cn.burden(net.latest()).summary)
    one, two = (cn.agreement_status(n).agreements["sectors"].tolist() for n in (net, other))
    assert one == two
    gaps = [cn.missing_links(n.latest())["kind"].value_counts().to_dict() for n in (net, other)]
    assert gaps[0] == gaps[1]


def test_the_same_key_gives_the_same_names_in_another_wave_and_another_key_others(net):
    early, late = net.at("2022-12-31"), net.at("2024-12-31")
    names = [set(n.pseudonymise(key=KEY).actors["actor"]) for n in (early, late)]
    both = set(early.actors["actor"]) & set(late.actors["actor"])
    assert len(names[0] & names[1]) == len(both)
    assert not names[0] & set(early.pseudonymise(key=KEY[::-1]).actors["actor"])


def test_persons_alone_or_organisations_alone(net):
    persons = net.pseudonymise(key=KEY, of=["persons"])
    assert persons.actors["name"].equals(net.actors["name"])
    assert not set(persons.mandates["person"]) & set(net.mandates["person"])
    organisations = net.pseudonymise(key=KEY, of=["organisations"])
    assert organisations.mandates["person"].equals(net.mandates["person"])
    assert organisations.actors["name"].equals(organisations.actors["actor"].rename("name"))


def test_a_text_that_is_not_known_to_be_safe_is_left_out_and_seats_follow_their_actors():
    """A person's name in every text, and in the id of the seat that it makes."""
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["Jean Roy", "CDC Sud"],
                "kind": ["person", "organisation"],
                "sector": ["private", "community"],
                "expertise": ["Jean Roy, notaire", "associé de Jean Roy"],
            }
        ),
        pd.DataFrame({"source": ["Jean Roy"], "target": ["CDC Sud"], "level": ["concertation"]}),
        instances=pd.DataFrame({"instance": ["T"], "name": ["Table"]}),
        seats=pd.DataFrame({"instance": ["T", "T"], "actor": ["Jean Roy", "CDC Sud"]}),
        agreements=pd.DataFrame(
            {
                "agreement": ["Jean Roy et CDC"],
                "parties": ["Jean Roy; CDC Sud"],
                "purpose": ["aider Jean Roy"],
            }
        ),
        contributions=pd.DataFrame(
            {"actor": ["CDC Sud"], "instance": ["T"], "resource": ["money"], "detail": ["Jean Roy"]}
        ),
        answers=pd.DataFrame(
            {"respondent": ["CDC Sud"] * 2, "item": ["C01", "C02"], "answer": ["3", "Jean Roy dit"]}
        ),
        directed=pd.DataFrame(
            {
                "question": ["aide"],
                "source": ["CDC Sud"],
                "target": ["Jean Roy"],
                "value": ["par Jean Roy"],
            }
        ),
        events=pd.DataFrame(
            {"instance": ["T"], "date": ["2024-01-01"], "kind": ["decision"], "note": ["Jean Roy"]}
        ),
    )
    assert "T-Jean Roy" in set(net.seats["seat"])
    for of in (["persons"], ["organisations"], ["persons", "organisations"]):
        shared = net.pseudonymise(key=KEY, of=of)
        assert "Jean Roy" not in texts(shared), of
        assert shared.answers["answer"].tolist()[0] == "3"
        assert set(shared.seats["seat"]) >= set(shared.mandates["seat"])
    persons = net.pseudonymise(key=KEY, of=["persons"])
    assert "T-CDC Sud" in set(persons.seats["seat"])
    assert persons.instances["name"].tolist() == ["Table"]


def test_every_text_of_the_schema_is_known_to_be_safe_or_left_out():
    """A column of texts added to a table is left out until somebody says that it names nobody."""
    from concertnet.tables.pseudonyms import _names_somebody
    from concertnet.tables.spec.schema import TABLES

    kept = {
        (name, column.name)
        for name, table in TABLES.items()
        for column in table.columns
        if column.kind == "text" and not _names_somebody(name, column)
    }
    assert {name for name, _ in kept} == {
        "agreements", "aliases", "answers", "items", "perceptions", "respondents"
    }  # fmt: skip
    assert ("agreements", "kind") in kept


def test_columns_of_peoples_own_are_left_out(net):
    own = net.with_tables(actors=net.actors.assign(courriel="a@b.ca"))
    assert "a@b.ca" not in texts(own.pseudonymise(key=KEY))


def test_it_is_saved_and_read_as_any_other(net, tmp_path):
    other = net.pseudonymise(key=KEY)
    assert cn.read(other.save(tmp_path / "shared")).equals(other)


def test_a_short_key_and_another_kind_are_refused(net):
    with pytest.raises(cn.NotComparable):
        net.pseudonymise(key="short")
    with pytest.raises(cn.UnknownWord):
        net.pseudonymise(key=KEY, of=["instances"])
