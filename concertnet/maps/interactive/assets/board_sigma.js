// The board of a large network: sigma.js draws thousands of marks with the graphics card. What it
// does not know (dashed lines, names, the tray) is drawn between and above its own layers.

const withCard = () => typeof Sigma === "function" && document.createElement("canvas").getContext("webgl2") !== null;

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
  picture: () => Object.assign(document.createElement("canvas"), { width: canvasBox.clientWidth }),
  finely: (use) => use(),
});

const LINE_SHAPE = `
attribute vec2 a_positionStart;
attribute vec2 a_positionEnd;
attribute vec2 a_normal;
attribute vec4 a_color;
attribute float a_positionCoef;
attribute float a_normalCoef;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_colour;
varying float v_across;
varying float v_half;
void main() {
  float length = max(length(a_normal), 1e-6);
  float pixels = length / u_sizeRatio;
  float drawn = max(pixels, 1.0);
  vec2 aside = a_normal / length * a_normalCoef * (drawn + 1.0) * u_correctionRatio;
  vec2 place = mix(a_positionStart, a_positionEnd, a_positionCoef) + aside;
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
  v_across = a_normalCoef * (drawn + 1.0) / 2.0;
  v_half = drawn / 2.0;
  v_colour = vec4(a_color.rgb, a_color.a * 255.0 / 254.0) * clamp(pixels, ${FAINTEST}, 1.0);
}`;

const LINE_COLOUR = `
precision mediump float;
varying vec4 v_colour;
varying float v_across;
varying float v_half;
void main() {
  gl_FragColor = v_colour * clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0);
}`;

// Sigma's own lines, which pale instead of piling up when they are seen from afar.
function lineProgram() {
  return class extends Sigma.rendering.EdgeRectangleProgram {
    getDefinition() {
      return { ...super.getDefinition(), VERTEX_SHADER_SOURCE: LINE_SHAPE, FRAGMENT_SHADER_SOURCE: LINE_COLOUR };
    }
  };
}

