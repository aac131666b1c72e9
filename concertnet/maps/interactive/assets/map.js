// The map: how each mark and line looks, given what the state says, and where the reader looks.
// A board (board_vis.js or board_sigma.js) draws them.

const drawn = data.drawing;
const canvasBox = byId("map");
const trayActors = every.filter((i) => data.actors[i].tray);
let namedFirst = now.byImportance; // the ends of the missing links on the map need their names as well
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const REACH = 11; // pixels
const FAINT = 0.16; // opacity of marks out of focus
const FINENESS = 3; // pixels per pixel of the screen, for a picture fit for print

let hovered = null;
let kept = null; // what stays bright
let moved = false; // the reader moved the map: resizing must not move it again

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
  moved: () => (moved = true),
  resized: () => moved || recentre(null, false),
});
board.frame.setAttribute("role", "img");

function paint() {
  kept = bright();
  orderNames();
  board.show(differing(worn.marks, markLooks()), differing(worn.ties, tieLooks()), differing(worn.gaps, gapLooks(), pairGaps));
}

// Shows these actors, or all that are shown, with room for their names.
function recentre(actors = null, animate = true) {
  const wanted = (actors ?? every).filter(actorShown);
  if (!wanted.length) return;
  const box = [Infinity, -Infinity, Infinity, -Infinity];
  for (const i of wanted) {
    const { x, y } = drawn.nodes[i];
    box[0] = Math.min(box[0], x);
    box[1] = Math.max(box[1], x);
    box[2] = Math.min(box[2], y);
    box[3] = Math.max(box[3], y);
  }
  const wide = canvasBox.clientWidth;
  const high = canvasBox.clientHeight;
  const side = wide < 500 ? 34 : 64;
  const above = 36;
  const below = wanted.some((i) => data.actors[i].tray) ? 76 : 40;
  const fitting = Math.min(
    (wide - 2 * side) / Math.max(box[1] - box[0], 1),
    (high - above - below) / Math.max(box[3] - box[2], 1),
    1.6,
  );
  const scale = Math.max(fitting, 0.02);
  const middle = { x: (box[0] + box[1]) / 2, y: (box[2] + box[3]) / 2 + (below - above) / 2 / scale };
  board.moveTo(middle, scale, animate && !calm.matches);
}

function zoom(factor) {
  moved = true;
  board.zoom(factor);
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
