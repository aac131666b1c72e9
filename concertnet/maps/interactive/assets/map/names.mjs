// Names on the map: always legible (their size does not follow the zoom), never on top of a mark or
// of another name, nor on a line where another place is free. Those whom the page is about and the
// best connected are named first. A name is moved off its mark, at the end of a thread, before it is
// shortened; where there is no room at all it waits for a closer look. Among thousands of marks, a
// few of the best connected are named over them.

import { helpersInFocus, mainActors } from "../state/focus.mjs";
import { drawLine, LABEL_SIZE, LINE, onScreen, writeLines } from "./canvas.mjs";
import { emphasised } from "./looks.mjs";
import { Lines } from "./lines.mjs";
import { Occupied } from "./occupied.mjs";

const MOST_TRIED = 600; // names beyond these would not find room, but for those of the tray
const CROWD = 1500; // marks in sight among which hardly any name finds room
const NAMED_IN_CROWD = 12;
const FEW = 150; // marks in sight among which threads are still followed by the eye
const THREADS = [18, 34]; // pixels further from its mark
const LONG_THREADS = [50, 75]; // for the first of all
const LONGEST_THREADS = [105, 140]; // rather than not at all
const FIRST = 12; // names that are looked for so far
const DIRECTIONS = Array.from({ length: 16 }, (_, n) => [Math.cos((Math.PI * n) / 8), Math.sin((Math.PI * n) / 8)]);
const BESIDE = { x: 80, y: 40 }; // pixels out of sight from where a name still comes in
const CLEAR = 2.5; // pixels between a mark and the halo of names

// Those whom the page is about, then the best connected; of the missing links on the map, the ends
// need their names as well.
export function inOrderOfNaming({ data, state }) {
  const weight = state.now.partners.map((held) => held.length);
  for (const g of state.drawn) {
    if (data.gaps[g].kind !== "pair") continue;
    weight[data.gaps[g].actor] += 3;
    weight[data.gaps[g].other] += 1;
  }
  const about = emphasised({ data, state });
  return [...state.now.byImportance].sort((a, b) => about.has(b) - about.has(a) || weight[b] - weight[a]);
}

// The places of a name around its mark, the best first.
export function placesAround(half, rise, radius) {
  const [below, beside, aslant] = [radius + rise, radius + half + 1, half * 0.7];
  const places = [[0, below], [0, -below], [beside, 0], [-beside, 0]];
  for (const [right, down] of [[1, 1], [-1, 1], [1, -1], [-1, -1]])
    places.push([right * aslant, down * below], [right * beside, down * rise * 0.7]);
  return places;
}

// The point of a box that is nearest to another: a thread ends there, not under the name.
const nearest = ({ left, right, top, bottom }, { x, y }) => ({
  x: Math.min(Math.max(x, left + 4), right - 4),
  y: Math.min(Math.max(y, top + 2), bottom - 2),
});

const further = (away) => ([dx, dy]) => [dx + away * Math.sign(dx), dy + away * Math.sign(dy)];

// Draws names over a map, and knows where they are.
export class Names {
  constructor(page) {
    this.page = page;
    this.widths = new Map();
    this.boxes = []; // on the screen, so that a click on a name is a click on its mark
  }

  // order: actors, the first to be named first; spot(i): {x, y, radius} on the screen; taken: boxes
  // where no name may stand; linesOf(): pairs of points; view: what the places depend on
  draw(context, { order, spot, kept, hovered, taken, linesOf, view }) {
    onScreen(context, (wide, high) => {
      context.textAlign = "center";
      context.textBaseline = "middle";
      // looked for once where nothing moved: a board draws several times what it shows
      const isSame = this.seen && this.seen.order === order && this.seen.view === view;
      if (!isSame) this.seen = { order, view, found: this.find(context, { order, spot, kept, taken, linesOf, wide, high }) };
      for (const one of this.seen.found) if (one.thread) this.thread(context, one); // under all names
      for (const one of this.seen.found) this.write(context, one);
      this.boxes = this.seen.found.map(({ box }) => box);
      if (hovered !== null && !this.boxes.some((box) => box.owner === hovered))
        this.drawHovered(context, hovered, spot(hovered));
    });
  }

  find(context, { order, spot, kept, taken, linesOf, wide, high }) {
    const occupied = new Occupied();
    for (const box of taken) occupied.add(box);
    const seen = this.marksInSight(order, spot, kept, wide, high);
    for (const { i, x, y, radius: r } of seen)
      occupied.add({ left: x - r, right: x + r, top: y - r, bottom: y + r, owner: i, mark: true });
    return this.place(context, occupied, new Lines(linesOf()), seen, wide, high);
  }

  thread(context, { x, y, box }) {
    drawLine(context, { x, y }, nearest(box, { x, y }), { colour: this.page.inks.now.soft, width: 1 });
  }

