// The map before it is drawn: how things look, where names stand, where the reader looks.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fontIn, Inks } from "../../../../concertnet/maps/interactive/assets/map/inks.mjs";
import { drawGrounds, groundsOf, hullOf, nameGrounds } from "../../../../concertnet/maps/interactive/assets/map/grounds.mjs";
import {
  between,
  differing,
  gapLooks,
  markLooks,
  radiiOf,
  tieLooks,
} from "../../../../concertnet/maps/interactive/assets/map/looks.mjs";
import { Lines } from "../../../../concertnet/maps/interactive/assets/map/lines.mjs";
import { inOrderOfNaming, placesAround } from "../../../../concertnet/maps/interactive/assets/map/names.mjs";
import { Occupied } from "../../../../concertnet/maps/interactive/assets/map/occupied.mjs";
import { blended } from "../../../../concertnet/maps/interactive/assets/map/sigma_programs.mjs";
import { boundsOf, filling, fitting, wayBack } from "../../../../concertnet/maps/interactive/assets/map/sight.mjs";
import { data, page } from "./small.mjs";

test("inks follow the screen, but for paper", () => {
  const screen = { matches: true };
  const inks = new Inks(data(), screen);
  assert.deepEqual([inks.now.missing, inks.level(1)], ["#FF5C95", "#E3E8EC"]);
  inks.onPaper = true;
  assert.deepEqual([inks.now.missing, inks.level(1)], ["#D81B60", "#1F2A33"]);
  assert.equal(fontIn("serif")(12, true), "600 12px serif");
});

test("a mark has the area of its ties, or the size that it is given", () => {
  const { data: given, state } = page();
  assert.deepEqual(radiiOf(given.drawing, state), [7, 8, 5, 8, 3]);
  assert.deepEqual(radiiOf({ radii: [], sizes: [1, 2, 3, 4, 5] }, state), [1, 2, 3, 4, 5]);
});

test("what is out of focus is faint; who could make the link has a ring", () => {
  const given = page();
  given.state.focusGap(0);
  given.state.look();
  const kept = given.state.bright();
  const marks = markLooks(given, [1, 1, 1, 1, 1], kept);
  assert.deepEqual(marks.map(({ opacity }) => opacity), [1, 1, 1, 0.16, 0.16]);
  assert.deepEqual(marks.map(({ ring }) => ring), [3, 3, 3, 2.2, 1]); // the sector that the page is about
  const outlines = marks.map(({ outline }) => outline);
  assert.deepEqual(outlines, ["#D81B60", "#111111", "#111111", "#111111", "#222222"]);
  const [shown, bare] = gapLooks(given, kept);
  assert.deepEqual([shown.shown, shown.width, shown.casing], [true, 3.4, { colour: "#FFFFFF", width: 6.4 }]);
  assert.deepEqual([bare.shown, bare.opacity], [false, 0.12]);
  const ties = tieLooks(given, null).map(({ width, colour }) => [width, colour]);
  assert.deepEqual(ties, [[4, "#1F2A33"], [1, "#9FA9B3"]]);
});

test("only what looks otherwise is drawn again", () => {
  const worn = [];
  const looks = () => [{ shown: true, casing: { width: 1 } }, { shown: false, casing: { width: 1 } }];
  assert.deepEqual(differing(worn, looks()).map(([id]) => id), [0]); // what never showed is not there
  assert.deepEqual(differing(worn, looks()), []);
  const [before, changed] = [looks(), looks()];
  changed[0].casing.width = 2;
  changed[1].shown = true;
  const found = differing(worn, changed, (n) => `g${n}`);
  assert.deepEqual(found, [["g0", changed[0], before[0]], ["g1", changed[1], undefined]]);
  assert.deepEqual(differing(worn, changed), []);
});

test("from a date to another, what comes or goes fades and what stays grows", () => {
  const [pale, full] = [{ shown: true, opacity: 1, radius: 4, group: 0 }, { shown: true, opacity: 1, radius: 8, group: 1 }];
  const hidden = { ...full, shown: false };
  assert.deepEqual(between(pale, full, 0.5), { shown: true, opacity: 1, radius: 6, group: 1 });
  assert.deepEqual(between(undefined, full, 0.25), { shown: true, opacity: 0.25, radius: 8, group: 1 });
  assert.deepEqual(between(hidden, pale, 0.5), { shown: true, opacity: 0.5, radius: 4, group: 0 });
  assert.deepEqual(between(pale, hidden, 0.75), { shown: true, opacity: 0.25, radius: 4, group: 0 });
});

