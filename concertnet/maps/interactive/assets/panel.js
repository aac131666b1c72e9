// The panel: what is known of the actor in focus, or the missing links of the whole network.

const actorButton = (i, ringed = false) =>
  element(
    "button",
    { type: "button", class: actorShown(i) ? "actor" : "actor hidden-actor", "data-actor": i, title: actorShown(i) ? null : say("page_hidden"), onclick: () => openActor(i) },
    groupIcon(now.group[i], 16, ringed),
    named(nameOf(i)),
  );

const actorList = (ids, ringed = false) => element("ul", { class: "actors" }, ids.map((i) => element("li", {}, actorButton(i, ringed))));

function panelHeading(content, close) {
  const heading = element("h2", { id: "panel-heading", tabindex: "-1" }, content);
  if (!close) return heading;
  const button = element("button", { type: "button", id: "close", class: "close", onclick: () => leaveFocus(), "aria-label": say("page_close") }, "×");
  return element("div", { class: "panel-top" }, heading, button);
}

function section(title, count, ...content) {
  const shown = count === null ? title : `${title} (${number(count)})`;
  return element("section", {}, element("h3", {}, shown), ...content);
}

function facts(i) {
  const held = now.facts[i];
  const said = (value) => (typeof value === "number" ? number(value) : text(value));
  const rows = data.facts.filter(({ key }) => said(held[key])).map(({ key, label: title }) => [text(title), said(held[key])]);
  return element("dl", {}, rows.flatMap(([title, value]) => [element("dt", {}, title), element("dd", {}, named(value))]));
}

function tiesByLevel(i) {
  if (!now.partners[i].length) return [element("p", { class: "note" }, say("page_no_ties"))];
  const order = data.levels.map((_, l) => l).reverse();
  return order.flatMap((l) => {
    const held = now.partners[i].filter(([, k]) => now.level[k] === l).map(([other]) => other);
    if (!held.length) return [];
    held.sort((a, b) => nameOf(a).localeCompare(nameOf(b), lang, { numeric: true }));
    const title = element("h4", {}, lineIcon(levelColour(l), data.levels[l].width), element("span", {}, `${text(data.levels[l].label)} (${number(held.length)})`));
    return [title, actorList(held)];
  });
}

function seats(i) {
  if (!data.instances.length) return null;
  if (!now.seats[i].length) return section(say("page_seated"), null, element("p", { class: "note" }, say("page_not_seated")));
  const items = now.seats[i].map(([instance, role]) =>
    element("li", {}, named(data.instances[instance].name), role ? element("span", { class: "note" }, ` (${text(role)})`) : null),
  );
  return section(say("page_seated"), items.length, element("ul", { class: "plain" }, items));
}

function actorPanel(i) {
  const gaps = (all, title) => {
    const held = all.filter(holds);
    return held.length ? section(say(title), held.length, undatedNote(), ...gapList(held, true)) : null;
  };
  return [
    panelHeading(named(nameOf(i)), true),
    actorShown(i) ? null : element("p", { class: "note" }, label("page_hidden")),
    facts(i),
    section(say("page_ties"), now.partners[i].length, ...tiesByLevel(i)),
    seats(i),
    gaps(gapsOf[i], "page_gaps"),
    gaps(bareGapsOf[i], "page_gaps_bare"),
  ];
}

function networkPanel() {
  const title = say(data.gaps.length ? "page_gaps" : "page_panel");
  const parts = [panelHeading(data.gapsGiven ? title : element("span", { class: "hint" }, title), state.gap !== null)];
  parts.push(element("p", { class: "note hint" }, say("page_choose")));
  parts.push(...gapSections());
  return parts;
}

function buildPanel() {
  const panel = byId("panel");
  panel.setAttribute("aria-label", say(state.actor === null ? "page_panel" : "page_actor"));
  const parts = state.actor === null ? networkPanel() : actorPanel(state.actor);
  panel.replaceChildren(...parts.filter(Boolean));
}

// From the keyboard or a list, the reading goes on in the panel; from the map, it stays there.
function openActor(i) {
  focusActor(i);
  refresh();
  approach();
  byId("panel").scrollTop = 0;
  byId("panel-heading").focus();
}

function leaveFocus() {
  clearFocus();
  refresh();
  field.focus({ preventScroll: true });
}
