// Names on the map: always legible (their size does not follow the zoom), never on top of a mark or
// of another name. Where there is no room, the best connected actor is named and the others wait
// for a closer look; among thousands of marks, a few of the best connected are named over them.

import { helpersInFocus, mainActors } from "../state/focus.mjs";
import { drawLine, LABEL_SIZE, LINE, onScreen, writeLines } from "./canvas.mjs";
import { Occupied } from "./occupied.mjs";

const MOST_TRIED = 600; // names beyond these would not find room, but for those of the tray
const CROWD = 1500; // marks in sight among which hardly any name finds room
const NAMED_IN_CROWD = 12;
const THREAD = 26; // pixels further from its mark, for a name that must be written
const BESIDE = { x: 80, y: 40 }; // pixels out of sight from where a name still comes in
const CLEAR = 2.5; // pixels between a mark and the halo of names

// The best connected first; the ends of the missing links on the map need their names as well.
export function inOrderOfNaming({ data, state }) {
  const weight = state.now.partners.map((held) => held.length);
  for (const g of state.view.pairs) {
    if (!state.gapShown(g)) continue;
    weight[data.gaps[g].actor] += 3;
    weight[data.gaps[g].other] += 1;
  }
  return [...state.now.byImportance].sort((a, b) => weight[b] - weight[a]);
}

// The places of a name around its mark, the best first.
export function placesAround(half, rise, radius) {
  const [below, beside, aslant] = [radius + rise, radius + half + 1, half * 0.7];
  const places = [[0, below], [0, -below], [beside, 0], [-beside, 0]];
  for (const [right, down] of [[1, 1], [-1, 1], [1, -1], [-1, -1]])
    places.push([right * aslant, down * below], [right * beside, down * rise * 0.7]);
  return places;
}

// Draws names over a map, and knows where they are.
export class Names {
  constructor(page) {
    this.page = page;
    this.widths = new Map();
    this.boxes = []; // on the screen, so that a click on a name is a click on its mark
  }

  // order: actors, the first to be named first; spot(i): {x, y, radius} on the screen
  draw(context, { order, spot, kept, hovered, taken }) {
    onScreen(context, (wide, high) => {
      context.textAlign = "center";
      context.textBaseline = "middle";
      const occupied = new Occupied();
      if (taken) occupied.add(taken);
      const seen = this.marksInSight(order, spot, kept, wide, high);
      for (const { i, x, y, radius: r } of seen)
        occupied.add({ left: x - r, right: x + r, top: y - r, bottom: y + r, owner: i, mark: true });
      this.boxes = [];
      this.place(context, occupied, seen, wide, high);
      if (hovered !== null && !this.boxes.some((box) => box.owner === hovered))
        this.drawHovered(context, hovered, spot(hovered));
    });
  }

  marksInSight(order, spot, kept, wide, high) {
    const seen = [];
    for (const i of order) {
      if (!this.page.state.actorShown(i)) continue;
      const { x, y, radius } = spot(i);
      const near = x >= -BESIDE.x && x <= wide + BESIDE.x && y >= -BESIDE.y && y <= high + BESIDE.y;
      if (!near || (kept && !kept.actors.has(i))) continue; // names may stand on marks out of focus
      seen.push({ i, x, y, radius: radius + CLEAR });
    }
    return seen;
  }

  place(context, occupied, seen, wide, high) {
    const { data, state, inks } = this.page;
    const colours = inks.now;
    const forced = new Set(mainActors(state));
    const inFocus = new Set([...forced, ...helpersInFocus(state)]);
    const rank = ({ i }) => forced.has(i) * 2 + inFocus.has(i);
    seen.sort((a, b) => rank(b) - rank(a));
    const late = seen.slice(MOST_TRIED).filter(({ i }) => data.actors[i].tray);
    const tried = [...seen.slice(0, MOST_TRIED), ...late.slice(0, MOST_TRIED)];
    const first = seen.length > CROWD ? tried.slice(0, NAMED_IN_CROWD).map(({ i }) => i) : [];
    const overMarks = new Set(first);
    for (const { i, x, y, radius } of tried) {
      const isFocus = inFocus.has(i);
      const { lines, width } = this.measure(context, i, isFocus);
      const [half, rise] = [width / 2 + 2, (lines.length * LINE) / 2];
      const near = placesAround(half, rise, radius);
      // further, at the end of a thread, rather than not at all
      const further = ([dx, dy]) => [dx + THREAD * Math.sign(dx), dy + THREAD * Math.sign(dy)];
      const far = isFocus ? near.map(further) : [];
      const box = ([dx, dy]) => ({
        left: x + dx - half,
        right: x + dx + half,
        top: y + dy - rise,
        bottom: y + dy + rise,
        owner: i,
      });
      const isInside = ({ left, right, top, bottom }) =>
        left >= 0 && right <= wide && top >= 0 && bottom <= high;
      const fits = (over) => (at) => isInside(box(at)) && occupied.isFree(box(at), over);
      const places = [...near, ...far];
      const place =
        places.find(fits(false)) ??
        (overMarks.has(i) ? places.find(fits(true)) : null) ??
        (forced.has(i) ? places[0] : null);
      if (!place) continue;
      const to = { x: x + place[0], y: y + place[1] };
      occupied.add(box(place));
      this.boxes.push(box(place));
      if (far.includes(place)) drawLine(context, { x, y }, to, { colour: colours.soft, width: 1 });
      writeLines(context, lines, to.x, to.y, colours);
    }
  }

  // Sets the font in which a name is written; widths are measured once.
  measure(context, i, bold) {
    const { data, words, font } = this.page;
    const lines = words.text(data.actors[i].short).split("\n");
    context.font = font(LABEL_SIZE, bold);
    const widthOf = (line) => {
      const key = (bold ? "b" : "n") + line;
      if (!this.widths.has(key)) this.widths.set(key, context.measureText(line).width);
      return this.widths.get(key);
    };
    return { lines, width: Math.max(...lines.map(widthOf)) };
  }

  drawHovered(context, i, { x, y, radius }) {
    const { paper, soft, text } = this.page.inks.now;
    const { lines, width } = this.measure(context, i, true);
    const half = width / 2 + 6;
    const top = y + radius + 4;
    context.fillStyle = paper;
    context.strokeStyle = soft;
    context.lineWidth = 1;
    context.fillRect(x - half, top, 2 * half, lines.length * LINE + 6);
    context.strokeRect(x - half, top, 2 * half, lines.length * LINE + 6);
    context.fillStyle = text;
    lines.forEach((line, n) => context.fillText(line, x, top + 3 + LINE * (n + 0.5)));
  }

  ownerAt({ x, y }) {
    const holds = ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
    return this.boxes.find(holds)?.owner ?? null;
  }
}
