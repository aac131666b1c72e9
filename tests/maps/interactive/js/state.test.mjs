// What the reader chooses, and what is therefore shown, worked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { helpersInFocus, listedOf, mainActors } from "../../../../concertnet/maps/interactive/assets/state/focus.mjs";
import { openedBy, tablesWithin, whereLackedSit } from "../../../../concertnet/maps/interactive/assets/state/doors.mjs";
import { comparedWith } from "../../../../concertnet/maps/interactive/assets/state/changes.mjs";
import { invitedTo } from "../../../../concertnet/maps/interactive/assets/state/invited.mjs";
import { State } from "../../../../concertnet/maps/interactive/assets/state/state.mjs";
import { data } from "./small.mjs";

const opened = (changes = {}) => new State({ ...data(), ...changes });
const choose = (state, chosen) => {
  Object.assign(state.chosen, chosen);
  state.look();
  return state;
};
const [ECOLE, CAISSE, MRC, EPICERIE, COOP] = [0, 1, 2, 3, 4];
const [PAIR, BARE, ABSENT] = [0, 1, 2];
const places = (flags) => flags.flatMap((flag, i) => (flag ? [i] : []));

test("it opens on the last date, with everything", () => {
  const state = opened();
  assert.equal(state.chosen.wave, 1);
  assert.deepEqual(state.counts(), { actors: 5, ties: 2, gaps: 1 });
  assert.deepEqual(state.view.level, [1, 0]);
  assert.deepEqual(state.view.gaps, [PAIR, ABSENT, BARE]); // what somebody could open comes first
  assert.deepEqual(state.now.byImportance, [ECOLE, CAISSE, MRC, EPICERIE, COOP]);
});

test("a date has its actors, their groups, their ties and their seats", () => {
  const state = choose(opened(), { wave: 0 });
  assert.deepEqual(places(state.view.actors), [ECOLE, CAISSE, MRC]);
  assert.deepEqual(state.view.inGroup, [3, 0]); // the Caisse was of another group
  assert.equal(state.now.facts[CAISSE].territory, "Bois-Clair");
  assert.deepEqual(state.view.level, [0, 0]);
  assert.deepEqual([...state.now.seatedAt[0]], [ECOLE]);
  assert.deepEqual(state.view.gaps, [PAIR]); // the other ends are not there; sectors are of the last date
});

test("the whole period has every tie at its strongest", () => {
  const state = choose(opened(), { wave: null });
  assert.deepEqual(state.view.level, [1, 0]);
  assert.deepEqual(state.view.atLevel, [1, 1]);
  assert.equal(choose(state, { levelsOff: new Set([1]) }).view.level[0], 0); // what is left of the pair
});

test("a network without dates needs none", () => {
  const state = opened({ waves: [], relations: [] });
  assert.equal(state.chosen.wave, null);
  assert.deepEqual(state.view.level, [1, 0]);
});

test("filters add up", () => {
  const state = choose(opened(), { territory: "Val-Nord" });
  assert.deepEqual(places(state.view.actors), [ECOLE, CAISSE]);
  assert.deepEqual(state.view.inGroup, [1, 1]);
  choose(state, { groupsOff: new Set([1]) });
  assert.deepEqual(places(state.view.actors), [ECOLE]);
  assert.deepEqual(state.view.inGroup, [1, 1]); // the legend counts what its boxes would show
  choose(state, { territory: "", groupsOff: new Set(), instance: 0 });
  assert.deepEqual(places(state.view.actors), [ECOLE, CAISSE]);
  choose(state, { instance: null, theme: "health" });
  assert.deepEqual([state.view.actors.every(Boolean), state.view.level], [true, [-1, -1]]);
  choose(state, { theme: "housing" });
  assert.deepEqual(state.view.level, [1, -1]);
});

test("where no tie has a theme, a theme hides none", () => {
  const relations = [[0, 1, -1, [0, 1]], [1, 0, -1, [0, 1]]];
  assert.deepEqual(choose(opened({ relations }), { theme: "housing" }).view.level, [1, 0]);
});

test("a filter applies to a missing link where it means something", () => {
  const left = (chosen) => choose(opened(), chosen).view.gaps;
  assert.deepEqual(left({ territory: "Val-Nord" }), [ABSENT]);
  assert.deepEqual(left({ territory: "Bois-Clair" }), [BARE]);
  assert.deepEqual(left({ theme: "health" }), [PAIR, BARE]);
  assert.deepEqual(left({ theme: "housing" }), [PAIR, ABSENT, BARE]);
  assert.deepEqual(left({ instance: 0 }), [PAIR, ABSENT]); // one of the two sits there
  assert.deepEqual(left({ groupsOff: new Set([0]) }), []);
  assert.deepEqual(left({ groupsOff: new Set([1]) }), [ABSENT]);
  assert.deepEqual(left({ wave: null }), [PAIR, BARE]);
});

