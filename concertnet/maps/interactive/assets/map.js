// The map: how each mark and line looks, given what the state says, and where the reader looks.
// A board (board_vis.js or board_sigma.js) draws them.

const drawn = data.drawing;
const canvasBox = byId("map");
const trayActors = every.filter((i) => data.actors[i].tray);
let namedFirst = now.byImportance; // the ends of the missing links on the map need their names as well
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const REACH = 11; // pixels
const SEEN = 48; // pixels from the edge at which a mark is brought back
const FAINT = 0.16; // opacity of marks out of focus
const NEAR = 0.35; // scale under which neighbours are not told apart
const FINENESS = 3; // pixels per pixel of the screen, for a picture fit for print

let hovered = null;
let kept = null; // what stays bright
let moved = false; // the reader moved the map: resizing must not move it again
let settling = 0;

// While the map is whole, one finger scrolls the page; moved or brought nearer, the map has it too.
function setMoved(value) {
  moved = value;
  canvasBox.classList.toggle("held", value);
  clearTimeout(settling);
  if (value) settling = setTimeout(stayInSight, 300);
}

function fingers(event) {
  const two = event.touches.length > 1;
  board.hold(two || moved);
  if (two) event.preventDefault(); // neither the page nor its zoom follows two fingers
}
canvasBox.addEventListener("touchstart", fingers, { capture: true, passive: false });
canvasBox.addEventListener("pointerdown", ({ pointerType }) => pointerType !== "touch" && board.hold(true), { capture: true });

function orderNames() {
  const weight = now.partners.map((held) => held.length);
  for (const g of view.pairs) {
    if (!gapShown(g)) continue;
    weight[data.gaps[g].actor] += 3;
    weight[data.gaps[g].other] += 1;
  }
  namedFirst = [...now.byImportance].sort((a, b) => weight[b] - weight[a]);
}

function markLooks() {
  const colours = ink();
  const inFocus = new Set(mainActors());
  const helpers = new Set(helpersInFocus());
  return every.map((i) => {
    const group = now.group[i];
    const main = inFocus.has(i) || helpers.has(i);
    const radius = drawn.sizes ? drawn.sizes[i] : drawn.radii[now.partners[i].length];
    drawn.nodes[i].size = radius * data.groups[group].factor;
    return {
      shown: actorShown(i),
      radius: radius + (main ? 2 : 0), // the ring must not hide a small mark
      group,
      fill: data.groups[group].colour,
      outline: helpers.has(i) ? colours.missing : main ? colours.text : colours.outline,
      ring: main ? 3 : 1,
      faint: kept !== null && !kept.actors.has(i),
    };
  });
}

const tieLooks = () =>
  data.ties.map((_, k) => {
    const level = Math.max(view.level[k], 0);
    const opacity = kept && !kept.ties.has(k) ? 0.1 : 1;
    return { shown: tieShown(k), width: data.levels[level].width, colour: levelColour(level), opacity };
  });

const gapLooks = () =>
  pairGaps.map((g) => ({
    shown: gapShown(g),
    width: data.gapWidth * (g === state.gap ? 1.7 : 1),
    colour: ink().missing,
    opacity: kept && !kept.gaps.has(g) ? 0.12 : 1,
  }));

// Thousands of marks are slow to update: only those that look otherwise than before are.
function differing(worn, looks, ids = null) {
  const changed = [];
  looks.forEach((look, n) => {
    const before = worn[n];
    if (before && Object.keys(look).every((key) => look[key] === before[key])) return;
    worn[n] = look;
    changed.push([ids ? ids[n] : n, look]);
  });
  return changed;
}

const worn = { marks: [], ties: [], gaps: [] };

function hover(actor) {
  if (actor === hovered) return;
  hovered = actor;
  canvasBox.classList.toggle("pointing", actor !== null);
  board.redraw();
}

function click(point) {
  const actor = actorAt(point);
  const gap = actor === null ? board.gapAt(point) : null;
  if (actor !== null) focusActor(actor);
  else if (gap !== null) focusGap(gap);
  else clearFocus();
  refresh();
}

