// The heading: what network this is, of which date, how many are in it, and whence it comes.

import { byId, element } from "../elements.mjs";

export function writeHeader({ data, words, state }) {
  const { title, date, boundary, source, responseRate, note, remarks } = data.about;
  const { wave, n, nTies } = state.now;
  byId("title").textContent = words.text(title);
  const facts = [
    words.text(wave === null ? date : data.waves[wave].said) || words.say("map_date_missing"),
    ofAll(words, "n_actors", state.view.n, n),
    ofAll(words, "n_ties", state.view.nTies, nTies),
    responseRate && (wave === null || wave === state.index.lastWave) // one is given: of the last date
      ? words.say("page_response_rate", { rate: words.text(responseRate) })
      : words.say("map_response_missing"),
  ];
  byId("facts").replaceChildren(...facts.map((fact) => element("span", {}, fact)));
  const notes = [
    note && words.text(note),
    boundary ? words.say("page_boundary", { text: boundary }) : words.say("map_boundary_missing"),
    source ? words.say("page_source", { text: source }) : words.say("map_source_missing"),
    remarks && words.text(remarks),
  ];
  const spans = notes.filter(Boolean).map((said) => element("span", { dir: "auto" }, said));
  byId("notes").replaceChildren(...spans);
}

// How many are shown; of how many, where filters leave some out.
function ofAll(words, key, n, all) {
  const said = words.say(key, { n });
  return n === all ? said : words.say("page_of_all", { said, all });
}

// The words that the template wrote, in the language of the reader.
export function translateTemplate({ data, words }) {
  document.documentElement.lang = words.lang;
  document.title = words.text(data.about.title);
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = words.label(node.dataset.word);
  for (const node of document.querySelectorAll("[data-word-label]"))
    node.setAttribute("aria-label", words.label(node.dataset.wordLabel));
  for (const node of document.querySelectorAll("[data-word-hint]"))
    node.setAttribute("placeholder", words.label(node.dataset.wordHint));
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === words.lang));
}

// The map takes the height that the heading and the titles of the tables leave on the screen.
export function fitHeight() {
  const summaries = [...document.querySelectorAll(".table:not([hidden]) > summary")];
  const tables = summaries.reduce((high, summary) => high + summary.offsetHeight + 13, 0);
  const around = document.querySelector("header").offsetHeight + byId("finding").offsetHeight + tables;
  document.documentElement.style.setProperty("--around", `${around}px`);
}
