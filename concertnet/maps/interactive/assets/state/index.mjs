// What the data say, put in order once: the ties of each pair, who is tied to whom.

export function indexOf(data) {
  const every = data.actors.map((_, i) => i);
  const pairs = data.gaps.map((_, g) => g).filter((g) => data.gaps[g].kind === "pair");

  // The ties of each pair: level, theme (-1: unknown), dates.
  const relations = data.ties.map(([, , level]) => (data.relations.length ? [] : [[level, -1, []]]));
  for (const [k, ...relation] of data.relations) relations[k].push(relation);

  const ties = new Map(data.ties.map(([a, b], k) => [a * every.length + b, k]));
  const tieOf = (a, b) => ties.get(Math.min(a, b) * every.length + Math.max(a, b)) ?? -1;

  const lastWave = data.waves.length ? data.waves.length - 1 : null;

  return { every, pairs, relations, tieOf, lastWave };
}
