// A table as a file that spreadsheets open as one: no text of it can run as a formula.

import { plain } from "./plain.mjs";

const LONGEST_NAME = 60; // characters

// What separates, and what begins a formula (a pattern), are the library's own.
export function csvOf(rows, separator, formula) {
  const live = new RegExp(`^${formula}`);
  const cell = (value) => {
    const written = typeof value === "string" && live.test(value) ? `'${value}` : String(value);
    return /["\r\n;,]/.test(written) ? `"${written.replace(/"/g, '""')}"` : written;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join("\n")}\n`;
}

// The name of a file after the title of the page: cut after a word where it is long.
export function fileName(title, ending) {
  const words = plain(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const whole = words.length > LONGEST_NAME ? words.slice(0, LONGEST_NAME + 1).replace(/-[^-]*$/, "") : words;
  return `${whole.slice(0, LONGEST_NAME) || "concertnet"}${ending}`;
}
