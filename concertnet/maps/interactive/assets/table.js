// A table that sorts, that is filtered by what is typed, and that is saved as CSV.

const MOST_ROWS = 500; // more are read in the file

// columns: {key, title(), value(row), cell(row)?, hidden?}; a hidden column is in the file alone.
function makeTable({ id, columns, rows, current, caption, file, sorted = null }) {
  const box = byId(id);
  const [body, typed, count] = ["rows", "filter", "count"].map((part) => byId(`${id}-${part}`));
  const order = { key: sorted, down: false }; // null: in the order of the data

  function chosenRows() {
    const value = columns.find(({ key }) => key === order.key)?.value ?? (() => "");
    const collator = new Intl.Collator(lang, { numeric: true });
    const asked = plain(typed.value).split(" ").filter(Boolean);
    const all = rows();
    const kept = all
      .filter((row) => {
        if (!asked.length) return true;
        const written = columns.map((column) => plain(String(column.value(row)))).join(" ");
        return asked.every((word) => written.includes(word));
      })
      .map((row, place) => [row, value(row), place]);
    const empty = ([, v]) => (v === "" ? 1 : 0);
    kept.sort((a, b) => {
      const way = typeof a[1] === "number" && typeof b[1] === "number" ? a[1] - b[1] : collator.compare(a[1], b[1]);
      return empty(a) - empty(b) || (order.down ? -way : way) || a[2] - b[2];
    });
    return [kept.map(([row]) => row), all.length];
  }

  function sortBy({ key, numeric }) {
    order.down = order.key === key ? !order.down : Boolean(numeric);
    order.key = key;
    build();
    byId(`${id}-sort-${key}`).focus();
  }

  function heading(column) {
    const chosen = column.key === order.key;
    const arrow = chosen ? (order.down ? " ▼" : " ▲") : "";
    return element(
      "th",
      { scope: "col", "aria-sort": chosen ? (order.down ? "descending" : "ascending") : "none" },
      element("button", { type: "button", id: `${id}-sort-${column.key}`, onclick: () => sortBy(column) }, column.title(), element("span", { "aria-hidden": "true" }, arrow)),
    );
  }

  function line(row, seen) {
    const cells = seen.map(({ value, cell }) => {
      if (cell) return element("th", { scope: "row" }, cell(row));
      const shown = value(row);
      return typeof shown === "number" ? element("td", { class: "number" }, number(shown)) : element("td", {}, named(shown));
    });
    return element("tr", { "aria-current": current(row) ? "true" : null }, cells);
  }

  function build() {
    if (!box.open) return; // thousands of rows are made only when asked for
    const seen = columns.filter(({ hidden }) => !hidden);
    const [chosen, all] = chosenRows();
    const told = [say("page_rows", { n: chosen.length, all })];
    if (chosen.length > MOST_ROWS) told.push(say("page_rows_more", { n: MOST_ROWS }));
    count.textContent = told.join(" ");
    body.replaceChildren(
      element("caption", {}, say(caption)),
      element("thead", {}, element("tr", {}, seen.map(heading))),
      element("tbody", {}, chosen.slice(0, MOST_ROWS).map((row) => line(row, seen))),
    );
  }

  function save() {
    const [chosen] = chosenRows();
    const written = [columns.map(({ title }) => title()), ...chosen.map((row) => columns.map(({ value }) => value(row)))];
    download(new Blob([csv(written)], { type: "text/csv;charset=utf-8" }), fileName(`-${say(file)}.csv`));
  }

  box.addEventListener("toggle", build);
  typed.addEventListener("input", build);
  byId(`${id}-csv`).addEventListener("click", save);
  return build;
}
