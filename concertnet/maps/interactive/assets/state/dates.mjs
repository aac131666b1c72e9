// What holds at a date, before any filter.

import { doorsOf } from "./doors.mjs";
import { inTelling, stillMissing } from "./held.mjs";

// The highest level among ties; -1 where there is none.
export const strongest = (held) => held.reduce((most, [level]) => Math.max(most, level), -1);

// wave: the place of a date of the page, or null for the whole period.
export function atDate(data, index, wave) {
  const { every, relations } = index;
  const inForce = (dates) => wave === null || dates.includes(wave);
  const at = wave === null ? null : data.waves[wave];
  const present = at && new Set(at.actors);
  const changed = at?.changed ?? {};
  const there = every.map((i) => !present || present.has(i));
  const held = relations.map((all) => all.filter(([, , dates]) => inForce(dates)));
  const level = held.map(strongest);
  const partners = every.map(() => []); // [other actor, tie]
  data.ties.forEach(([a, b], k) => {
    if (level[k] < 0) return;
    partners[a].push([b, k]);
    partners[b].push([a, k]);
  });
  const seats = data.actors.map((actor) => actor.seats.filter(([, , dates]) => !dates || inForce(dates)));
  const seatedAt = data.instances.map(() => new Set());
  seats.forEach((mine, i) => mine.forEach(([instance]) => seatedAt[instance].add(i)));
  const now = {
    wave,
    there,
    n: there.filter(Boolean).length,
    group: data.actors.map(({ group }, i) => changed[i]?.group ?? group),
    facts: data.actors.map(({ facts }, i) => (changed[i] ? { ...facts, ...changed[i].facts } : facts)),
    relations: held,
    level,
    nTies: level.filter((one) => one >= 0).length,
    themed: held.some((all) => all.some(([, theme]) => theme >= 0)),
    partners,
    seats,
    seatedAt,
    isSeated: seatedAt.some(({ size }) => size), // where no seat is entered, nobody is told to sit nowhere
    isOpen: data.instances.map(({ dates }) => inForce(dates)), // each instance
    aside: data.aside.filter(([, , , dates]) => inForce(dates)),
    byImportance: [...every].sort((a, b) => partners[b].length - partners[a].length || a - b),
  };
  // Of missing links looked for once, what is not of two actors is said of the last date alone.
  const found = data.found && data.found[wave ?? data.waves.length];
  const isHeld = (g) =>
    data.gaps[g].kind === "pair" ? stillMissing(data.gaps[g], index, now) : wave === index.lastWave;
  now.gaps = inTelling(found ?? data.gaps.map((_, g) => g).filter(isHeld), data);
  now.isSearched = Boolean(found) || wave === index.lastWave;
  // of a date that another is only compared with, nobody asks
  let doors;
  Object.defineProperty(now, "doors", { get: () => (doors === undefined ? (doors = doorsOf(data, now, { inReach: there, seated: null })) : doors) });
  return now;
}
