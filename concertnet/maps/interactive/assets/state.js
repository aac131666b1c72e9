// What the reader chose, and what is therefore shown. Counted from the data, never from the drawing.

const MOST_GAPS = 12; // more curves than this hide the map they are drawn on

const every = data.actors.map((_, i) => i);
// A missing link that nothing supports is told, and drawn when it is chosen; as on paper, it is not
// among those that the map shows and counts.
const pairGaps = data.gaps.map((_, g) => g).filter((g) => data.gaps[g].kind === "pair");
const supportedPairs = pairGaps.filter((g) => data.gaps[g].supported);
const GAPS_AT_FIRST = Math.min(MOST_GAPS, supportedPairs.length);

const LAST_WAVE = data.waves.length ? data.waves.length - 1 : null;

const state = {
  groupsOff: new Set(),
  levelsOff: new Set(data.levelsOff),
  territory: "",
  theme: "",
  instance: null,
  wave: LAST_WAVE, // null: the whole period
  gapsOn: pairGaps.length > 0,
  gapLimit: GAPS_AT_FIRST,
  actor: null, // the actor in focus
  gap: null, // or the missing link in focus
};

// The ties of each pair: level, theme (-1: unknown), dates.
const relations = data.ties.map(([, , level]) => (data.relations.length ? [] : [[level, -1, []]]));
for (const [k, ...relation] of data.relations) relations[k].push(relation);

const gapsOf = every.map(() => []); // those supported
const bareGapsOf = every.map(() => []); // the others
const tieOf = new Map(data.ties.map(([a, b], k) => [`${a},${b}`, k]));
for (const g of pairGaps) {
  const { actor, other, supported } = data.gaps[g];
  for (const i of [actor, other]) (supported ? gapsOf : bareGapsOf)[i].push(g);
}
const tieOfGap = (g) => {
  const { actor, other } = data.gaps[g];
  return tieOf.get(`${Math.min(actor, other)},${Math.max(actor, other)}`) ?? -1;
};

// What holds at the date chosen, before any filter.
const now = {};
const inForce = (dates) => state.wave === null || dates.includes(state.wave);
const strongest = (held) => held.reduce((most, [level]) => Math.max(most, level), -1);

function turnToDate() {
  const wave = state.wave === null ? null : data.waves[state.wave];
  const there = wave && new Set(wave.actors);
  const changed = wave?.changed ?? {};
  now.wave = state.wave;
  now.there = every.map((i) => !there || there.has(i));
  now.group = data.actors.map(({ group }, i) => changed[i]?.group ?? group);
  now.facts = data.actors.map(({ facts }, i) => (changed[i] ? { ...facts, ...changed[i].facts } : facts));
  now.relations = relations.map((held) => held.filter(([, , dates]) => inForce(dates)));
  now.level = now.relations.map(strongest); // -1: no tie
  now.themed = now.relations.some((held) => held.some(([, theme]) => theme >= 0));
  now.partners = every.map(() => []); // [other actor, tie]
  data.ties.forEach(([a, b], k) => {
    if (now.level[k] < 0) return;
    now.partners[a].push([b, k]);
    now.partners[b].push([a, k]);
  });
  now.seats = data.actors.map(({ seats }) => seats.filter(([, , dates]) => !dates || inForce(dates)));
  now.seatedAt = data.instances.map(() => new Set());
  now.seats.forEach((seats, i) => seats.forEach(([instance]) => now.seatedAt[instance].add(i)));
  now.byImportance = [...every].sort((a, b) => now.partners[b].length - now.partners[a].length || a - b);
}

// What the filters leave of it.
const view = {};
const actorShown = (i) => view.actors[i];
const tieShown = (k) => view.level[k] >= 0;

const inPlace = (i) =>
  now.there[i] &&
  (!state.territory || now.facts[i].territory === state.territory) &&
  (state.instance === null || now.seatedAt[state.instance].has(i));

function look() {
  if (now.wave !== state.wave) turnToDate();
  const placed = every.map(inPlace);
  view.actors = every.map((i) => placed[i] && !state.groupsOff.has(now.group[i]));
  view.inGroup = data.groups.map(() => 0);
  every.forEach((i) => (view.inGroup[now.group[i]] += placed[i]));
  const theme = data.themes.indexOf(state.theme);
  const onTheme = ([, given]) => !state.theme || !now.themed || (theme >= 0 && given === theme);
  view.atLevel = data.levels.map(() => 0);
  view.level = data.ties.map(([a, b], k) => {
    if (!view.actors[a] || !view.actors[b]) return -1;
    const held = now.relations[k].filter(onTheme);
    if (held.length) view.atLevel[strongest(held)] += 1;
    return strongest(held.filter(([level]) => !state.levelsOff.has(level)));
  });
  view.gaps = data.gaps.map((_, g) => g).filter(gapLeft);
  view.pairs = view.gaps.filter((g) => data.gaps[g].kind === "pair" && data.gaps[g].supported);
  view.placeOfGap = new Map(view.pairs.map((g, place) => [g, place]));
  view.n = view.actors.filter(Boolean).length;
  view.left = new Set(view.gaps);
  if (state.gap !== null && !view.left.has(state.gap)) state.gap = null;
}

