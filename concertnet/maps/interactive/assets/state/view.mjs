// What the filters leave. Counted from the data, never from the drawing.

import { strongest } from "./dates.mjs";

export function viewOf(data, index, now, chosen) {
  const placed = index.every.map((i) => inPlace(now, chosen, i));
  const actors = index.every.map((i) => placed[i] && !chosen.groupsOff.has(now.group[i]));
  const inGroup = data.groups.map(() => 0);
  index.every.forEach((i) => (inGroup[now.group[i]] += placed[i]));
  const { level, atLevel } = tiesLeft(data, now, chosen, actors);
  const gaps = data.gaps.map((_, g) => g).filter((g) => gapLeft(data, index, now, chosen, actors, g));
  const pairs = gaps.filter((g) => data.gaps[g].kind === "pair" && data.gaps[g].supported);
  return {
    actors, // whether each is shown
    n: actors.filter(Boolean).length,
    inGroup,
    level, // of each pair: -1 where no tie of it is shown
    atLevel,
    nTies: level.filter((one) => one >= 0).length,
    gaps, // missing links, by their place in the data
    left: new Set(gaps),
    pairs, // those of them between two actors that something supports
    placeOfGap: new Map(pairs.map((g, place) => [g, place])),
  };
}

const inPlace = (now, { territory, instance }, i) =>
  now.there[i] &&
  (!territory || now.facts[i].territory === territory) &&
  (instance === null || now.seatedAt[instance].has(i));

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

// Whether two actors still lack their link at the date chosen: both there, and no tie as strong.
export function stillMissing({ actor, other, level }, index, now) {
  const k = index.tieOf(actor, other);
  return now.there[actor] && now.there[other] && !(k >= 0 && now.level[k] >= level);
}

// Whether the filters leave a missing link: each applies where it means something.
function gapLeft(data, index, now, chosen, actors, g) {
  const gap = data.gaps[g];
  const { territory, theme, instance } = chosen;
  if (gap.kind === "pair") return actors[gap.actor] && actors[gap.other] && stillMissing(gap, index, now);
  if (chosen.wave !== index.lastWave) return false; // said of that date alone
  if ((gap.sectors ?? [gap.sector]).some((sector) => isOff(data, chosen, sector))) return false;
  if (gap.kind === "sector_in_territory") return !territory || gap.where === territory;
  if (gap.kind === "sector_on_theme") return !theme || gap.where === theme;
  if (gap.kind !== "sector_at_instance" || gap.instance === null) return true;
  const at = data.instances[gap.instance];
  return (
    (instance === null || instance === gap.instance) &&
    (!territory || at.territory === territory) &&
    (!theme || at.theme === theme)
  );
}

// Whether the legend hides a sector, where its entries are sectors.
function isOff(data, { groupsOff }, sector) {
  const label = JSON.stringify(sector); // in both languages
  const g = data.groups.findIndex((group) => JSON.stringify(group.label) === label);
  return g >= 0 && groupsOff.has(g);
}
