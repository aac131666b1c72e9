// The legend is the filter: a box beside each entry shows or hides what the entry explains.

function entry(icon, name, count, checked, toggle) {
  const box = element("input", { type: "checkbox", checked });
  box.addEventListener("change", () => {
    toggle(box.checked);
    refresh();
  });
  return element("label", { class: "entry" }, box, icon, element("span", { class: "entry-name" }, name), element("span", { class: "count" }, number(count)));
}

const switchIn = (set, value) => (on) => (on ? set.delete(value) : set.add(value));

function buildLegend() {
  const sectors = element("fieldset", { id: "groups" }, element("legend", {}, text(data.by)));
  data.groups.forEach((group, g) => {
    const made = entry(markIcon(g, 18), named(text(group.label)), group.n, !state.groupsOff.has(g), switchIn(state.groupsOff, g));
    made.firstChild.dataset.group = g;
    sectors.append(made);
  });
  const levels = element("fieldset", { id: "levels" }, element("legend", {}, text(data.levelsTitle)));
  data.levels.forEach((level, l) => {
    const line = lineIcon(levelColour(l), level.width);
    const made = entry(line, named(text(level.label)), level.n, !state.levelsOff.has(l), switchIn(state.levelsOff, l));
    made.firstChild.dataset.level = l;
    levels.append(made);
  });
  const parts = [sectors, levels];
  if (pairGaps.length) {
    const line = lineIcon(ink().missing, data.gapWidth, true);
    const made = entry(line, label("page_gaps"), pairGaps.length, state.gapsOn, (on) => (state.gapsOn = on));
    made.firstChild.id = "gaps-toggle";
    levels.append(made);
    if (pairGaps.length > GAPS_AT_FIRST) levels.append(gapLimit());
  }
  byId("legend").replaceChildren(...parts, element("p", { class: "note" }, say("page_area")));
}

function gapLimit() {
  const words = element("span", {}, say("page_gap_limit", { n: state.gapLimit }));
  const slider = element("input", { type: "range", id: "gap-limit", min: 0, max: pairGaps.length, value: state.gapLimit });
  slider.addEventListener("input", () => {
    state.gapLimit = Number(slider.value);
    words.textContent = say("page_gap_limit", { n: state.gapLimit });
    refresh();
  });
  return element("label", { class: "limit" }, words, slider);
}

// Boxes follow the state when something else changed it: a search, "show everything".
function syncLegend() {
  for (const box of document.querySelectorAll("[data-group]")) box.checked = !state.groupsOff.has(Number(box.dataset.group));
  for (const box of document.querySelectorAll("[data-level]")) box.checked = !state.levelsOff.has(Number(box.dataset.level));
  const toggle = byId("gaps-toggle");
  if (toggle) toggle.checked = state.gapsOn;
  const slider = byId("gap-limit");
  if (slider) slider.disabled = !state.gapsOn;
}

function writeCounts() {
  const shown = counts();
  const both = {
    actors: say("n_actors", { n: shown.actors }),
    ties: say("n_ties", { n: shown.ties }),
    all_actors: data.actors.length,
    all_ties: data.ties.length,
  };
  const parts = [say("page_shown", both)];
  if (pairGaps.length) parts.push(say("page_shown_gaps", { n: shown.gaps, all: pairGaps.length }));
  const status = byId("shown");
  status.textContent = parts.join(" · ");
  Object.assign(status.dataset, shown);
  described.setAttribute("aria-label", say("page_map_described", both));
}