test("two who have a tie as strong lack none", () => {
  const ofEcole = (level) => (gap) => Object.assign(gap, { level }, gap.kind === "pair" ? { actor: ECOLE } : {});
  const at = (level) => opened({ gaps: data().gaps.map(ofEcole(level)) }).view.gaps;
  assert.deepEqual(at(0), [ABSENT]);
  assert.deepEqual(at(1), [PAIR, ABSENT, BARE]); // they have a tie, but a looser one
});

test("one of a pair that nothing supports is drawn when it is chosen", () => {
  const state = opened();
  assert.deepEqual([PAIR, BARE].map((g) => state.gapShown(g)), [true, false]);
  state.focusGap(BARE);
  state.look();
  assert.equal(state.gapShown(BARE), true);
  choose(state, { gapsOn: false });
  assert.deepEqual([PAIR, BARE].map((g) => state.gapShown(g)), [false, false]);
});

test("of many missing links, a few are drawn until more are asked for, and those of an actor", () => {
  const actors = Array.from({ length: 40 }, (_, i) => ({ ...data().actors[4], name: `A${i}` }));
  const ends = Array.from({ length: 39 }, (_, k) => ({ actor: k < 30 ? 0 : 1, other: k < 38 ? k + 2 : 2 }));
  const gaps = ends.map((pair) => Object.assign(data().gaps[0], pair));
  const state = opened({ actors, gaps, ties: [], relations: [], waves: [] });
  assert.equal(state.counts().gaps, 12);
  assert.equal(choose(state, { gapLimit: 35 }).counts().gaps, 35);
  choose(state, { gapLimit: 5 });
  state.focusActor(1);
  state.look();
  assert.deepEqual([4, 5, 30, 38].map((g) => state.gapShown(g)), [true, false, true, true]);
});

test("an actor in focus keeps those around it bright", () => {
  const state = opened();
  assert.equal(state.bright(), null);
  state.focusActor(CAISSE);
  state.look();
  const { actors, ties, gaps } = state.bright();
  assert.deepEqual([[...actors].sort(), [...ties], [...gaps]], [[ECOLE, CAISSE, MRC], [0], [PAIR]]);
  assert.deepEqual(mainActors(state), [CAISSE]);
  choose(state, { groupsOff: new Set([1]) }); // hidden since: the others are not dimmed
  assert.equal(state.bright(), null);
});

test("a missing link in focus shows its two sides, and who could make it", () => {
  const state = opened();
  state.focusGap(PAIR);
  state.look();
  assert.deepEqual([...state.bright().actors].sort(), [ECOLE, CAISSE, MRC]);
  assert.deepEqual([...state.bright().ties], [0, 1]); // of who introduces, with both
  assert.deepEqual([mainActors(state), helpersInFocus(state)], [[CAISSE, MRC], [ECOLE]]);
  state.focusGap(ABSENT);
  state.look();
  assert.deepEqual([...state.bright().actors].sort(), [ECOLE, CAISSE, COOP]); // seated there, and to invite
  assert.deepEqual([mainActors(state), helpersInFocus(state)], [[], [COOP]]); // nobody seated knows it
});

test("a missing link that the filters hide is no longer in focus", () => {
  const state = opened();
  state.focusGap(PAIR);
  choose(state, { territory: "Val-Nord" });
  assert.equal(state.chosen.gap, null);
});

test("an actor that is looked for is seen: what hides it is lifted", () => {
  const state = choose(opened(), { wave: 0, territory: "Val-Nord", instance: 0, groupsOff: new Set([0, 1]) });
  state.focusActor(EPICERIE);
  state.look();
  const { wave, territory, instance, groupsOff } = state.chosen;
  assert.deepEqual([wave, territory, instance, [...groupsOff]], [null, "", null, [0]]);
  assert.equal(state.actorShown(EPICERIE), true);
});

test("showing everything comes back to how the page opened, and shows the levels it left out", () => {
  const state = opened({ levelsOff: [0] });
  assert.deepEqual(state.view.level, [1, -1]);
  state.focusActor(ECOLE);
  choose(state, { wave: 0, theme: "health", gapsOn: false });
  state.showAll();
  state.look();
  assert.deepEqual(state.chosen, opened().chosen);
  assert.deepEqual(state.view, opened().view);
});

test("what a filter hides is on the map while a missing link in focus needs it", () => {
  const state = choose(opened(), { instance: 0 });
  assert.deepEqual(places(state.view.actors), [ECOLE, CAISSE]);
  state.focusGap(PAIR);
  state.look();
  assert.deepEqual([places(state.view.actors), state.chosen.instance], [[ECOLE, CAISSE, MRC], 0]);
});

