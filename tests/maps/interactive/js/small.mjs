// A small network as the page reads it: five actors, two dates, three missing links.

import { Inks } from "../../../../concertnet/maps/interactive/assets/map/inks.mjs";
import { State } from "../../../../concertnet/maps/interactive/assets/state/state.mjs";
import { Called } from "../../../../concertnet/maps/interactive/assets/words/called.mjs";
import { Words } from "../../../../concertnet/maps/interactive/assets/words/words.mjs";

const PRIVATE = { fr: "Privé", en: "Private" };
const COMMUNITY = { fr: "Communautaire", en: "Community" };

const actor = (name, group, territory, seats = []) => ({
  name,
  short: name,
  group,
  facts: territory ? { territory } : {},
  seats,
  tray: false,
});

// École - Caisse (level 1, housing; level 0, health, at the first date alone), École - MRC (level 0)
export const data = () => ({
  lang: "fr",
  thousands: { fr: "\u202f", en: "," },
  csv: { separators: { fr: ";", en: "," }, formula: "'*[=+\\-@\\t\\r]" },
  words: {
    fr: {
      n_actors: "{n} acteur||{n} acteurs",
      n_ties: "{n} lien||{n} liens",
      page_focus: "en focus : {name}",
      page_filtered: "Filtres : {names}",
      page_without: "sans {names}",
      page_whole_period: "toute la période",
      page_gaps_between: "entre deux acteurs",
      page_gaps_bare: "sans soutien",
    },
    en: {
      n_actors: "{n} actor||{n} actors",
      n_ties: "{n} tie||{n} ties",
      page_focus: "in focus: {name}",
      page_filtered: "Filters: {names}",
      page_without: "without {names}",
      page_whole_period: "the whole period",
      page_gaps_between: "between two actors",
      page_gaps_bare: "unsupported",
    },
  },
  about: { title: "Réseau des Rives", date: "2024-06-30" },
  groups: [
    { label: COMMUNITY, colour: "#0072B2", shape: "circle", factor: 1 },
    { label: PRIVATE, colour: "#8C1D4F", shape: "diamond", factor: 1.25 },
  ],
  levels: [
    { label: "Collaboration", light: "#9FA9B3", dark: "#66727E", width: 1 },
    { label: { fr: "Partenariat", en: "Partnership" }, light: "#1F2A33", dark: "#E3E8EC", width: 4 },
  ],
  levelsOff: [],
  inks: {
    light: { text: "#111111", missing: "#D81B60", outline: "#222222", paper: "#FFFFFF" },
    dark: { text: "#EEEEEE", missing: "#FF5C95", outline: "#DDDDDD", paper: "#000000" },
  },
  missing: { width: 2, dash: [7, 4], casing: 1.5, bend: 0.18 },
  drawing: { nodes: [], radii: [3, 5, 7], sizes: null },
  actors: [
    actor("École du Phare", 0, "Val-Nord", [[0, "", [0, 1]]]),
    actor("Caisse des Rives", 1, "Val-Nord", [[0, "", [1]]]),
    actor("MRC Bois-Clair", 0, "Bois-Clair"),
    actor("Épicerie Boréal", 1, "Bois-Clair"),
    actor("Coopérative du Quai", 0, null),
  ],
  ties: [
    [0, 1, 1],
    [0, 2, 0],
  ],
  themes: ["health", "housing"],
  relations: [
    [0, 0, 0, [0]],
    [0, 1, 1, [1]],
    [1, 0, -1, [0, 1]],
  ],
  instances: [{ name: "Table des Rives", territory: "Val-Nord", theme: "housing" }],
  waves: [
    { date: "2023-12-31", actors: [0, 1, 2], changed: { 1: { group: 0, facts: { territory: "Bois-Clair" } } } },
    { date: "2024-06-30", actors: [0, 1, 2, 3, 4], changed: {} },
  ],
  gaps: [
    { kind: "pair", supported: true, actor: 1, other: 2, sector: PRIVATE, level: 0, introducers: [0], invite: [] },
    { kind: "pair", supported: false, actor: 3, other: 2, sector: PRIVATE, level: 0, introducers: [], invite: [] },
    {
      kind: "sector_at_instance",
      supported: true,
      sector: COMMUNITY,
      where: "Table des Rives",
      instance: 0,
      level: 0,
      introducers: [1],
      invite: [4],
    },
  ],
});

// Everything that a part of the page is given, but for what it does.
export function page(changes = {}) {
  const given = { ...data(), ...changes };
  const words = new Words(given);
  const state = new State(given);
  const inks = new Inks(given, { matches: false });
  return { data: given, words, state, inks, called: new Called(given, words) };
}
