// Names on the map: always legible (their size does not follow the zoom), never on top of a mark or
// of another name. Where there is no room, the best connected actor is named and the others wait
// for a closer look; among thousands of marks, a few of the best connected are named over them.

const LABEL_SIZE = 12;
const LINE = 14;
const CELL = 64;
const MOST_TRIED = 600; // names beyond these would not find room, but for those of the tray
const CROWD = 1500; // marks in sight among which hardly any name finds room
const NAMED_IN_CROWD = 12;

class Occupied {
  constructor() {
    this.cells = new Map();
  }

  *keys({ left, top, right, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x},${y}`;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  free(box, overMarks = false) {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (
          other.owner !== box.owner && !(overMarks && other.mark) &&
          box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom
        ) return false;
    return true;
  }
}

const widths = new Map();
function widthOf(context, line, bold) {
  const key = (bold ? "b" : "n") + line;
  if (!widths.has(key)) widths.set(key, context.measureText(line).width);
  return widths.get(key);
}

const font = (bold, size = LABEL_SIZE) => `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;

let trayTitle = null; // box of the words on the frame of the tray
let placedLabels = []; // boxes on the screen, so that a click on a name is a click on its mark

function drawLabels(context, kept) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const wide = context.canvas.clientWidth;
  const high = context.canvas.clientHeight;
  const scale = board.scale();
  const occupied = new Occupied();
  const seen = [];
  placedLabels = [];
  if (trayTitle) occupied.add(trayTitle);
  for (const i of namedFirst) {
    if (!actorShown(i)) continue;
    const node = drawn.nodes[i];
    const { x, y } = board.toScreen(node);
    if (x < -80 || x > wide + 80 || y < -40 || y > high + 40) continue;
    const r = node.size * scale + 2.5; // clear of the halo of names
    if (kept && !kept.actors.has(i)) continue; // names may stand on marks out of focus
    occupied.add({ left: x - r, right: x + r, top: y - r, bottom: y + r, owner: i, mark: true });
    seen.push([i, x, y, r]);
  }
  const forced = new Set(mainActors());
  const inFocus = new Set([...forced, ...helpersInFocus()]);
  seen.sort(([a], [b]) => forced.has(b) - forced.has(a) || inFocus.has(b) - inFocus.has(a));
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const tried = [...seen.slice(0, MOST_TRIED), ...seen.slice(MOST_TRIED).filter(([i]) => data.actors[i].tray).slice(0, MOST_TRIED)];
  const named = new Set(seen.length > CROWD ? tried.slice(0, NAMED_IN_CROWD).map(([i]) => i) : []);
  for (const [i, x, y, r] of tried) {
    const main = inFocus.has(i);
    context.font = font(main);
    const lines = text(data.actors[i].short).split("\n");
    const half = Math.max(...lines.map((line) => widthOf(context, line, main))) / 2 + 2;
    const rise = (lines.length * LINE) / 2;
    const [below, beside, aslant] = [r + rise, r + half + 1, half * 0.7];
    const places = [[0, below], [0, -below], [beside, 0], [-beside, 0]];
    for (const [right, down] of [[1, 1], [-1, 1], [1, -1], [-1, -1]])
      places.push([right * aslant, down * below], [right * beside, down * rise * 0.7]);
    const box = ([dx, dy]) =>
      ({ left: x + dx - half, right: x + dx + half, top: y + dy - rise, bottom: y + dy + rise, owner: i });
    const inside = (at) => {
      const { left, right, top, bottom } = box(at);
      return left >= 0 && right <= wide && top >= 0 && bottom <= high;
    };
    // further, at the end of a thread, rather than not at all
    const near = places.length;
    if (main) places.push(...places.map(([dx, dy]) => [dx + 26 * Math.sign(dx), dy + 26 * Math.sign(dy)]));
    const fits = (overMarks) => places.find((at) => inside(at) && occupied.free(box(at), overMarks));
    const place = fits(false) ?? (named.has(i) ? fits(true) : null) ?? (forced.has(i) ? places[0] : null);
    if (!place) continue;
    occupied.add(box(place));
    placedLabels.push(box(place));
    if (places.indexOf(place) >= near) drawThread(context, x, y, x + place[0], y + place[1]);
    writeLines(context, lines, x + place[0], y + place[1], ink().text);
  }
  if (hovered !== null && !placedLabels.some((box) => box.owner === hovered)) drawHovered(context);
  context.restore();
}

function writeLines(context, lines, x, y, colour) {
  context.strokeStyle = ink().paper;
  context.lineWidth = 3.5;
  context.fillStyle = colour;
  lines.forEach((line, n) => {
    const at = y + (n - (lines.length - 1) / 2) * LINE;
    context.strokeText(line, x, at);
    context.fillText(line, x, at);
  });
}

function drawThread(context, fromX, fromY, toX, toY) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.strokeStyle = ink().soft;
  context.lineWidth = 1;
  context.stroke();
}

function drawHovered(context) {
  const node = drawn.nodes[hovered];
  const { x, y } = board.toScreen(node);
  context.font = font(true);
  const lines = text(data.actors[hovered].short).split("\n");
  const half = Math.max(...lines.map((line) => widthOf(context, line, true))) / 2 + 6;
  const top = y + node.size * board.scale() + 4;
  context.fillStyle = ink().paper;
  context.strokeStyle = ink().soft;
  context.lineWidth = 1;
  context.fillRect(x - half, top, 2 * half, lines.length * LINE + 6);
  context.strokeRect(x - half, top, 2 * half, lines.length * LINE + 6);
  context.fillStyle = ink().text;
  lines.forEach((line, n) => context.fillText(line, x, top + 3 + LINE * (n + 0.5)));
}

// The tray: actors without a tie stand apart, and the frame says why.
function drawTray(context) {
  trayTitle = null;
  const shown = trayActors.filter(actorShown).map((i) => board.toScreen(drawn.nodes[i]));
  if (!shown.length) return;
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const xs = shown.map(({ x }) => x);
  const ys = shown.map(({ y }) => y);
  const scale = board.scale();
  const pad = 40 * Math.min(1, scale) + 16;
  const side = context.canvas.clientWidth < 500 ? 58 : pad + 34; // names are inside
  const left = Math.min(...xs) - side;
  const top = Math.min(...ys) - pad;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.strokeStyle = ink().faint;
  context.lineWidth = 1;
  context.strokeRect(left, top, Math.max(...xs) - left + side, Math.max(...ys) - top + pad + 10);
  context.font = font(false, 11);
  context.textAlign = "left";
  context.textBaseline = "middle";
  const words = label("page_isolates");
  writeLines(context, [words], left + 8, top, ink().soft);
  trayTitle = { left, right: left + 16 + context.measureText(words).width, top: top - 8, bottom: top + 8, owner: "tray" };
  context.restore();
}