test("missing links that were searched at each date are those of the date", () => {
  const state = opened({ found: [[BARE], [PAIR, ABSENT], []] });
  assert.deepEqual([state.view.gaps, state.now.isSearched], [[PAIR, ABSENT], true]);
  assert.deepEqual(choose(state, { wave: 0 }).now.gaps, [BARE]);
  assert.deepEqual([choose(state, { wave: null }).now.gaps, state.now.isSearched], [[], true]);
  assert.equal(choose(opened(), { wave: 0 }).now.isSearched, false);
});

test("who lacks a link is counted from the ties, listed or not", () => {
  // Caisse knows École alone, who knows MRC; Épicerie knows nobody
  const { doors } = opened().view;
  assert.deepEqual([...doors.lacking], [1, 2, 2, 3, 2]);
  assert.deepEqual([...doors.bridged], [0, 1, 1, 0, 0]);
  assert.deepEqual([...doors.opens], [1, 0, 0, 0, 0]);
  assert.deepEqual([doors.n, doors.all, doors.open, doors.bare], [2, 5, 1, 4]);
  assert.deepEqual([doors.openers, doors.withoutAny], [[ECOLE], [EPICERIE, CAISSE]]);
  assert.deepEqual(opened().lackedBy(EPICERIE), { all: 3, open: 0, together: 0 });
});

test("of those whom nobody could introduce, some sit at a same table", () => {
  const actors = data().actors;
  for (const i of [EPICERIE, MRC]) actors[i].seats = [[0, "", [0, 1]], [0, "x", [0, 1]]];
  const { doors } = opened({ actors }).view;
  // Épicerie sits with École and MRC; Caisse with École, whom it knows, and MRC, whom École knows
  assert.deepEqual([doors.together, [...doors.beside]], [2, [1, 0, 1, 2, 0]]);
  assert.deepEqual(doors.meeting, [[CAISSE, MRC], [EPICERIE, ECOLE], [EPICERIE, MRC]]); // with a shared partner or not
  assert.deepEqual([doors.bare, doors.all, doors.open], [4, 5, 1]);
  // by a place where nobody else sits, one of the two must sit there
  assert.equal(choose(opened({ actors }), { territory: "Bois-Clair" }).view.doors.together, 1);
});

test("who knows nobody begins where most of those it lacks sit", () => {
  const instances = ["A", "B"].map((name) => ({ name, territory: "", theme: "", dates: [0, 1] }));
  const actors = data().actors;
  actors.forEach((one) => (one.seats = []));
  actors[MRC].seats = [[0, "", [1]], [1, "", [1]]];
  actors[COOP].seats = [[1, "", [1]]];
  const state = opened({ instances, actors });
  const begin = (i) => whereLackedSit(state.data, state.now, i);
  assert.deepEqual(begin(EPICERIE), [[1, [MRC, COOP]], [0, [MRC]]]); // the same territory first
  assert.deepEqual(begin(COOP), []); // those it lacks sit nowhere
  actors[EPICERIE].seats = [[0, "", [1]]];
  assert.deepEqual(whereLackedSit(data(), opened({ instances, actors }).now, COOP), [[0, [EPICERIE]]]);
});

test("those of whom nothing is told are named: no tie, no shared partner, no shared instance", () => {
  const state = opened();
  assert.deepEqual(state.apartFrom(EPICERIE), [ECOLE, MRC, COOP]); // the most tied first
  assert.deepEqual(state.apartFrom(CAISSE), [COOP]); // MRC shares a partner with it
  const actors = data().actors;
  for (const i of [EPICERIE, COOP]) actors[i].seats = [[0, "", [1]]];
  assert.deepEqual(opened({ actors }).apartFrom(EPICERIE), [MRC]); // École and Coop sit with it
  assert.deepEqual(opened({ subject: null }).apartFrom(EPICERIE), []);
});

test("who could be invited comes with those who could bring that one, and nobody else", () => {
  const instances = [{ name: "Table", territory: "Bois-Clair", theme: "", dates: [0, 1] }];
  const actors = data().actors;
  actors.forEach((one, i) => (one.seats = i === ECOLE || i === MRC ? [[0, "", [0, 1]]] : []));
  const gap = { ...data().gaps[ABSENT], sector: data().subject.label, invite: [], introducers: [] };
  const state = opened({ instances, actors, gaps: [gap] });
  // Caisse knows École, and MRC nobody of the sector; Épicerie is of the territory, and knows nobody
  assert.deepEqual(invitedTo(state.data, state.now, gap), [[CAISSE, [ECOLE]], [EPICERIE, []]]);
  const strict = { ...gap, level: 1 };
  assert.deepEqual(invitedTo(state.data, choose(state, { wave: null }).now, strict)[0], [CAISSE, [ECOLE]]);
  actors[EPICERIE].facts.territory = "Val-Nord"; // of another, and knows nobody there: not told
  assert.deepEqual(invitedTo(state.data, state.now, gap), [[CAISSE, [ECOLE]]]);
});

