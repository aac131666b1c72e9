// Missing links at a date: which are still missing, and in what order they are told.

// Whether two actors still lack their link: both there, and no tie as strong.
export function stillMissing({ actor, other, level }, index, now) {
  const k = index.tieOf(actor, other);
  return now.there[actor] && now.there[other] && !(k >= 0 && now.level[k] >= level);
}

// Those that a partner could open come first, then those that something else supports.
const rankOf = ({ kind, introducers, supported }) =>
  kind !== "pair" || introducers.length ? 0 : supported ? 1 : 2;

export const inTelling = (gaps, data) =>
  gaps.map((g) => [rankOf(data.gaps[g]), g]).sort(([a], [b]) => a - b).map(([, g]) => g);
