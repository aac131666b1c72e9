// The drawing: vis-network shows what the state says. Positions are given and stay.

const drawn = data.drawing;
const canvasBox = byId("map");
const trayActors = data.actors.map((_, i) => i).filter((i) => data.actors[i].tray);
const byImportance = data.actors.map((_, i) => i).sort((a, b) => partners[b].length - partners[a].length || a - b);
let namedFirst = byImportance; // the ends of the missing links on the map need their names as well
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const REACH = 11; // pixels
const GAP = 1e6; // ids of missing links start here, after those of ties

let hovered = null;
let kept = null; // what stays bright
let moved = false; // the reader moved the map: resizing must not move it again

// Names are drawn by labels.js: here a label would be scaled, overlapped, and never shortened.
const nodes = new vis.DataSet(drawn.nodes.map(({ label: _, ...node }) => node));
const edges = new vis.DataSet(drawn.edges);
const network = new vis.Network(canvasBox, { nodes, edges }, drawn.options);
const described = network.canvas.frame; // takes the focus, and the keys that move the map
described.setAttribute("role", "img");

function orderNames() {
  const weight = partners.map((held) => held.length);
  for (const g of pairGaps) {
    if (!gapShown(g)) continue;
    weight[data.gaps[g].actor] += 3;
    weight[data.gaps[g].other] += 1;
  }
  namedFirst = [...byImportance].sort((a, b) => weight[b] - weight[a]);
}

function paint() {
  kept = bright();
  orderNames();
  const colours = ink();
  const inFocus = new Set(mainActors());
  network.setOptions({ nodes: { color: { border: colours.outline } } });
  nodes.update(
    drawn.nodes.map(({ id, color }) => {
      const dim = kept && !kept.actors.has(id);
      const main = inFocus.has(id);
      return {
        id,
        hidden: !actorShown(id),
        opacity: dim ? 0.16 : 1,
        borderWidth: main ? 3 : 1,
        color: { background: color, border: main ? colours.text : colours.outline },
      };
    }),
  );
  edges.update(
    drawn.edges.map((edge) => {
      if (edge.id >= GAP) {
        const g = edge.id - GAP;
        const dim = kept && !kept.gaps.has(g);
        return {
          id: edge.id,
          hidden: !gapShown(g),
          width: edge.width * (g === state.gap ? 1.7 : 1),
          color: { color: colours.missing, opacity: dim ? 0.12 : 1 },
          background: { enabled: !dim, color: colours.paper, size: edge.width + 3 },
        };
      }
      const dim = kept && !kept.ties.has(edge.id);
      return {
        id: edge.id,
        hidden: !tieShown(edge.id),
        color: { color: levelColour(edge.level), opacity: dim ? 0.1 : 1 },
      };
    }),
  );
}

// Shows these actors, or all that are shown, with room for their names.
function recentre(actors = null, animate = true) {
  const wanted = (actors ?? data.actors.map((_, i) => i)).filter(actorShown);
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