test("what changed between two dates is who came and went, and which ties", () => {
  const relations = [[0, 0, -1, [0]], [1, 0, -1, [1]]];
  const state = opened({ relations });
  assert.deepEqual(state.changesSince(0), { arrived: [EPICERIE, COOP], left: [], made: [1], undone: [0] });
  assert.deepEqual([comparedWith(null), comparedWith(0), comparedWith(1), comparedWith(3)], [[], [], [0], [0, 2]]);
  state.chosen.since = 0;
  assert.equal(choose(state, { wave: 0 }).chosen.since, null); // no longer compared with it
});

test("those of a group who sit nowhere are listed, and left by the same way", () => {
  const state = choose(opened(), { instance: 0 });
  state.chooseNowhere(1);
  state.look();
  assert.deepEqual([listedOf(state), state.chosen.instance], [[EPICERIE], null]);
  assert.deepEqual([...state.bright().actors], [EPICERIE]);
  state.chooseNowhere(1);
  state.look();
  assert.deepEqual([state.chosen.nowhere, state.bright()], [null, null]);
});

test("a level, a place, an instance and a date count otherwise", () => {
  const subject = { ...data().subject, level: 1 };
  const strict = opened({ subject }).view.doors; // École and MRC have a looser tie: it opens nothing
  assert.deepEqual([strict.all, strict.open, strict.openers], [5, 0, []]);
  const counts = (chosen) => {
    const { all, open } = choose(opened(), chosen).view.doors;
    return [all, open];
  };
  assert.deepEqual(counts({ territory: "Val-Nord" }), [0, 0]);
  assert.deepEqual(counts({ territory: "Bois-Clair" }), [1, 0]);
  // École and Caisse sit there: Caisse lacks two, and Épicerie lacks École
  assert.deepEqual(counts({ instance: 0 }), [3, 1]);
  assert.deepEqual(counts({ wave: 0 }), [0, 0]); // the Caisse was of another group, Épicerie not there
});

test("an unknown group lacks nothing, and where groups tell nothing nothing is counted", () => {
  assert.equal(opened({ unknownGroup: 0 }).view.doors.all, 0);
  const state = opened({ subject: { ...data().subject, counted: false } });
  assert.equal(state.view.doors, null);
  assert.equal(state.view.nMissing, 2);
  assert.deepEqual(state.lackedBy(MRC), { all: 2, open: 1, together: 0 });
  assert.deepEqual(openedBy(state.data, state.now, ECOLE), []);
});

test("what an actor could open, and where its partners sit", () => {
  const state = opened();
  assert.deepEqual(openedBy(state.data, state.now, ECOLE), [[CAISSE, [MRC]]]);
  assert.deepEqual(openedBy(state.data, state.now, CAISSE), []);
  assert.deepEqual(tablesWithin(state.now, MRC), [[0, [ECOLE]]]);
  assert.deepEqual(tablesWithin(state.now, CAISSE), []); // it sits there
});

test("relations set aside are those of the date", () => {
  assert.deepEqual(opened().now.aside.map(([a, b]) => [a, b]), [[CAISSE, COOP]]);
  assert.deepEqual(choose(opened(), { wave: null }).now.aside.length, 2);
});

test("a cell of the matrix chooses an instance and a group, and is left by the same way", () => {
  const state = opened();
  state.chooseCell(0, 1);
  state.look();
  assert.deepEqual([state.chosen.instance, state.chosen.cell, state.isCell(0, 1)], [0, 1, true]);
  assert.deepEqual([...state.bright().actors].sort(), [ECOLE, CAISSE]);
  state.chooseCell(0, 1);
  state.look();
  assert.deepEqual([state.chosen.instance, state.chosen.cell, state.bright()], [null, null, null]);
});

test("an empty cell of the subject leads to who could be invited", () => {
  const subject = { ...data().subject, group: 0 };
  const instances = [{ name: "Table", territory: "", theme: "", dates: [0, 1] }];
  const actors = data().actors.map((one) => Object.assign(one, { seats: [] }));
  const state = opened({ subject, instances, actors });
  state.chooseCell(0, 0);
  state.look();
  assert.equal(state.chosen.gap, ABSENT);
  assert.ok(state.actorShown(COOP)); // to be invited
});
