// What the filters leave. Counted from the data, never from the drawing.

import { strongest } from "./dates.mjs";
import { doorsOf } from "./doors.mjs";
import { calledByFocus } from "./focus.mjs";

export function viewOf(data, index, now, chosen) {
  const called = calledByFocus(data, now, chosen);
  const inTerritory = index.every.map((i) => now.there[i] && isIn(chosen.territory, now.facts[i].territory));
  const seated = chosen.instance === null ? null : now.seatedAt[chosen.instance];
  const placed = inTerritory.map((within, i) => (within && (!seated || seated.has(i))) || (now.there[i] && called.has(i)));
  const actors = index.every.map((i) => placed[i] && !chosen.groupsOff.has(now.group[i]));
  const inGroup = data.groups.map(() => 0);
  const reached = data.groups.map(() => 0);
  index.every.forEach((i) => {
    inGroup[now.group[i]] += placed[i];
    reached[now.group[i]] += inTerritory[i];
  });
  const { level, atLevel } = tiesLeft(data, now, chosen, actors);
  const isWhole = !chosen.territory && !seated;
  const doors = isWhole ? now.doors : doorsOf(data, now, { inReach: inTerritory, seated });
  const inReach = (i) => inTerritory[i] && !chosen.groupsOff.has(now.group[i]);
  const pairLeft = ({ actor, other }) =>
    inReach(actor) && inReach(other) && (!seated || seated.has(actor) || seated.has(other));
  const gaps = now.gaps.filter((g) =>
    data.gaps[g].kind === "pair" ? pairLeft(data.gaps[g]) : gapLeft(data, chosen, now, data.gaps[g]),
  );
  const pairs = gaps.filter((g) => data.gaps[g].kind === "pair" && data.gaps[g].supported);
  return {
    actors, // whether each is shown
    n: actors.filter(Boolean).length,
    inGroup,
    level, // of each pair: -1 where no tie of it is shown
    atLevel,
    nTies: level.filter((one) => one >= 0).length,
    gaps, // missing links, by their place in the data, in the order of telling
    left: new Set(gaps),
    pairs, // those of them between two actors that something supports
    nMissing: doors ? doors.all : gaps.filter((g) => data.gaps[g].kind === "pair").length,
    doors,
    instances: instancesLeft(data, chosen, now),
    inReach: reached, // of each group, wherever they sit
    unseated: now.isSeated ? index.every.filter((i) => inTerritory[i] && !now.seats[i].length) : [], // who sit nowhere
  };
}

const isIn = (wanted, place) => !wanted || place === wanted;

// The instances that the filters leave.
export function instancesLeft(data, { territory, theme, instance }, now) {
  const left = ({ territory: of, theme: on }, k) =>
    now.isOpen[k] && isIn(territory, of) && isIn(theme, on) && (instance === null || instance === k);
  return data.instances.map((_, k) => k).filter((k) => left(data.instances[k], k));
}

function tiesLeft(data, now, { theme, levelsOff }, actors) {
  const wanted = data.themes.indexOf(theme);
  const onTheme = ([, given]) => !theme || !now.themed || (wanted >= 0 && given === wanted);
  const atLevel = data.levels.map(() => 0);
  const level = data.ties.map(([a, b], k) => {
    if (!actors[a] || !actors[b]) return -1;
    const held = now.relations[k].filter(onTheme);
    if (held.length) atLevel[strongest(held)] += 1;
    return strongest(held.filter(([one]) => !levelsOff.has(one)));
  });
  return { level, atLevel };
}

// Whether the filters leave a missing link of a sector: each applies where it means something.
function gapLeft(data, chosen, now, gap) {
  if ((gap.sectors ?? [gap.sector]).some((sector) => isOff(data, chosen, sector))) return false;
  const isWhole = chosen.instance === null;
  if (gap.kind === "sector_pair") return isWhole; // said of the whole network
  if (!data.instances.length) return true; // a page of groups knows none
  const left = instancesLeft(data, chosen, now);
  if (gap.kind === "sector_in_territory") return left.some((k) => data.instances[k].territory === gap.where);
  if (gap.kind === "sector_on_theme") return left.some((k) => data.instances[k].theme === gap.where);
  return gap.instance === null ? isWhole : left.includes(gap.instance);
}

// Whether the legend hides a sector, where its entries are sectors.
function isOff(data, { groupsOff }, sector) {
  const label = JSON.stringify(sector); // in both languages
  const g = data.groups.findIndex((group) => JSON.stringify(group.label) === label);
  return g >= 0 && groupsOff.has(g);
}
