// The panel: what is known of the actor in focus, or the missing links of the whole network.

import { actorSections } from "./actor.mjs";
import { byId, element, named } from "../elements.mjs";
import { agreementsSection, cellSection, changesSection, togetherSection } from "./listed.mjs";
import { counted, missingSections } from "./missing.mjs";

export function buildPanel(page) {
  const { words, called, state } = page;
  const { actor } = state.chosen;
  const panel = byId("panel");
  panel.setAttribute("aria-label", words.say(actor === null ? "page_panel" : "page_actor"));
  const parts =
    actor === null
      ? networkParts(page)
      : [heading(page, named(called.actor(actor)), true), ...actorSections(page, actor)];
  panel.replaceChildren(...parts.filter(Boolean));
}

function networkParts(page) {
  const { data, words, state } = page;
  const n = state.view.nMissing;
  const list = changesSection(page) ?? togetherSection(page) ?? agreementsSection(page) ?? cellSection(page);
  const printed = agreementsSection(page, true);
  const title = n ? counted(page, words.say("page_gaps"), n) : words.say(data.gapsGiven ? "page_gaps" : "page_panel");
  const shown = data.gapsGiven ? title : element("span", { class: "hint" }, title);
  return [
    ...(list ? [heading(page, list.title, true), list.node] : []),
    list ? element("h2", { class: "after" }, shown) : heading(page, shown, state.chosen.gap !== null),
    element("p", { class: "note hint" }, words.say("page_choose")),
    ...missingSections(page),
    ...(printed ? [element("h3", {}, printed.title), printed.node] : []),
  ];
}

function heading({ words, act }, content, closes) {
  const title = element("h2", { id: "panel-heading", tabindex: "-1" }, content);
  if (!closes) return title;
  const said = { "aria-label": words.say("page_close"), onclick: act.leaveFocus };
  const close = element("button", { type: "button", id: "close", class: "close", ...said }, "×");
  return element("div", { class: "panel-top" }, title, close);
}
