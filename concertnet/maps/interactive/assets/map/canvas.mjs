// What is written on a canvas: lines of text on a halo, and the shapes of marks.

export const LABEL_SIZE = 12; // pixels, whatever the zoom
export const LINE = 14;
const HALO = 3.5;

// Draws in the pixels of the screen, whatever the board had set.
export function onScreen(context, draw) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(context.canvas.clientWidth, context.canvas.clientHeight);
  context.restore();
}

// Lines around a height, apart from what they cross.
export function writeLines(context, lines, x, y, { text, paper }) {
  context.lineJoin = "round";
  context.strokeStyle = paper;
  context.lineWidth = HALO;
  context.fillStyle = text;
  lines.forEach((line, n) => {
    const at = y + (n - (lines.length - 1) / 2) * LINE;
    context.strokeText(line, x, at);
    context.fillText(line, x, at);
  });
}

export function drawLine(context, from, to, { colour, width, dashes = [] }) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes);
  context.stroke();
  context.setLineDash([]);
}

// corners: of the shape for a circle of radius 1 of the same area; a circle has none.
export function markPath(context, corners, x, y, radius) {
  context.beginPath();
  if (corners) for (const [dx, dy] of corners) context.lineTo(x + radius * dx, y + radius * dy);
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.closePath();
}
