// The map: what it shows of the state, and where the reader looks. A board (board_vis.mjs or
// board_sigma.mjs) draws it.

import { byId } from "../elements.mjs";
import { mainActors } from "../state/focus.mjs";
import { countsInWords } from "../words/told.mjs";
import { drawGrounds, groundsOf, nameGrounds } from "./grounds.mjs";
import { between, differing, gapLooks, markLooks, radiiOf, tieLooks } from "./looks.mjs";
import { inOrderOfNaming, Names } from "./names.mjs";
import { filling, fitting, wayBack } from "./sight.mjs";
import { drawStubs } from "./stubs.mjs";
import { drawTray } from "./tray.mjs";

const REACH = 11; // pixels: of a finger
const NEAR = 0.35; // scale under which neighbours are not told apart
const CLOSE = 0.7; // scale at which what was looked for is brought
const FINENESS = 3; // pixels per pixel of the screen, for a picture fit for print
const SETTLED = 300; // milliseconds without a move
const FADE = 350; // milliseconds of a change of date
const MOST_FADING = 1200; // marks and lines: more cannot follow
const MOST_MEASURED = 300; // names of the tray
const MOST_LINES = 1500; // lines of which names keep clear: among more, no place is

// choose({actor}), choose({gap}) or choose({}): what was clicked on
export function openMap(page, openBoard, choose) {
  const { data, state, inks, words } = page;
  const { nodes } = data.drawing;
  const box = byId("map");
  const hasTray = data.actors.some(({ tray }) => tray);
  // before anything is drawn: it stays so
  filling(nodes, box.clientWidth, box.clientHeight, hasTray).forEach((place, i) => Object.assign(nodes[i], place));
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const tray = state.index.every.filter((i) => data.actors[i].tray);
  const trayed = new Set(tray);
  const names = new Names(page);
  const worn = { marks: [], ties: [], gaps: [] };
  let order = state.now.byImportance; // of naming
  let radii = [];
  let kept = null; // what stays bright
  let hovered = null;
  let grounds = { who: [], drawn: [] }; // who stands on each, and where they were drawn
  let trayBoxes = null; // of its frame, and of the words on it
  let moved = false; // by the reader: resizing must not move it again
  let settling = 0;
  let painted = state.now.wave; // the date on the map
  let fading = null; // what is on its way to look otherwise

  const spotOf = (i) => board.toScreen(nodes[i]);
  const radiusOf = (i) => radii[i] * data.groups[state.now.group[i]].factor;
  const shownOf = (actors) => actors.filter((i) => state.actorShown(i));

  function drawUnder(context) {
    if (!board) return;
    if (grounds.who.length) grounds.drawn = drawGrounds(context, page, grounds.who, onScreenOf);
    trayBoxes = drawTray(context, page, shownOf(tray).map(spotOf), board.scale(), widestInTray(context));
  }

  // Of thousands, the frame is as wide as it may be in any case.
  function widestInTray(context) {
    return Math.max(0, ...shownOf(tray).slice(0, MOST_MEASURED).map((i) => names.measure(context, names.stagesOf(i)[0][0], false)));
  }

  function drawOver(context) {
    if (!board) return;
    const scale = board.scale();
    const stubs = drawStubs(context, page, onScreenOf);
    const named = nameGroundsOf(context, stubs);
    // of those who have a tie, none is named among those who have none
    const taken = [...(trayBoxes ? [trayBoxes.title, { ...trayBoxes.frame, bottom: Math.max(trayBoxes.frame.bottom, box.clientHeight), lets: trayed }] : []), ...stubs, ...named];
    const { x, y } = board.toScreen({ x: 0, y: 0 });
    const view = [x, y, scale, box.clientWidth, box.clientHeight].join();
    names.draw(context, { order, spot: onScreenOf, kept, hovered, taken, linesOf: linesShown, view });
  }

  function onScreenOf(i) {
    const { x, y } = spotOf(i);
    return { x, y, radius: radiusOf(i) * board.scale() };
  }

  function nameGroundsOf(context, stubs) {
    if (!grounds.who.length) return [];
    const boxOf = (i) => {
      const { x, y, radius: r } = onScreenOf(i);
      return { left: x - r, right: x + r, top: y - r, bottom: y + r, owner: i, mark: true };
    };
    const marks = shownOf(state.index.every).map(boxOf);
    const taken = trayBoxes ? [trayBoxes.frame, ...stubs] : stubs;
    return nameGrounds(context, page, grounds.drawn, [...marks, ...taken]);
  }

  // Where the ties that are seen stand on the screen; none where there are too many to mind.
  function linesShown() {
    if (state.view.nTies > MOST_LINES) return [];
    const at = (i) => {
      const { x, y } = spotOf(i);
      return [x, y];
    };
    const isSeen = (_, k) => state.tieShown(k) && (!kept || kept.ties.has(k));
    return data.ties.filter(isSeen).map(([a, b]) => [at(a), at(b)]);
  }

  function hover(actor) {
    if (actor === hovered) return;
    hovered = actor;
    box.classList.toggle("pointing", actor !== null);
    board.redraw();
  }

  function click(point) {
    const actor = actorAt(point);
    const gap = actor === null ? board.gapAt(point, REACH) : null;
    choose(actor !== null ? { actor } : gap !== null ? { gap } : {});
  }

  // The nearest mark within a finger's reach, then the names.
  function actorAt(point) {
    const scale = board.scale();
    let [nearest, least] = [null, Infinity];
    for (const i of shownOf(state.index.every)) {
      const { x, y } = spotOf(i);
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance < least && distance <= Math.max(radiusOf(i) * scale, REACH)) [nearest, least] = [i, distance];
    }
    return nearest ?? names.ownerAt(point);
  }

  // While the map is whole, one finger scrolls the page; moved or brought nearer, the map has it too.
  function setMoved(value) {
    moved = value;
    box.classList.toggle("held", value);
    clearTimeout(settling);
    if (value) settling = setTimeout(stayInSight, SETTLED);
  }

  function fingers(event) {
    const two = event.touches.length > 1;
    board.hold(two || moved);
    if (two) event.preventDefault(); // neither the page nor its zoom follows two fingers
  }

  let board = null; // it draws once while it is made: there is nothing to write on it yet
  board = openBoard(box, page, {
    isCalm: calm.matches,
    under: drawUnder,
    over: drawOver,
    hover,
    click,
    actorAt,
    tiesKept: () => kept?.ties ?? [],
    moved: () => setMoved(true),
    resized: () => moved || recentre(null, false),
  });
  board.frame.setAttribute("role", "img");
  box.addEventListener("touchstart", fingers, { capture: true, passive: false });
  const byMouse = ({ pointerType }) => pointerType !== "touch" && board.hold(true);
  box.addEventListener("pointerdown", byMouse, { capture: true });

  // Draws what the state says.
  function paint() {
    kept = state.bright();
    order = inOrderOfNaming(page);
    radii = radiiOf(data.drawing, state);
    grounds = { who: groundsOf(page), drawn: [] };
    const { pairs } = state.index;
    stopFading();
    const changed = [
      differing(worn.marks, markLooks(page, radii, kept)),
      differing(worn.ties, tieLooks(page, kept)),
      differing(worn.gaps, gapLooks(page, kept), (n) => pairs[n]),
    ];
    const n = changed.reduce((sum, { length }) => sum + length, 0);
    if (painted === state.now.wave || calm.matches || n > MOST_FADING) board.show(...changed);
    else fade(changed);
    painted = state.now.wave;
    board.frame.setAttribute("aria-label", words.say("page_map_described", countsInWords(page)));
  }

  // From a date to another, marks and lines come, go and grow: the eye follows them.
  function fade(changed) {
    const start = performance.now();
    const step = (time) => {
      const share = Math.min(Math.max((time - start) / FADE, 0), 1);
      if (share === 1) return stopFading();
      board.show(...changed.map((some) => some.map(([id, look, before]) => [id, between(before, look, share)])));
      fading.frame = requestAnimationFrame(step);
    };
    fading = { changed, frame: 0 };
    step(start);
  }

  function stopFading() {
    if (!fading) return;
    cancelAnimationFrame(fading.frame);
    board.show(...fading.changed);
    fading = null;
  }

  function viewOf(actors) {
    const withTray = actors.some((i) => data.actors[i].tray); // its frame is wider than its marks
    return fitting(actors.map((i) => nodes[i]), box.clientWidth, box.clientHeight, withTray);
  }

  // Shows these actors, or all that are shown.
  function recentre(actors = null, animate = true, most = Infinity) {
    const wanted = shownOf(actors ?? state.index.every);
    if (!wanted.length) return;
    const { middle, scale } = viewOf(wanted);
    board.moveTo(middle, Math.min(scale, most), animate && !calm.matches);
  }

  // Moved too far, the map comes back: a mark is always in sight.
  function stayInSight() {
    const [wide, high] = [box.clientWidth, box.clientHeight];
    const back = wayBack(shownOf(state.index.every).map(spotOf), wide, high);
    if (!back) return;
    const [origin, scale] = [board.toScreen({ x: 0, y: 0 }), board.scale()];
    const middle = { x: (wide / 2 - back.x - origin.x) / scale, y: (high / 2 - back.y - origin.y) / scale };
    board.moveTo(middle, scale, !calm.matches);
  }

  // What was found by search or in a list is brought into sight, near enough to tell its neighbours.
  function approach() {
    const main = shownOf(mainActors(state));
    if (!main.length || !kept) return;
    const isInSight = ({ x, y }) => x > 0 && y > 0 && x < box.clientWidth && y < box.clientHeight;
    if (main.map(spotOf).every(isInSight) && board.scale() >= NEAR) return;
    const around = [...kept.actors];
    // one who knows nobody is not brought so near that nobody else is seen
    if (viewOf(around).scale >= NEAR) recentre(around, true, Math.max(board.scale(), CLOSE));
    else board.moveTo(nodes[main[0]], Math.max(board.scale(), NEAR), !calm.matches);
    setMoved(true);
  }

  // Draws once in the inks of paper, and finely, for what is saved.
  function pictureOnPaper(use) {
    const turn = (paper) => {
      inks.onPaper = paper;
      paint();
      board.redraw();
    };
    return board.finely(FINENESS, () => {
      turn(true);
      try {
        return use(board.picture());
      } finally {
        turn(false);
      }
    });
  }

  return {
    box,
    draws: board.draws,
    paint,
    redraw: () => board.redraw(),
    recentre,
    // as the page opened it, or on what is in focus
    whole(inFocus = true) {
      setMoved(false);
      recentre(inFocus && kept ? [...kept.actors] : null);
    },
    approach,
    zoom(factor) {
      board.zoom(factor);
      setMoved(true);
    },
    pictureOnPaper,
  };
}
