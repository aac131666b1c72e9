// What is shown, in words: on the screen, on paper and in the picture.

export function dateInWords({ data, words, state }) {
  const { wave } = state.chosen;
  return wave === null ? words.say("page_whole_period") : words.text(data.waves[wave].said);
}

// Who or what is in focus: the others are pale.
export function focusInWords({ data, words, called, state }) {
  if (!state.bright()) return "";
  const { actor, gap, cell, nowhere } = state.chosen;
  if (gap === null && actor === null) return words.say("page_focus", { name: words.text(data.groups[cell ?? nowhere].label) });
  if (actor !== null) return words.say("page_focus", { name: called.actor(actor) });
  const lacking = data.gaps[gap];
  return words.say("page_focus", { name: `${called.who(lacking)} – ${called.what(lacking)}` });
}

// What is left out.
export function filtersInWords({ data, words, state }) {
  const { groupsOff, levelsOff, territory, theme, instance } = state.chosen;
  const labels = (off, all) => [...off].sort((a, b) => a - b).map((place) => words.text(all[place].label));
  const without = [...labels(groupsOff, data.groups), ...labels(levelsOff, data.levels)];
  const place = instance === null ? "" : data.instances[instance].name;
  const kept = [territory, theme, place].filter(Boolean);
  if (without.length) kept.push(words.say("page_without", { names: without.join(", ") }));
  return kept.length ? words.say("page_filtered", { names: kept.join(" · ") }) : "";
}

// How many actors and ties are shown, of how many: the fields of several sentences.
export function countsInWords({ words, state }) {
  const { actors, ties } = state.counts();
  return {
    actors: words.say("n_actors", { n: actors }),
    ties: words.say("n_ties", { n: ties }),
    all_actors: state.now.n,
    all_ties: state.now.nTies,
  };
}
