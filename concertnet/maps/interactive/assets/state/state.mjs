// What the reader chose, and what is therefore shown: everything that is drawn or written asks here.

import { atDate } from "./dates.mjs";
import { brightOf } from "./focus.mjs";
import { indexOf } from "./index.mjs";
import { stillMissing, viewOf } from "./view.mjs";

const MOST_GAPS = 12; // more curves than this hide the map they are drawn on

export class State {
  constructor(data) {
    this.data = data;
    this.index = indexOf(data);
    this.gapsAtFirst = Math.min(MOST_GAPS, this.index.supported.length);
    this.chosen = { ...this.unfiltered(), levelsOff: new Set(data.levelsOff), gapLimit: this.gapsAtFirst };
    this.now = null; // what holds at the date chosen
    this.view = null; // what the filters leave of it
    this.look();
  }

  unfiltered() {
    return {
      groupsOff: new Set(),
      levelsOff: new Set(),
      territory: "",
      theme: "",
      instance: null,
      wave: this.index.lastWave, // null: the whole period
      gapsOn: this.index.pairs.length > 0,
      actor: null, // the actor in focus
      gap: null, // or the missing link in focus
    };
  }

  // To be called whenever something was chosen.
  look() {
    const { data, index, chosen } = this;
    if (this.now?.wave !== chosen.wave) this.now = atDate(data, index, chosen.wave);
    this.view = viewOf(data, index, this.now, chosen);
    if (chosen.gap !== null && !this.view.left.has(chosen.gap)) chosen.gap = null;
  }

  actorShown(i) {
    return this.view.actors[i];
  }

  tieShown(k) {
    return this.view.level[k] >= 0;
  }

  // Whether a missing link is drawn: of pairs, those best supported, or those of the actor in focus.
  gapShown(g) {
    const { gapsOn, gap, actor, gapLimit } = this.chosen;
    const { left, placeOfGap } = this.view;
    if (!gapsOn || !left.has(g)) return false;
    if (gap === g) return true;
    if (!placeOfGap.has(g)) return false;
    const ends = this.data.gaps[g];
    if (actor !== null && (actor === ends.actor || actor === ends.other))
      return this.index.gapsOf[actor].filter((one) => placeOfGap.has(one)).indexOf(g) < MOST_GAPS;
    return placeOfGap.get(g) < gapLimit;
  }

  stillMissing(g) {
    return stillMissing(this.data.gaps[g], this.index, this.now);
  }

  // What stays bright while something is in focus; null when nothing is.
  bright() {
    return brightOf(this);
  }

  counts() {
    const { n, nTies, pairs } = this.view;
    return { actors: n, ties: nTies, gaps: pairs.filter((g) => this.gapShown(g)).length };
  }

  focusActor(i) {
    this.reveal(i);
    Object.assign(this.chosen, { actor: i, gap: null });
  }

  focusGap(g) {
    const gap = this.data.gaps[g];
    if (gap.kind === "pair") [gap.actor, gap.other].forEach((i) => this.reveal(i));
    Object.assign(this.chosen, { gapsOn: true, actor: null, gap: g });
  }

  clearFocus() {
    Object.assign(this.chosen, { actor: null, gap: null });
  }

  showAll() {
    Object.assign(this.chosen, this.unfiltered());
  }

  // Found by search or in a list, an actor must be seen: the filters that hide it are lifted.
  reveal(i) {
    const { chosen } = this;
    if (!this.now.there[i]) chosen.wave = null;
    if (this.now.wave !== chosen.wave) this.now = atDate(this.data, this.index, chosen.wave);
    const { group, facts, seatedAt } = this.now;
    chosen.groupsOff.delete(group[i]);
    if (chosen.territory && facts[i].territory !== chosen.territory) chosen.territory = "";
    if (chosen.instance !== null && !seatedAt[chosen.instance].has(i)) chosen.instance = null;
  }
}
