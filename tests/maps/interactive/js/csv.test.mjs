// What is saved: cells that a spreadsheet reads as they were, and the names of files.

import assert from "node:assert/strict";
import { test } from "node:test";

import { csvOf, fileName } from "../../../../concertnet/maps/interactive/assets/words/csv.mjs";
import { data } from "./small.mjs";

const { formula } = data().csv;

test("cells are separated, and quoted where they must be", () => {
  const rows = [["a", 1], ['say "x"', ""], ["l1\nl2", "x;y,z"]];
  assert.equal(csvOf(rows, ";", formula), '\ufeffa;1\n"say ""x""";\n"l1\nl2";"x;y,z"\n');
});

test("no text runs as a formula, and numbers stay numbers", () => {
  const rows = [["=1+1", "+2", "-3", "@x", "'=1", "\t=1", -3]];
  assert.equal(csvOf(rows, ",", formula), "\ufeff'=1+1,'+2,'-3,'@x,''=1,'\t=1,-3\n");
  assert.equal(csvOf([["l'été", "a=b"]], ",", formula), "\ufeffl'été,a=b\n");
});

test("a file is named after the title, cut after a word", () => {
  assert.equal(fileName("Réseau des Rives !", ".png"), "reseau-des-rives.png");
  assert.equal(fileName("«»", ".png"), "concertnet.png");
  const long = fileName("Concertation intersectorielle des Rives et de la Plaine-aux-Ormes, 2024", "");
  assert.equal(long, "concertation-intersectorielle-des-rives-et-de-la-plaine-aux");
  assert.equal(fileName("x".repeat(100), ""), "x".repeat(60));
});
