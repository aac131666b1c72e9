// What the parts of the page decide before they draw: choices, sentences, search, rows of tables.

import assert from "node:assert/strict";
import { test } from "node:test";

import { matches } from "../../../../concertnet/maps/interactive/assets/parts/matches.mjs";
import { optionsOf } from "../../../../concertnet/maps/interactive/assets/parts/options.mjs";
import { chosenRows } from "../../../../concertnet/maps/interactive/assets/parts/rows.mjs";
import {
  countsInWords,
  dateInWords,
  filtersInWords,
  focusInWords,
} from "../../../../concertnet/maps/interactive/assets/words/told.mjs";
import { page } from "./small.mjs";

const choose = (given, chosen) => {
  Object.assign(given.state.chosen, chosen);
  given.state.look();
  return given;
};

test("territories, themes and instances are those that the data name, once", () => {
  const { data } = page();
  data.waves[0].changed[1].facts.territory = "Plaine"; // of an earlier date alone
  const { territories, themes, instances } = optionsOf(data);
  assert.deepEqual(territories.map(([value]) => value), ["Val-Nord", "Bois-Clair", "Plaine"]);
  assert.deepEqual(themes, [["health", "health"], ["housing", "housing"]]);
  assert.deepEqual(instances, [[0, "Table des Rives"]]);
});

test("what is left out is told, in the order of the legend", () => {
  const given = page();
  assert.equal(filtersInWords(given), "");
  choose(given, { territory: "Val-Nord", instance: 0, groupsOff: new Set([1, 0]), levelsOff: new Set([1]) });
  assert.equal(
    filtersInWords(given),
    "Filtres : Val-Nord · Table des Rives · sans Communautaire, Privé, Partenariat",
  );
});

test("what is in focus is told", () => {
  const given = page();
  assert.equal(focusInWords(given), "");
  assert.equal(focusInWords(choose(given, { actor: 0 })), "en focus : École du Phare");
  choose(given, { actor: null, gap: 0 });
  assert.equal(focusInWords(given), "en focus : Caisse des Rives – MRC Bois-Clair");
  assert.equal(focusInWords(choose(given, { gap: null, actor: 1, groupsOff: new Set([1]) })), ""); // hidden
});

test("dates and counts are told", () => {
  const given = page();
  assert.equal(dateInWords(given), "2024-06-30");
  assert.deepEqual(countsInWords(choose(given, { territory: "Val-Nord" })), {
    actors: "2 acteurs",
    ties: "1 lien",
    all_actors: 5,
    all_ties: 2,
  });
  assert.equal(dateInWords(choose(given, { wave: null })), "toute la période");
});

test("a search finds all the words asked for, the names that begin so first", () => {
  const given = page();
  const found = (query) => matches(query, given)?.map((i) => given.called.actor(i)) ?? null;
  assert.equal(found("  "), null);
  assert.deepEqual(found("zzz"), []);
  assert.deepEqual(found("ecole"), ["École du Phare"]);
  assert.deepEqual(found("BOREAL épi"), ["Épicerie Boréal"]);
  assert.deepEqual(found("ri"), ["Caisse des Rives", "Épicerie Boréal"]);
  assert.deepEqual(found("du"), ["École du Phare", "Coopérative du Quai"]);
});

const columns = [
  { key: "name", value: ({ name }) => name },
  { key: "n", value: ({ n }) => n ?? "" },
];
const rows = [{ name: "Table 10", n: 2 }, { name: "École", n: 10 }, { name: "Table 2" }, { name: "eau", n: 2 }];
const inOrder = new Intl.Collator("fr", { numeric: true }).compare;
const shown = (typed, column, down = false) =>
  chosenRows(rows, columns, { typed, order: { column, down }, inOrder }).map(({ name }) => name);

test("rows stand in the order of a column, the empty ones last", () => {
  assert.deepEqual(shown("", undefined), rows.map(({ name }) => name));
  assert.deepEqual(shown("", columns[0]), ["eau", "École", "Table 2", "Table 10"]);
  assert.deepEqual(shown("", columns[0], true), ["Table 10", "Table 2", "École", "eau"]);
  assert.deepEqual(shown("", columns[1]), ["Table 10", "eau", "École", "Table 2"]);
  assert.deepEqual(shown("", columns[1], true), ["École", "Table 10", "eau", "Table 2"]);
});

test("rows are kept where all that is typed stands in some column", () => {
  assert.deepEqual(shown("TABLE"), ["Table 10", "Table 2"]);
  assert.deepEqual(shown("2 table"), ["Table 10", "Table 2"]); // its number of 2, and its name
  assert.deepEqual(shown("ecole 10", columns[0]), ["École"]);
});
