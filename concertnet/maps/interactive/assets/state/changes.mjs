// What differs between two dates of the page: who came and went, which ties were made and undone.

export function changesOf(data, { every }, then, now) {
  const ties = data.ties.map((_, k) => k);
  const held = (at, k) => at.level[k] >= 0;
  return {
    arrived: every.filter((i) => now.there[i] && !then.there[i]),
    left: every.filter((i) => then.there[i] && !now.there[i]),
    made: ties.filter((k) => held(now, k) && !held(then, k)),
    undone: ties.filter((k) => held(then, k) && !held(now, k)),
  };
}

// The dates with which one is compared: the first of the page, then the one just before.
export const comparedWith = (wave) => (wave ? [...new Set([0, wave - 1])] : []);
