// The board of a usual network: vis-network draws what the map asks for. Positions are given and stay.

import { withPixels } from "./finely.mjs";

const GAP_IDS = 1e6; // ids of missing links start here, after those of ties

export function openBoard(box, { data }, { under, over, hover, click, moved, resized }) {
  const { vis } = globalThis; // its file stands before ours in the page
  const { drawing, groups } = data;
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(box, { nodes, edges }, drawing.options);
  const frame = box.querySelector(".vis-network"); // takes the focus, and the keys that move the map
  // vis takes the focus when it is pressed: the page must not move under the mouse
  frame.focus = () => HTMLElement.prototype.focus.call(frame, { preventScroll: true });
  network.on("beforeDrawing", under);
  network.on("afterDrawing", over);
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("click", ({ pointer }) => click(pointer.DOM));
  let holding = true;
  network.on("dragEnd", () => holding && moved());
  network.on("zoom", moved);
  // one frame later: vis first puts back the view that it had
  network.on("resize", () => requestAnimationFrame(resized));

  const given = new Map(drawing.edges.map((edge) => [edge.id, edge]));
  const node = ([i, { shown, radius, group, fill, outline, ring, opacity }]) => {
    // names are drawn by names.mjs: here they would be scaled, overlapped, and never shortened
    const placed = drawing.nodes[i];
    const { drawn: shape, factor } = groups[group];
    const color = { background: fill, border: outline };
    return { ...placed, shape, size: radius * factor, hidden: !shown, opacity, borderWidth: ring, color };
  };
  const edge = (made, { shown, width, colour, opacity }) => ({
    ...made,
    hidden: !shown,
    width,
    color: { color: colour, opacity },
  });
  const gap = ([g, look]) => {
    const background = { enabled: look.opacity === 1, color: look.casing.colour, size: look.casing.width };
    const { actor: from, other: to } = data.gaps[g];
    const smooth = { enabled: true, type: "curvedCW", roundness: data.missing.bend };
    const made = { id: GAP_IDS + g, from, to, dashes: data.missing.dash, smooth };
    return { ...edge(made, look), background };
  };

  return {
    frame,
    draws: true,
    show(marks, ties, gaps) {
      if (marks.length) nodes.update(marks.map(node));
      const lines = [...ties.map(([k, look]) => edge(given.get(k), look)), ...gaps.map(gap)];
      if (lines.length) edges.update(lines);
      network.redraw();
    },
    redraw: () => network.redraw(),
    // Whether what touches the map moves it.
    hold(on) {
      if (on !== holding) network.setOptions({ interaction: { dragView: on } });
      holding = on;
    },
    scale: () => network.getScale(),
    toScreen: (place) => network.canvasToDOM(place),
    moveTo(position, scale, animated) {
      const animation = animated ? { duration: 300, easingFunction: "easeInOutQuad" } : false;
      network.moveTo({ position, scale, animation });
    },
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false }),
    gapAt(point) {
      const id = network.getEdgeAt(point);
      return id >= GAP_IDS ? id - GAP_IDS : null;
    },
    picture: () => frame.querySelector("canvas"),
    // Draws once with more pixels than the screen has; what is seen does not move.
    finely(fineness, use) {
      const [position, scale] = [network.getViewPosition(), network.getScale()];
      const fit = () => {
        network.setSize();
        network.moveTo({ position, scale, animation: false });
      };
      try {
        return withPixels(fineness, () => {
          fit();
          return use();
        });
      } finally {
        fit();
      }
    },
  };
}
