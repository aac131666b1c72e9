// The marks of the map, drawn the same way on the map, in the legend and in the picture.

const SVG = "http://www.w3.org/2000/svg";

// Corners of each shape for a circle of radius 1 of the same area; a circle has none.
const CORNERS = data.shapes;

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Ringed: as the map shows those who could make a missing link.
function groupIcon(group, size = 16, ringed = false) {
  const { colour, shape } = data.groups[group];
  const look = { fill: colour, stroke: ringed ? ink().missing : ink().outline, "stroke-width": ringed ? 2.5 : 1 };
  const middle = size / 2;
  const radius = size * 0.38;
  const corners = CORNERS[shape];
  const mark = corners
    ? svg("polygon", { ...look, points: corners.map(([x, y]) => `${middle + radius * x},${middle + radius * y}`).join(" ") })
    : svg("circle", { ...look, cx: middle, cy: middle, r: radius });
  return svg("svg", { width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, mark);
}

function lineIcon(colour, width, dashed = false) {
  const line = svg("line", { x1: 1, y1: 8, x2: 31, y2: 8, stroke: colour, "stroke-width": width });
  if (dashed) line.setAttribute("stroke-dasharray", "5 3");
  return svg("svg", { width: 32, height: 16, viewBox: "0 0 32 16", "aria-hidden": "true" }, line);
}

function markPath(context, shape, x, y, radius) {
  context.beginPath();
  const corners = CORNERS[shape];
  if (corners) corners.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + radius * dx, y + radius * dy));
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.closePath();
}

// Inks follow the reader's system; paper is always light.
const darkScreen = window.matchMedia("(prefers-color-scheme: dark)");
let onPaper = false;
const isDark = () => darkScreen.matches && !onPaper;
const ink = () => data.inks[isDark() ? "dark" : "light"];
const levelColour = (level) => data.levels[level][isDark() ? "dark" : "light"];
