// The missing links as a list: each kind under its own heading, each sentence on demand.

const LISTED_AT_FIRST = 8;

// A kind of missing link, or its part that nothing supports.
const KINDS = {
  pair: () => label("page_gaps_between"),
  bare: () => label("page_gaps_bare"),
  sector_at_instance: () => label("page_absent"),
  sector_in_territory: () => label("page_absent_territory"),
  sector_on_theme: () => label("page_absent_theme"),
  sector_pair: () => label("page_few_ties"),
};

const kindOf = ({ kind, supported }) => (kind === "pair" && !supported ? "bare" : kind);
const whoLacks = (gap) => (gap.kind === "pair" ? nameOf(gap.actor) : text(gap.sector));
const lacksWhat = (gap) =>
  gap.kind === "pair" ? nameOf(gap.other) : gap.kind === "sector_pair" ? text(gap.sectors[1]) : gap.where;

// Told: its sentence is read at once, and a button shows it on the map. Else its title is the button.
function gapItem(g, told) {
  const gap = data.gaps[g];
  const open = state.gap === g;
  const button = { type: "button", "data-gap": g, onclick: () => toggleGap(g) };
  const sentence = element("p", { class: "sentence" }, text(gap.text));
  const helpers = (ids, key) =>
    ids.length ? element("div", { class: "helpers" }, element("span", {}, say(key)), actorList(ids, true)) : null;
  if (told)
    return element("li", { class: "gap told" }, sentence, element("button", { ...button, class: "show", "aria-pressed": String(open) }, say("page_gap_show")));
  return element(
    "li",
    { class: open ? "gap current" : "gap" },
    element("button", { ...button, class: "gap-title", "aria-expanded": String(open) }, named(whoLacks(gap)), " – ", named(lacksWhat(gap))),
    sentence,
    open ? element("p", { class: "note hint" }, say("page_gap_shown")) : null,
    // the sentence names them; here they can also be opened, and have the ring that the map gives them
    open ? helpers(gap.introducers, "page_could_introduce") : null,
    open ? helpers(gap.invite, "page_could_invite") : null,
  );
}

// Long lists open on their first entries: the rest is one step away.
function gapList(gaps, told) {
  const list = (part) => element("ol", { class: "gaps" }, part.map((g) => gapItem(g, told)));
  const rest = gaps.slice(LISTED_AT_FIRST);
  const first = list(gaps.slice(0, LISTED_AT_FIRST));
  if (!rest.length) return [first];
  const more = element("details", { class: "more-gaps", open: rest.includes(state.gap) }, element("summary", {}, say("page_gap_more", { n: rest.length })));
  const fill = () => more.children.length > 1 || more.append(list(rest));
  more.addEventListener("toggle", fill);
  if (more.open) fill();
  return [first, more];
}

const undatedNote = () => (data.gaps.length && data.waves.length ? element("p", { class: "note" }, say("page_gaps_undated")) : null);

function gapSections() {
  const parts = [];
  for (const [kind, title] of Object.entries(KINDS)) {
    const left = view.gaps.filter((g) => kindOf(data.gaps[g]) === kind);
    if (left.length) parts.push(section(title(), left.length, ...gapList(left, false)));
  }
  const missed = [["page_gaps_left_out", data.gapsLeftOut], ["page_gaps_outside", data.gapsOutside]];
  for (const [key, n] of missed) if (n) parts.push(element("p", { class: "hint" }, say(key, { n })));
  parts.unshift(undatedNote());
  if (data.gapsGiven && !view.gaps.length) parts.push(element("p", {}, say(data.gaps.length ? "page_gap_none_here" : "page_gap_none")));
  return parts.filter(Boolean);
}

function toggleGap(g, elsewhere = false) {
  const panel = byId("panel");
  const listed = state.actor === null && !elsewhere; // in the same list before and after: it must not jump
  const scroll = panel.scrollTop;
  if (state.gap === g) clearFocus();
  else focusGap(g);
  refresh();
  approach();
  if (listed) panel.scrollTop = scroll;
  panel.querySelector(`[data-gap="${g}"]`)?.focus({ preventScroll: listed });
  showMap();
}

// On a screen where the map is out of sight, what was asked to be shown on it must be seen.
function showMap() {
  const { top, bottom } = canvasBox.getBoundingClientRect();
  if (state.gap !== null && (bottom < 100 || top > window.innerHeight - 100)) canvasBox.scrollIntoView({ block: "center" });
}
