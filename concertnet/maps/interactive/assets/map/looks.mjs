// How each mark and line looks, given what the state says.

import { helpersInFocus, mainActors } from "../state/focus.mjs";

const FAINT = { mark: 0.16, tie: 0.1, gap: 0.12 }; // opacity out of focus
const CHOSEN = 1.7; // times as wide

// The radius of a circle of each mark's area: of its ties, or of what the data say it stands for.
export const radiiOf = ({ radii, sizes }, { index, now }) =>
  index.every.map((i) => (sizes ? sizes[i] : radii[now.partners[i].length]));

export function markLooks({ data, state, inks }, radii, kept) {
  const { missing, text, outline } = inks.now;
  const mains = new Set(mainActors(state));
  const helpers = new Set(helpersInFocus(state));
  return radii.map((radius, i) => {
    const group = state.now.group[i];
    const isMain = mains.has(i) || helpers.has(i);
    return {
      shown: state.actorShown(i),
      radius: radius + (isMain ? 2 : 0), // the ring must not hide a small mark
      group,
      fill: data.groups[group].colour,
      outline: helpers.has(i) ? missing : isMain ? text : outline,
      ring: isMain ? 3 : 1,
      opacity: kept && !kept.actors.has(i) ? FAINT.mark : 1,
    };
  });
}

export function tieLooks({ data, state, inks }, kept) {
  const colours = data.levels.map((_, l) => inks.level(l)); // asked once: there are thousands of ties
  return data.ties.map((_, k) => {
    const level = Math.max(state.view.level[k], 0);
    return {
      shown: state.tieShown(k),
      width: data.levels[level].width,
      colour: colours[level],
      opacity: kept && !kept.ties.has(k) ? FAINT.tie : 1,
    };
  });
}

export function gapLooks({ data, state, inks }, kept) {
  const { missing, paper } = inks.now;
  return state.index.pairs.map((g) => {
    const width = data.missing.width * (g === state.chosen.gap ? CHOSEN : 1);
    return {
      shown: state.gapShown(g),
      width,
      colour: missing,
      casing: { colour: paper, width: width + 2 * data.missing.casing }, // apart from what it crosses
      opacity: kept && !kept.gaps.has(g) ? FAINT.gap : 1,
    };
  });
}

// Thousands of marks are slow to update: only those that look otherwise than before are, as
// [id, look]. What is worn is brought up to date.
export function differing(worn, looks, idOf = (n) => n) {
  const changed = [];
  looks.forEach((look, n) => {
    const before = worn[n];
    if (before && alike(before, look)) return;
    worn[n] = look;
    changed.push([idOf(n), look]);
  });
  return changed;
}

const alike = (one, other) =>
  Object.keys(one).every((key) =>
    typeof one[key] === "object" ? alike(one[key], other[key]) : one[key] === other[key],
  );
