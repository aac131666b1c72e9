// The lines on the screen, in a grid: a name asks how many would cross it. Hundreds of names ask for
// dozens of places each, so that asking makes no object.

const CELL = 64; // pixels
const ROW = 1 << 16; // cells

export class Lines {
  // lines: [[x, y], [x, y]]
  constructor(lines) {
    this.cells = new Map();
    this.asked = 0;
    for (const [[ax, ay], [bx, by]] of lines) {
      const line = { ax, ay, bx, by, asked: 0 }; // when it was last asked about
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / (CELL / 2)) || 1;
      let before = null;
      for (let s = 0; s <= steps; s++) {
        const key = keyOf(cellOf(ax + ((bx - ax) * s) / steps), cellOf(ay + ((by - ay) * s) / steps));
        if (key === before) continue; // straight, it comes back to no cell
        before = key;
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(line);
      }
    }
  }

  // How many lines cross a box: those of its own actor count too, for they would run through it.
  crossing(box) {
    this.asked += 1;
    let n = 0;
    const [lastX, lastY] = [cellOf(box.right), cellOf(box.bottom)];
    for (let x = cellOf(box.left); x <= lastX; x++)
      for (let y = cellOf(box.top); y <= lastY; y++) {
        const held = this.cells.get(keyOf(x, y));
        if (!held) continue;
        for (const line of held) {
          if (line.asked === this.asked) continue; // met in another cell
          line.asked = this.asked;
          if (crosses(line, box)) n += 1;
        }
      }
    return n;
  }
}

const cellOf = (pixel) => Math.floor(pixel / CELL);
const keyOf = (x, y) => y * ROW + x;

// Whether a part of the line is inside the box: the box meets the line's own box, and has corners on
// both sides of it.
function crosses({ ax, ay, bx, by }, { left, right, top, bottom }) {
  if ((ax < left && bx < left) || (ax > right && bx > right)) return false;
  if ((ay < top && by < top) || (ay > bottom && by > bottom)) return false;
  const [dx, dy] = [bx - ax, by - ay];
  const first = dx * (top - ay) - dy * (left - ax);
  const second = dx * (top - ay) - dy * (right - ax);
  const third = dx * (bottom - ay) - dy * (left - ax);
  const fourth = dx * (bottom - ay) - dy * (right - ax);
  return Math.min(first, second, third, fourth) <= 0 && Math.max(first, second, third, fourth) >= 0;
}
