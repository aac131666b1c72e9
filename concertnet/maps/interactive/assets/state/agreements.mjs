// The agreements at a date: which hold, which end soon, which ended and were not renewed.

// wave: the place of a date, or null. Of the whole period nothing is said: they came one after the other.
export function agreementsAt({ agreements, waves }, wave) {
  const place = waves.length ? wave : 0;
  const of = (status) => (place === null ? [] : agreements.map((_, a) => a).filter((a) => agreements[a].status[place] === status));
  const [ending, active, lapsed] = [of("expiring"), of("active"), of("lapsed")];
  return { ending, active, lapsed, inForce: ending.length + active.length };
}
