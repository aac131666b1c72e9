// Actors as buttons that open them, wherever the page names one.

import { element, named } from "../elements.mjs";
import { groupIcon } from "./icons.mjs";

export function actorButton(page, i, ringed = false) {
  const { words, called, state, act } = page;
  const shown = state.actorShown(i);
  return element(
    "button",
    {
      type: "button",
      class: shown ? "actor" : "actor hidden-actor",
      "data-actor": i,
      title: shown ? null : words.say("page_hidden"),
      onclick: () => act.openActor(i),
    },
    groupIcon(page, state.now.group[i], 16, ringed),
    named(called.actor(i)),
  );
}

export function actorList(page, ids, ringed = false) {
  return element("ul", { class: "actors" }, ids.map((i) => element("li", {}, actorButton(page, i, ringed))));
}
