// Everything is put together here.

function refresh() {
  look();
  paint();
  writeHeader();
  writeChoices();
  syncLegend();
  writeCounts();
  buildPanel();
  buildTables();
}

function writeHeader() {
  const { boundary, source, responseRate, note } = data.about;
  const date = state.wave === null ? data.about.date : data.waves[state.wave].date;
  byId("title").textContent = text(data.about.title);
  const all = [
    date || say("map_date_missing"),
    say("n_actors", { n: now.there.filter(Boolean).length }),
    say("n_ties", { n: now.level.filter((level) => level >= 0).length }),
    responseRate ? say("page_response_rate", { rate: text(responseRate) }) : say("map_response_missing"),
  ];
  byId("facts").replaceChildren(...all.filter(Boolean).map((fact) => element("span", {}, fact)));
  const notes = [
    note && text(note),
    boundary ? say("page_boundary", { text: boundary }) : say("map_boundary_missing"),
    source ? say("page_source", { text: source }) : say("map_source_missing"),
  ];
  byId("notes").replaceChildren(...notes.filter(Boolean).map((note) => element("span", { dir: "auto" }, note)));
}

// The map takes the height that the heading and the titles of the tables leave on the screen.
function fitHeight() {
  const summaries = [...document.querySelectorAll(".table:not([hidden]) > summary")];
  const tables = summaries.reduce((high, summary) => high + summary.offsetHeight + 13, 0);
  const around = document.querySelector("header").offsetHeight + tables;
  document.documentElement.style.setProperty("--around", `${around}px`);
}

function speak(language) {
  lang = language;
  translateTemplate();
  buildLegend();
  buildChoices();
  search();
  refresh();
  fitHeight();
  board.redraw();
}

function showAll() {
  state.groupsOff.clear();
  state.levelsOff.clear();
  Object.assign(state, { territory: "", theme: "", instance: null, wave: LAST_WAVE });
  state.gapsOn = pairGaps.length > 0;
  clearFocus();
  setMoved(false);
  refresh();
  recentre();
}

function start() {
  byId("undrawn").hidden = board.draws;
  startSearch();
  startTables();
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => speak(button.dataset.language));
  byId("recentre").addEventListener("click", () => {
    setMoved(false);
    recentre(kept ? [...kept.actors] : null);
  });
  byId("show-all").addEventListener("click", showAll);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("picture").addEventListener("click", savePicture);
  byId("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (state.actor !== null || state.gap !== null)) leaveFocus();
  });
  darkScreen.addEventListener("change", () => speak(lang));
  window.addEventListener("resize", fitHeight);
  const turnPaper = (on) => () => {
    onPaper = on;
    buildLegend();
    refresh();
    board.redraw();
  };
  window.addEventListener("beforeprint", turnPaper(true));
  window.addEventListener("afterprint", turnPaper(false));
  if (window.innerWidth <= 700) byId("filters").open = false; // the map first, on a phone
  speak(lang);
  recentre(null, false);
  document.documentElement.dataset.ready = "true";
}

start();
