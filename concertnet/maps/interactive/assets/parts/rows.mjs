// Rows of a table, as the reader wants them: those that hold what is typed, in the order of a column.

import { plain, wordsOf } from "../words/plain.mjs";

// columns: their value(row); order: { column, down }, no column for the order of the data.
export function chosenRows(rows, columns, { typed, order, inOrder }) {
  const asked = wordsOf(typed);
  const holds = (row) => {
    const written = columns.map(({ value }) => plain(String(value(row)))).join(" ");
    return asked.every((word) => written.includes(word));
  };
  const kept = asked.length ? rows.filter(holds) : rows;
  if (!order.column) return [...kept];
  const keyed = kept.map((row, place) => ({ row, value: order.column.value(row), place }));
  const way = (a, b) => {
    const both = typeof a.value === "number" && typeof b.value === "number";
    const less = both ? a.value - b.value : inOrder(a.value, b.value);
    return isEmpty(a) - isEmpty(b) || (order.down ? -less : less) || a.place - b.place;
  };
  return keyed.sort(way).map(({ row }) => row);
}

// whichever the order, they stand last
const isEmpty = ({ value }) => value === "";
