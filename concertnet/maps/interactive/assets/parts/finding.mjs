// What the page opens with: the finding in sentences, one beside the other, then what changed. Who sits
// where stands beside the map.

import { findingOf, saidOf } from "../words/finding.mjs";
import { byId, element, named } from "../elements.mjs";
import { fitHeadings, matrixOf } from "./matrix.mjs";

export function buildFinding(page) {
  const { words } = page;
  const { first, last } = findingOf(page);
  const written = (sentences) => sentences.map((sentence) => element("p", {}, sentence.map((part) => partOf(page, part))));
  const matrix = matrixOf(page);
  byId("seating").replaceChildren(...[matrix].filter(Boolean));
  document.querySelector(".work").classList.toggle("seated", matrix !== null);
  const box = byId("finding");
  box.hidden = !first.length && !last.length;
  const title = first.length || last.length ? element("h2", {}, words.say("page_finding")) : null;
  const told = title ? element("div", { class: "told-first" }, title, written(first)) : null;
  const after = last.length ? element("div", { class: "told-last" }, written(last)) : null;
  box.replaceChildren(...[told, after].filter(Boolean));
  fitHeadings(page);
}

// Actors open their card, instances and territories filter, the others list whom they speak of.
function partOf(page, part) {
  if (typeof part === "string") return part;
  const { act, inks, words } = page;
  if (inks.onPaper && (part.asked ?? part.since) !== undefined) return words.say(part.asked === "agreements" ? "page_below" : "page_on_screen");
  // a link, which a line may break
  const link = (name, choose) => {
    const onclick = (event) => {
      event.preventDefault();
      choose();
    };
    return element("a", { href: "#panel", class: "inline", "data-part": Object.entries(part).flat().join("-"), onclick }, named(name));
  };
  const { actor, instance, nowhere, since, territory, asked } = part;
  const choose = () => {
    if (actor !== undefined) act.openActor(actor);
    else if (instance !== undefined) act.chooseInstance(instance);
    else if (nowhere !== undefined) act.chooseNowhere(nowhere);
    else if (territory !== undefined) act.chooseTerritory(territory);
    else if (asked !== undefined) act.list({ asked });
    else act.list({ since });
  };
  return link(saidOf(page, part), choose);
}