  write(context, { said, at, bold }) {
    this.measure(context, said, bold); // the font
    writeLines(context, said, at.x, at.y, this.page.inks.now);
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

  place(context, occupied, lines, seen, wide, high) {
    const { data, state } = this.page;
    const forced = new Set(mainActors(state));
    const inFocus = new Set([...forced, ...helpersInFocus(state)]);
    const rank = ({ i }) => forced.has(i) * 2 + inFocus.has(i);
    seen.sort((a, b) => rank(b) - rank(a));
    const late = seen.slice(MOST_TRIED).filter(({ i }) => data.actors[i].tray);
    const tried = [...seen.slice(0, MOST_TRIED), ...late.slice(0, MOST_TRIED)];
    const overMarks = new Set(seen.length > CROWD ? tried.slice(0, NAMED_IN_CROWD).map(({ i }) => i) : []);
    const placed = [];
    tried.forEach((mark, turn) => {
      const { i } = mark;
      const isFocus = inFocus.has(i);
      const isFew = seen.length <= FEW;
      const may = {
        far: isFocus || isFew,
        farther: isFew && (isFocus || turn < FIRST),
        overMarks: overMarks.has(i),
        forced: forced.has(i),
      };
      const found = this.placeOf(context, occupied, lines, mark, may, { wide, high, bold: isFocus });
      if (!found) return;
      occupied.add(found.box);
      placed.push({ ...mark, ...found, bold: isFocus });
    });
    return placed;
  }

  // The whole name before it is cut, in any of its shapes: beside its mark, clear of lines; then at
  // the end of a thread; then on as few lines as can be.
  placeOf(context, occupied, lines, { i, x, y, radius }, may, { wide, high, bold }) {
    const shapeOf = (said) => {
      const [half, rise] = [this.measure(context, said, bold) / 2 + 2, (said.length * LINE) / 2];
      const boxAt = ([dx, dy]) => ({
        left: x + dx - half,
        right: x + dx + half,
        top: y + dy - rise,
        bottom: y + dy + rise,
        owner: i,
      });
      const isInside = ({ left, right, top, bottom }) => left >= 0 && right <= wide && top >= 0 && bottom <= high;
      const made = (at, thread = false) => ({ said, box: boxAt(at), at: { x: x + at[0], y: y + at[1] }, thread });
      const isFree = (box, over) => isInside(box) && occupied.isFree(box, over);
      const near = placesAround(half, rise, radius);
      const ring = (away) => DIRECTIONS.map(([right, down]) => [right * (radius + away + half), down * (radius + away + rise)]);
      return { near, ring, made, isFree: (at, over = false) => isFree(boxAt(at), over) };
    };
    // The first free place that no line crosses; those that lines cross are kept for want of it.
    const firstClear = (shapes, placesOf, thread, crossed) => {
      for (const shape of shapes)
        for (const at of placesOf(shape)) {
          if (!shape.isFree(at)) continue;
          const found = shape.made(at, thread);
          const n = lines.crossing(found.box);
          if (!n) return found;
          crossed.push([n, found]);
        }
      return null;
    };
    const least = (crossed) => crossed.reduce((best, one) => (one[0] < best[0] ? one : best))[1];
    const stages = this.stagesOf(i).map((stage) => stage.map(shapeOf));
    const beside = ({ near }) => near;
    const aways = may.far ? THREADS.map((away) => ({ near }) => near.map(further(away))) : [];
    const rings = (all) => (may.farther ? all.map((away) => ({ ring }) => ring(away)) : []);
    for (const shapes of stages) {
      const [open, off] = [[], []];
      let found = firstClear(shapes, beside, false, open);
      for (const placesOf of [...aways, ...rings(LONG_THREADS)]) found ??= firstClear(shapes, placesOf, true, off);
      if (found) return found;
      if (open.length) return least(open);
      for (const placesOf of rings(LONGEST_THREADS)) found ??= firstClear(shapes, placesOf, true, off);
      if (found || (off.length && may.farther)) return found ?? least(off);
    }
    const { near, made, isFree } = stages.at(-1).at(-1);
    const over = may.overMarks ? near.find((at) => isFree(at, true)) : null;
    return over ? made(over) : may.forced ? made(near[0]) : null;
  }

  // The shapes of the whole name, then of it cut: each is a list of lines.
  stagesOf(i) {
    const { data, words } = this.page;
    return data.actors[i].forms.map((stage) => stage.map((shape) => words.text(shape).split("\n")));
  }

  // Sets the font in which a name is written; widths are measured once.
  measure(context, lines, bold) {
    context.font = this.page.font(LABEL_SIZE, bold);
    const widthOf = (line) => {
      const key = (bold ? "b" : "n") + line;
      if (!this.widths.has(key)) this.widths.set(key, context.measureText(line).width);
      return this.widths.get(key);
    };
    return Math.max(...lines.map(widthOf));
  }

  drawHovered(context, i, { x, y, radius }) {
    const { paper, soft, text } = this.page.inks.now;
    const said = this.stagesOf(i)[0][0];
    const half = this.measure(context, said, true) / 2 + 6;
    const top = y + radius + 4;
    context.fillStyle = paper;
    context.strokeStyle = soft;
    context.lineWidth = 1;
    context.fillRect(x - half, top, 2 * half, said.length * LINE + 6);
    context.strokeRect(x - half, top, 2 * half, said.length * LINE + 6);
    context.fillStyle = text;
    said.forEach((line, n) => context.fillText(line, x, top + 3 + LINE * (n + 0.5)));
  }

  ownerAt({ x, y }) {
    const holds = ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
    return this.boxes.find(holds)?.owner ?? null;
  }
}