// Whether two actors still lack their link at the date chosen: both there, and no tie as strong.
function holds(g) {
  const { actor, other, level } = data.gaps[g];
  const k = tieOfGap(g);
  return now.there[actor] && now.there[other] && !(k >= 0 && now.level[k] >= level);
}

// Whether the legend hides a sector, where its entries are sectors.
function sectorOff(sector) {
  const g = data.groups.findIndex(({ label }) => text(label) === text(sector));
  return g >= 0 && state.groupsOff.has(g);
}

// Whether the filters leave a missing link: each applies where it means something.
function gapLeft(g) {
  const gap = data.gaps[g];
  const at = (territory, theme) =>
    (!state.territory || territory === state.territory) && (!state.theme || theme === state.theme);
  if (gap.kind === "pair") return actorShown(gap.actor) && actorShown(gap.other) && holds(g);
  if (state.wave !== LAST_WAVE || (gap.sectors ?? [gap.sector]).some(sectorOff)) return false; // said of that date alone
  if (gap.kind === "sector_in_territory") return !state.territory || gap.where === state.territory;
  if (gap.kind === "sector_on_theme") return !state.theme || gap.where === state.theme;
  if (gap.kind !== "sector_at_instance" || gap.instance === null) return true;
  const { territory, theme } = data.instances[gap.instance];
  return (state.instance === null || state.instance === gap.instance) && at(territory, theme);
}

// Whether it is drawn: of pairs, those best supported, or those of the actor in focus.
const gapShown = (g) => {
  if (!state.gapsOn || !view.left.has(g)) return false;
  if (state.gap === g) return true;
  if (!view.placeOfGap.has(g)) return false;
  const { actor, other } = data.gaps[g];
  if (state.actor === actor || state.actor === other)
    return gapsOf[state.actor].filter((one) => view.placeOfGap.has(one)).indexOf(g) < MOST_GAPS;
  return view.placeOfGap.get(g) < state.gapLimit;
};

// The two sides of a missing link: two actors, two sectors, or those seated where a sector is not.
function sidesOf(gap) {
  if (gap.kind === "pair") return [[gap.actor], [gap.other]];
  if (gap.kind === "sector_pair") return gap.between;
  const there = ({ territory, theme }, k) =>
    gap.kind === "sector_at_instance" ? k === gap.instance : gap.where === (gap.kind === "sector_on_theme" ? theme : territory);
  const seated = data.instances.flatMap((instance, k) => (there(instance, k) ? [...now.seatedAt[k]] : []));
  return [gap.invite, [...new Set(seated)]];
}

// The actors and ties that stay bright while something is in focus; null when nothing is.
function bright() {
  const actors = new Set();
  const ties = new Set();
  const gaps = new Set();
  if (state.actor !== null) {
    if (!actorShown(state.actor)) return null; // hidden since: what is left must not stay dim
    actors.add(state.actor);
    for (const [other, k] of now.partners[state.actor]) {
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
    const [one, other] = sidesOf(gap).map((side) => new Set(side));
    for (const i of [...one, ...other, ...helpersOf(gap)]) actors.add(i);
    const near = gap.kind === "pair" ? new Set([gap.actor, gap.other]) : other;
    const from = gap.kind === "pair" ? gap.introducers : one;
    for (const i of from)
      for (const [partner, k] of now.partners[i]) if (near.has(partner) && tieShown(k)) ties.add(k);
    if (gap.kind === "pair") gaps.add(state.gap);
  } else return null;
  return { actors, ties, gaps };
}

const helpersOf = (gap) => [...gap.introducers, ...gap.invite];

// What the focus is about: always named on the map.
function mainActors() {
  if (state.actor !== null) return [state.actor];
  if (state.gap === null) return [];
  const gap = data.gaps[state.gap];
  return gap.kind === "pair" ? [gap.actor, gap.other] : [];
}

// Those who could make the missing link in focus: ringed, and named where there is room.
const helpersInFocus = () => (state.gap === null ? [] : helpersOf(data.gaps[state.gap]));

const counts = () => ({
  actors: view.n,
  ties: view.level.filter((level) => level >= 0).length,
  gaps: view.pairs.filter(gapShown).length,
});

// Found by search or in a list, an actor must be seen: the filters that hide it are lifted.
function reveal(i) {
  if (!now.there[i]) state.wave = null;
  if (now.wave !== state.wave) turnToDate();
  state.groupsOff.delete(now.group[i]);
  if (state.territory && now.facts[i].territory !== state.territory) state.territory = "";
  if (state.instance !== null && !now.seatedAt[state.instance].has(i)) state.instance = null;
}

function focusActor(i) {
  reveal(i);
  state.actor = i;
  state.gap = null;
}

function focusGap(g) {
  const gap = data.gaps[g];
  state.gapsOn = true;
  if (gap.kind === "pair") [gap.actor, gap.other].forEach(reveal);
  state.actor = null;
  state.gap = g;
}

function clearFocus() {
  state.actor = null;
  state.gap = null;
}

look();