test("the ends of the missing links that are drawn are named before others as connected", () => {
  const given = page();
  assert.deepEqual(inOrderOfNaming(given), [1, 0, 3, 2, 4]); // the sector, and who introduces it
  given.state.chosen.gapsOn = false;
  given.state.look();
  assert.deepEqual(inOrderOfNaming(given), [0, 1, 3, 2, 4]);
});

test("a name stands on no mark and on no other name", () => {
  const box = (left, top, owner, more) => ({ left, top, right: left + 10, bottom: top + 10, owner, ...more });
  const occupied = new Occupied();
  occupied.add(box(0, 0, 1, { mark: true }));
  occupied.add(box(200, -70, 2));
  assert.equal(occupied.isFree(box(5, 5, 3)), false);
  assert.equal(occupied.isFree(box(5, 5, 1)), true); // its own mark
  assert.equal(occupied.isFree(box(5, 5, 3), true), true); // over marks
  assert.equal(occupied.isFree(box(205, -75, 3), true), false); // never over a name
  assert.equal(occupied.isFree(box(10, 0, 3)), true); // they only touch
  assert.equal(occupied.isFree({ left: -500, right: 500, top: -500, bottom: 500, owner: 3 }), false);
});

test("a name keeps clear of its mark wherever it stands", () => {
  const [half, rise, radius] = [40, 14, 9];
  for (const [dx, dy] of placesAround(half, rise, radius)) {
    const across = Math.abs(dx) - half;
    const down = Math.abs(dy) - rise;
    assert.ok(across >= radius || down >= radius, `${dx}, ${dy}`);
  }
});

test("a view holds all that it is to show", () => {
  const places = [{ x: -100, y: 40 }, { x: 300, y: -60 }, { x: 0, y: 0 }];
  assert.deepEqual(boundsOf(places), { left: -100, right: 300, top: -60, bottom: 40 });
  for (const [wide, high, hasTray] of [[1200, 700, false], [1200, 700, true], [340, 400, true]]) {
    const { scale, middle } = fitting(places, wide, high, hasTray);
    for (const { x, y } of places) {
      const at = { x: wide / 2 + (x - middle.x) * scale, y: high / 2 + (y - middle.y) * scale };
      assert.ok(at.x >= 30 && at.x <= wide - 30 && at.y >= 30 && at.y <= high - 30, JSON.stringify(at));
    }
  }
  assert.equal(fitting([{ x: 5, y: 5 }], 1200, 700, false).scale, 1.6); // one mark is not drawn huge
});

test("places fill a frame and never come closer", () => {
  const places = [{ x: 0, y: 0 }, { x: 300, y: 40 }, { x: 120, y: 90 }];
  for (const [wide, high] of [[1200, 500], [390, 500], [2000, 300]]) {
    const filled = filling(places, wide, high, false);
    const far = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
    const pairs = (all) => [[all[0], all[1]], [all[1], all[2]], [all[0], all[2]]];
    pairs(filled).forEach((pair, n) => assert.ok(far(pair) >= far(pairs(places)[n]) - 1e-9));
    const { left, right, top, bottom } = boundsOf(filled);
    const { scale } = fitting(filled, wide, high, false);
    assert.ok(scale <= 1.6);
    const shares = [((right - left) * scale) / wide, ((bottom - top) * scale) / high];
    assert.ok(Math.max(...shares) > 0.6, shares.join());
  }
  assert.deepEqual(filling([{ x: 5, y: 5 }], 1200, 500, false), [{ x: 5, y: 5 }]);
});

test("a name knows how many lines would cross it", () => {
  const lines = new Lines([[[0, 0], [300, 300]], [[0, 100], [400, 100]], [[50, -500], [50, 900]]]);
  const box = (left, top) => ({ left, top, right: left + 40, bottom: top + 14 });
  assert.equal(lines.crossing(box(80, 92)), 2);
  assert.equal(lines.crossing(box(30, 700)), 1);
  assert.equal(lines.crossing(box(200, 10)), 0);
  assert.equal(lines.crossing(box(310, 310)), 0); // beyond the end of the first
  assert.equal(lines.crossing(box(0, 286)), 0); // in the box of a slanted line, beside it
  assert.equal(lines.crossing({ left: -9, right: 999, top: -9, bottom: 999 }), 3); // each counted once
});

