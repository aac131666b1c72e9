// What a cell of the matrix or a sentence of the finding led to: who sits there, what changed, which
// missing links are within an instance, which agreements end. Each is a title and what stands under it;
// null where it was not asked.

import { agreementsAt } from "../state/agreements.mjs";
import { listedOf } from "../state/focus.mjs";
import { actorButton, actorList } from "./actors.mjs";
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
    element("h3", {}, counted(page, words.label(key), all.length)),
    ...(all.length ? listed(page, all, item, { class: "actors" }) : []),
  ];
  const title = words.say("page_changed_title", { date: words.text(data.waves[since].said) });
  return { title, node: element("section", {}, lists.flatMap(list)) };
}

// The missing links of two actors who sit at a same instance, with or without a shared partner.
export function togetherSection(page) {
  const { data, words, state } = page;
  const { doors } = state.view;
  if (state.chosen.asked !== "together" || !doors) return null;
  const { seats, seatedAt } = state.now;
  const shared = ([i, j]) => [...new Set(seats[i].map(([k]) => k))].filter((k) => seatedAt[k].has(j)).map((k) => data.instances[k].name);
  const item = (pair) =>
    element("li", { class: "changed" }, pair.map((i) => actorButton(page, i)), element("p", { class: "note" }, named(words.joined(shared(pair)).join(""))));
  const title = counted(page, words.say("page_together"), doors.meeting.length);
  return { title, node: element("section", {}, ...listed(page, doors.meeting, item, { class: "actors" })) };
}

// The agreements: those that end soon first. On paper they stand at the end, without being asked for.
export function agreementsSection(page, atEnd = false) {
  const { words, state, data, inks } = page;
  if (atEnd ? !inks.onPaper || !data.agreements.length : state.chosen.asked !== "agreements" || inks.onPaper) return null;
  const held = agreementsAt(data, state.now.wave);
  const lists = [
    ["page_agreements_soon", held.ending],
    ["page_agreements_lapsed", held.lapsed],
    ["page_agreements_active", held.active],
  ].filter(([, all]) => all.length);
  if (!lists.length) return null;
  const list = ([key, all]) => [
    element("h3", {}, counted(page, words.label(key), all.length)),
    ...listed(page, all, (a) => agreementItem(page, a, true), { class: "actors" }),
  ];
  const title = counted(page, words.say("page_agreements_title"), held.inForce);
  return { title, node: element("section", {}, lists.flatMap(list)) };
}

// An agreement: its last day, what takes over from it, and its parties.
export function agreementItem(page, a, withParties) {
  const { data, words } = page;
  const { name, parties, last, renewed } = data.agreements[a];
  const said = [
    last ? words.say("page_agreement_last", { date: words.text(last) }) : words.say("page_agreement_open"),
    renewed === null ? "" : words.say("page_agreement_renewed", { name: data.agreements[renewed].name }),
  ];
  return element(
    "li",
    { class: "changed" },
    element("p", {}, named(name)),
    element("p", { class: "note" }, said.filter(Boolean).join(" · ")),
    withParties ? actorList(page, parties) : null,
  );
}

const FIRST_TO_MEET = 2; // named at each instance

// Where to begin for one whom nobody could introduce: the instances where most of those sit whom it
// lacks, and whom to meet there first.
export function beginning(page, steps, { all, seated }) {
  const { data, words, called, act } = page;
  const item = ([instance, those]) => {
    const choose = { type: "button", class: "plain-button", onclick: () => act.chooseInstance(instance) };
    const said = words.say("page_begin_at", { n: those.length, all });
    const there = seated.has(instance) ? `, ${words.say("page_begin_there")}` : "";
    const first = those.slice(0, FIRST_TO_MEET).map((j) => called.actor(j));
    const met = words.say("page_begin_with", { names: words.joined(first).join("") });
    return element("li", {}, element("button", choose, named(data.instances[instance].name)), element("span", { class: "note" }, ` – ${said}${there} · ${met}`));
  };
  const note = element("p", { class: "note" }, words.say(steps.length ? "page_begin_note" : "page_begin_none"));
  return section(words.label("page_begin"), note, ...(steps.length ? listed(page, steps, item, { class: "plain" }) : []));
}
