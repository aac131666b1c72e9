// A table that sorts, that is filtered by what is typed, and that is saved as CSV.

import { csvOf, fileName } from "../words/csv.mjs";
import { byId, download, element, named } from "../elements.mjs";
import { chosenRows } from "./rows.mjs";

const MOST_ROWS = 500; // more are read in the file

// columns: {key, title(), value(row), cell(row)?, hidden?}; a hidden column is in the file alone.
export function makeTable({ data, words }, { id, columns, rows, isCurrent, caption, file, sorted = null }) {
  const box = byId(id);
  const [body, typed, count] = ["rows", "filter", "count"].map((part) => byId(`${id}-${part}`));
  const order = { column: columns.find(({ key }) => key === sorted), down: false };
  let isAsked = false; // by the reader, not by paper
  const seen = columns.filter(({ hidden }) => !hidden);

  const chosen = () => chosenRows(rows(), columns, { typed: typed.value, order, inOrder: words.inOrder });

  function sortBy(column) {
    order.down = order.column === column ? !order.down : Boolean(column.numeric);
    order.column = column;
    build();
    byId(`${id}-sort-${column.key}`).focus();
  }

  function heading(column) {
    const [arrow, direction] = order.down ? [" ▼", "descending"] : [" ▲", "ascending"];
    const isOrder = order.column === column;
    const sort = { type: "button", id: `${id}-sort-${column.key}`, onclick: () => sortBy(column) };
    return element(
      "th",
      { scope: "col", class: column.numeric ? "number" : null, "aria-sort": isOrder ? direction : "none" },
      element("button", sort, column.title(), element("span", { "aria-hidden": "true" }, isOrder ? arrow : "")),
    );
  }

  function cell({ value, cell: made }, row) {
    if (made) return element("th", { scope: "row" }, made(row));
    const shown = value(row);
    if (typeof shown === "number") return element("td", { class: "number" }, words.number(shown));
    return element("td", {}, named(shown));
  }

  const line = (row) =>
    element("tr", { "aria-current": isCurrent(row) ? "true" : null }, seen.map((column) => cell(column, row)));

  function build() {
    if (!box.open) return; // thousands of rows are made only when asked for
    const left = chosen();
    const told = [words.say("page_rows", { n: left.length, all: rows().length })];
    if (left.length > MOST_ROWS) told.push(words.say("page_rows_more", { n: MOST_ROWS }));
    count.textContent = told.join(" ");
    body.replaceChildren(
      element("caption", {}, words.say(caption)),
      element("thead", {}, element("tr", {}, seen.map(heading))),
      element("tbody", {}, left.slice(0, MOST_ROWS).map(line)),
    );
  }

  function save() {
    const titles = columns.map(({ title }) => title());
    const written = [titles, ...chosen().map((row) => columns.map(({ value }) => value(row)))];
    const made = csvOf(written, data.csv.separators[words.lang], data.csv.formula);
    const name = fileName(words.text(data.about.title), `-${words.say(file)}.csv`);
    download(new Blob([made], { type: "text/csv;charset=utf-8" }), name);
  }

  box.addEventListener("toggle", () => {
    build();
    if (box.open && isAsked) box.scrollIntoView({ block: "start" }); // it opens below what is seen
    isAsked = false;
  });
  box.querySelector("summary").addEventListener("click", () => (isAsked = !box.open));
  typed.addEventListener("input", build);
  byId(`${id}-csv`).addEventListener("click", save);
  return build;
}
