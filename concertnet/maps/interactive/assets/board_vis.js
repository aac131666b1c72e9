// The board of a usual network: vis-network draws what the map asks for. Positions are given and stay.

const GAP = 1e6; // ids of missing links start here, after those of ties

function openBoard(box, { under, over, hover, click, moved, resized }) {
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(box, { nodes, edges }, drawn.options);
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

  const given = new Map(drawn.edges.map((edge) => [edge.id, edge]));
  const node = ([i, { shown, radius, group, fill, outline, ring, faint }]) => {
    // names are drawn by labels.js: here they would be scaled, overlapped, and never shortened
    const { label: _, ...placed } = drawn.nodes[i];
    const { drawn: shape, factor } = data.groups[group];
    const color = { background: fill, border: outline };
    return { ...placed, shape, size: radius * factor, hidden: !shown, opacity: faint ? FAINT : 1, borderWidth: ring, color };
  };
  const edge = (id, { shown, width, colour, opacity }) => ({ ...given.get(id), hidden: !shown, width, color: { color: colour, opacity } });
  const gap = ([g, look]) => {
    const background = { enabled: look.opacity === 1, color: ink().paper, size: data.gapWidth + 3 };
    return { ...edge(GAP + g, look), background };
  };

  return {
    frame: network.canvas.frame, // takes the focus, and the keys that move the map
    draws: true,
    show(marks, ties, gaps) {
      if (marks.length) nodes.update(marks.map(node));
      if (ties.length || gaps.length) edges.update([...ties.map(([k, look]) => edge(k, look)), ...gaps.map(gap)]);
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
      network.moveTo({ position, scale, animation: animated ? { duration: 300, easingFunction: "easeInOutQuad" } : false });
    },
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false }),
    gapAt(point) {
      const id = network.getEdgeAt(point);
      return id >= GAP ? id - GAP : null;
    },
    picture: () => network.canvas.frame.canvas,
    // Draws once with more pixels than the screen has; what is seen does not move.
    finely(use) {
      const [position, scale] = [network.getViewPosition(), network.getScale()];
      const resize = () => {
        network.canvas.setSize();
        network.moveTo({ position, scale, animation: false });
      };
      network.canvas._determinePixelRatio = () => Math.max(FINENESS, window.devicePixelRatio);
      resize();
      try {
        return use();
      } finally {
        delete network.canvas._determinePixelRatio; // the library's own is back
        resize();
      }
    },
  };
}
