// The same actors and missing links as text: what the filters leave, in rows that sort.

const namesOf = (ids) => ids.map(nameOf).join("; ");

const actorColumns = [
  { key: "name", title: () => label("name"), value: nameOf, cell: (i) => actorButton(i) },
  ...data.facts.map(({ key, label: title, numeric }) => ({
    key,
    title: () => text(title),
    value: (i) => (numeric ? now.facts[i][key] : text(now.facts[i][key] ?? "")),
    numeric,
  })),
  { key: "ties", title: () => label("page_ties"), value: (i) => now.partners[i].length, numeric: true },
];
if (data.gapsGiven) actorColumns.push({ key: "gaps", title: () => label("page_gaps"), value: (i) => gapsOf[i].filter(holds).length, numeric: true });

const about = (read) => (g) => read(data.gaps[g]);
const gapColumns = [
  { key: "who", title: () => label("page_who"), value: about(whoLacks), cell: (g) => gapButton(g) },
  { key: "with", title: () => label("page_with"), value: about(lacksWhat) },
  { key: "kind", title: () => label("page_kind"), value: about((gap) => KINDS[kindOf(gap)]()) },
  { key: "sector", title: () => label("sector"), value: about(({ sector }) => text(sector)), hidden: true },
  { key: "shared", title: () => label("column_shared_partners"), value: about(({ shared }) => shared ?? ""), numeric: true },
  { key: "introducers", title: () => label("page_introducers"), value: about(({ introducers }) => namesOf(introducers)) },
  { key: "invite", title: () => label("page_invited"), value: about(({ invite }) => namesOf(invite)) },
  { key: "text", title: () => label("page_explained"), value: about((gap) => text(gap.text)), hidden: true },
];

const gapButton = (g) =>
  element("button", { type: "button", class: "actor", "aria-pressed": String(state.gap === g), onclick: () => toggleGap(g, true) }, named(whoLacks(data.gaps[g])));

let buildTables = () => {};

function startTables() {
  const actors = makeTable({
    id: "actors",
    sorted: "name",
    columns: actorColumns,
    rows: () => every.filter(actorShown),
    current: (i) => i === state.actor,
    caption: "page_table_help",
    file: "page_file_actors",
  });
  const gaps = makeTable({
    id: "gaps",
    columns: gapColumns,
    rows: () => view.gaps,
    current: (g) => g === state.gap,
    caption: "page_table_gaps_help",
    file: "page_file_gaps",
  });
  byId("gaps").hidden = !data.gaps.length;
  buildTables = () => {
    actors();
    gaps();
  };
}
