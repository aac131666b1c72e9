// The marks and lines of the map beside the words of the page.

import { svg } from "../elements.mjs";

// Ringed: as the map shows those who could make a missing link.
export function groupIcon({ data, inks }, group, size = 16, ringed = false) {
  const { shape } = data.groups[group];
  const { missing, outline } = inks.now;
  const look = { fill: inks.group(group), stroke: ringed ? missing : outline, "stroke-width": ringed ? 2.5 : 1 };
  const middle = size / 2;
  const radius = size * 0.38;
  const points = data.shapes[shape]?.map(([x, y]) => `${middle + radius * x},${middle + radius * y}`);
  const mark = points
    ? svg("polygon", { ...look, points: points.join(" ") })
    : svg("circle", { ...look, cx: middle, cy: middle, r: radius });
  return icon(size, size, mark);
}

export function levelIcon({ data, inks }, level) {
  return lineIcon(inks.level(level), data.levels[level].width, []);
}

export function missingIcon({ data, inks }) {
  return lineIcon(inks.now.missing, data.missing.width, data.missing.dash);
}

// As the map shows those whom nobody could introduce.
export function stubIcon({ data, inks }) {
  const { missing } = inks.now;
  const line = svg("line", { x1: 2, y1: 14, x2: 13, y2: 5, stroke: missing, "stroke-width": data.missing.width, "stroke-dasharray": "3 2" });
  const number = svg("text", { x: 15, y: 11, fill: missing, "font-size": 11, "font-weight": "bold" }, "9");
  return icon(26, 16, line, number);
}

function lineIcon(stroke, width, dashes) {
  const line = svg("line", { x1: 1, y1: 8, x2: 31, y2: 8, stroke, "stroke-width": width });
  if (dashes.length) line.setAttribute("stroke-dasharray", dashes.join(" "));
  return icon(32, 16, line);
}

const icon = (width, height, ...drawn) =>
  svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...drawn);
