// The lines on the screen, in a grid: a name asks how many would cross it.

const CELL = 64; // pixels

export class Lines {
  // lines: [[x, y], [x, y]]
  constructor(lines) {
    this.cells = new Map();
    for (const line of lines) {
      const [[ax, ay], [bx, by]] = line;
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / (CELL / 2)) || 1;
      const passed = new Set();
      for (let s = 0; s <= steps; s++)
        passed.add(keyOf(ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps));
      for (const key of passed) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(line);
      }
    }
  }

  // How many lines cross a box: those of its own actor count too, for they would run through it.
  crossing(box) {
    const met = new Set();
    const { left, right, top, bottom } = box;
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++)
        for (const line of this.cells.get(`${x},${y}`) ?? []) if (crosses(line, box)) met.add(line);
    return met.size;
  }
}

const keyOf = (x, y) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;

// Liang and Barsky's clipping: whether a part of the line is inside the box.
function crosses([[ax, ay], [bx, by]], { left, right, top, bottom }) {
  let [from, to] = [0, 1];
  for (const [delta, low, high] of [[bx - ax, left - ax, right - ax], [by - ay, top - ay, bottom - ay]]) {
    if (delta === 0) {
      if (low > 0 || high < 0) return false;
      continue;
    }
    const [one, other] = [low / delta, high / delta];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
    if (from > to) return false;
  }
  return true;
}
