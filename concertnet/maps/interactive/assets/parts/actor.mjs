// What is known of an actor: its facts, its ties, its seats, its missing links.

import { actorList } from "./actors.mjs";
import { element, named, section } from "../elements.mjs";
import { levelIcon } from "./icons.mjs";
import { counted, missingOf } from "./missing.mjs";

export function actorSections(page, i) {
  const { words, state } = page;
  const { gapsOf, bareGapsOf } = state.index;
  return [
    state.actorShown(i) ? null : element("p", { class: "note" }, words.label("page_hidden")),
    facts(page, i),
    section(counted(page, words.say("page_ties"), state.now.partners[i]), ...tiesByLevel(page, i)),
    seats(page, i),
    missingOf(page, gapsOf[i], "page_gaps"),
    missingOf(page, bareGapsOf[i], "page_gaps_bare"),
  ];
}

function facts({ data, words, state }, i) {
  const held = state.now.facts[i];
  const said = (value) => (typeof value === "number" ? words.number(value) : words.text(value));
  const known = data.facts.filter(({ key }) => said(held[key]));
  const row = ({ key, label }) => [
    element("dt", {}, words.text(label)),
    element("dd", {}, named(said(held[key]))),
  ];
  return element("dl", {}, known.flatMap(row));
}

function tiesByLevel(page, i) {
  const { data, words, called, state } = page;
  const { partners, level } = state.now;
  if (!partners[i].length) return [element("p", { class: "note" }, words.say("page_no_ties"))];
  const strongestFirst = data.levels.map((_, l) => l).reverse();
  return strongestFirst.flatMap((l) => {
    const held = partners[i].filter(([, k]) => level[k] === l).map(([other]) => other);
    if (!held.length) return [];
    held.sort((a, b) => words.inOrder(called.actor(a), called.actor(b)));
    const title = counted(page, words.text(data.levels[l].label), held);
    return [element("h4", {}, levelIcon(page, l), element("span", {}, title)), actorList(page, held)];
  });
}

function seats(page, i) {
  const { data, words, state } = page;
  const held = state.now.seats[i];
  const title = words.say("page_seated");
  if (!data.instances.length) return null;
  if (!held.length) return section(title, element("p", { class: "note" }, words.say("page_not_seated")));
  const roleOf = (role) => (role ? element("span", { class: "note" }, ` (${words.text(role)})`) : null);
  const items = held.map(([instance, role]) =>
    element("li", {}, named(data.instances[instance].name), roleOf(role)),
  );
  return section(counted(page, title, held), element("ul", { class: "plain" }, items));
}
