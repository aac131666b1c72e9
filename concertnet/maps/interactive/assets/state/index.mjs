// What the data say, put in order once: the ties of each pair, the missing links of each actor.

export function indexOf(data) {
  const every = data.actors.map((_, i) => i);
  // A missing link that nothing supports is told, and drawn when it is chosen; as on paper, it is
  // not among those that the map shows and counts.
  const pairs = data.gaps.map((_, g) => g).filter((g) => data.gaps[g].kind === "pair");
  const supported = pairs.filter((g) => data.gaps[g].supported);

  // The ties of each pair: level, theme (-1: unknown), dates.
  const relations = data.ties.map(([, , level]) => (data.relations.length ? [] : [[level, -1, []]]));
  for (const [k, ...relation] of data.relations) relations[k].push(relation);

  const gapsOf = every.map(() => []); // those supported
  const bareGapsOf = every.map(() => []); // the others
  for (const g of pairs) {
    const { actor, other, supported: known } = data.gaps[g];
    for (const i of [actor, other]) (known ? gapsOf : bareGapsOf)[i].push(g);
  }

  const ties = new Map(data.ties.map(([a, b], k) => [`${a},${b}`, k]));
  const tieOf = (a, b) => ties.get(`${Math.min(a, b)},${Math.max(a, b)}`) ?? -1;

  const lastWave = data.waves.length ? data.waves.length - 1 : null;

  return { every, pairs, supported, relations, gapsOf, bareGapsOf, tieOf, lastWave };
}
