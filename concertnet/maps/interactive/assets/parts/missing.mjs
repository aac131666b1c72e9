// The missing links as a list: each kind under its own heading, each sentence on demand.

import { KINDS, kindOf } from "../words/called.mjs";
import { actorList } from "./actors.mjs";
import { element, named, section } from "../elements.mjs";

const LISTED_AT_FIRST = 8;

// Those that the filters leave.
export function missingSections(page) {
  const { data, words, called, state } = page;
  const { gaps } = state.view;
  const parts = [undatedNote(page)];
  for (const kind of Object.keys(KINDS)) {
    const left = gaps.filter((g) => kindOf(data.gaps[g]) === kind);
    if (left.length) parts.push(section(counted(page, called.kind(kind), left), ...gapList(page, left, false)));
  }
  const untold = [
    ["page_gaps_left_out", data.gapsLeftOut],
    ["page_gaps_outside", data.gapsOutside],
  ];
  for (const [key, n] of untold) if (n) parts.push(element("p", { class: "hint" }, words.say(key, { n })));
  if (data.gapsGiven && !gaps.length)
    parts.push(element("p", {}, words.say(data.gaps.length ? "page_gap_none_here" : "page_gap_none")));
  return parts;
}

// Those of an actor, where they are still missing at the date chosen.
export function missingOf(page, all, title) {
  const held = all.filter((g) => page.state.stillMissing(g));
  if (!held.length) return null;
  return section(counted(page, page.words.say(title), held), undatedNote(page), ...gapList(page, held, true));
}

export const counted = ({ words }, title, all) => `${title} (${words.number(all.length)})`;

function undatedNote({ data, words }) {
  if (!data.gaps.length || !data.waves.length) return null;
  return element("p", { class: "note" }, words.say("page_gaps_undated"));
}

// Long lists open on their first entries: the rest is one step away.
function gapList(page, gaps, told) {
  const list = (part) => element("ol", { class: "gaps" }, part.map((g) => gapItem(page, g, told)));
  const first = list(gaps.slice(0, LISTED_AT_FIRST));
  const rest = gaps.slice(LISTED_AT_FIRST);
  if (!rest.length) return [first];
  const summary = element("summary", {}, page.words.say("page_gap_more", { n: rest.length }));
  const more = element("details", { class: "more-gaps", open: rest.includes(page.state.chosen.gap) }, summary);
  const fill = () => more.children.length > 1 || more.append(list(rest));
  more.addEventListener("toggle", fill);
  if (more.open) fill();
  return [first, more];
}

// Told: its sentence is read at once, and a button shows it on the map. Else its title is the button.
function gapItem(page, g, told) {
  const { data, words, called, state, act } = page;
  const gap = data.gaps[g];
  const open = state.chosen.gap === g;
  const button = { type: "button", "data-gap": g, onclick: () => act.toggleGap(g) };
  const sentence = element("p", { class: "sentence" }, words.text(gap.text));
  if (told) {
    const show = { ...button, class: "show", "aria-pressed": String(open) };
    return element("li", { class: "gap told" }, sentence, element("button", show, words.say("page_gap_show")));
  }
  const title = { ...button, class: "gap-title", "aria-expanded": String(open) };
  const sides = [named(called.who(gap)), " – ", named(called.what(gap))];
  return element(
    "li",
    { class: open ? "gap current" : "gap" },
    element("button", title, sides),
    sentence,
    open ? element("p", { class: "note hint" }, words.say("page_gap_shown")) : null,
    open ? helpers(page, gap.introducers, "page_could_introduce") : null,
    open ? helpers(page, gap.invite, "page_could_invite") : null,
  );
}

// The sentence names them; here they can also be opened, and have the ring that the map gives them.
function helpers(page, ids, key) {
  if (!ids.length) return null;
  const title = element("span", {}, page.words.say(key));
  return element("div", { class: "helpers" }, title, actorList(page, ids, true));
}
