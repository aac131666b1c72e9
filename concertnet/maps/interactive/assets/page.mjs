// Everything is put together here: what the page knows, what it shows, what the reader can do.

import { fontIn, Inks } from "./map/inks.mjs";
import { openMap } from "./map/map.mjs";
import { savePicture } from "./map/picture.mjs";
import { makeChoices } from "./parts/choices.mjs";
import { byId } from "./elements.mjs";
import { buildFinding } from "./parts/finding.mjs";
import { fitHeight, translateTemplate, writeHeader } from "./parts/header.mjs";
import { fitHeadings } from "./parts/matrix.mjs";
import { buildLegend, writeLegend } from "./parts/legend.mjs";
import { buildPanel } from "./parts/panel.mjs";
import { makeSearch } from "./parts/search.mjs";
import { writeStatus } from "./parts/status.mjs";
import { makeTables } from "./parts/tables.mjs";
import { State } from "./state/state.mjs";
import { Called } from "./words/called.mjs";
import { languageOf, Words } from "./words/words.mjs";

const OUT_OF_SIGHT = 100; // pixels of the map that must be on the screen
const ZOOM = 1.3;

export function start(openBoard) {
  const data = JSON.parse(byId("data").textContent);
  const darkScreen = window.matchMedia("(prefers-color-scheme: dark)");
  const ofPage = getComputedStyle(document.documentElement);
  const written = document.documentElement.lang;
  const words = new Words({ ...data, lang: data.lang ?? languageOf(navigator.languages, data.words, written) });
  const state = new State(data);
  const inks = new Inks(data, darkScreen);
  // what every part of the page is given
  const page = Object.freeze({
    data,
    words,
    called: new Called(data, words),
    state,
    inks,
    font: fontIn(ofPage.fontFamily),
    act: { refresh, recentre: () => map.recentre(), openActor, toggleGap, chooseInstance, chooseCell, chooseNowhere, chooseTerritory, list, leaveFocus },
  });
  const choices = makeChoices(page);
  // what stands around the map first: it is drawn to the size that they leave
  translateTemplate(page);
  writeHeader(page);
  buildFinding(page);
  choices.build();
  writeStatus(page);
  buildLegend(page);
  writeLegend(page);
  fitHeight();
  const map = openMap(page, openBoard, choose);
  const search = makeSearch(page);
  const tables = makeTables(page);
  const panel = byId("panel");
  const work = document.querySelector(".work");

  const isPhone = () => Boolean(ofPage.getPropertyValue("--phone")); // the style sheet knows

  // Whatever was chosen, everything follows.
  function refresh() {
    state.look();
    map.paint();
    writeHeader(page);
    buildFinding(page);
    choices.write();
    writeLegend(page);
    writeStatus(page);
    buildPanel(page);
    tables.build();
    work.classList.toggle("on-actor", state.chosen.actor !== null);
  }

  function choose({ actor, gap }) {
    if (actor !== undefined) state.focusActor(actor);
    else if (gap !== undefined) state.focusGap(gap);
    else state.clearFocus();
    refresh();
    // on a phone the card is under the map, which stays in view
    if (state.chosen.actor !== null && isPhone()) panel.scrollIntoView({ block: "start" });
  }

  // From the keyboard or a list, the reading goes on in the panel; from the map, it stays there.
  function openActor(actor) {
    choose({ actor });
    map.approach();
    panel.scrollTop = 0;
    byId("panel-heading").focus();
  }

  function toggleGap(gap, elsewhere = false) {
    const isListed = state.chosen.actor === null && !elsewhere; // in the same list after: it must not jump
    const scroll = panel.scrollTop;
    choose(state.chosen.gap === gap ? {} : { gap });
    map.approach();
    if (isListed) panel.scrollTop = scroll;
    panel.querySelector(`[data-gap="${gap}"]`)?.focus({ preventScroll: isListed });
    if (state.chosen.gap !== null) bringIntoSight(map.box);
  }

  // Of the matrix: the button that was pressed is made again, and keeps the focus.
  function chooseInstance(instance) {
    state.clearFocus();
    state.chosen.instance = instance;
    keepingFocus(refresh);
    map.recentre();
  }

  function chooseCell(instance, group) {
    state.chooseCell(instance, group);
    keepingFocus(refresh);
    map.recentre();
  }

  function chooseNowhere(group) {
    state.chooseNowhere(group);
    keepingFocus(refresh);
    map.recentre();
    showList();
  }

  function chooseTerritory(territory) {
    state.clearFocus();
    state.chosen.territory = state.chosen.territory === territory ? "" : territory;
    keepingFocus(refresh);
    map.recentre();
  }

  // The changes since a date ({ since }), or another list ({ asked }).
  function list(what) {
    state.clearFocus();
    Object.assign(state.chosen, what);
    keepingFocus(refresh);
    showList();
  }

  // What was asked to be listed is seen: on a phone the panel is under the map.
  function showList() {
    panel.scrollTop = 0;
    const { top } = panel.getBoundingClientRect();
    if (top > window.innerHeight - OUT_OF_SIGHT) panel.scrollIntoView({ block: "start" });
  }

  function leaveFocus() {
    choose({});
    search.takeFocus();
  }

  function showAll() {
    state.showAll();
    refresh();
    map.whole(false);
  }

  function speak(lang) {
    words.lang = lang;
    translateTemplate(page);
    buildLegend(page);
    choices.build();
    search.search();
    refresh();
    fitHeight();
    map.redraw();
  }

  function turnPaper(isPaper) {
    inks.onPaper = isPaper;
    tables.onPaper(isPaper);
    buildLegend(page);
    refresh();
    map.redraw();
  }

  const onClick = {
    recentre: () => map.whole(),
    "show-all": showAll,
    "zoom-in": () => map.zoom(ZOOM),
    "zoom-out": () => map.zoom(1 / ZOOM),
    picture: () => savePicture(page, map),
    print: () => window.print(),
  };
  for (const [id, act] of Object.entries(onClick)) byId(id).addEventListener("click", act);
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => speak(button.dataset.language));
  document.addEventListener("keydown", ({ key }) => {
    const { actor, gap, cell, nowhere, since, asked } = state.chosen;
    if (key === "Escape" && [actor, gap, cell, nowhere, since, asked].some((one) => one !== null)) leaveFocus();
  });
  darkScreen.addEventListener("change", () => speak(words.lang));
  window.addEventListener("resize", () => {
    fitHeadings(page);
    fitHeight();
  });
  window.addEventListener("beforeprint", () => turnPaper(true));
  window.addEventListener("afterprint", () => turnPaper(false));

  byId("undrawn").hidden = map.draws;
  if (isPhone()) byId("filters").open = false; // the map first
  refresh();
  map.recentre(null, false);
  document.documentElement.dataset.ready = "true";
}

function keepingFocus(change) {
  const { cell, row, part } = document.activeElement?.dataset ?? {};
  change();
  const asked = Object.entries({ cell, row, part }).find(([, value]) => value !== undefined);
  const again = asked && `[data-${asked[0]}="${CSS.escape(asked[1])}"]`;
  if (again) document.querySelector(again)?.focus({ preventScroll: true });
}

// On a screen where the map is out of sight, what was asked to be shown on it must be seen.
function bringIntoSight(box) {
  const { top, bottom } = box.getBoundingClientRect();
  if (bottom < OUT_OF_SIGHT || top > window.innerHeight - OUT_OF_SIGHT) box.scrollIntoView({ block: "center" });
}
