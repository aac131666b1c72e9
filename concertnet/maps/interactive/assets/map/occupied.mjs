// The room that marks and names take on the screen, in a grid: a name asks whether a box is free.

const CELL = 64; // pixels

export class Occupied {
  constructor() {
    this.cells = new Map();
  }

  // box: left, right, top, bottom, owner, mark where it is one, and lets, the owners that may lie on it
  add(box) {
    for (const key of keysOf(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  isFree(box, overMarks = false) {
    const inTheWay = (other) =>
      other.owner !== box.owner && !(overMarks && other.mark) && !other.lets?.has(box.owner) && meet(box, other);
    for (const key of keysOf(box)) if (this.cells.get(key)?.some(inTheWay)) return false;
    return true;
  }
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function* keysOf({ left, top, right, bottom }) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x},${y}`;
}
