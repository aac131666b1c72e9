// Words: fields, plurals, numbers and order, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Called, kindOf } from "../../../../concertnet/maps/interactive/assets/words/called.mjs";
import { plain, wordsOf } from "../../../../concertnet/maps/interactive/assets/words/plain.mjs";
import { languageOf, shortened, Words } from "../../../../concertnet/maps/interactive/assets/words/words.mjs";
import { data, page } from "./small.mjs";

const speaking = (lang, catalogue = data().words) => new Words({ ...data(), lang, words: catalogue });

test("a plural follows the rule of the language", () => {
  const said = (lang, n) => speaking(lang).say("n_actors", { n });
  assert.deepEqual([0, 1, 2].map((n) => said("fr", n)), ["0 acteur", "1 acteur", "2 acteurs"]);
  assert.deepEqual([0, 1, 2].map((n) => said("en", n)), ["0 actors", "1 actor", "2 actors"]);
});

test("numbers are written as the language does", () => {
  assert.equal(speaking("fr").number(1234567), "1\u202f234\u202f567");
  assert.equal(speaking("en").number(1234567), "1,234,567");
  assert.equal(speaking("en").number(999), "999");
  assert.equal(speaking("fr").say("n_ties", { n: 12000 }), "12\u202f000 liens");
});

test("what fills a field is written as it is", () => {
  const words = speaking("en", { en: { page_focus: "in focus: {name}, {name}" } });
  assert.equal(words.say("page_focus", { name: "$& {name} <b>" }), "in focus: $& {name} <b>, $& {name} <b>");
});

test("a text is one for both languages, or one for each", () => {
  const words = speaking("fr");
  assert.equal(words.text("CDC"), "CDC");
  assert.equal(words.text({ fr: "Privé", en: "Private" }), "Privé");
  assert.deepEqual([words.text(null), words.text(undefined)], ["", ""]);
  words.lang = "en";
  assert.equal(words.text({ fr: "Privé", en: "Private" }), "Private");
});

test("a label has a capital, even with an accent", () => {
  assert.equal(speaking("fr", { fr: { page_x: "évaluer" } }).label("page_x"), "Évaluer");
});

test("names are put in order as a reader does", () => {
  const names = ["Table 10", "école", "Table 2", "Eau"];
  assert.deepEqual(names.sort(speaking("fr").inOrder), ["Eau", "école", "Table 2", "Table 10"]);
});

test("accents, case and typography do not tell names apart", () => {
  assert.equal(plain("  L’ŒUVRE — École-du_Phare (nord) "), "l'oeuvre — ecole du phare nord");
  assert.equal(plain("Ｆｕｌｌ ﬁ"), "full fi");
  assert.deepEqual(wordsOf("  Jeunes   l’An "), ["jeunes", "l'an"]);
  assert.deepEqual(wordsOf(" - "), []);
});

test("what is too long is cut with a mark", () => {
  assert.equal(shortened("Bois", 4), "Bois");
  assert.equal(shortened("Bois-Clair", 4), "Boi…");
});

test("missing links are called by those who lack them", () => {
  const { data: given, called } = page();
  const [pair, bare, absent] = given.gaps;
  assert.deepEqual([called.who(pair), called.what(pair)], ["Caisse des Rives", "MRC Bois-Clair"]);
  assert.deepEqual([called.who(absent), called.what(absent)], ["Communautaire", "Table des Rives"]);
  const between = { kind: "sector_pair", sector: "A", sectors: ["A", { fr: "B", en: "C" }] };
  assert.equal(called.what(between), "B");
  assert.deepEqual([pair, bare, absent].map(kindOf), ["pair", "bare", "sector_at_instance"]);
  assert.equal(called.kind("bare"), "Sans soutien");
  assert.equal(called.actors([4, 0]), "Coopérative du Quai; École du Phare");
  assert.equal(new Called(given, speaking("en")).who(absent), "Community");
});

test("the page opens in the first language of the reader in which it is written", () => {
  const catalogue = { fr: {}, en: {} };
  assert.equal(languageOf(["de-CH", "fr-CA", "en"], catalogue, "en"), "fr");
  assert.equal(languageOf(["EN-us"], catalogue, "fr"), "en");
  assert.equal(languageOf(["de", "toString"], catalogue, "fr"), "fr");
  assert.equal(languageOf(undefined, catalogue, "en"), "en");
});

test("a field may hold what is no text, and lists are joined as the language does", () => {
  const words = speaking("fr", { fr: { x: "{a} dit {b}.", and: "et" } });
  assert.deepEqual(words.parts("x", { a: { actor: 1 }, b: ["y", { actor: 2 }] }), [{ actor: 1 }, " dit ", "y", { actor: 2 }, "."]);
  assert.deepEqual(words.joined(["a", ["b", 1], "c"]), ["a", ", ", "b", 1, " et ", "c"]);
  assert.deepEqual([words.joined(["a"]), words.joined([])], [["a"], []]);
});
