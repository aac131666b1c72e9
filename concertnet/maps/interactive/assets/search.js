// Search by name: accents and case do not count; arrows, Enter and Escape work.

const FOUND_AT_MOST = 10;
const field = byId("search");
const list = byId("found");
let chosen = -1;

function matches(query) {
  const asked = plain(query).split(" ").filter(Boolean);
  if (!asked.length) return null;
  const names = data.actors.map((_, i) => plain(nameOf(i)));
  const found = now.byImportance.filter((i) => asked.every((word) => names[i].includes(word)));
  const early = (i) => (names[i].startsWith(asked[0]) ? 0 : names[i].includes(` ${asked[0]}`) ? 1 : 2);
  return found.sort((a, b) => early(a) - early(b));
}

function search() {
  const found = matches(field.value);
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  const shown = (found ?? []).slice(0, FOUND_AT_MOST);
  list.replaceChildren(
    ...shown.map((i, n) =>
      element(
        "li",
        { role: "option", id: `found-${n}`, "aria-selected": "false", "data-actor": i, onmousedown: (event) => event.preventDefault(), onclick: () => choose(i) },
        groupIcon(now.group[i]),
        named(nameOf(i)),
        actorShown(i) ? null : element("span", { class: "note" }, ` (${say("page_hidden")})`),
      ),
    ),
  );
  list.hidden = !shown.length;
  field.setAttribute("aria-expanded", String(shown.length > 0));
  const more = (found ?? []).length - shown.length;
  byId("found-count").textContent =
    found === null ? "" : !found.length ? say("page_search_none") : more ? say("page_search_more", { n: more }) : say("page_search_count", { n: found.length });
}

function closeSearch() {
  field.value = "";
  search();
}

function choose(i) {
  closeSearch();
  openActor(i);
}

function highlight(next) {
  const options = [...list.children];
  if (!options.length) return;
  chosen = (next + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
  options[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[chosen].id);
}

function startSearch() {
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") highlight(chosen + 1);
    else if (event.key === "ArrowUp") highlight(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && list.children.length) choose(Number(list.children[Math.max(chosen, 0)].dataset.actor));
    else if (event.key === "Escape" && field.value) closeSearch();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
