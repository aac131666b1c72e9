// The line above the map: how much of the network is shown, and what is left out.

import { countsInWords, filtersInWords } from "../words/told.mjs";
import { byId } from "../elements.mjs";

export function writeStatus(page) {
  const { words, state } = page;
  const counts = state.counts();
  const parts = [words.say("page_shown", countsInWords(page))];
  if (state.index.pairs.length)
    parts.push(words.say("page_shown_gaps", { n: counts.gaps, all: state.view.nMissing }));
  if (state.chosen.gapsOn && state.view.pairs.length && !counts.gaps) parts.push(words.say("page_shown_gaps_none"));
  parts.push(filtersInWords(page));
  const status = byId("shown");
  status.textContent = parts.filter(Boolean).join(" · ");
  Object.assign(status.dataset, counts);
  byId("nothing").hidden = counts.actors > 0 || !state.index.every.length;
}
