"""Our modules say and write what the library does: the same rules, in two languages of code."""

import csv
import io
import json
from importlib import resources

import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.interactive.content.network import gather
from concertnet.maps.interactive.payload import payload
from concertnet.maps.paper.style import Style
from concertnet.report.files import save_csv
from concertnet.words import words
from tests.maps.interactive.test_browser import HOSTILE
from tests.maps.interactive.test_page import data_of
from tests.networks import territory

ASSETS = resources.files("concertnet.maps.interactive").joinpath("assets")
NUMBERS = [0, 1, 2, 9, 10, 999, 1000, 12345, 1234567, 1_000_000]


@pytest.fixture(scope="module")
def computed(node):
    """Compute in node: an expression of `given`, `data`, `Words`, `csvOf`."""
    data = payload(gather(territory()), None, Style(), "fr", board="vis")

    def compute(expression, given):
        script = f"""
        const {{ Words }} = await import("file://{ASSETS}/words/words.mjs");
        const {{ csvOf }} = await import("file://{ASSETS}/words/csv.mjs");
        const {{ data, given }} = {json.dumps({"data": data, "given": given})};
        console.log(JSON.stringify({expression}));
        """
        status, out, wrong = node("--input-type=module", script=script)
        assert (status, wrong) == (0, "")
        return json.loads(out)

    return compute


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_numbers_and_plurals_are_the_library_s(computed, lang):
    said = computed(
        "given.numbers.map((n) => { const w = new Words({ ...data, lang: given.lang });"
        " return [w.number(n), w.say('n_actors', { n }), w.say('page_gap_more', { n })]; })",
        {"numbers": NUMBERS, "lang": lang},
    )
    w = words(lang)
    assert said == [[w.number(n), w("n_actors", n=n), w("page_gap_more", n=n)] for n in NUMBERS]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_table_is_saved_as_the_library_saves_it(computed, lang, tmp_path):
    texts = [*HOSTILE, *(f"{mark}{text}" for mark in "'=+-@\t" for text in HOSTILE[:3])]
    texts += ["a;b", "a,b", 'a "b"', "a\nb", "l'été", "＝1", "''=1"]
    written = computed(
        "csvOf(given.rows, data.csv.separators[given.lang], data.csv.formula)",
        {"rows": [["x"], *([text] for text in texts)], "lang": lang},
    )
    save_csv(pd.DataFrame({"x": texts}), tmp_path / "x.csv", lang=lang)
    separator = {"fr": ";", "en": ","}[lang]
    ours, theirs = (
        list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))
        for text in (written, (tmp_path / "x.csv").read_bytes().decode("utf-8"))
    )
    assert ours == theirs


@pytest.fixture(scope="module")
def counted(node, page_of):
    """Return what the page of the sample counts at each of its dates, then over its period."""
    script = f"""
    const {{ State }} = await import("file://{ASSETS}/state/state.mjs");
    const data = {json.dumps(data_of(page_of("sample").read_text("utf-8")))};
    const state = new State(data);
    const seen = [...data.waves.keys(), null].map((wave) => {{
      Object.assign(state.chosen, {{ wave }});
      state.look();
      const {{ all, open, lacking, opens }} = state.view.doors;
      const there = state.index.every.filter((i) => state.now.there[i]);
      const of = (counts) => there.map((i) => [data.actors[i].name, counts[i]]);
      return {{ all, open, lacking: of(lacking), opens: of(opens), n: state.now.gaps.length }};
    }});
    console.log(JSON.stringify(seen));
    """
    status, out, wrong = node("--input-type=module", script=script)
    assert (status, wrong) == (0, "")
    return json.loads(out)


def test_the_page_counts_at_each_date_what_the_library_finds(counted, net):
    dates = [*net.waves("YE"), net]
    assert len(counted) == len(dates)
    for seen, now in zip(counted, dates, strict=True):
        names = now.actors_now().set_index("actor")["name"]
        found = cn.missing_links(now)
        pairs = found[found["kind"] == "pair"]
        assert (seen["all"], seen["n"]) == (len(pairs), len(found))
        assert seen["open"] == int(pairs["shared_partners"].gt(0).sum())
        lacking = pd.concat([pairs["actor"], pairs["other"]]).map(names).value_counts()
        assert {name: n for name, n in seen["lacking"] if n} == lacking.to_dict()
        opens = cn.introductions(now).set_index("via_name")["opens"]
        assert {name: n for name, n in seen["opens"] if n} == opens.to_dict()
