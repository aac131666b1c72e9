// Who sits where: instances by groups, each cell a filter; an empty cell of the subject stands out.
// Every group has its column, whoever sits nowhere, and the last row counts those who do.

import { byId, element, named } from "../elements.mjs";
import { instancesLeft } from "../state/view.mjs";
import { groupIcon } from "./icons.mjs";

const ROWS_AT_FIRST = 6; // what the column holds beside the map: those where the subject does not sit come first

export function matrixOf(page) {
  const { data, words, state } = page;
  if (!data.instances.length) return null;
  const rows = rowsOf(page);
  const groups = groupsOf(page);
  if (!rows.length || !groups.length) return null;
  const shown = page.inks.onPaper || state.matrixOpen ? rows : rows.slice(0, ROWS_AT_FIRST);
  const table = element(
    "table",
    { id: "matrix", onkeydown: walk },
    element("caption", {}, words.say("page_matrix")),
    element("thead", {}, element("tr", {}, element("td", { "aria-hidden": "true" }, words.say("page_matrix")), groups.map((g) => heading(page, g)))),
    element("tbody", {}, shown.map((row) => line(page, row, groups)), state.now.isSeated ? nowhereLine(page, groups) : null),
  );
  return element("div", { class: "matrix" }, element("div", { class: "matrix-frame" }, table), rows.length > shown.length ? moreButton(page, rows.length - shown.length) : null);
}

// The instances that the filters leave, with how many of each group sit there: those where the
// subject does not come first.
export function rowsOf({ data, words, state }) {
  const { now, view, chosen } = state;
  const subject = data.subject?.grouped ? data.subject.group : undefined;
  const counts = (k) => {
    const held = new Map();
    for (const i of now.seatedAt[k]) held.set(now.group[i], (held.get(now.group[i]) ?? 0) + 1);
    return held;
  };
  // the row chosen stays among the others
  const among = chosen.instance === null ? view.instances : instancesLeft(data, { ...chosen, instance: null }, now);
  const rows = among.map((k) => ({ k, name: data.instances[k].name, counts: counts(k) }));
  const lacks = ({ counts: held }) => Number(subject === undefined || !held.get(subject));
  return rows.sort((a, b) => lacks(b) - lacks(a) || words.inOrder(a.name, b.name));
}

// All of them: that a group sits nowhere is what is looked for.
function groupsOf({ data }) {
  const groups = data.groups.map((_, g) => g);
  const absent = data.subject?.grouped && data.subject.group === null ? [null] : []; // nobody is of it
  return [...groups, ...absent];
}

const labelOf = ({ data, words }, g) => words.text(g === null ? data.subject.label : data.groups[g].label);

function heading(page, g) {
  const label = labelOf(page, g);
  const icon = g === null ? null : groupIcon(page, g, 16);
  return element("th", { scope: "col" }, icon, element("span", {}, named(label)));
}

function line(page, { k, name, counts }, groups) {
  const { data, words, state, act } = page;
  const isChosen = state.chosen.instance === k;
  const cell = (g) => {
    const n = counts.get(g) ?? 0;
    const isLack = !n && data.subject?.grouped && g === data.subject.group && counts.size;
    const said = words.say("page_cell", { instance: name, group: labelOf(page, g), n });
    const pressed = String(g !== null && state.isCell(k, g));
    const choose = { type: "button", "aria-label": said, "aria-pressed": pressed, onclick: () => act.chooseCell(k, g) };
    return element("td", { class: isLack ? "lack" : null }, g === null ? words.number(n) : element("button", { ...choose, "data-cell": `${k}-${g}`, tabindex: -1 }, words.number(n)));
  };
  const choose = { type: "button", "aria-pressed": String(isChosen), "data-row": k, title: name, onclick: () => act.chooseInstance(isChosen ? null : k) };
  return element("tr", { "aria-current": isChosen ? "true" : null }, element("th", { scope: "row" }, element("button", choose, named(name))), groups.map(cell));
}

// How many of each group sit at none of the instances of the page.
function nowhereLine(page, groups) {
  const { data, words, state, act } = page;
  const { unseated } = state.view;
  const count = (g) => unseated.filter((i) => state.now.group[i] === g).length;
  const cell = (g) => {
    const n = g === null ? 0 : count(g);
    if (!n) return element("td", {}, words.number(n));
    const said = words.say("page_cell", { instance: words.say("page_nowhere_row"), group: labelOf(page, g), n });
    const pressed = String(state.chosen.nowhere === g);
    const choose = { type: "button", "aria-label": said, "aria-pressed": pressed, "data-cell": `none-${g}`, tabindex: -1, onclick: () => act.chooseNowhere(g) };
    return element("td", {}, element("button", choose, words.number(n)));
  };
  const choose = { type: "button", "data-row": "none", onclick: () => act.chooseNowhere(data.subject?.group ?? mostOf(groups, count)) };
  return element("tr", { class: "nowhere" }, element("th", { scope: "row" }, element("button", choose, words.say("page_nowhere_row"))), groups.map(cell));
}

const mostOf = (groups, count) => groups.reduce((most, g) => (count(g) > count(most) ? g : most));

// Tab goes from row to row, the arrows go everywhere.
function walk(event) {
  const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const way = ways[event.key];
  const at = event.target.closest("th, td");
  if (!way || !at) return;
  const here = at.parentElement;
  const rows = [...here.parentElement.rows];
  const next = rows[rows.indexOf(here) + way[0]]?.cells[at.cellIndex + way[1]]?.querySelector("button");
  next?.focus();
  event.preventDefault();
}

function moreButton({ words, state, act }, n) {
  const open = () => {
    state.matrixOpen = true;
    act.refresh();
  };
  return element("button", { type: "button", class: "more-rows", onclick: open }, words.say("page_gap_more", { n }));
}

// Words that are wider than their column stand upright in it: none is cut. They are measured once for
// a width of the page and a language.
export function fitHeadings({ words, inks }) {
  const table = byId("matrix");
  if (!table) return;
  const { dataset } = byId("finding");
  const seen = [window.innerWidth, words.lang, inks.onPaper].join();
  if (dataset.fitted !== seen) {
    table.classList.remove("upright");
    const isCut = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth;
    const headings = [...table.querySelectorAll("thead th > span")];
    Object.assign(dataset, { fitted: seen, upright: headings.some(isCut) });
  }
  table.classList.toggle("upright", dataset.upright === "true");
}
