// Search by name: accents and case do not count; arrows, Enter and Escape work.

import { byId, element, named } from "../elements.mjs";
import { groupIcon } from "./icons.mjs";
import { matches } from "./matches.mjs";
import { plain, wordsOf } from "../words/plain.mjs";

const FOUND_AT_MOST = 10;

export function makeSearch(page) {
  const { data, words, called, state, act } = page;
  const field = byId("search");
  const list = byId("found");
  let chosen = -1;

  function search() {
    const found = matches(field.value, page);
    const shown = (found ?? []).slice(0, FOUND_AT_MOST);
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...shown.map(option));
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(shown.length > 0));
    byId("found-count").textContent = found === null ? "" : inWords(found.length, shown.length);
  }

  function inWords(n, shown) {
    if (!n) return words.say("page_search_none");
    return n > shown ? words.say("page_search_more", { n: n - shown }) : words.say("page_search_count", { n });
  }

  function option(i, place) {
    return element(
      "li",
      {
        role: "option",
        id: `found-${place}`,
        "aria-selected": "false",
        "data-actor": i,
        onmousedown: (event) => event.preventDefault(), // the field keeps the focus
        onclick: () => choose(i),
      },
      groupIcon(page, state.now.group[i]),
      named(called.actor(i)),
      alsoCalled(i),
      state.actorShown(i) ? null : element("span", { class: "note" }, ` (${words.say("page_hidden")})`),
    );
  }

  // found under another name than the one shown
  function alsoCalled(i) {
    const asked = wordsOf(field.value);
    const name = plain(called.actor(i));
    const others = data.actors[i].also.filter((other) => asked.some((word) => !name.includes(word) && plain(other).includes(word)));
    return others.length ? element("span", { class: "note" }, ` (${others.join(", ")})`) : null;
  }

  function close() {
    field.value = "";
    search();
  }

  function choose(i) {
    close();
    act.openActor(i);
  }

  function highlight(next) {
    const options = [...list.children];
    if (!options.length) return;
    chosen = (next + options.length) % options.length;
    options.forEach((one, n) => one.setAttribute("aria-selected", String(n === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[chosen].id);
  }

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown") highlight(chosen + 1);
    else if (key === "ArrowUp") highlight(chosen < 0 ? -1 : chosen - 1);
    else if (key === "Enter" && list.children.length)
      choose(Number(list.children[Math.max(chosen, 0)].dataset.actor));
    else if (key === "Escape" && field.value) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return { search, takeFocus: () => field.focus({ preventScroll: true }) };
}
