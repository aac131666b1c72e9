// The part of the network that is shown: a date, a territory, a theme, an instance.

import { dateInWords } from "../words/told.mjs";
import { shortened } from "../words/words.mjs";
import { byId, element } from "../elements.mjs";
import { optionsOf } from "./options.mjs";
import { ticksOf } from "./ticks.mjs";

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
  const look = (wave) => {
    state.chosen.wave = wave;
    act.refresh();
  };
  const last = data.waves.length - 1;
  const range = { type: "range", id: "date", min: 0, max: last, step: 1 };
  const slider = element("input", { ...range, oninput: () => look(Number(slider.value)) });
  // the whole period is no date: it stands apart from them
  const onWhole = () => look(state.chosen.wave === null ? Number(slider.value) : null);
  const whole = element("button", { type: "button", id: "whole-period", onclick: onWhole }, words.label("page_whole_period"));
  const write = () => {
    const { wave } = state.chosen;
    if (wave !== null) slider.value = wave;
    slider.classList.toggle("off", wave === null);
    slider.setAttribute("aria-valuetext", dateInWords(page));
    whole.setAttribute("aria-pressed", String(wave === null));
    title.textContent = words.say("page_date", { date: dateInWords(page) });
  };
  write();
  const ticks = element("span", { class: "ticks", "aria-hidden": "true" }, ticksOf(data.waves, words).map((said) => element("span", {}, said)));
  return [element("div", { class: "choice dates" }, element("label", {}, title, slider, ticks), whole), write];
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
