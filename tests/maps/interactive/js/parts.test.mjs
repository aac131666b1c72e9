// What the parts of the page decide before they draw: choices, sentences, search, rows of tables.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ticksOf } from "../../../../concertnet/maps/interactive/assets/parts/ticks.mjs";
import { kindOf } from "../../../../concertnet/maps/interactive/assets/words/called.mjs";
import { listedOf } from "../../../../concertnet/maps/interactive/assets/state/focus.mjs";
import { agreementsAt } from "../../../../concertnet/maps/interactive/assets/state/agreements.mjs";
import { unlinkedPlaces } from "../../../../concertnet/maps/interactive/assets/state/places.mjs";
import { matches } from "../../../../concertnet/maps/interactive/assets/parts/matches.mjs";
import { optionsOf } from "../../../../concertnet/maps/interactive/assets/parts/options.mjs";
import { rowsOf } from "../../../../concertnet/maps/interactive/assets/parts/matrix.mjs";
import { chosenRows } from "../../../../concertnet/maps/interactive/assets/parts/rows.mjs";
import {
  countsInWords,
  dateInWords,
  filtersInWords,
  focusInWords,
} from "../../../../concertnet/maps/interactive/assets/words/told.mjs";
import { bylineOf } from "../../../../concertnet/maps/interactive/assets/words/byline.mjs";
import { asText, findingOf } from "../../../../concertnet/maps/interactive/assets/words/finding.mjs";
import { data, page } from "./small.mjs";

const choose = (given, chosen) => {
  Object.assign(given.state.chosen, chosen);
  given.state.look();
  return given;
};