test("grounds hold those who are there, shown and tied, of a column or of an instance", () => {
  const of = (key, change = () => {}) => {
    const given = page();
    given.data.ground = { key, drawn: true };
    change(given);
    given.state.look();
    return groundsOf(given).map(({ label, actors }) => [label, actors]);
  };
  assert.deepEqual(groundsOf(page()), []); // none was asked
  assert.deepEqual(of("territory"), [["Bois-Clair", [2, 3]], ["Val-Nord", [0, 1]]]);
  assert.deepEqual(of("territory", ({ state }) => state.chosen.groupsOff.add(1)), []); // one alone has none
  assert.deepEqual(of("territory", ({ state }) => (state.chosen.wave = 0)), [["Bois-Clair", [1, 2]]]);
  assert.deepEqual(of("territory", ({ data: given }) => (given.actors[3].tray = true)), [["Val-Nord", [0, 1]]]);
  assert.deepEqual(of("instance"), [["Table des Rives", [0, 1]]]);
  assert.deepEqual(of("instance", ({ state }) => (state.chosen.wave = 0)), []);
  assert.deepEqual(of("territory", ({ data: given }) => (given.ground.drawn = false)), []);
});

test("the hull of places holds them all, and has none of those within", () => {
  const at = (...places) => places.map(([x, y]) => ({ x, y }));
  const square = at([0, 0], [4, 0], [4, 4], [0, 4]);
  assert.deepEqual(hullOf([...square, ...at([2, 2], [2, 0], [1, 3])]), square); // clockwise, y downwards
  assert.deepEqual(hullOf(at([5, 0], [0, 0], [2, 0])), at([0, 0], [5, 0]));
  assert.deepEqual(hullOf(at([1, 1], [1, 1])), at([1, 1]));
});

test("grounds are named off marks, other names and the tray; large ones lie under small ones", () => {
  const given = page();
  const drawing = new Proxy({ canvas: { width: 600, height: 400, clientWidth: 600, clientHeight: 400 } }, {
    get: (held, key) => held[key] ?? (key === "measureText" ? (said) => ({ width: 7 * said.length }) : () => {}),
  });
  Object.assign(given.inks.now, { grounds: ["#EEEEEE", "#DDDDDD"], soft: "#555555" });
  const places = [[300, 200], [320, 210], [100, 100], [500, 120]];
  const spot = (i) => ({ x: places[i][0], y: places[i][1], radius: 5 });
  const made = [{ label: "Petit", actors: [0, 1] }, { label: { fr: "Grand", en: "Large" }, actors: [2, 3] }];
  made[1].actors.push(0);
  const tools = { ...given, font: () => "12px serif" };
  const drawn = drawGrounds(drawing, tools, made, spot);
  assert.deepEqual(drawn.map(({ tint }) => tint), ["#DDDDDD", "#EEEEEE"]);
  assert.deepEqual(drawn.map(({ reach }) => reach), [15, 15]);
  const mark = (i) => ({ left: spot(i).x - 5, right: spot(i).x + 5, top: spot(i).y - 5, bottom: spot(i).y + 5, owner: i, mark: true });
  const tray = { left: 0, right: 600, top: 330, bottom: 400, owner: "tray" };
  const taken = [0, 1, 2, 3].map(mark).concat(tray);
  const boxes = nameGrounds(drawing, tools, drawn, taken);
  assert.equal(boxes.length, 2);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const box of boxes) assert.ok(![...taken, ...boxes.filter((one) => one !== box)].some((one) => meet(one, box)));
  const wall = { left: 0, right: 600, top: 0, bottom: 400, owner: "tray" };
  assert.deepEqual(nameGrounds(drawing, tools, drawn, [wall]), []); // no place at all: not on other words
  assert.equal(nameGrounds(drawing, tools, drawn, [{ ...wall, mark: true }]).length, 2);
});

test("a map that was lost comes back by the shortest way", () => {
  assert.equal(wayBack([{ x: 100, y: 100 }, { x: 9999, y: 0 }], 800, 600), null);
  assert.equal(wayBack([{ x: 10, y: 300 }], 800, 600), null); // near enough to the edge
  assert.deepEqual(wayBack([{ x: -152, y: 300 }, { x: 5000, y: 5000 }], 800, 600), { x: 200, y: 0 });
  assert.equal(wayBack([], 800, 600), null);
});

test("a colour is given to the card with its opacity taken off", () => {
  assert.equal(blended("#FF8000", 0.5), "rgba(128,64,0,0.5)");
  assert.equal(blended("#0072B2"), "rgba(0,114,178,1)");
});

test("only those who may lie on a box find it free", () => {
  const occupied = new Occupied();
  occupied.add({ left: 0, right: 100, top: 0, bottom: 50, owner: "tray", lets: new Set([7]) });
  const box = (owner) => ({ left: 40, right: 60, top: 10, bottom: 20, owner });
  assert.deepEqual([occupied.isFree(box(7)), occupied.isFree(box(3))], [true, false]);
});
