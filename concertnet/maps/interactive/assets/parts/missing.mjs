// The missing links as lists: pairs with who could introduce them, who could open the most, who
// shares no partner, where the sector is absent.

import { invitedTo } from "../state/invited.mjs";
import { broughtBy, bylineOf } from "../words/byline.mjs";
import { isAbsence, kindOf } from "../words/called.mjs";
import { actorButton, actorList } from "./actors.mjs";
import { element, named, section } from "../elements.mjs";

const ABSENT = ["sector_at_instance", "sector_in_territory", "sector_on_theme", "sector_pair", "near"];
const LISTED_AT_FIRST = 8;
const ON_PAPER = 300; // pairs: more are read in the file

// Those that the filters leave.
export function missingSections(page) {
  const { data, words, called, state } = page;
  const { gaps } = state.view;
  const ofKind = (kind) => {
    const left = gaps.filter((g) => kindOf(data.gaps[g]) === kind);
    return left.length ? section(counted(page, called.kind(kind), left.length), ...gapList(page, left, false)) : null;
  };
  const between = [ofKind("pair"), openers(page), ofKind("beside"), ofKind("looser"), withoutAny(page)];
  const absent = ABSENT.map(ofKind);
  // at an instance, whom to invite there comes first
  const inOrder = state.chosen.instance === null ? [...between, ...absent] : [...absent, ...between];
  const parts = [undatedNote(page), ...inOrder, ...untold(page)];
  const isNone = data.gapsGiven && !gaps.length && !state.view.nMissing;
  if (isNone) parts.push(element("p", {}, words.say(data.gaps.length ? "page_gap_none_here" : "page_gap_none")));
  return parts;
}

// What is not in the page: counted where it can be, else as it was when the page was made.
function untold({ data, words, state }) {
  const isLast = state.chosen.wave === state.index.lastWave;
  const { view, chosen } = state;
  const pairs = view.gaps.filter((g) => data.gaps[g].kind === "pair").length;
  const beyond = view.doors && !chosen.groupsOff.size ? view.nMissing - pairs : isLast ? data.gapsLeftOut : 0;
  const left = [
    ["page_gaps_left_out", beyond],
    ["page_gaps_outside", isLast ? data.gapsOutside : 0],
  ];
  return left.filter(([, n]) => n).map(([key, n]) => element("p", { class: "note untold" }, words.say(key, { n })));
}

// Who could open the most missing links.
function openers(page) {
  const { words, state } = page;
  const doors = state.view.doors;
  if (!doors?.openers.length) return null;
  const { openers: all, opens } = doors;
  const item = (i) => element("li", { class: "row" }, actorButton(page, i), number(words, opens[i]));
  return section(
    counted(page, words.label("page_openers"), all.length),
    element("p", { class: "note hint" }, words.say("page_openers_note")),
    ...listed(page, all, item, { class: "openers" }),
  );
}

// Who lacks links that nobody could open, those who could be introduced to nobody first.
function withoutAny(page) {
  const { data, words, state } = page;
  const doors = state.view.doors;
  if (!doors?.withoutAny.length || state.chosen.groupsOff.has(data.subject.group)) return null;
  const item = (i) => element("li", { class: "row" }, actorButton(page, i), number(words, doors.lacking[i] - doors.bridged[i]));
  return section(
    counted(page, words.label("page_bare"), doors.bare),
    element("p", { class: "note hint" }, words.say("page_bare_note")),
    doors.together ? element("p", { class: "note" }, words.say("page_bare_together", { n: doors.together })) : null,
    ...listed(page, doors.withoutAny, item, { class: "bare" }),
  );
}

const number = (words, n) => element("span", { class: "number" }, words.number(n));

// Those of an actor, where they are still missing at the date chosen.
export function missingOf(page, i) {
  const { words, state, data } = page;
  const { all, open, together } = state.lackedBy(i);
  const held = state.gapsOf(i).filter((g) => data.gaps[g].supported);
  if (!all && !held.length) return null;
  const bare = all - open;
  return section(
    counted(page, words.label("page_gaps"), all),
    undatedNote(page),
    bare ? element("p", { class: "bare-count" }, words.say(bareSaid(state, i, open), { n: bare })) : null,
    together ? element("p", { class: "note" }, words.say("page_bare_together", { n: together })) : null,
    ...gapList(page, held, true),
    ...apart(page, i),
  );
}

