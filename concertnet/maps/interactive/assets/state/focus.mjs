// What is in focus: an actor with those around it, a missing link with those who could make it, or
// those of a sector who sit at the instance chosen.

const helpersOf = (gap) => [...gap.introducers, ...gap.invite];

// What the focus is about: always named on the map.
export function mainActors({ data, chosen }) {
  if (chosen.actor !== null) return [chosen.actor];
  if (chosen.gap === null) return [];
  const gap = data.gaps[chosen.gap];
  return gap.kind === "pair" ? [gap.actor, gap.other] : [];
}

// Those who could make the missing link in focus: ringed, and named where there is room.
export const helpersInFocus = ({ data, chosen }) =>
  chosen.gap === null ? [] : helpersOf(data.gaps[chosen.gap]);

// Those whom a missing link in focus brings on the map, though a place or an instance is chosen.
export function calledByFocus(data, chosen) {
  const { gap } = chosen;
  return new Set(gap === null ? [] : [...mainActors({ data, chosen }), ...helpersOf(data.gaps[gap])]);
}

// The actors, ties and missing links that stay bright; null where nothing is in focus.
export function brightOf(state) {
  const { actor, gap, cell } = state.chosen;
  if (gap !== null) return aboutGap(state, gap);
  if (actor !== null) return state.actorShown(actor) ? around(state, [actor]) : null; // hidden since: what is left is not dim
  if (cell === null) return null;
  const seated = state.index.every.filter((i) => state.actorShown(i) && state.now.group[i] === cell);
  return seated.length ? around(state, seated) : null;
}

function around(state, middle) {
  const actors = new Set(middle);
  const ties = new Set();
  const gaps = new Set();
  for (const actor of middle) {
    for (const [other, k] of state.now.partners[actor]) {
      if (!state.tieShown(k)) continue;
      actors.add(other);
      ties.add(k);
    }
    for (const g of state.now.gaps) {
      const { actor: one, other } = state.data.gaps[g];
      if (!(one === actor || other === actor) || !state.gapShown(g)) continue;
      gaps.add(g);
      actors.add(one).add(other);
    }
  }
  return { actors, ties, gaps };
}

function aboutGap(state, g) {
  const gap = state.data.gaps[g];
  const isPair = gap.kind === "pair";
  const [one, other] = sidesOf(state, gap).map((side) => new Set(side));
  const actors = new Set([...one, ...other, ...helpersOf(gap)]);
  const ties = new Set();
  const near = isPair ? new Set([gap.actor, gap.other]) : other;
  for (const i of isPair ? gap.introducers : one)
    for (const [partner, k] of state.now.partners[i]) if (near.has(partner) && state.tieShown(k)) ties.add(k);
  return { actors, ties, gaps: new Set(isPair ? [g] : []) };
}

// The two sides of a missing link: two actors, two sectors, or those seated where a sector is not.
function sidesOf({ data, now }, gap) {
  if (gap.kind === "pair") return [[gap.actor], [gap.other]];
  if (gap.kind === "sector_pair") return gap.between;
  const concerned = {
    sector_at_instance: (_, k) => k === gap.instance,
    sector_in_territory: ({ territory }) => territory === gap.where,
    sector_on_theme: ({ theme }) => theme === gap.where,
  }[gap.kind];
  const seated = data.instances.flatMap((instance, k) => (concerned(instance, k) ? [...now.seatedAt[k]] : []));
  return [gap.invite, [...new Set(seated)]];
}
