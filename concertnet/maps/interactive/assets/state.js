// What the reader chose, and what is therefore shown. Counted from the data, never from the drawing.

const MOST_GAPS = 12; // more curves than this hide the map they are drawn on

const pairGaps = data.gaps.map((_, g) => g).filter((g) => data.gaps[g].kind === "pair");
const GAPS_AT_FIRST = Math.min(MOST_GAPS, pairGaps.filter((g) => data.gaps[g].supported).length);
const absences = data.gaps.map((_, g) => g).filter((g) => data.gaps[g].kind !== "pair");

const state = {
  groupsOff: new Set(),
  levelsOff: new Set(),
  gapsOn: pairGaps.length > 0,
  gapLimit: Math.min(pairGaps.length, GAPS_AT_FIRST),
  actor: null, // the actor in focus
  gap: null, // or the missing link in focus
};

const partners = data.actors.map(() => []); // [other actor, tie]
data.ties.forEach(([a, b], k) => {
  partners[a].push([b, k]);
  partners[b].push([a, k]);
});

const gapsOf = data.actors.map(() => []);
const placeOfGap = new Map(pairGaps.map((g, place) => [g, place]));
for (const g of pairGaps) {
  gapsOf[data.gaps[g].actor].push(g);
  gapsOf[data.gaps[g].other].push(g);
}

const seatedAt = data.instances.map(() => []);
data.actors.forEach((actor, i) => actor.seats.forEach(([instance]) => seatedAt[instance].push(i)));

const actorShown = (i) => !state.groupsOff.has(data.actors[i].group);

const tieShown = (k) => {
  const [a, b, level] = data.ties[k];
  return !state.levelsOff.has(level) && actorShown(a) && actorShown(b);
};

const gapShown = (g) => {
  const { actor, other, kind } = data.gaps[g];
  if (kind !== "pair" || !state.gapsOn || !actorShown(actor) || !actorShown(other)) return false;
  if (state.gap === g) return true;
  if (state.actor === actor || state.actor === other) return gapsOf[state.actor].indexOf(g) < MOST_GAPS;
  return placeOfGap.get(g) < state.gapLimit;
};

// The actors and ties that stay bright while something is in focus; null when nothing is.
function bright() {
  const actors = new Set();
  const ties = new Set();
  const gaps = new Set();
  if (state.actor !== null) {
    actors.add(state.actor);
    for (const [other, k] of partners[state.actor]) {
      if (!tieShown(k)) continue;
      actors.add(other);
      ties.add(k);
    }
    for (const g of gapsOf[state.actor]) {
      if (!gapShown(g)) continue;
      gaps.add(g);
      actors.add(data.gaps[g].actor).add(data.gaps[g].other);
    }
  } else if (state.gap !== null) {
    const gap = data.gaps[state.gap];
    const ends = gap.kind === "pair" ? [gap.actor, gap.other] : seatedAt[gap.instance] ?? [];
    for (const i of [...ends, ...gap.introducers, ...gap.invite]) actors.add(i);
    const from = new Set(gap.kind === "pair" ? gap.introducers : gap.invite);
    for (const i of from)
      for (const [other, k] of partners[i]) if (ends.includes(other) && tieShown(k)) ties.add(k);
    if (gap.kind === "pair") gaps.add(state.gap);
  } else return null;
  return { actors, ties, gaps };
}

// What the focus is about: always named on the map.
const mainActors = () =>
  state.actor !== null ? [state.actor] : state.gap !== null ? [data.gaps[state.gap].actor, data.gaps[state.gap].other] : [];

function counts() {
  const all = (list, shown) => list.reduce((n, _, i) => n + (shown(i) ? 1 : 0), 0);
  return {
    actors: all(data.actors, actorShown),
    ties: all(data.ties, tieShown),
    gaps: pairGaps.filter(gapShown).length,
  };
}

function focusActor(i) {
  state.groupsOff.delete(data.actors[i].group); // found by search, it must be seen
  state.actor = i;
  state.gap = null;
}

function focusGap(g) {
  const gap = data.gaps[g];
  state.gapsOn = true;
  for (const i of [gap.actor, gap.other]) if (i !== null) state.groupsOff.delete(data.actors[i].group);
  state.actor = null;
  state.gap = g;
}

function clearFocus() {
  state.actor = null;
  state.gap = null;
}
