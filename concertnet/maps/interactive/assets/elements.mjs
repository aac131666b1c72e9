// Every element of the page is made here; texts only ever become text nodes.

const LONG = 40; // characters of a name that may be cut where there is little room
const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

// Of attributes, those that begin with "on" are listened to, and those that say nothing are left out.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A name may be written in any direction: it must not reorder the words around it.
export const named = (name) => element("bdi", { class: "name", title: name.length > LONG ? name : null }, name);

export function section(title, ...content) {
  return element("section", {}, element("h3", {}, title), ...content);
}

export function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
