// The part of the network that is shown: a date, a territory, a theme, an instance.

const distinct = (values) => [...new Set(values.filter(Boolean))];
const PLACES = distinct([
  ...data.actors.map(({ facts }) => facts.territory),
  ...data.waves.flatMap(({ changed }) => Object.values(changed).map(({ facts }) => facts.territory)),
  ...data.instances.map(({ territory }) => territory),
]);
const THEMES = distinct([...data.themes, ...data.instances.map(({ theme }) => theme)]);

const dateShown = () => (state.wave === null ? say("page_whole_period") : data.waves[state.wave].date);

function dateSlider() {
  const words = element("span", {}, say("page_date", { date: dateShown() }));
  const slider = element("input", { type: "range", id: "date", min: 0, max: data.waves.length, step: 1 });
  const write = () => {
    slider.value = state.wave === null ? 0 : state.wave + 1;
    slider.setAttribute("aria-valuetext", dateShown());
    words.textContent = say("page_date", { date: dateShown() });
  };
  write();
  slider.addEventListener("input", () => {
    const place = Number(slider.value);
    state.wave = place ? place - 1 : null; // at the left end, the whole period
    refresh();
  });
  return [element("label", { class: "choice dates" }, words, slider), write];
}

function chooser(key, title, all, options) {
  const select = element("select", { id: key });
  select.append(element("option", { value: "" }, label(all)));
  const sorted = options.map(([value, name]) => [String(value), name]).sort((a, b) => a[1].localeCompare(b[1], lang, { numeric: true }));
  for (const [value, name] of sorted) select.append(element("option", { value }, name.length > 80 ? `${name.slice(0, 79)}…` : name));
  const write = () => (select.value = state[key] ?? "");
  write();
  select.addEventListener("change", () => {
    state[key] = key !== "instance" ? select.value : select.value === "" ? null : Number(select.value);
    refresh();
    recentre();
  });
  return [element("label", { class: "choice" }, element("span", {}, label(title)), select), write];
}

let writeChoices = () => {};

function buildChoices() {
  const made = [];
  if (data.waves.length) made.push(dateSlider());
  const same = (values) => values.map((value) => [value, value]);
  if (PLACES.length > 1) made.push(chooser("territory", "page_territory", "page_all_territories", same(PLACES)));
  if (THEMES.length) made.push(chooser("theme", "page_theme", "page_all_themes", same(THEMES)));
  if (data.instances.length)
    made.push(chooser("instance", "page_instance", "page_all_instances", data.instances.map(({ name }, k) => [k, name])));
  const box = byId("choices");
  box.hidden = !made.length;
  box.replaceChildren(element("legend", {}, label("page_choices")), ...made.map(([node]) => node));
  writeChoices = () => made.forEach(([, write]) => write());
}

// Who or what is in focus, in words: the others are pale.
function focusInWords() {
  if (!bright()) return "";
  if (state.actor !== null) return say("page_focus", { name: nameOf(state.actor) });
  const gap = data.gaps[state.gap];
  return say("page_focus", { name: `${whoLacks(gap)} – ${lacksWhat(gap)}` });
}

// What is left out, in words: on the screen, on paper and in the picture.
function filtersInWords() {
  const without = (off, all) => [...off].sort((a, b) => a - b).map((place) => text(all[place].label));
  const left = [...without(state.groupsOff, data.groups), ...without(state.levelsOff, data.levels)];
  const names = [state.territory, state.theme, state.instance === null ? "" : data.instances[state.instance].name];
  const kept = names.filter(Boolean);
  if (left.length) kept.push(say("page_without", { names: left.join(", ") }));
  return kept.length ? say("page_filtered", { names: kept.join(" · ") }) : "";
}
