// The legend is the filter: a box beside each entry shows or hides what the entry explains.

import { byId, element, named } from "../elements.mjs";
import { stubbed } from "../state/stubbed.mjs";
import { groupIcon, levelIcon, missingIcon, stubIcon } from "./icons.mjs";

export function buildLegend(page) {
  const { data, words, state } = page;
  const { pairs } = state.index;
  const groups = data.groups.map(({ label }, g) => {
    const icon = groupIcon(page, g, 18);
    return entry(page, icon, named(words.text(label)), { "data-group": g }, switchIn(state, "groupsOff", g));
  });
  const levels = data.levels.map(({ label }, l) => {
    const icon = levelIcon(page, l);
    return entry(page, icon, named(words.text(label)), { "data-level": l }, switchIn(state, "levelsOff", l));
  });
  if (pairs.length) {
    const turn = (on) => (state.chosen.gapsOn = on);
    levels.push(entry(page, missingIcon(page), words.label("page_gaps"), { id: "gaps-toggle" }, turn));
    if (state.view.pairs.length > state.gapsAtFirst || byId("gap-limit")) levels.push(gapLimit(page));
  }
  const parts = [
    element("fieldset", { id: "groups" }, element("legend", {}, words.text(data.by)), groups),
    element("p", { class: "note", id: "stub" }, stubIcon(page), words.say("page_stub")),
    element("p", { class: "note" }, words.say("page_area")),
    data.ground ? element("p", { class: "note", id: "ground" }, words.say(data.ground.drawn ? "page_ground" : "page_ground_none", { column: words.text(data.ground.label) })) : null,
    data.subject?.grouped
      ? element("p", { class: "note" }, words.say("page_emphasis", { sector: words.text(data.subject.said) }))
      : null,
  ];
  byId("legend").replaceChildren(...parts.filter(Boolean));
  byId("levels").replaceChildren(element("legend", {}, words.text(data.levelsTitle)), ...levels); // under the map
}

function entry({ act }, icon, name, id, toggle) {
  const change = (event) => {
    toggle(event.target.checked);
    act.refresh();
  };
  return element(
    "label",
    { class: "entry" },
    element("input", { type: "checkbox", ...id, onchange: change }),
    icon,
    element("span", { class: "entry-name" }, name),
    element("span", { class: "count" }),
  );
}

const switchIn =
  ({ chosen }, off, value) =>
  (on) =>
    on ? chosen[off].delete(value) : chosen[off].add(value);

function gapLimit({ state, act }) {
  const title = element("span", { id: "gap-limit-said" });
  const change = (event) => {
    state.chosen.gapLimit = Number(event.target.value);
    act.refresh();
  };
  const most = Math.max(state.view.pairs.length, state.chosen.gapLimit);
  const slider = { type: "range", id: "gap-limit", min: 0, max: most, value: state.chosen.gapLimit };
  return element("label", { class: "limit" }, title, element("input", { ...slider, oninput: change }));
}

// Boxes and their counts follow the state, whatever changed it.
export function writeLegend({ words, state }) {
  const { chosen, view } = state;
  const write = (box, on, count) => {
    box.checked = on;
    box.parentElement.querySelector(".count").textContent = words.number(count);
  };
  for (const box of document.querySelectorAll("[data-group]")) {
    const g = Number(box.dataset.group);
    write(box, !chosen.groupsOff.has(g), view.inGroup[g]);
  }
  for (const box of document.querySelectorAll("[data-level]")) {
    const l = Number(box.dataset.level);
    write(box, !chosen.levelsOff.has(l), view.atLevel[l]);
  }
  const toggle = byId("gaps-toggle");
  if (toggle) write(toggle, chosen.gapsOn, view.nMissing);
  byId("stub").hidden = !stubbed(state).length;
  const slider = byId("gap-limit");
  if (!slider) return;
  slider.disabled = !chosen.gapsOn;
  slider.max = Math.max(view.pairs.length, chosen.gapLimit);
  // those of which an end is not on the map are not drawn
  const { gaps } = state.counts();
  byId("gap-limit-said").textContent = words.say(gaps || !view.pairs.length ? "page_gap_limit" : "page_gap_limit_none", { n: gaps });
}