test("territories, themes and instances are those that the data name, once", () => {
  const given = page();
  given.data.waves[0].changed[1].facts.territory = "Plaine"; // of an earlier date alone
  const { territories, themes, instances } = optionsOf(given.data);
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
  assert.equal(dateInWords(given), "30 juin 2024");
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
  given.data.actors[1].also = ["CDR", "Caisse populaire"];
  assert.deepEqual(found("cdr"), ["Caisse des Rives"]);
  assert.deepEqual(found("populaire"), ["Caisse des Rives"]);
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

const sentences = (given) => [...findingOf(given).first, ...findingOf(given).last];
const finding = (given) => sentences(given).map((sentence) => asText(given, sentence));
const few = (short, compared = true) => ({
  kind: "sector_pair",
  supported: true,
  sector: data().subject.label,
  sectors: [data().subject.label, "Communautaire"],
  between: [[], []],
  said: { fr: "secteur communautaire", en: "community sector" },
  ties: 1,
  expected: { fr: "4,2", en: "4.2" },
  short,
  compared,
  level: 0,
  introducers: [],
  invite: [],
});

test("the finding says where the sector sits, with whom it has few ties, who could open the most", () => {
  const given = page({ gaps: [...data().gaps, few(true)] });
  assert.deepEqual(finding(given), [
    "Le secteur privé : chacune des 1. Nulle part : Épicerie Boréal.",
    "Le secteur privé : moins avec le secteur communautaire (1 au lieu de 4,2). Sans lien au secteur privé : Bois-Clair.",
    "De 5 : École du Phare (1). 4 sans. Seuls : Épicerie Boréal.",
    "Depuis 31 déc. 2023 : 2 arrivés (lesquels).",
  ]);
  assert.deepEqual(finding(choose(given, { territory: "Bois-Clair" })), [
    "Nulle part : Épicerie Boréal. Sans siège : Communautaire (1 acteur).",
    "Le secteur privé : moins avec le secteur communautaire (1 au lieu de 4,2). (partout) Sans lien au secteur privé : Bois-Clair.",
    "1, tous sans.",
    "Depuis 31 déc. 2023 : 2 arrivés (lesquels). (partout)",
  ]);
  // of the first date, nothing is said of an earlier one
  assert.deepEqual(finding(choose(given, { territory: "", wave: 0 })), [
    "Le secteur privé : aucune des 1.",
    "Personne.",
  ]);
  assert.deepEqual(finding(page({ gaps: [...data().gaps, few(false)] }))[1], "Le secteur privé : avec aucun ; au plus le secteur communautaire (1 au lieu de 4,2). Sans lien au secteur privé : Bois-Clair.");
  // what is not compared says nothing of balance
  assert.deepEqual(finding(page({ gaps: [...data().gaps, few(false, false)] }))[1], "Trop peu pour juger : le secteur communautaire. Sans lien au secteur privé : Bois-Clair.");
  assert.ok(finding(page({ gaps: [few(true), few(false, false)] }))[1].includes("(1 au lieu de 4,2). Trop peu pour juger"));
  assert.deepEqual(finding(page({ subject: null })), ["Depuis 31 déc. 2023 : 2 arrivés (lesquels)."]);
  assert.deepEqual(finding(page({ subject: null, waves: [], relations: [] })), []);
});

test("instances where the sector does not sit are named, the first three; those without seats are apart", () => {
  const names = ["A", "B", "C", "D", "E"];
  const instances = names.map((name) => ({ name, territory: "", theme: "", dates: [0, 1] }));
  const actors = data().actors.map((one, i) => Object.assign(one, { seats: i ? [] : [0, 1, 2, 3].map((k) => [k, "", [0, 1]]) }));
  assert.equal(finding(page({ instances, actors }))[0], "Le secteur privé : aucune des 4. 1 sans siège. Nulle part : Caisse des Rives et Épicerie Boréal.");
  actors[1].seats = [[0, "", [1]]];
  instances.push({ name: "F", territory: "", theme: "", dates: [0, 1] });
  actors[0].seats.push([4, "", [1]]);
  assert.equal(finding(page({ instances, actors }))[0], "Le secteur privé : 1 sur 5, sauf B, C, D et 1 autre. 1 sans siège. Nulle part : Épicerie Boréal.");
  actors[1].seats = actors[3].seats = [[0, "", [1]]];
  actors[0].seats = []; // of a group, nobody: it is named, and leads to whom it is
  const given = page({ instances, actors });
  assert.ok(finding(given)[0].endsWith("Sans siège : Communautaire (3 acteurs)."));
  assert.deepEqual(sentences(given)[0].at(-2), { nowhere: 0, n: 3 });
  given.state.chooseNowhere(0);
  given.state.look();
  assert.deepEqual(listedOf(given.state), [0, 2, 4]);
  // where no seat at all is entered, nobody is told to sit nowhere
  for (const one of actors) one.seats = [];
  assert.ok(!finding(page({ instances, actors })).join().includes("Nulle part"));
});

test("the agreements that hold are counted with those that end soon, at the date chosen", () => {
  const one = (...status) => ({ name: "A", parties: [0, 1], last: "", status, renewed: null });
  const agreements = [one("active", "expiring"), one("upcoming", "active"), one("expiring", "renewed")];
  const given = page({ agreements });
  assert.ok(finding(given).at(-1).endsWith(" 2 en vigueur, 1 à échéance (lesquelles)."));
  assert.deepEqual(agreementsAt(given.data, 0).ending, [2]);
  assert.equal(finding(choose(given, { wave: 0 })).at(-1), "2 en vigueur, 1 à échéance (lesquelles).");
  assert.ok(!finding(choose(given, { wave: null })).join().includes("en vigueur")); // they came one after the other
  const undated = page({ agreements: [one("active")], waves: [], relations: [] });
  assert.equal(finding(undated).at(-1), "1 en vigueur, aucune à échéance (lesquelles).");
});

test("a territory where an actor of another sector is tied to the subject lacks nothing", () => {
  const given = page();
  const places = (changes) => unlinkedPlaces(given.data, choose(given, changes).state.now, given.state.chosen);
  assert.deepEqual(places({}), ["Bois-Clair"]);
  assert.deepEqual(places({ territory: "Val-Nord" }), []);
  assert.deepEqual(places({ territory: "", instance: 0 }), []); // said of territories, not of those seated
  given.data.subject.level = 1; // École and Caisse are tied at that level too
  assert.deepEqual(places({ instance: null }), ["Bois-Clair"]);
});

test("one line says who could make a missing link, and at which table", () => {
  const given = page();
  const line = (changes, k = 0) => bylineOf(given, { ...given.data.gaps[k], ...changes });
  assert.equal(line({}), "par École du Phare · table : Table des Rives");
  assert.equal(line({ shared: 3 }), "par École du Phare, ou 2 autres · table : Table des Rives");
  assert.equal(line({ tables: [0] }), "par École du Phare · les deux : Table des Rives");
  assert.equal(line({ introducers: [], aside: true }), "sans intermédiaire · mise à part");
  assert.equal(line({ introducers: [4] }), "par Coopérative du Quai"); // who sits nowhere
  // of another sector than the page knows: those whom the search named
  assert.equal(line({}, 2), "à inviter : Coopérative du Quai (sans lien), ou 2 autres");
  assert.equal(line({ invite: [2] }, 2), "à inviter : MRC Bois-Clair (par École du Phare), ou 2 autres");
  assert.equal(line({ invite: [] }, 2), "personne");
  assert.equal(bylineOf(given, few(false)), "1 lien ; 4,2");
  assert.equal(bylineOf(given, few(false, false)), "1 lien ; 4,2 · trop peu");
  assert.deepEqual([few(true), few(false)].map(kindOf), ["sector_pair", "near"]); // one rule
  // where an instance is chosen, who sits there is asked first
  choose(given, { instance: 0 });
  assert.equal(line({ introducers: [4, 0], shared: 2 }), "par École du Phare, ou 1 autre · table : Table des Rives");
});

test("of the matrix, the instances where the sector does not sit come first", () => {
  const instances = ["Table 10", "Table 2", "Table 1"].map((name, k) => ({ name, territory: k ? "Val-Nord" : "", theme: "", dates: [0, 1] }));
  const actors = data().actors.map((one, i) => Object.assign(one, { seats: i === 1 ? [[1, "", [1]], [1, "x", [1]]] : [] }));
  const given = page({ instances, actors });
  const lines = () => rowsOf(given).map(({ name, counts }) => [name, counts.get(1) ?? 0]);
  assert.deepEqual(lines(), [["Table 1", 0], ["Table 10", 0], ["Table 2", 1]]);
  choose(given, { instance: 2 });
  assert.equal(lines().length, 3); // the row chosen stays among the others
  choose(given, { instance: null, territory: "Val-Nord" });
  assert.deepEqual(lines(), [["Table 1", 0], ["Table 2", 1]]);
});

test("under the slider each date has its year, or itself in words where a year has two", () => {
  const words = { text: (said) => said.en };
  const ticks = (...dates) => ticksOf(dates.map((date) => ({ date, said: { en: `on ${date}` } })), words);
  assert.deepEqual(ticks("2022-12-31", "2023-12-31"), ["2022", "2023"]);
  const five = [2019, 2020, 2021, 2022, 2023].map((year) => `${year}-12-31`);
  assert.deepEqual(ticks(...five), ["2019", "·", "·", "·", "2023"]);
  assert.deepEqual(ticks("2023-12-31", "2024-06-30", "2024-12-31"), ["on 2023-12-31", "on 2024-06-30", "on 2024-12-31"]);
  const decade = Array.from({ length: 10 }, (_, n) => `${2010 + n}-12-31`);
  assert.deepEqual(ticks(...decade), ["2010", ...Array(8).fill("·"), "2019"]);
});