let board = null; // it draws once while it is made: there is nothing to write on it yet
board = openBoard(canvasBox, {
  under: (context) => board && drawTray(context),
  over: (context) => board && drawLabels(context, kept),
  hover,
  click,
  moved: () => setMoved(true),
  resized: () => moved || recentre(null, false),
});
board.frame.setAttribute("role", "img");

function paint() {
  kept = bright();
  orderNames();
  board.show(differing(worn.marks, markLooks()), differing(worn.ties, tieLooks()), differing(worn.gaps, gapLooks(), pairGaps));
}

// The view that shows these actors, with room for their names.
function fitting(actors) {
  const [[left, right], [top, bottom]] = corner(actors.map((i) => drawn.nodes[i]));
  const wide = canvasBox.clientWidth;
  const high = canvasBox.clientHeight;
  const tray = actors.some((i) => data.actors[i].tray); // its frame is wider than its marks
  const side = wide < 500 ? (tray ? 62 : 34) : tray ? 100 : 64;
  const above = 36;
  const below = tray ? 76 : 40;
  const most = Math.min((wide - 2 * side) / Math.max(right - left, 1), (high - above - below) / Math.max(bottom - top, 1), 1.6);
  const scale = Math.max(most, 0.02);
  return { scale, middle: { x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale } };
}

// Shows these actors, or all that are shown.
function recentre(actors = null, animate = true) {
  const wanted = (actors ?? every).filter(actorShown);
  if (!wanted.length) return;
  const { middle, scale } = fitting(wanted);
  board.moveTo(middle, scale, animate && !calm.matches);
}

function zoom(factor) {
  board.zoom(factor);
  setMoved(true);
}

const corner = (places) => {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const ends = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return [ends(xs), ends(ys)];
};

// Moved too far, the map comes back: a mark is always in sight.
function stayInSight() {
  const [wide, high] = [canvasBox.clientWidth, canvasBox.clientHeight];
  const within = (value, size) => Math.min(Math.max(value, SEEN), size - SEEN);
  let [nearest, least] = [null, Infinity];
  for (const i of every.filter(actorShown)) {
    const { x, y } = board.toScreen(drawn.nodes[i]);
    const back = { x: within(x, wide) - x, y: within(y, high) - y };
    const distance = Math.hypot(back.x, back.y);
    if (distance < least) [nearest, least] = [back, distance];
  }
  if (!nearest || least <= SEEN) return;
  const [origin, scale] = [board.toScreen({ x: 0, y: 0 }), board.scale()];
  board.moveTo({ x: (wide / 2 - nearest.x - origin.x) / scale, y: (high / 2 - nearest.y - origin.y) / scale }, scale, !calm.matches);
}

// What was found by search or in a list is brought into sight, near enough to tell its neighbours.
function approach() {
  const main = mainActors().filter(actorShown);
  if (!main.length || !kept) return;
  const inSight = main.every((i) => {
    const { x, y } = board.toScreen(drawn.nodes[i]);
    return x > 0 && y > 0 && x < canvasBox.clientWidth && y < canvasBox.clientHeight;
  });
  if (inSight && board.scale() >= NEAR) return;
  if (fitting([...kept.actors]).scale >= NEAR) recentre([...kept.actors]);
  else board.moveTo(drawn.nodes[main[0]], Math.max(board.scale(), NEAR), !calm.matches);
  setMoved(true);
}

function actorAt(point) {
  // the nearest mark within a finger's reach, then the names
  const scale = board.scale();
  let nearest = null;
  let least = Infinity;
  drawn.nodes.forEach((node, i) => {
    if (!actorShown(i)) return;
    const { x, y } = board.toScreen(node);
    const distance = Math.hypot(x - point.x, y - point.y);
    if (distance <= Math.max(node.size * scale, REACH) && distance < least) [nearest, least] = [i, distance];
  });
  if (nearest !== null) return nearest;
  const box = placedLabels.find(
    ({ left, right, top, bottom }) => point.x >= left && point.x <= right && point.y >= top && point.y <= bottom,
  );
  return box ? box.owner : null;
}

// Draws once in the inks of paper, for what is printed or saved.
function asOnPaper(use) {
  onPaper = true;
  paint();
  board.redraw();
  try {
    return use();
  } finally {
    onPaper = false;
    paint();
    board.redraw();
  }
}
