// What actors and missing links are called.

// A kind of missing link, or its part that nothing supports: its heading in the catalogue.
const KINDS = {
  pair: "page_gaps_between",
  beside: "page_gaps_beside",
  looser: "page_gaps_looser",
  bare: "page_gaps_bare",
  sector_at_instance: "page_absent",
  sector_in_territory: "page_absent_territory",
  sector_on_theme: "page_absent_theme",
  sector_pair: "page_few_ties",
  near: "page_few_by_chance",
};

export const isAbsence = ({ kind }) => kind !== "pair" && kind !== "sector_pair";

// Of two actors: they share a partner, or else an instance, or else a looser tie, or nothing. Of two
// sectors: chance would hardly give so few ties, or may.
export function kindOf({ kind, supported, shared, tables, short }) {
  if (kind === "sector_pair") return short ? kind : "near";
  if (kind !== "pair" || shared) return kind;
  return tables.length ? "beside" : supported ? "looser" : "bare";
}

export class Called {
  constructor(data, words) {
    this.data = data;
    this.words = words;
  }

  actor(i) {
    return this.words.text(this.data.actors[i].name);
  }

  actors(ids) {
    return ids.map((i) => this.actor(i)).join("; ");
  }

  instances(ids) {
    return ids.map((k) => this.data.instances[k].name).join("; ");
  }

  who(gap) {
    return gap.kind === "pair" ? this.actor(gap.actor) : this.words.text(gap.sector);
  }

  what(gap) {
    if (gap.kind === "pair") return this.actor(gap.other);
    return gap.kind === "sector_pair" ? this.words.text(gap.sectors[1]) : gap.where;
  }

  kind(kind) {
    return this.words.label(KINDS[kind]);
  }

  // The sentence of a missing link: of two who share nothing, it is short.
  told(gap) {
    if (gap.text !== null) return this.words.text(gap.text);
    return this.words.say("page_pair_bare", { actor: this.actor(gap.actor), other: this.actor(gap.other) });
  }
}
