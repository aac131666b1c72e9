// What is in focus: an actor with those around it, a missing link with those who could make it, or
// those of a sector who sit at the instance chosen, or nowhere.

import { invitedTo, seatedThere } from "./invited.mjs";

const RINGED = 8; // of those who could be invited: more would be no help

// Who could introduce two actors; of an absence, who could be invited, and those who could bring them.
function helpersOf({ data, now }, gap) {
  if (gap.kind === "pair" || gap.kind === "sector_pair") return gap.introducers;
  const invited = invitedTo(data, now, gap).slice(0, RINGED);
  return [...new Set(invited.flatMap(([i, via]) => [i].concat(via)))];
}

// What the focus is about: always named on the map.
export function mainActors({ data, chosen }) {
  if (chosen.actor !== null) return [chosen.actor];
  if (chosen.gap === null) return [];
  const gap = data.gaps[chosen.gap];
  return gap.kind === "pair" ? [gap.actor, gap.other] : [];
}

// Those who could make the missing link in focus: ringed, and named where there is room.
export const helpersInFocus = ({ data, now, chosen }) =>
  chosen.gap === null ? [] : helpersOf({ data, now }, data.gaps[chosen.gap]);

// Those whom a missing link in focus brings on the map, though a place or an instance is chosen.
export function calledByFocus(data, now, chosen) {
  const { gap } = chosen;
  return new Set(gap === null ? [] : [...mainActors({ data, chosen }), ...helpersOf({ data, now }, data.gaps[gap])]);
}

// The actors, ties and missing links that stay bright; null where nothing is in focus.
export function brightOf(state) {
  const { actor, gap, cell, nowhere } = state.chosen;
  if (gap !== null) return aboutGap(state, gap);
  if (actor !== null) return state.actorShown(actor) ? around(state, [actor]) : null; // hidden since: what is left is not dim
  if (cell === null && nowhere === null) return null;
  const listed = listedOf(state).filter((i) => state.actorShown(i));
  return listed.length ? around(state, listed) : null;
}

// The actors of the cell chosen: those of a group who sit at the instance, or who sit nowhere.
export function listedOf({ index, now, view, chosen }) {
  const { cell, nowhere, instance } = chosen;
  if (nowhere !== null) return view.unseated.filter((i) => now.group[i] === nowhere);
  if (cell === null) return [];
  return index.every.filter((i) => now.seatedAt[instance].has(i) && now.group[i] === cell);
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
  const actors = new Set([...one, ...other, ...helpersOf(state, gap)]);
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
  return [invitedTo(data, now, gap).map(([i]) => i), [...seatedThere(data, now, gap)]];
}
