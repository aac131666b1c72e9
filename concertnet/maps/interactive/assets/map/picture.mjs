// A picture of what is shown, with its title, its legend and its source, as a figure needs them.

import { byId, download } from "../elements.mjs";
import { fileName } from "../words/csv.mjs";
import { focusInWords } from "../words/told.mjs";
import { shortened } from "../words/words.mjs";
import { drawLine, markPath } from "./canvas.mjs";

const MARGIN = 20; // pixels
const HEADING = 76; // high
const ROW = 22; // of the legend
const NOTE = 16;
const LONGEST_ENTRY = 40; // characters
const LONGEST_NOTE = 1000;
const FONTS = { title: 18, said: 12, note: 11 }; // pixels

export function savePicture(page, map) {
  const made = map.pictureOnPaper((drawn) => compose(page, map.box, drawn));
  const name = fileName(page.words.text(page.data.about.title), ".png");
  made.toBlob((blob) => download(blob, name));
}

function compose(page, { clientWidth: wide, clientHeight: mapHigh }, drawn) {
  const { words, font } = page;
  const { paper, text, soft } = page.inks.now;
  const made = document.createElement("canvas");
  const context = made.getContext("2d");
  const width = wide - 2 * MARGIN;
  const rows = flow(context, font, legendEntries(page), width);
  const notes = [words.say("page_area"), ...textsIn("#ground, #notes > *")];
  const lines = notes.flatMap((note) => wrapped(context, font, note, width));
  const foot = HEADING + mapHigh;
  const high = foot + rows.length * ROW + lines.length * NOTE + 30;
  const ratio = drawn.width / wide;
  made.width = wide * ratio;
  made.height = high * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = paper;
  context.fillRect(0, 0, wide, high);
  context.textBaseline = "middle";
  context.fillStyle = text;
  for (const [said, size, y] of headings(page)) {
    context.font = font(size, size === FONTS.title);
    context.fillText(said, MARGIN, y, width);
  }
  context.drawImage(drawn, 0, HEADING, wide, mapHigh);
  rows.forEach((row, n) => {
    const y = foot + 20 + n * ROW;
    for (const { draw, name, x } of row) {
      draw(context, MARGIN + x, y);
      context.fillStyle = text;
      context.font = font(FONTS.said);
      context.fillText(name, MARGIN + x + 38, y);
    }
  });
  context.fillStyle = soft;
  context.font = font(FONTS.note);
  lines.forEach((line, n) => context.fillText(line, MARGIN, foot + rows.length * ROW + 24 + n * NOTE));
  return made;
}

function headings(page) {
  const shown = [byId("shown").textContent, focusInWords(page)];
  return [
    [page.words.text(page.data.about.title), FONTS.title, 24],
    [textsIn("#facts > *").join(" · "), FONTS.said, 46],
    [shown.filter(Boolean).join(" · "), FONTS.said, 62],
  ];
}

const textsIn = (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

// What the legend explains of what is shown: how each is drawn, and its name.
function legendEntries({ data, words, state, inks }) {
  const { chosen, view, index } = state;
  const line = (colour, width, dashes) => (context, x, y) =>
    drawLine(context, { x, y }, { x: x + 30, y }, { colour, width, dashes });
  const mark =
    (g) =>
    (context, x, y) => {
      markPath(context, data.shapes[data.groups[g].shape], x + 20, y, 7);
      context.fillStyle = inks.group(g);
      context.fill();
      context.strokeStyle = inks.now.outline;
      context.lineWidth = 1;
      context.stroke();
    };
  const entries = [];
  const add = (draw, name) => entries.push({ draw, name: shortened(name, LONGEST_ENTRY) });
  data.groups.forEach((group, g) => {
    if (!chosen.groupsOff.has(g) && view.inGroup[g]) add(mark(g), words.text(group.label));
  });
  data.levels.forEach(({ label, width }, l) => {
    if (!chosen.levelsOff.has(l) && view.atLevel[l]) add(line(inks.level(l), width, []), words.text(label));
  });
  if (index.pairs.some((g) => state.gapShown(g)))
    add(line(inks.now.missing, data.missing.width, data.missing.dash), words.label("page_gaps"));
  return entries;
}

// Entries in rows, each at its place.
function flow(context, font, entries, wide) {
  const rows = [[]];
  let x = 0;
  context.font = font(FONTS.said);
  for (const { draw, name } of entries) {
    const needed = context.measureText(name).width + 58;
    if (x && x + needed > wide) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ draw, name, x });
    x += needed;
  }
  return rows;
}

function wrapped(context, font, note, wide) {
  context.font = font(FONTS.note);
  const lines = [""];
  for (const word of note.slice(0, LONGEST_NOTE).split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && context.measureText(longer).width > wide) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
