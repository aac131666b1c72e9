// The board of a large network: sigma.js draws thousands of marks with the graphics card. What it
// does not know (dashed lines, names, the tray) is drawn between and above its own layers.

import { drawLine } from "./canvas.mjs";
import { withPixels } from "./finely.mjs";
import { blended, lineProgram, markProgram } from "./sigma_programs.mjs";

const PRECISE = 6; // digits of a view
const STEP = 40; // pixels that a key moves the map
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 };

const hasCard = () =>
  typeof globalThis.Sigma === "function" && document.createElement("canvas").getContext("webgl2") !== null;

// Without a graphics card the rest of the page still works: lists, tables, search.
const blankBoard = (frame) => ({
  frame,
  draws: false,
  show() {},
  redraw() {},
  hold() {},
  scale: () => 1,
  toScreen: (place) => place,
  moveTo() {},
  zoom() {},
  gapAt: () => null,
  picture: () => Object.assign(document.createElement("canvas"), { width: frame.clientWidth }),
  finely: (_, use) => use(),
});

// Sigma puts all marks and lines in order when it is asked to, or the window changes; until the
// next drawing it then knows no place of theirs, and cannot change some of them alone.
const orderedSigma = () =>
  class extends globalThis.Sigma {
    isOrdered = false;

    refresh(options) {
      this.isOrdered &&= Boolean(options?.partialGraph);
      return super.refresh(options);
    }

    // what is drawn is also printed and saved; what is pointed at is found from the data
    createWebGLContext(id, options) {
      const kept = { picking: false, antialias: id === "nodes", preserveDrawingBuffer: true };
      return super.createWebGLContext(id, { ...options, ...kept });
    }
  };

export function openBoard(box, { data }, events) {
  const frame = Object.assign(document.createElement("div"), { className: "frame", tabIndex: 0 });
  box.append(frame);
  if (!hasCard()) return blankBoard(frame);
  const { nodes } = data.drawing;
  const looks = { marks: [], ties: [], gaps: new Map() };
  const renderer = openRenderer(data, frame, looks, events.isCalm);
  const camera = renderer.getCamera();
  const layers = renderer.getCanvases();
  const [under, over] = [layers.edgeLabels, layers.labels].map((layer) => layer.getContext("2d"));
  renderer.on("afterProcess", () => (renderer.isOrdered = true));
  // Places never change. Left to itself, sigma forgets where they end whenever it puts them in order:
  // what was asked until the next drawing would show another view, and all lines would be drawn twice.
  renderer.setCustomBBox(renderer.getBBox());
  const redraw = () => renderer.scheduleRender();
  const drawNow = () => renderer.refresh({ partialGraph: {}, skipIndexation: true });

  // From the map to the screen, as the camera stands: the last drawing may be of another view. It is
  // asked for each mark: the answer is kept while nothing moved.
  const seen = {};
  function transform() {
    const { x, y, ratio } = camera;
    const { width, height } = renderer.getDimensions();
    if (x === seen.x && y === seen.y && ratio === seen.ratio && width === seen.width && height === seen.height)
      return seen;
    const at = { cameraState: camera.getState() };
    const [origin, unit] = [0, 1].map((right) => renderer.graphToViewport({ x: right, y: 0 }, at));
    return Object.assign(seen, { x, y, ratio, width, height, origin, scale: unit.x - origin.x });
  }
  const scale = () => transform().scale;
  const toScreen = ({ x, y }) => {
    const { origin, scale: by } = transform();
    return { x: origin.x + x * by, y: origin.y + y * by };
  };
  const toCamera = (spot) => renderer.viewportToFramedGraph(spot, { cameraState: camera.getState() });

  // A missing link bends, so that it is not taken for a tie: ends and middle of its curve.
  function curve(g) {
    const [from, to] = [data.gaps[g].actor, data.gaps[g].other].map((i) => toScreen(nodes[i]));
    const { bend } = data.missing;
    const middle = {
      x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
      y: (from.y + to.y) / 2 - (to.x - from.x) * bend,
    };
    return [from, middle, to];
  }

  // The ties in focus once more: the faint ones, drawn in any order, must not cover them.
  function drawKept() {
    for (const k of events.tiesKept()) {
      const [from, to] = data.ties[k].slice(0, 2).map((i) => toScreen(nodes[i]));
      const { colour, width } = looks.ties[k];
      drawLine(under, from, to, { colour, width: Math.max(width * scale(), 1) });
    }
  }

  function drawGaps() {
    for (const [g, { shown, width, colour, casing, opacity }] of looks.gaps) {
      if (!shown) continue;
      const [from, middle, to] = curve(g);
      under.beginPath();
      under.moveTo(from.x, from.y);
      under.quadraticCurveTo(middle.x, middle.y, to.x, to.y);
      const stroke = (style, wide, dashes) => {
        under.strokeStyle = style;
        under.lineWidth = wide;
        under.setLineDash(dashes);
        under.stroke();
      };
      under.globalAlpha = opacity;
      if (opacity === 1) stroke(casing.colour, casing.width, []);
      stroke(colour, width, data.missing.dash);
    }
    under.globalAlpha = 1;
    under.setLineDash([]);
  }

  renderer.on("afterRender", () => {
    events.under(under);
    drawKept();
    drawGaps();
    events.over(over);
  });
  renderer.on("resize", () => requestAnimationFrame(events.resized));
  listen(renderer, frame, events);
  frame.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return; // the browser's own
    if (ZOOMS[key]) zoom(ZOOMS[key]);
    else if (STEPS[key]) pan(STEPS[key]);
    else return;
    event.preventDefault(); // the page must not scroll as well
  });

  function pan([right, down]) {
    events.moved();
    const { width, height } = renderer.getDimensions();
    camera.setState(toCamera({ x: width / 2 + right * STEP, y: height / 2 + down * STEP }));
  }

  function zoom(factor) {
    camera.setState({ ratio: camera.ratio / factor });
  }

  return {
    frame,
    draws: true,
    show(marks, ties, gaps) {
      // a mark of another shape belongs to another program
      const isSame = ([i, look]) => looks.marks[i]?.group === look.group;
      const isOrdered = renderer.isOrdered && marks.every(isSame);
      for (const [i, look] of marks) looks.marks[i] = look;
      for (const [k, look] of ties) looks.ties[k] = look;
      for (const [g, look] of gaps) looks.gaps.set(g, look);
      const keys = (changed) => changed.map(([key]) => String(key));
      const partialGraph = { nodes: keys(marks), edges: keys(ties) };
      renderer.refresh({ ...(isOrdered ? { partialGraph, skipIndexation: true } : {}), schedule: true });
    },
    redraw,
    // Whether what touches the map moves it; a finger that does not is read as a mouse.
    hold: (on) => (renderer.getTouchCaptor().enabled = on),
    scale,
    toScreen,
    moveTo(position, wanted, animated) {
      const { x, y } = toCamera(toScreen(position));
      const exact = { x, y, ratio: (camera.ratio * scale()) / wanted };
      // the same place asked from elsewhere is the same view, to the last dash
      const state = Object.fromEntries(Object.entries(exact).map(([key, value]) => [key, Number(value.toPrecision(PRECISE))]));
      if (animated) camera.animate(state, { duration: 300 });
      else camera.setState(state);
    },
    zoom,
    gapAt(point, reach) {
      let [nearest, least] = [null, reach];
      for (const [g, { shown }] of looks.gaps) {
        if (!shown) continue;
        const [from, middle, to] = curve(g);
        for (let t = 0; t <= 1; t += 1 / 64) {
          const at = (axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * middle[axis] + t ** 2 * to[axis];
          const distance = Math.hypot(at("x") - point.x, at("y") - point.y);
          if (distance < least) [nearest, least] = [g, distance];
        }
      }
      return nearest;
    },
    picture() {
      drawNow();
      const canvases = Object.values(layers);
      const [{ width, height }] = canvases;
      const whole = Object.assign(document.createElement("canvas"), { width, height });
      for (const canvas of canvases) whole.getContext("2d").drawImage(canvas, 0, 0);
      return whole;
    },
    // Draws once with more pixels than the screen has; what is seen does not move.
    finely(fineness, use) {
      try {
        return withPixels(fineness, () => {
          renderer.resize(true);
          return use();
        });
      } finally {
        renderer.resize(true);
        redraw();
      }
    },
  };
}

