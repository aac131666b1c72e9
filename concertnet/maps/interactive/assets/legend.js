// The legend is the filter: a box beside each entry shows or hides what the entry explains.

function entry(icon, name, id, toggle) {
  const box = element("input", { type: "checkbox", ...id });
  box.addEventListener("change", () => {
    toggle(box.checked);
    refresh();
  });
  return element("label", { class: "entry" }, box, icon, element("span", { class: "entry-name" }, name), element("span", { class: "count" }));
}

const switchIn = (set, value) => (on) => (on ? set.delete(value) : set.add(value));

function buildLegend() {
  const sectors = element("fieldset", { id: "groups" }, element("legend", {}, text(data.by)));
  data.groups.forEach((group, g) =>
    sectors.append(entry(groupIcon(g, 18), named(text(group.label)), { "data-group": g }, switchIn(state.groupsOff, g))),
  );
  const levels = element("fieldset", { id: "levels" }, element("legend", {}, text(data.levelsTitle)));
  data.levels.forEach((level, l) =>
    levels.append(entry(lineIcon(levelColour(l), level.width), named(text(level.label)), { "data-level": l }, switchIn(state.levelsOff, l))),
  );
  if (pairGaps.length) {
    const line = lineIcon(ink().missing, data.gapWidth, true);
    levels.append(entry(line, label("page_gaps"), { id: "gaps-toggle" }, (on) => (state.gapsOn = on)));
    if (supportedPairs.length > GAPS_AT_FIRST) levels.append(gapLimit());
  }
  byId("legend").replaceChildren(sectors, levels, element("p", { class: "note" }, say("page_area")));
}

function gapLimit() {
  const words = element("span", {}, say("page_gap_limit", { n: state.gapLimit }));
  const slider = element("input", { type: "range", id: "gap-limit", min: 0, max: supportedPairs.length, value: state.gapLimit });
  slider.addEventListener("input", () => {
    state.gapLimit = Number(slider.value);
    words.textContent = say("page_gap_limit", { n: state.gapLimit });
    refresh();
  });
  return element("label", { class: "limit" }, words, slider);
}

// Boxes and their counts follow the state, whatever changed it.
function syncLegend() {
  const write = (box, on, count) => {
    box.checked = on;
    box.parentElement.querySelector(".count").textContent = number(count);
  };
  for (const box of document.querySelectorAll("[data-group]")) {
    const g = Number(box.dataset.group);
    write(box, !state.groupsOff.has(g), view.inGroup[g]);
  }
  for (const box of document.querySelectorAll("[data-level]")) {
    const l = Number(box.dataset.level);
    write(box, !state.levelsOff.has(l), view.atLevel[l]);
  }
  const toggle = byId("gaps-toggle");
  if (toggle) write(toggle, state.gapsOn, view.pairs.length);
  const slider = byId("gap-limit");
  if (slider) slider.disabled = !state.gapsOn;
}

function writeCounts() {
  const shown = counts();
  const both = {
    actors: say("n_actors", { n: shown.actors }),
    ties: say("n_ties", { n: shown.ties }),
    all_actors: now.there.filter(Boolean).length,
    all_ties: now.level.filter((level) => level >= 0).length,
  };
  const parts = [say("page_shown", both)];
  if (pairGaps.length) parts.push(say("page_shown_gaps", { n: shown.gaps, all: view.pairs.length }));
  parts.push(filtersInWords());
  byId("nothing").hidden = view.n > 0 || !every.length;
  const status = byId("shown");
  status.textContent = parts.filter(Boolean).join(" · ");
  Object.assign(status.dataset, shown);
  board.frame.setAttribute("aria-label", say("page_map_described", both));
}
