// Laws of our modules: they do nothing when they are read, and what is pure knows no page.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ASSETS = new URL("../../../../concertnet/maps/interactive/assets/", import.meta.url);
const isEntry = (path) => path.startsWith("start/"); // they alone do something
const paths = readdirSync(ASSETS, { recursive: true }).filter((path) => path.endsWith(".mjs"));

for (const path of paths.filter((one) => !isEntry(one)))
  test(`${path} is read where there is no page`, async () => {
    const before = Object.keys(globalThis);
    await import(new URL(path, ASSETS)); // and all that it imports is there
    assert.deepEqual(Object.keys(globalThis), before);
  });

for (const path of paths.filter((one) => /^(state|words)\//.test(one)))
  test(`${path} knows no page`, () => {
    const source = readFileSync(new URL(path, ASSETS), "utf-8");
    assert.doesNotMatch(source, /\b(document|window|globalThis|navigator)\b/);
    const imported = [...source.matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    assert.deepEqual(imported.filter((from) => !/^(\.\/|\.\.\/(state|words)\/)/.test(from)), []);
  });
