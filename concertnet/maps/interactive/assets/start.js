// Everything is put together here.

function refresh() {
  paint();
  syncLegend();
  writeCounts();
  buildPanel();
  buildTable();
}

function writeHeader() {
  const { date, boundary, source, responseRate } = data.about;
  byId("title").textContent = text(data.about.title);
  const all = [
    date,
    say("n_actors", { n: data.actors.length }),
    say("n_ties", { n: data.ties.length }),
    responseRate && say("page_response_rate", { rate: text(responseRate) }),
  ];
  byId("facts").replaceChildren(...all.filter(Boolean).map((fact) => element("span", {}, fact)));
  const notes = [boundary && say("page_boundary", { text: boundary }), source && say("page_source", { text: source })];
  byId("notes").replaceChildren(...notes.filter(Boolean).map((note) => element("span", { dir: "auto" }, note)));
}

// The map takes the height that the heading and the title of the table leave on the screen.
function fitHeight() {
  const around = document.querySelector("header").offsetHeight + document.querySelector("#table summary").offsetHeight + 26;
  document.documentElement.style.setProperty("--around", `${around}px`);
}

function speak(language) {
  lang = language;
  translateTemplate();
  writeHeader();
  fitHeight();
  buildLegend();
  search();
  refresh();
  network.redraw();
}

function showAll() {
  state.groupsOff.clear();
  state.levelsOff.clear();
  state.gapsOn = pairGaps.length > 0;
  clearFocus();
  moved = false;
  refresh();
  recentre();
}

function start() {
  startMap();
  startSearch();
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => speak(button.dataset.language));
  byId("recentre").addEventListener("click", () => {
    moved = false;
    recentre(kept ? [...kept.actors] : null);
  });
  byId("show-all").addEventListener("click", showAll);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("picture").addEventListener("click", savePicture);
  byId("print").addEventListener("click", () => window.print());
  byId("table").addEventListener("toggle", buildTable);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bright()) leaveFocus();
  });
  darkScreen.addEventListener("change", () => speak(lang));
  window.addEventListener("resize", fitHeight);
  window.addEventListener("beforeprint", () => {
    onPaper = true;
    paint();
    network.redraw();
    buildLegend();
  });
  window.addEventListener("afterprint", () => {
    onPaper = false;
    paint();
    network.redraw();
    buildLegend();
  });
  if (window.innerWidth <= 700) byId("filters").open = false; // the map first, on a phone
  speak(lang);
  recentre(null, false);
  document.documentElement.dataset.ready = "true";
}

start();
