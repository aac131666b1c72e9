// The data, and the words of the page in the language that the reader chose.

const data = JSON.parse(document.getElementById("data").textContent);
let lang = data.lang;

const LONG = 40; // characters of a name that may be cut where there is little room

// A value of the data is a text, the same in both languages, or one text per language.
const text = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? value[lang] : value);

const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, lang === "fr" ? "\u202f" : ",");

// The catalogue's rules: fields in braces, a singular and a plural form separated by "||".
function say(key, fields = {}) {
  let wording = data.words[lang][key];
  if (wording.includes("||")) {
    const [one, many] = wording.split("||");
    wording = (lang === "fr" ? Math.abs(fields.n) < 2 : fields.n === 1) ? one : many;
  }
  return wording
    .trim()
    .replace(/\{(\w+)\}/g, (_, name) => (typeof fields[name] === "number" ? number(fields[name]) : fields[name]));
}

const label = (key) => {
  const word = data.words[lang][key];
  return word.charAt(0).toUpperCase() + word.slice(1);
};

// Without case, accents and typographic variants, so that "ecole" finds "École".
const plain = (value) =>
  value
    .replace(/\u2019/g, "'")
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_\-.,:;()]+/g, " ")
    .trim();

// Every element of the page is made here; texts only ever become text nodes.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const byId = (id) => document.getElementById(id);

// A name may be written in any direction: it must not reorder the words around it.
const named = (value) => element("bdi", { class: "name", title: value.length > LONG ? value : null }, value);
const nameOf = (i) => text(data.actors[i].name);

function translateTemplate() {
  document.documentElement.lang = lang;
  document.title = text(data.about.title);
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = label(node.dataset.word);
  for (const node of document.querySelectorAll("[data-word-label]"))
    node.setAttribute("aria-label", label(node.dataset.wordLabel));
  for (const node of document.querySelectorAll("[data-word-hint]"))
    node.setAttribute("placeholder", label(node.dataset.wordHint));
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === lang));
}
