// The same actors as text: what the map shows, in rows that sort.

const columns = [
  { key: "name", title: () => label("name"), value: (i) => nameOf(i) },
  ...data.facts.map(({ key, label: title }) => ({ key, title: () => text(title), value: (i) => text(data.actors[i].facts[key] ?? "") })),
  { key: "ties", title: () => say("page_ties"), value: (i) => partners[i].length },
];
if (data.gapsGiven) columns.push({ key: "gaps", title: () => say("page_gaps"), value: (i) => gapsOf[i].length });

const order = { key: "name", down: false };

function sortedActors() {
  const { value } = columns.find(({ key }) => key === order.key);
  const collator = new Intl.Collator(lang, { numeric: true });
  const rows = data.actors.map((_, i) => i).filter(actorShown).map((i) => [i, value(i)]);
  const empty = ([, v]) => (v === "" ? 1 : 0);
  rows.sort((a, b) => {
    const way = typeof a[1] === "number" ? a[1] - b[1] : collator.compare(a[1], b[1]);
    return empty(a) - empty(b) || (order.down ? -way : way) || a[0] - b[0];
  });
  return rows.map(([i]) => i);
}

function sortBy(key) {
  order.down = order.key === key ? !order.down : key === "ties" || key === "gaps";
  order.key = key;
  buildTable();
  byId(`sort-${columns.findIndex((column) => column.key === key)}`).focus();
}

function buildTable() {
  if (!byId("table").open) return; // thousands of rows are made only when asked for
  const head = columns.map(({ key, title }, n) => {
    const current = key === order.key;
    const arrow = current ? (order.down ? " ▼" : " ▲") : "";
    return element(
      "th",
      { scope: "col", "aria-sort": current ? (order.down ? "descending" : "ascending") : "none" },
      element("button", { type: "button", id: `sort-${n}`, onclick: () => sortBy(key) }, title(), element("span", { "aria-hidden": "true" }, arrow)),
    );
  });
  const rows = sortedActors().map((i) =>
    element(
      "tr",
      { "aria-current": i === state.actor ? "true" : null },
      columns.map(({ key, value }) => {
        const shown = value(i);
        if (key === "name") return element("th", { scope: "row" }, actorButton(i));
        return typeof shown === "number" ? element("td", { class: "number" }, number(shown)) : element("td", {}, named(shown));
      }),
    ),
  );
  byId("rows").replaceChildren(
    element("caption", {}, say("page_table_help")),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, rows),
  );
}
