// The panel: what is known of the actor in focus, or the missing links of the whole network.

const LISTED_AT_FIRST = 6;

const actorButton = (i) =>
  element(
    "button",
    { type: "button", class: actorShown(i) ? "actor" : "actor hidden-actor", "data-actor": i, title: actorShown(i) ? null : say("page_hidden"), onclick: () => openActor(i) },
    markIcon(data.actors[i].group),
    named(nameOf(i)),
  );

const actorList = (ids) => element("ul", { class: "actors" }, ids.map((i) => element("li", {}, actorButton(i))));

function panelHeading(content, close) {
  const heading = element("h2", { id: "panel-heading", tabindex: "-1" }, content);
  if (!close) return heading;
  const button = element("button", { type: "button", id: "close", class: "close", onclick: () => leaveFocus(), "aria-label": say("page_close") }, "×");
  return element("div", { class: "panel-top" }, heading, button);
}

function gapItem(g) {
  const gap = data.gaps[g];
  const pressed = state.gap === g;
  const show = element(
    "button",
    { type: "button", class: "show", "data-gap": g, "aria-pressed": String(pressed), onclick: () => toggleGap(g) },
    say(pressed ? "page_gap_shown" : "page_gap_show"),
  );
  const helpers = (ids, key) =>
    ids.length ? element("div", { class: "helpers" }, element("span", {}, say(key)), actorList(ids)) : null;
  return element(
    "li",
    { class: pressed ? "gap current" : "gap" },
    element("p", {}, text(gap.text)),
    show,
    // the sentence names them; shown on the map, they can also be opened
    pressed ? helpers(gap.introducers, "page_could_introduce") : null,
    pressed ? helpers(gap.invite, "page_could_invite") : null,
  );
}

// Long lists open on their first entries: the rest is one step away.
function gapList(gaps) {
  const list = (part) => element("ol", { class: "gaps" }, part.map(gapItem));
  const rest = gaps.slice(LISTED_AT_FIRST);
  const first = list(gaps.slice(0, LISTED_AT_FIRST));
  if (!rest.length) return [first];
  const more = element("details", { class: "more-gaps", open: rest.includes(state.gap) }, element("summary", {}, say("page_gap_more", { n: rest.length })));
  const fill = () => more.children.length > 1 || more.append(list(rest));
  more.addEventListener("toggle", fill);
  if (more.open) fill();
  return [first, more];
}

function section(title, count, ...content) {
  const shown = count === null ? title : `${title} (${number(count)})`;
  return element("section", {}, element("h3", {}, shown), ...content);
}

function facts(actor) {
  const rows = data.facts.filter(({ key }) => actor.facts[key]).map(({ key, label: title }) => [text(title), text(actor.facts[key])]);
  return element("dl", {}, rows.flatMap(([title, value]) => [element("dt", {}, title), element("dd", {}, named(value))]));
}

function tiesByLevel(i) {
  if (!partners[i].length) return [element("p", { class: "note" }, say("page_no_ties"))];
  const order = data.levels.map((_, l) => l).reverse();
  return order.flatMap((l) => {
    const held = partners[i].filter(([, k]) => data.ties[k][2] === l).map(([other]) => other);
    if (!held.length) return [];
    held.sort((a, b) => nameOf(a).localeCompare(nameOf(b), lang));
    const title = element("h4", {}, lineIcon(levelColour(l), data.levels[l].width), element("span", {}, `${text(data.levels[l].label)} (${number(held.length)})`));
    return [title, actorList(held)];
  });
}

function seats(actor) {
  if (!data.instances.length) return null;
  if (!actor.seats.length) return section(say("page_seated"), null, element("p", { class: "note" }, say("page_not_seated")));
  const items = actor.seats.map(([instance, role]) =>
    element("li", {}, named(text(data.instances[instance])), role ? element("span", { class: "note" }, ` (${text(role)})`) : null),
  );
  return section(say("page_seated"), items.length, element("ul", { class: "plain" }, items));
}

function actorPanel(i) {
  const actor = data.actors[i];
  const held = gapsOf[i];
  return [
    panelHeading(named(nameOf(i)), true),
    facts(actor),
    section(say("page_ties"), partners[i].length, ...tiesByLevel(i)),
    seats(actor),
    held.length ? section(say("page_gaps"), held.length, ...gapList(held)) : null,
  ];
}

function networkPanel() {
  const parts = [panelHeading(say(data.gaps.length ? "page_gaps" : "page_panel"), state.gap !== null)];
  parts.push(element("p", { class: "note hint" }, say("page_choose")));
  if (pairGaps.length) parts.push(section(say("page_gaps_between"), pairGaps.length, ...gapList(pairGaps)));
  if (data.gapsLeftOut) parts.push(element("p", { class: "hint" }, say("page_gaps_left_out", { n: data.gapsLeftOut })));
  if (absences.length) parts.push(section(say("page_absent"), absences.length, ...gapList(absences)));
  if (data.gapsGiven && !data.gaps.length) parts.push(element("p", {}, say("page_gap_none")));
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
  byId("panel").scrollTop = 0;
  byId("panel-heading").focus();
}

function toggleGap(g) {
  const panel = byId("panel");
  const listed = state.actor === null; // in the same list before and after: it must not jump
  const scroll = panel.scrollTop;
  if (state.gap === g) clearFocus();
  else focusGap(g);
  refresh();
  if (listed) panel.scrollTop = scroll;
  panel.querySelector(`[data-gap="${g}"]`)?.focus({ preventScroll: listed });
  const { top, bottom } = canvasBox.getBoundingClientRect();
  if (state.gap !== null && (bottom < 100 || top > window.innerHeight - 100)) canvasBox.scrollIntoView({ block: "center" });
}

function leaveFocus() {
  clearFocus();
  refresh();
  field.focus({ preventScroll: true });
}
