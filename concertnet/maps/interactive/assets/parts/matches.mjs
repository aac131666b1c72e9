// Which actors bear the name that is asked for, or are also called so: the best known first, then by
// where it begins.

import { plain, wordsOf } from "../words/plain.mjs";

// null where nothing is asked
export function matches(query, { data, called, state }) {
  const asked = wordsOf(query);
  if (!asked.length) return null;
  const names = data.actors.map((actor, i) => [called.actor(i), ...actor.also].map(plain).join(" "));
  const found = state.now.byImportance.filter((i) => asked.every((word) => names[i].includes(word)));
  const [first] = asked;
  const early = (i) => (names[i].startsWith(first) ? 0 : names[i].includes(` ${first}`) ? 1 : 2);
  return found.sort((a, b) => early(a) - early(b));
}
