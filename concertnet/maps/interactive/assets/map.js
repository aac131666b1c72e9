// The drawing: vis-network shows what the state says. Positions are given and stay.

const drawn = data.drawing;
const canvasBox = byId("map");
const trayActors = every.filter((i) => data.actors[i].tray);
let namedFirst = now.byImportance; // the ends of the missing links on the map need their names as well
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const REACH = 11; // pixels
const GAP = 1e6; // ids of missing links start here, after those of ties

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

function nodeLooks() {
  const colours = ink();
  const inFocus = new Set(mainActors());
  const helpers = new Set(helpersInFocus());
  return drawn.nodes.map((node, i) => {
    const { colour, drawn: shape, factor } = data.groups[now.group[i]];
    const main = inFocus.has(i) || helpers.has(i);
    node.size = drawn.radii[now.partners[i].length] * factor;
    return {
      id: i,
      shape,
      size: node.size + (main ? 2 : 0), // the ring must not hide a small mark
      hidden: !view.drawn || !actorShown(i),
      opacity: kept && !kept.actors.has(i) ? 0.16 : 1,
      borderWidth: main ? 3 : 1,
      color: { background: colour, border: helpers.has(i) ? colours.missing : main ? colours.text : colours.outline },
    };
  });
}

function edgeLooks() {
  const colours = ink();
  return drawn.edges.map(({ id }) => {
    if (id >= GAP) {
      const g = id - GAP;
      const dim = kept && !kept.gaps.has(g);
      return {
        id,
        hidden: !view.drawn || !gapShown(g),
        width: data.gapWidth * (g === state.gap ? 1.7 : 1),
        color: { color: colours.missing, opacity: dim ? 0.12 : 1 },
        background: { enabled: !dim, color: colours.paper, size: data.gapWidth + 3 },
      };
    }
    const level = Math.max(view.level[id], 0);
    return {
      id,
      hidden: !view.drawn || !tieShown(id),
      width: data.levels[level].width,
      color: { color: levelColour(level), opacity: kept && !kept.ties.has(id) ? 0.1 : 1 },
    };
  });
}

// Thousands of marks are slow to update: only those that look otherwise than before are.
const worn = new Map();
function differing(looks) {
  return looks.filter((look) => {
    const written = JSON.stringify(look);
    const key = look.shape ? `n${look.id}` : look.id;
    if (worn.get(key) === written) return false;
    worn.set(key, written);
    return true;
  });
}

// Names are drawn by labels.js: here a label would be scaled, overlapped, and never shortened.
const dressed = (given, looks) => given.map(({ label: _, ...one }, i) => ({ ...one, ...looks[i] }));
const nodes = new vis.DataSet(dressed(drawn.nodes, differing(nodeLooks())));
const edges = new vis.DataSet(dressed(drawn.edges, differing(edgeLooks())));
const network = new vis.Network(canvasBox, { nodes, edges }, drawn.options);
const described = network.canvas.frame; // takes the focus, and the keys that move the map
described.setAttribute("role", "img");

function paint() {
  kept = bright();
  orderNames();
  const [marks, lines] = [differing(nodeLooks()), differing(edgeLooks())];
  if (marks.length) nodes.update(marks);
  if (lines.length) edges.update(lines);
  network.redraw();
}

// Shows these actors, or all that are shown, with room for their names.
function recentre(actors = null, animate = true) {
  const wanted = (actors ?? every).filter(actorShown);
  if (!wanted.length) return;
  const xs = wanted.map((i) => drawn.nodes[i].x);
  const ys = wanted.map((i) => drawn.nodes[i].y);
  const box = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const wide = canvasBox.clientWidth;
  const high = canvasBox.clientHeight;
  const side = wide < 500 ? 34 : 64;
  const above = 36;
  const below = wanted.some((i) => data.actors[i].tray) ? 58 : 40;
  const fitting = Math.min(
    (wide - 2 * side) / Math.max(box[1] - box[0], 1),
    (high - above - below) / Math.max(box[3] - box[2], 1),
    1.6,
  );
  const scale = Math.max(fitting, 0.02);
  network.moveTo({
    position: { x: (box[0] + box[1]) / 2, y: (box[2] + box[3]) / 2 + (below - above) / 2 / scale },
    scale,
    animation: animate && !calm.matches ? { duration: 300, easingFunction: "easeInOutQuad" } : false,
  });
}

function zoom(factor) {
  moved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: false });
}

function actorAt(point) {
  // the nearest mark within a finger's reach, then the names
  const scale = network.getScale();
  let nearest = null;
  let least = Infinity;
  drawn.nodes.forEach((node, i) => {
    if (!actorShown(i)) return;
    const { x, y } = network.canvasToDOM(node);
    const distance = Math.hypot(x - point.x, y - point.y);
    if (distance <= Math.max(node.size * scale, REACH) && distance < least) [nearest, least] = [i, distance];
  });
  if (nearest !== null) return nearest;
  const box = placedLabels.find(
    ({ left, right, top, bottom }) => point.x >= left && point.x <= right && point.y >= top && point.y <= bottom,
  );
  return box ? box.owner : null;
}

function startMap() {
  network.on("beforeDrawing", drawTray);
  network.on("afterDrawing", (context) => drawLabels(context, kept));
  network.on("hoverNode", ({ node }) => {
    hovered = node;
    canvasBox.classList.add("pointing");
    network.redraw();
  });
  network.on("blurNode", () => {
    hovered = null;
    canvasBox.classList.remove("pointing");
    network.redraw();
  });
  network.on("click", ({ pointer }) => {
    const actor = actorAt(pointer.DOM);
    const edge = actor === null ? network.getEdgeAt(pointer.DOM) : undefined;
    if (actor !== null) focusActor(actor);
    else if (edge >= GAP) focusGap(edge - GAP);
    else clearFocus();
    refresh();
  });
  network.on("dragEnd", () => (moved = true));
  network.on("zoom", () => (moved = true));
  // one frame later: vis first puts back the view that it had
  network.on("resize", () => moved || requestAnimationFrame(() => recentre(null, false)));
}

// Draws once in the inks of paper, for what is printed or saved.
function asOnPaper(use) {
  onPaper = true;
  paint();
  network.redraw();
  try {
    return use();
  } finally {
    onPaper = false;
    paint();
    network.redraw();
  }
}
