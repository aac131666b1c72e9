// The part of the network that is shown: a date, a territory, a theme, an instance.

import { dateInWords } from "../words/told.mjs";
import { shortened } from "../words/words.mjs";
import { byId, element } from "../elements.mjs";
import { optionsOf } from "./options.mjs";

const LONGEST_OPTION = 80; // characters

export function makeChoices(page) {
  const { data, words } = page;
  const { territories, themes, instances } = optionsOf(data);
  let writes = []; // what each control does to follow the state, whatever changed it

  function build() {
    const made = [];
    if (data.waves.length) made.push(dateSlider(page));
    if (territories.length > 1)
      made.push(chooser(page, "territory", "page_territory", "page_all_territories", territories));
    if (themes.length) made.push(chooser(page, "theme", "page_theme", "page_all_themes", themes));
    if (instances.length)
      made.push(chooser(page, "instance", "page_instance", "page_all_instances", instances));
    const box = byId("choices");
    box.hidden = !made.length;
    box.replaceChildren(element("legend", {}, words.label("page_choices")), ...made.map(([node]) => node));
    writes = made.map(([, write]) => write);
  }

  return { build, write: () => writes.forEach((write) => write()) };
}

function dateSlider(page) {
  const { data, words, state, act } = page;
  const title = element("span");
  const change = () => {
    const place = Number(slider.value);
    state.chosen.wave = place ? place - 1 : null; // at the left end, the whole period
    act.refresh();
  };
  const range = { type: "range", id: "date", min: 0, max: data.waves.length, step: 1 };
  const slider = element("input", { ...range, oninput: change });
  const write = () => {
    const { wave } = state.chosen;
    slider.value = wave === null ? 0 : wave + 1;
    slider.setAttribute("aria-valuetext", dateInWords(page));
    title.textContent = words.say("page_date", { date: dateInWords(page) });
  };
  write();
  return [element("label", { class: "choice dates" }, title, slider), write];
}

// options: [value, name]; a choice of the state is a text, or a number where the values are.
function chooser({ words, state, act }, key, title, all, options) {
  const change = () => {
    state.chosen[key] = options.find(([value]) => String(value) === select.value)?.[0] ?? nothing;
    act.refresh();
    act.recentre();
  };
  const nothing = state.unfiltered()[key];
  const sorted = [...options].sort((a, b) => words.inOrder(a[1], b[1]));
  const select = element(
    "select",
    { id: key, onchange: change },
    element("option", { value: "" }, words.label(all)),
    sorted.map(([value, name]) => element("option", { value }, shortened(name, LONGEST_OPTION))),
  );
  const write = () => (select.value = state.chosen[key] ?? "");
  write();
  return [element("label", { class: "choice" }, element("span", {}, words.label(title)), select), write];
}
