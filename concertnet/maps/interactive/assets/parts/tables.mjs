// The same actors and missing links as text: what the filters leave, in rows that sort.

import { invitedTo } from "../state/invited.mjs";
import { isAbsence, kindOf } from "../words/called.mjs";
import { actorButton } from "./actors.mjs";
import { byId, element, named } from "../elements.mjs";
import { makeTable } from "./table.mjs";

export function makeTables(page) {
  const { data, state } = page;
  const actors = makeTable(page, {
    id: "actors",
    sorted: "name",
    columns: actorColumns(page),
    rows: () => state.index.every.filter((i) => state.actorShown(i)),
    isCurrent: (i) => i === state.chosen.actor,
    caption: "page_table_help",
    file: "page_file_actors",
  });
  const gaps = makeTable(page, {
    id: "gaps",
    columns: gapColumns(page),
    rows: () => state.view.gaps,
    isCurrent: (g) => g === state.chosen.gap,
    caption: "page_table_gaps_help",
    file: "page_file_gaps",
  });
  byId("gaps").hidden = !data.gaps.length;
  const box = byId("actors");
  let wasOpen = false;
  return {
    // paper has the actors, whether the reader opened their table or not
    onPaper(isPaper) {
      if (isPaper) wasOpen = box.open;
      box.open = isPaper || wasOpen;
    },
    build() {
      actors();
      gaps();
    },
  };
}

function actorColumns(page) {
  const { data, words, called, state } = page;
  const fact = ({ key, label, numeric }) => ({
    key,
    title: () => words.text(label),
    value: (i) => (numeric ? state.now.facts[i][key] : words.text(state.now.facts[i][key])),
    numeric,
  });
  const number = (key, title, value) => ({ key, title: () => words.label(title), value, numeric: true });
  // of those not there at the date, nothing is said
  const atDate = (read) => (i) => (state.now.there[i] ? read(i) : "");
  const lacked = [
    number("gaps", "page_gaps", atDate((i) => state.lackedBy(i).all)),
    number("bare", "page_bare", atDate((i) => state.lackedBy(i).all - state.lackedBy(i).open)),
  ];
  const opened = state.now.doors ? [number("opens", "page_opens", (i) => state.now.doors.opens[i])] : [];
  return [
    {
      key: "name",
      title: () => words.label("name"),
      value: (i) => called.actor(i),
      cell: (i) => actorButton(page, i),
    },
    ...data.facts.map(fact),
    number("ties", "page_ties", (i) => state.now.partners[i].length),
    ...(data.instances.length ? [number("seats", "page_seats", atDate((i) => state.seatedIn(i).size))] : []),
    ...(data.gapsGiven ? [...lacked, ...opened] : []),
  ];
}

function gapColumns(page) {
  const { data, words, called } = page;
  const column = (key, title, read, more = {}) => ({
    key,
    title: () => words.label(title),
    value: (g) => read(data.gaps[g]),
    ...more,
  });
  return [
    column("who", "page_who", (gap) => called.who(gap), { cell: (g) => gapButton(page, g) }),
    column("with", "page_with", (gap) => called.what(gap)),
    column("kind", "page_kind", (gap) => called.kind(kindOf(gap))),
    column("sector", "sector", ({ sector }) => words.text(sector), { hidden: true }),
    column("shared", "column_shared_partners", ({ shared }) => shared ?? "", { numeric: true }),
    column("introducers", "page_introducers", (gap) => (isAbsence(gap) ? "" : called.actors(gap.introducers))),
    column("tables", "page_tables", ({ tables }) => called.instances(tables ?? [])),
    column("invite", "page_invited", (gap) => (isAbsence(gap) ? invitedInWords(page, gap) : "")),
    column("text", "page_explained", (gap) => called.told(gap), { hidden: true }),
  ];
}

// Each with who could bring that one: not any of them could bring any other.
function invitedInWords({ data, called, state }, gap) {
  const said = ([i, via]) => (via.length ? `${called.actor(i)} (${called.actors(via)})` : called.actor(i));
  return invitedTo(data, state.now, gap).map(said).join("; ");
}

function gapButton({ data, called, state, act }, g) {
  const isOpen = String(state.chosen.gap === g);
  const open = { "aria-pressed": isOpen, onclick: () => act.toggleGap(g, true) };
  return element("button", { type: "button", class: "actor", ...open }, named(called.who(data.gaps[g])));
}
