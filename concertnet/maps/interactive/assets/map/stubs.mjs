// Who shares a partner with none of those it lacks: a short dashed stub with the number of links that it lacks, so
// that an actor who knows nobody looks so.

import { drawLine, LABEL_SIZE, onScreen, writeLines } from "./canvas.mjs";
import { stubbed } from "../state/stubbed.mjs";
import { Occupied } from "./occupied.mjs";

const LONG = 13; // pixels
const TURN = Math.SQRT1_2; // it goes up to the right

// Draws them, and returns the boxes of the numbers, which no name may cover.
export function drawStubs(context, { data, state, words, inks, font }, spot) {
  const alone = stubbed(state);
  if (!alone.length) return [];
  const boxes = [];
  const occupied = new Occupied();
  onScreen(context, () => {
    const { missing, paper } = inks.now;
    const { width } = data.missing;
    context.font = font(LABEL_SIZE, true);
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const i of alone) {
      const { x, y, radius } = spot(i);
      const at = (far) => ({ x: x + TURN * far, y: y - TURN * far });
      const [from, to] = [at(radius), at(radius + LONG)];
      drawLine(context, from, to, { colour: missing, width, dashes: [3, 2] });
      const said = words.number(state.view.doors.lacking[i]);
      const right = to.x + 4 + context.measureText(said).width;
      const box = { left: from.x, right, top: to.y - 7, bottom: from.y, owner: `stub ${i}` };
      if (!occupied.isFree(box)) continue; // seen from afar, numbers would lie on each other
      writeLines(context, [said], to.x + 2, to.y, { text: missing, paper });
      occupied.add(box);
      boxes.push(box);
    }
  });
  return boxes;
}