// What sigma draws, each mark and line as it is to look.
function openRenderer(data, frame, looks, isCalm) {
  const { graphology } = globalThis;
  const graph = new graphology.Graph({ type: "undirected" });
  data.drawing.nodes.forEach(({ x, y }, i) => graph.addNode(i, { x, y: -y })); // sigma counts upwards
  data.ties.forEach(([a, b], k) => graph.addEdgeWithKey(k, a, b));
  const mark = (i, { x, y }) => {
    const { shown, radius, group = 0, fill, outline, ring, opacity } = looks.marks[i] ?? {};
    const { shape: type } = data.groups[group];
    if (!shown) return { x, y, type, size: 0, hidden: true };
    const [color, around] = [fill, outline].map((ink) => blended(ink, opacity));
    return { x, y, type, size: radius, ring, color, outline: around };
  };
  const tie = (k) => {
    const { shown, width, colour, opacity } = looks.ties[k] ?? {};
    return shown ? { size: width, color: blended(colour, opacity) } : { hidden: true };
  };
  const shapes = [...new Set(data.groups.map(({ shape }) => shape))];
  const Renderer = orderedSigma();
  return new Renderer(graph, frame, {
    nodeProgramClasses: Object.fromEntries(shapes.map((shape) => [shape, markProgram(data.shapes[shape])])),
    edgeProgramClasses: { line: lineProgram() },
    nodeReducer: mark,
    edgeReducer: tie,
    renderLabels: false,
    // sizes are lengths on the map, as the other board has them
    itemSizesReference: "positions",
    zoomToSizeRatioFunction: (ratio) => ratio,
    stagePadding: 0,
    enableCameraRotation: false,
    zoomingRatio: 1.3,
    doubleClickTimeout: 0, // two clicks are two choices
    inertiaDuration: isCalm ? 1 : 200, // of 0, sigma makes no number
    zoomDuration: isCalm ? 1 : 150,
  });
}

// What is pointed at is found from the data: sigma, left to itself, asks the graphics card.
function listen(renderer, frame, { hover, click, actorAt, moved }) {
  const [mouse, touch] = [renderer.getMouseCaptor(), renderer.getTouchCaptor()];
  for (const captor of [mouse, touch]) captor.removeAllListeners();
  const finger = ({ touches, previousTouches }) => touches[0] ?? previousTouches[0];
  const point = (spot, { target }) => hover(target === mouse.container ? actorAt(spot) : null);
  mouse.on("click", click);
  mouse.on("mousemovebody", (spot) => point(spot, spot.original));
  mouse.on("mouseleave", () => hover(null));
  touch.on("tap", (event) => click(finger(event)));
  touch.on("touchmove", (event) => point(finger(event), event.original));
  frame.addEventListener("wheel", moved, { passive: true });
  frame.addEventListener("pointermove", ({ buttons }) => buttons && touch.enabled && moved());
}
