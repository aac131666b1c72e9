// A small network as the page reads it: five actors, two dates, three missing links.

import { Inks } from "../../../../concertnet/maps/interactive/assets/map/inks.mjs";
import { State } from "../../../../concertnet/maps/interactive/assets/state/state.mjs";
import { Called } from "../../../../concertnet/maps/interactive/assets/words/called.mjs";
import { Words } from "../../../../concertnet/maps/interactive/assets/words/words.mjs";

const PRIVATE = { fr: "Privé", en: "Private" };
const COMMUNITY = { fr: "Communautaire", en: "Community" };

const PAIR = { kind: "pair", sector: PRIVATE, level: 0, aside: false, invite: [] };

const actor = (name, group, territory, seats = []) => ({
  name,
  forms: [[name]],
  also: [],
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
      and: "et",
      page_sits_nowhere: "Le {sector} : aucune des {n}.",
      page_sits_at: "Le {sector} : {n} sur {all}, sauf {names}.",
      page_sits_everywhere: "Le {sector} : chacune des {n}.",
      page_sits_bare: "{n} sans siège.",
      page_few: "Le {sector} : moins avec {names}.",
      page_few_of: "le {sector} ({ties} au lieu de {expected})",
      page_few_uncompared: "Trop peu pour juger : {names}.",
      page_few_article: "le {sector}",
      page_few_too_few: "trop peu",
      page_few_none: "Le {sector} : avec aucun ; au plus {nearest}.",
      page_places_unlinked: "Sans lien au {sector} : {names}.",
      page_few_scope: "(partout)",
      page_few_counts: "{n} lien ; {expected}||{n} liens ; {expected}",
      page_doors: "De {n} : {names}.",
      page_doors_bare: "{n} sans.",
      page_doors_none: "{n}, tous sans.",
      page_doors_complete: "Rien ne manque.",
      page_doors_nobody: "Personne.",
      page_others: "{n} autre||{n} autres",
      page_by: "par {name}",
      page_by_nobody: "sans intermédiaire",
      page_by_aside: "mise à part",
      page_or_others: "{said}, ou {n} autre||{said}, ou {n} autres",
      page_at: "table : {instance}",
      page_at_both: "les deux : {instance}",
      page_invite: "à inviter : {name} ({by})",
      page_by_none_seated: "sans lien",
      page_nowhere: "Nulle part : {names}.",
      page_no_seat_at_all: "Sans siège : {names}.",
      page_group_of: "{group} ({actors})",
      page_changed: "Depuis {date} : {what}.",
      page_changed_nothing: "rien",
      page_changed_show: "lesquels",
      page_arrived: "{n} arrivé||{n} arrivés",
      page_left: "{n} parti||{n} partis",
      page_made: "{n} noué||{n} noués",
      page_undone: "{n} défait||{n} défaits",
      page_doors_together: "Ensemble : {n} ({show}).",
      page_doors_alone: "Seuls : {names}.",
      page_agreements: "{n} en vigueur, {ending} ({show}).",
      page_agreements_ending: "{n} à échéance",
      page_agreements_none_ending: "aucune à échéance",
      page_agreements_show: "lesquelles",
      page_invite_nobody: "personne",
      page_pair_bare: "{actor} et {other} : rien.",
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
    { label: COMMUNITY, light: "#0072B2", dark: "#0072B2", shape: "circle", factor: 1 },
    { label: PRIVATE, light: "#8C1D4F", dark: "#B26286", shape: "diamond", factor: 1.25 },
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
  drawing: { nodes: [], radii: [3, 5, 7], least: 8, sizes: null },
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
  instances: [{ name: "Table des Rives", territory: "Val-Nord", theme: "housing", dates: [0, 1] }],
  waves: [
    { date: "2023-12-31", said: { fr: "31 déc. 2023", en: "2023-12-31" }, actors: [0, 1, 2], changed: { 1: { group: 0, facts: { territory: "Bois-Clair" } } } },
    { date: "2024-06-30", said: { fr: "30 juin 2024", en: "2024-06-30" }, actors: [0, 1, 2, 3, 4], changed: {} },
  ],
  aside: [
    [1, 4, "sous-traitance", [1]],
    [0, 3, "", [0]],
  ],
  agreements: [],
  unknownGroup: null,
  found: null,
  subject: { label: PRIVATE, said: { fr: "secteur privé", en: "private sector" }, group: 1, level: 0, grouped: true, counted: true },
  gapsGiven: true,
  gapsLeftOut: 0,
  gapsOutside: 0,
  gaps: [
    { ...PAIR, supported: true, actor: 1, other: 2, shared: 1, introducers: [0], tables: [], text: "Caisse et MRC." },
    { ...PAIR, supported: false, actor: 3, other: 2, shared: 0, introducers: [], tables: [], text: null },
    {
      kind: "sector_at_instance",
      supported: true,
      sector: COMMUNITY,
      where: "Table des Rives",
      instance: 0,
      level: 0,
      introducers: [1],
      invite: [4],
      invited: 3,
      seatedLinked: 1,
      text: "Aucun siège.",
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
