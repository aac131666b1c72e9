// Quiet grounds under the actors of a same territory or instance, each with its name on its edge.

import { shortened } from "../words/words.mjs";
import { onScreen, writeLines } from "./canvas.mjs";
import { Occupied } from "./occupied.mjs";

const AIR = 10; // pixels from a mark to the edge of its ground
const FEWEST = 2; // actors of a ground: one alone has no extent
const STRENGTH = 0.55; // of the tints, so that grounds that meet are both seen
const NAME_SIZE = 12;
const LONGEST = 40; // characters
const RISE = 8; // pixels: half the height of a name
const AWAY = [1, 9, 18]; // pixels from the edge to the name
const UPWARDS = -Math.PI / 2;
const TURNS = Array.from({ length: 24 }, (_, n) => UPWARDS + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * (Math.PI / 12));

// Who stands on each ground: actors that are shown and have a tie, in the order of what is said of them.
export function groundsOf({ data, state }) {
  if (!data.ground?.drawn) return [];
  const { key } = data.ground;
  const { facts, seats } = state.now;
  const labelsOf = (i) =>
    key === "instance" ? seats[i].map(([instance]) => data.instances[instance].name) : [facts[i][key]];
  const found = new Map();
  for (const i of state.index.every) {
    if (!state.actorShown(i) || data.actors[i].tray) continue;
    for (const label of labelsOf(i)) {
      if (!label) continue;
      const said = JSON.stringify(label); // in both languages
      if (!found.has(said)) found.set(said, { label, actors: new Set() });
      found.get(said).actors.add(i);
    }
  }
  const large = [...found].filter(([, { actors }]) => actors.size >= FEWEST);
  return large.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { label, actors }]) => ({ label, actors: [...actors] }));
}

// The corners of the smallest convex shape around some points, clockwise on the screen.
export function hullOf(points) {
  const inOrder = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const sorted = inOrder.filter(({ x, y }, n) => !n || x !== inOrder[n - 1].x || y !== inOrder[n - 1].y);
  if (sorted.length < 3) return sorted;
  const half = (places) => {
    const kept = [];
    for (const place of places) {
      while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), place) <= 0) kept.pop();
      kept.push(place);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

// The edge at a distance from the corners, as a path.
function trace(context, corners, reach) {
  context.beginPath();
  corners.forEach((corner, n) => {
    const [before, after] = [corners.at(n - 1), corners[(n + 1) % corners.length]];
    const outwards = (from, to) => Math.atan2(to.y - from.y, to.x - from.x) + UPWARDS;
    const isAlone = corners.length === 1;
    const [start, end] = isAlone ? [0, 2 * Math.PI] : [outwards(before, corner), outwards(corner, after)];
    context.arc(corner.x, corner.y, reach, start, end);
  });
  context.closePath();
}

function extentOf(corners) {
  const sums = corners.map((a, n) => a.x * corners[(n + 1) % corners.length].y - a.y * corners[(n + 1) % corners.length].x);
  return Math.abs(sums.reduce((all, one) => all + one, 0)) / 2;
}

// Draws grounds, the largest under the others; spot(i): {x, y, radius} on the screen.
export function drawGrounds(context, { inks }, grounds, spot) {
  const { soft, grounds: tints } = inks.now;
  const drawn = grounds.map(({ label, actors }, n) => {
    const spots = actors.map(spot);
    const reach = Math.max(...spots.map(({ radius }) => radius)) + AIR;
    return { label, corners: hullOf(spots), reach, tint: tints[n % tints.length] };
  });
  drawn.sort((a, b) => extentOf(b.corners) - extentOf(a.corners));
  onScreen(context, () => {
    for (const { corners, reach, tint } of drawn) {
      trace(context, corners, reach);
      context.globalAlpha = STRENGTH;
      context.fillStyle = tint;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = soft;
      context.lineWidth = 0.7;
      context.stroke();
    }
  });
  return drawn;
}

// Names them along their edges, at the top if it is free; over a mark where no place is, and not at
// all where the only places are taken by other words (boxes that are no marks) or out of sight. Returns
// the boxes of the names, which no other name may cover.
export function nameGrounds(context, { words, inks, font }, drawn, taken) {
  const occupied = new Occupied();
  for (const box of taken) occupied.add(box);
  const boxes = [];
  onScreen(context, (wide, high) => {
    const { soft, paper } = inks.now;
    context.font = font(NAME_SIZE, true);
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const { label, corners, reach } of drawn) {
      const said = shortened(words.text(label), LONGEST);
      const half = context.measureText(said).width / 2 + 2;
      const places = AWAY.flatMap((away) => TURNS.map((angle) => placeBeside(corners, reach + away, angle, half)));
      const asBox = ({ x, y }) => ({ left: x - half, right: x + half, top: y - RISE, bottom: y + RISE, owner: `ground ${said}` });
      const isInside = ({ left, right, top, bottom }) => left >= 0 && right <= wide && top >= 0 && bottom <= high;
      const inside = places.filter((place) => isInside(asBox(place)));
      const place = inside.find((one) => occupied.isFree(asBox(one))) ?? inside.find((one) => occupied.isFree(asBox(one), true));
      if (!place) continue;
      writeLines(context, [said], place.x, place.y, { text: soft, paper });
      occupied.add(asBox(place));
      boxes.push(asBox(place));
    }
  });
  return boxes;
}

// The middle of a name outside of an edge, the way of an angle.
function placeBeside(corners, away, angle, half) {
  const [right, down] = [Math.cos(angle), Math.sin(angle)];
  const along = ({ x, y }) => x * right + y * down;
  const tip = corners.reduce((best, one) => (along(one) > along(best) ? one : best));
  const room = away + Math.abs(right) * half + Math.abs(down) * RISE;
  return { x: tip.x + right * room, y: tip.y + down * room };
}
