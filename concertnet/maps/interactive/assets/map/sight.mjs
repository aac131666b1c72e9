// Where the reader looks: what scale and middle show some places, and what brings a lost map back.

const NARROW = 500; // pixels: a map on a phone, whose margins are smaller
const ABOVE = 36; // pixels for names
const BELOW = 40;
const LARGEST = 1.6; // scales
const MOST_STRETCHED = 2.4; // one way beside the other
const SMALLEST = 0.02;
const SEEN = 48; // pixels from the edge at which a mark is brought back

export const isNarrow = (wide) => wide < NARROW;

export function boundsOf(places) {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

// Room for names, and for the frame of the tray.
function marginsOf(wide, hasTray) {
  const side = isNarrow(wide) ? (hasTray ? 62 : 34) : hasTray ? 100 : 64;
  return { side, below: hasTray ? 76 : BELOW };
}

// The same places, drawn apart so that they fill a frame: never closer, so that no two marks meet.
export function filling(places, wide, high, hasTray) {
  const { left, right, top, bottom } = boundsOf(places);
  const { side, below } = marginsOf(wide, hasTray);
  const [across, down] = [wide - 2 * side, high - ABOVE - below];
  const [spanX, spanY] = [right - left, bottom - top];
  if (!(spanX > 1 && spanY > 1 && across > 0 && down > 0)) return places.map(({ x, y }) => ({ x, y }));
  const [fitX, fitY] = [across / spanX, down / spanY];
  const least = Math.min(fitX, fitY);
  const small = Math.max(least / LARGEST, 1); // few actors: their places part, their marks stay
  const stretch = (fit) => small * Math.min(fit / least, MOST_STRETCHED);
  return places.map(({ x, y }) => ({ x: x * stretch(fitX), y: y * stretch(fitY) }));
}

// The view that shows these places.
export function fitting(places, wide, high, hasTray) {
  const { left, right, top, bottom } = boundsOf(places);
  const { side, below } = marginsOf(wide, hasTray);
  const across = (wide - 2 * side) / Math.max(right - left, 1);
  const down = (high - ABOVE - below) / Math.max(bottom - top, 1);
  const scale = Math.max(Math.min(across, down, LARGEST), SMALLEST);
  return { scale, middle: { x: (left + right) / 2, y: (top + bottom) / 2 + (below - ABOVE) / 2 / scale } };
}

// How far the map must come back for a mark to be in sight; null where one is.
export function wayBack(points, wide, high) {
  const within = (value, size) => Math.min(Math.max(value, SEEN), size - SEEN);
  let [nearest, least] = [null, Infinity];
  for (const { x, y } of points) {
    const back = { x: within(x, wide) - x, y: within(y, high) - y };
    const distance = Math.hypot(back.x, back.y);
    if (distance < least) [nearest, least] = [back, distance];
  }
  return least <= SEEN ? null : nearest;
}
