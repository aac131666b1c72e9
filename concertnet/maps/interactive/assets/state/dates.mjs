// What holds at a date, before any filter.

// The highest level among ties; -1 where there is none.
export const strongest = (held) => held.reduce((most, [level]) => Math.max(most, level), -1);

// wave: the place of a date of the page, or null for the whole period.
export function atDate(data, { every, relations }, wave) {
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
  return {
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
    byImportance: [...every].sort((a, b) => partners[b].length - partners[a].length || a - b),
  };
}
