// The tray: actors without a tie stand apart, and the frame says why.

import { onScreen, writeLines } from "./canvas.mjs";
import { boundsOf, isNarrow } from "./sight.mjs";

const TITLE_SIZE = 11;
const MOST_ASIDE = 130; // pixels from the outer marks to the frame

// widest: of the names in it. Returns the boxes of the frame, and of the words on it, which no name may cover; null where no actor
// is shown.
export function drawTray(context, { words, inks, font }, points, scale, widest) {
  if (!points.length) return null;
  const { soft, faint, paper } = inks.now;
  const bounds = boundsOf(points);
  const pad = 40 * Math.min(1, scale) + 16;
  const title = words.label("page_isolates");
  let boxes = null;
  onScreen(context, (wide) => {
    const side = isNarrow(wide) ? 58 : Math.min(Math.max(pad + 34, widest / 2 + 12), MOST_ASIDE); // names are inside
    const [x, y] = [bounds.left - side, bounds.top - pad];
    context.strokeStyle = faint;
    context.lineWidth = 1;
    const frame = { left: x, right: bounds.right + side, top: y, bottom: bounds.bottom + pad + 10, owner: "tray" };
    context.strokeRect(x, y, frame.right - x, frame.bottom - y);
    context.font = font(TITLE_SIZE);
    context.textAlign = "left";
    context.textBaseline = "middle";
    writeLines(context, [title], x + 8, y, { text: soft, paper });
    const right = x + 16 + context.measureText(title).width;
    boxes = { frame, title: { left: x, right, top: y - 8, bottom: y + 8, owner: "tray" } };
  });
  return boxes;
}