function openBoard(box, { under, over, hover, click, moved, resized }) {
  const frame = element("div", { class: "frame", tabindex: "0" });
  box.append(frame);
  if (!withCard()) return blankBoard(frame);
  const looks = { marks: [], ties: [], gaps: new Map() };
  const graph = new graphology.Graph({ type: "undirected" });
  const place = ({ x, y }) => ({ x, y: -y }); // sigma counts upwards
  drawn.nodes.forEach((node, i) => graph.addNode(i, place(node)));
  data.ties.forEach(([a, b], k) => graph.addEdgeWithKey(k, a, b));
  const hidden = { hidden: true };

  const mark = (i, { x, y }) => {
    const look = looks.marks[i];
    const type = data.groups[look?.group ?? 0].shape;
    if (!look?.shown) return { x, y, type, size: 0, hidden: true };
    const opacity = look.faint ? FAINT : 1;
    return { x, y, type, size: look.radius, ring: look.ring, color: blended(look.fill, opacity), outline: blended(look.outline, opacity) };
  };
  const tie = (k) => {
    const look = looks.ties[k];
    return look?.shown ? { size: look.width, color: blended(look.colour, look.opacity) } : hidden;
  };

  // Sigma puts all marks and lines in order when it is asked to, or the window changes; until the
  // next drawing it then knows no place of theirs, and cannot change some of them alone.
  let ordered = false;
  class Renderer extends Sigma {
    refresh(options) {
      ordered &&= Boolean(options?.partialGraph);
      return super.refresh(options);
    }

    // what is drawn is also printed and saved; what is pointed at is found from the data
    createWebGLContext(id, options) {
      return super.createWebGLContext(id, { ...options, picking: false, antialias: id === "nodes", preserveDrawingBuffer: true });
    }

    getNodeAtPosition() {
      return null;
    }
  }
  const shapes = [...new Set(data.groups.map(({ shape }) => shape))];
  const renderer = new Renderer(graph, frame, {
    nodeProgramClasses: Object.fromEntries(shapes.map((shape) => [shape, markProgram(shape)])),
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
    inertiaDuration: calm.matches ? 1 : 200, // of 0, sigma makes no number
    zoomDuration: calm.matches ? 1 : 150,
  });
  const camera = renderer.getCamera();
  const { canvasContexts: layers } = renderer;
  renderer.on("afterProcess", () => (ordered = true));
  const redraw = () => renderer.scheduleRender();
  const drawNow = () => renderer.refresh({ partialGraph: {}, skipIndexation: true });

  // From the map to the screen, as the camera stands: the last drawing may be of another view.
  const seen = {};
  function transform() {
    const { x, y, ratio } = camera.getState();
    const { width, height } = renderer.getDimensions();
    if (seen.x === x && seen.y === y && seen.ratio === ratio && seen.width === width && seen.height === height) return seen;
    const at = { cameraState: camera.getState() };
    const [origin, unit] = [{ x: 0, y: 0 }, { x: 1, y: 0 }].map((spot) => renderer.graphToViewport(spot, at));
    return Object.assign(seen, { x, y, ratio, width, height, origin, scale: unit.x - origin.x });
  }
  const scale = () => transform().scale;
  const toScreen = ({ x, y }) => {
    const { origin, scale: by } = transform();
    return { x: origin.x + x * by, y: origin.y + y * by };
  };
  const toCamera = (spot) => renderer.viewportToFramedGraph(spot, { cameraState: camera.getState() });

  // A missing link bends, so that it is not taken for a tie: ends and middle of its curve.
  const curve = (g) => {
    const [from, to] = [data.gaps[g].actor, data.gaps[g].other].map((i) => toScreen(drawn.nodes[i]));
    const bend = 0.18;
    const middle = { x: (from.x + to.x) / 2 + (to.y - from.y) * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * bend };
    return [from, middle, to];
  };
  // The ties in focus once more: the faint ones, drawn in any order, must not cover them.
  const drawKept = (context) => {
    for (const k of kept?.ties ?? []) {
      const [from, to] = data.ties[k].slice(0, 2).map((i) => toScreen(drawn.nodes[i]));
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.strokeStyle = looks.ties[k].colour;
      context.lineWidth = Math.max(looks.ties[k].width * scale(), 1);
      context.stroke();
    }
  };
  const drawGaps = (context) => {
    for (const [g, { shown, width, colour, opacity }] of looks.gaps) {
      if (!shown) continue;
      const [from, middle, to] = curve(g);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.quadraticCurveTo(middle.x, middle.y, to.x, to.y);
      const stroke = (style, wide, dashes) => {
        context.strokeStyle = style;
        context.lineWidth = wide;
        context.setLineDash(dashes);
        context.stroke();
      };
      context.globalAlpha = opacity;
      if (opacity === 1) stroke(ink().paper, width + 3, []);
      stroke(colour, width, [7, 4]);
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  };
  renderer.on("afterRender", () => {
    under(layers.edgeLabels);
    drawKept(layers.edgeLabels);
    drawGaps(layers.edgeLabels);
    over(layers.labels);
  });
  renderer.on("resize", () => requestAnimationFrame(resized));
  renderer.on("clickStage", ({ event }) => click(event));
  renderer.on("moveBody", ({ event }) => hover(event.original.target === renderer.getMouseCaptor().container ? actorAt(event) : null));
  renderer.on("leaveStage", () => hover(null));
  frame.addEventListener("wheel", moved, { passive: true });
  const touch = renderer.getTouchCaptor();
  frame.addEventListener("pointermove", ({ buttons }) => buttons && touch.enabled && moved());
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ZOOMS = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 };
  frame.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return; // the browser's own
    if (ZOOMS[key]) zoom(ZOOMS[key]);
    else if (STEPS[key]) pan(STEPS[key]);
    else return;
    event.preventDefault(); // the page must not scroll as well
  });

  function pan([right, down]) {
    moved();
    const { width, height } = renderer.getDimensions();
    camera.setState(toCamera({ x: width / 2 + right * 40, y: height / 2 + down * 40 }));
  }

  return {
    frame,
    draws: true,
    show(marks, ties, gaps) {
      for (const [i, look] of marks) {
        // a mark of another shape belongs to another program
        ordered &&= looks.marks[i]?.group === look.group;
        looks.marks[i] = look;
      }
      for (const [k, look] of ties) looks.ties[k] = look;
      for (const [g, look] of gaps) looks.gaps.set(g, look);
      const keys = (changed) => changed.map(([key]) => String(key));
      const part = ordered ? { partialGraph: { nodes: keys(marks), edges: keys(ties) }, skipIndexation: true } : {};
      renderer.refresh({ ...part, schedule: true });
    },
    redraw,
    // Whether what touches the map moves it; a finger that does not is read as a mouse.
    hold: (on) => (touch.enabled = on),
    scale,
    toScreen,
    moveTo(position, wanted, animated) {
      const { x, y } = toCamera(toScreen(position));
      const state = { x, y, ratio: (camera.ratio * scale()) / wanted };
      if (animated) camera.animate(state, { duration: 300 });
      else camera.setState(state);
    },
    zoom: (factor) => camera.setState({ ratio: camera.ratio / factor }),
    gapAt(point) {
      let [nearest, least] = [null, REACH];
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
      const canvases = frame.querySelectorAll("canvas");
      const [{ width, height }] = canvases;
      const whole = Object.assign(document.createElement("canvas"), { width, height });
      for (const canvas of canvases) whole.getContext("2d").drawImage(canvas, 0, 0);
      return whole;
    },
    // Draws once with more pixels than the screen has; what is seen does not move.
    finely(use) {
      const own = Object.getOwnPropertyDescriptor(window, "devicePixelRatio"); // sigma asks nothing else
      Object.defineProperty(window, "devicePixelRatio", { configurable: true, value: Math.max(FINENESS, window.devicePixelRatio) });
      renderer.resize(true);
      try {
        return use();
      } finally {
        Object.defineProperty(window, "devicePixelRatio", own);
        renderer.resize(true);
        redraw();
      }
    },
  };
}
