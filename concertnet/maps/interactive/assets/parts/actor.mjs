// What is known of an actor: its facts, its missing links, what it could open, its ties, its seats,
// its relations set aside.

import { openedBy, tablesWithin, whereLackedSit } from "../state/doors.mjs";
import { actorButton, actorList } from "./actors.mjs";
import { element, named, section } from "../elements.mjs";
import { levelIcon } from "./icons.mjs";
import { agreementsAt } from "../state/agreements.mjs";
import { agreementItem, beginning } from "./listed.mjs";
import { counted, listed, missingOf } from "./missing.mjs";

const NAMED = 3; // of those through whom a table is reached
const PRESENTED = 6; // of those to whom an actor could be introduced

export function actorSections(page, i) {
  const { words, state } = page;
  return [
    state.actorShown(i) ? null : element("p", { class: "note" }, words.label("page_hidden")),
    facts(page, i),
    missingOf(page, i),
    firstStep(page, i),
    opened(page, i),
    ties(page, i),
    ...seats(page, i),
    agreements(page, i),
    aside(page, i),
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

// Where to begin, for one whom nobody could introduce to any of those it lacks.
function firstStep(page, i) {
  const { data, state } = page;
  const { all, open } = state.lackedBy(i);
  if (!all || open || !state.now.isSeated || !data.subject?.counted) return null;
  return beginning(page, whereLackedSit(data, state.now, i), { all, seated: state.seatedIn(i) });
}

// The missing links that it could open: of each actor of the sector, those to whom it is not tied.
function opened(page, via) {
  const { data, words, called, state } = page;
  const left = openedBy(data, state.now, via);
  if (!left.length) return null;
  const n = left.reduce((sum, [, others]) => sum + others.length, 0);
  const namesOf = (others) => {
    const names = others.slice(0, PRESENTED).map((j) => called.actor(j));
    const rest = others.length - names.length;
    return words.joined(rest ? [...names, words.say("page_others", { n: rest })] : names);
  };
  const item = ([i, others]) =>
    element(
      "li",
      { class: "opened" },
      actorButton(page, i),
      element("p", { class: "with" }, words.say("page_with_whom", { names: namesOf(others).join("") })),
    );
  return section(counted(page, words.label("page_opens"), n), ...listed(page, left, item, { class: "plain" }));
}

function ties(page, i) {
  const { partners } = page.state.now;
  const made = section(counted(page, page.words.say("page_ties"), partners[i].length), ...tiesByLevel(page, i));
  made.id = "ties";
  return made;
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
    const title = counted(page, words.text(data.levels[l].label), held.length);
    return [element("h4", {}, levelIcon(page, l), element("span", {}, title)), actorList(page, held)];
  });
}

// Where it sits, then where those it is tied to could bring it.
function seats(page, i) {
  const { data, words, called, state } = page;
  if (!data.instances.length) return [];
  const held = [...state.seatedIn(i)];
  const title = words.say("page_seats");
  const rolesAt = (instance) => {
    const roles = state.now.seats[i].filter(([at, role]) => at === instance && role).map(([, role]) => words.text(role));
    return roles.length ? element("span", { class: "note" }, ` (${roles.join(", ")})`) : null;
  };
  const items = held.map((instance) =>
    element("li", {}, named(data.instances[instance].name), rolesAt(instance)),
  );
  const own = held.length
    ? section(counted(page, title, held.length), element("ul", { class: "plain" }, items))
    : section(title, element("p", { class: "note" }, words.say("page_not_seated")));
  const within = tablesWithin(state.now, i);
  const isAsked = data.subject?.grouped && state.now.group[i] === data.subject.group;
  if (!within.length) return [own, isAsked && state.now.partners[i].length ? element("p", { class: "note" }, words.say("page_within_none")) : null];
  const through = ([instance, via]) => {
    const names = called.actors(via.slice(0, NAMED));
    const rest = via.length - NAMED;
    const said = words.say("page_by", { name: names });
    return element(
      "li",
      {},
      named(data.instances[instance].name),
      element("span", { class: "note" }, ` – ${rest > 0 ? words.say("page_or_others", { said, n: rest }) : said}`),
    );
  };
  return [own, section(counted(page, words.label("page_within"), within.length), ...listed(page, within, through, { class: "plain" }))];
}

// Those in force to which it is party.
function agreements(page, i) {
  const { data, words, state } = page;
  const { ending, active } = agreementsAt(data, state.now.wave);
  const mine = [...ending, ...active].filter((a) => data.agreements[a].parties.includes(i));
  if (!mine.length) return null;
  return section(counted(page, words.say("page_agreements_title"), mine.length), ...listed(page, mine, (a) => agreementItem(page, a, false), { class: "plain" }));
}

// Subcontracting, consultation: relations that are no ties.
function aside(page, i) {
  const { words, state } = page;
  const mine = state.now.aside.filter(([a, b]) => a === i || b === i);
  if (!mine.length) return null;
  const item = ([a, b, kind]) =>
    element("li", {}, actorButton(page, a === i ? b : a), kind ? element("span", { class: "note" }, words.text(kind)) : null);
  return section(counted(page, words.label("page_aside"), mine.length), element("ul", { class: "plain" }, mine.map(item)));
}