// For one without any tie, there is nobody to ask.
function bareSaid({ now }, i, open) {
  if (open) return "page_bare_among";
  return now.partners[i].length ? "page_bare_all" : "page_bare_alone";
}

// By their names alone: nothing is to be told of them.
function apart(page, i) {
  const left = page.state.apartFrom(i);
  if (!left.length) return [];
  const item = (j) => element("li", {}, actorButton(page, j));
  const summary = element("summary", {}, counted(page, page.words.label("page_gaps_bare"), left.length));
  return [element("details", { class: "apart" }, summary, ...listed(page, left, item, { class: "actors" }))];
}

export const counted = ({ words }, title, n) => `${title} (${words.number(n)})`;

// What is shown of another date than that of the search says so.
function undatedNote({ data, words }) {
  if (data.found || !data.waves.length || !data.gaps.length) return null;
  return element("p", { class: "note" }, words.say("page_gaps_undated"));
}

const gapList = (page, gaps, told) => listed(page, gaps, (g) => gapItem(page, g, told), { class: "gaps" }, page.state.chosen.gap);

// Long lists open on their first entries: the rest is one step away, and on paper.
export function listed(page, all, item, attributes, current = null) {
  const list = (part) => element("ol", attributes, part.map(item));
  const most = page.inks.onPaper ? ON_PAPER : LISTED_AT_FIRST;
  const first = list(all.slice(0, most));
  const rest = all.slice(most);
  if (!rest.length) return [first];
  if (page.inks.onPaper) return [first, element("p", {}, page.words.say("page_more_in_file", { n: rest.length }))];
  const summary = element("summary", {}, page.words.say("page_gap_more", { n: rest.length }));
  const more = element("details", { class: "more-gaps", open: rest.includes(current) }, summary);
  const fill = () => more.children.length > 1 || more.append(list(rest));
  more.addEventListener("toggle", fill);
  if (more.open) fill();
  return [first, more];
}

// Told: its sentence is read at once, and a button shows it on the map. Else its title is the button,
// and one line says who could make it.
function gapItem(page, g, told) {
  const { data, words, called, state, act } = page;
  const gap = data.gaps[g];
  const open = state.chosen.gap === g;
  const button = { type: "button", "data-gap": g, onclick: () => act.toggleGap(g) };
  const sentence = element("p", { class: "sentence" }, called.told(gap));
  const by = element("p", { class: "by" }, bylineOf(page, gap));
  if (told) {
    const show = { ...button, class: "show", "aria-pressed": String(open) };
    const sides = element("p", { class: "sides" }, named(called.who(gap)), " – ", named(called.what(gap)));
    return element("li", { class: "gap told" }, sides, by, sentence, element("button", show, words.say("page_gap_show")));
  }
  const title = { ...button, class: "gap-title", "aria-expanded": String(open) };
  const sides = [named(called.who(gap)), " – ", named(called.what(gap))];
  return element(
    "li",
    { class: open ? "gap current" : "gap" },
    page.inks.onPaper ? element("p", { class: "sides" }, sides) : element("button", title, sides),
    by,
    open ? sentence : null,
    open ? element("p", { class: "note hint" }, words.say("page_gap_shown")) : null,
    open ? (isAbsence(gap) ? invited(page, gap) : helpers(page, gap.introducers, "page_could_introduce")) : null,
  );
}

// The sentence names them; here they can also be opened, and have the ring that the map gives them.
function helpers(page, ids, key) {
  if (!ids.length) return null;
  const title = element("span", {}, page.words.say(key));
  return element("div", { class: "helpers" }, title, actorList(page, ids, true));
}

// Each of those who could be invited, with who seated there could bring that one.
function invited(page, gap) {
  const { data, words, state } = page;
  const all = invitedTo(data, state.now, gap);
  if (!all.length) return null;
  const item = ([i, via]) => element("li", { class: "opened" }, actorButton(page, i, true), element("p", { class: "with" }, broughtBy(page, via)));
  const title = element("span", {}, words.say("page_could_invite"));
  return element("div", { class: "helpers" }, title, ...listed(page, all, item, { class: "plain" }));
}
