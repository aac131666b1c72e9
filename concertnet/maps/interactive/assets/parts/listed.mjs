// What a cell of the matrix or a sentence of the finding led to: who sits there, or what changed. Each
// is a title and what stands under it; null where nothing was asked.

import { listedOf } from "../state/focus.mjs";
import { actorButton } from "./actors.mjs";
import { element, named, section } from "../elements.mjs";
import { counted, listed } from "./missing.mjs";

// Those of a group who sit at the instance chosen, or nowhere.
export function cellSection(page) {
  const { data, words, state } = page;
  const { cell, nowhere, instance } = state.chosen;
  if (cell === null && nowhere === null) return null;
  const group = words.text(data.groups[cell ?? nowhere].label);
  const where = nowhere === null ? data.instances[instance].name : words.say("page_nowhere_row");
  const actors = listedOf(state);
  if (!actors.length && nowhere === null) return null; // who could be invited is told below
  const title = counted(page, words.say("page_cell_title", { group, where }), actors.length);
  const item = (i) => element("li", {}, actorButton(page, i));
  return { title, node: element("section", {}, listed(page, actors, item, { class: "actors" })) };
}

// Who came and went, which ties were made and undone, since the date asked.
export function changesSection(page) {
  const { data, words, state } = page;
  const { since } = state.chosen;
  if (since === null) return null;
  const { arrived, left, made, undone } = state.changesSince(since);
  const actor = (i) => element("li", {}, actorButton(page, i));
  const tie = (k) => {
    const [a, b] = data.ties[k];
    return element("li", { class: "changed" }, actorButton(page, a), actorButton(page, b));
  };
  const lists = [
    ["page_arrived_list", arrived, actor],
    ["page_left_list", left, actor],
    ["page_made_list", made, tie],
    ["page_undone_list", undone, tie],
  ];
  const list = ([key, all, item]) => [
    element("h4", {}, counted(page, words.label(key), all.length)),
    ...(all.length ? listed(page, all, item, { class: "actors" }) : []),
  ];
  const title = words.say("page_changed_title", { date: data.waves[since].date });
  return { title, node: element("section", {}, lists.flatMap(list)) };
}

// Where to begin for one whom nobody could introduce: the instances where most of those sit whom it
// lacks.
export function beginning(page, steps, { all, seated }) {
  const { data, words, act } = page;
  const item = ([instance, n]) => {
    const choose = { type: "button", class: "plain-button", onclick: () => act.chooseInstance(instance) };
    const said = words.say("page_begin_at", { n, all });
    const there = seated.has(instance) ? `, ${words.say("page_begin_there")}` : "";
    return element("li", {}, element("button", choose, named(data.instances[instance].name)), element("span", { class: "note" }, ` – ${said}${there}`));
  };
  const note = element("p", { class: "note" }, words.say(steps.length ? "page_begin_note" : "page_begin_none"));
  return section(words.label("page_begin"), note, ...(steps.length ? listed(page, steps, item, { class: "plain" }) : []));
}
