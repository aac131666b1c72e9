// What the page opens with: the finding in sentences, beside who sits where.

import { findingOf } from "../words/finding.mjs";
import { byId, element, named } from "../elements.mjs";
import { matrixOf } from "./matrix.mjs";

export function buildFinding(page) {
  const { words } = page;
  const sentences = findingOf(page).map((sentence) => element("p", {}, sentence.map((part) => partOf(page, part))));
  const matrix = matrixOf(page);
  const box = byId("finding");
  box.hidden = !sentences.length && !matrix;
  const told = sentences.length ? element("div", { class: "told-first" }, element("h2", {}, words.say("page_finding")), sentences) : null;
  box.replaceChildren(...[told, matrix].filter(Boolean));
}

// Actors open their card, instances filter.
function partOf({ data, called, act }, part) {
  if (typeof part === "string") return part;
  // a link, which a line may break
  const link = (name, choose) => {
    const onclick = (event) => {
      event.preventDefault();
      choose();
    };
    return element("a", { href: "#panel", class: "inline", onclick }, named(name));
  };
  return part.actor === undefined
    ? link(data.instances[part.instance].name, () => act.chooseInstance(part.instance))
    : link(called.actor(part.actor), () => act.openActor(part.actor));
}
