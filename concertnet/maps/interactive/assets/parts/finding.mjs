// What the page opens with: the finding in sentences, beside who sits where.

import { findingOf, saidOf } from "../words/finding.mjs";
import { byId, element, named } from "../elements.mjs";
import { fitHeadings, matrixOf } from "./matrix.mjs";

export function buildFinding(page) {
  const { words } = page;
  const sentences = findingOf(page).map((sentence) => element("p", {}, sentence.map((part) => partOf(page, part))));
  const matrix = matrixOf(page);
  const box = byId("finding");
  box.hidden = !sentences.length && !matrix;
  const told = sentences.length ? element("div", { class: "told-first" }, element("h2", {}, words.say("page_finding")), sentences) : null;
  box.replaceChildren(...[told, matrix].filter(Boolean));
  fitHeadings(page);
}

// Actors open their card, instances filter, groups and dates list whom they speak of.
function partOf(page, part) {
  if (typeof part === "string") return part;
  const { act } = page;
  // a link, which a line may break
  const link = (name, choose) => {
    const onclick = (event) => {
      event.preventDefault();
      choose();
    };
    return element("a", { href: "#panel", class: "inline", "data-part": Object.entries(part).flat().join("-"), onclick }, named(name));
  };
  const { actor, instance, nowhere, since } = part;
  const choose = () => {
    if (actor !== undefined) act.openActor(actor);
    else if (instance !== undefined) act.chooseInstance(instance);
    else if (nowhere !== undefined) act.chooseNowhere(nowhere);
    else act.listChanges(since);
  };
  return link(saidOf(page, part), choose);
}
