// How each mark and line looks, given what the state says.

import { helpersInFocus, mainActors } from "../state/focus.mjs";

const FAINT = { mark: 0.16, tie: 0.1, gap: 0.12 }; // opacity out of focus
const CHOSEN = 1.7; // times as wide

const EMPHASIS = 2.2; // width of the outline of those whom the page is about
const INTRODUCERS = 3; // of those who could open the most, as the finding names them

// The radius of a circle of each mark's area: of its ties, or of what the data say it stands for.
// A mark of the sector whose links are missing is never smaller than `least`.
export const radiiOf = ({ radii, sizes, least }, { index, now, data }) =>
  index.every.map((i) => {
    if (sizes) return sizes[i];
    const radius = radii[now.partners[i].length];
    return isOfSubject(data, now, i) ? Math.max(radius, least) : radius;
  });

const isOfSubject = ({ subject }, now, i) => Boolean(subject?.grouped) && now.group[i] === subject.group;

// Those whom the page is about: the sector whose links are missing, and who could open the most.
export function emphasised({ data, state }) {
  const { now, view, index } = state;
  const openers = view.doors ? view.doors.openers.slice(0, INTRODUCERS) : [];
  return new Set([...index.every.filter((i) => isOfSubject(data, now, i)), ...openers]);
}

export function markLooks({ data, state, inks }, radii, kept) {
  const { missing, text, outline } = inks.now;
  const mains = new Set(mainActors(state));
  const helpers = new Set(helpersInFocus(state));
  const about = emphasised({ data, state });
  return radii.map((radius, i) => {
    const group = state.now.group[i];
    const isMain = mains.has(i) || helpers.has(i);
    return {
      shown: state.actorShown(i),
      radius: radius + (isMain ? 2 : 0), // the ring must not hide a small mark
      group,
      fill: inks.group(group),
      outline: helpers.has(i) ? missing : isMain || about.has(i) ? text : outline,
      ring: isMain ? 3 : about.has(i) ? EMPHASIS : 1,
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
// [id, look, look before]. What is worn is brought up to date.
export function differing(worn, looks, idOf = (n) => n) {
  const changed = [];
  looks.forEach((look, n) => {
    const before = worn[n];
    if (before ? alike(before, look) : !look.shown) return; // what never showed is not there
    worn[n] = look;
    changed.push([idOf(n), look, before]);
  });
  return changed;
}

const alike = (one, other) =>
  Object.keys(one).every((key) =>
    typeof one[key] === "object" ? alike(one[key], other[key]) : one[key] === other[key],
  );

// A look on the way from one to another: what comes or goes fades, what changes size grows.
export function between(before, after, share) {
  const wasShown = Boolean(before?.shown);
  const from = wasShown ? before : { ...(after.shown ? after : before), opacity: 0 };
  const to = after.shown ? after : { ...from, opacity: 0 };
  const mixed = (one, other) => one + (other - one) * share;
  const grown = Object.keys(to).filter((key) => typeof to[key] === "number" && key !== "group");
  return { ...to, shown: wasShown || after.shown, ...Object.fromEntries(grown.map((key) => [key, mixed(from[key], to[key])])) };
}
