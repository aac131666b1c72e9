// What the reader chose, and what is therefore shown: everything that is drawn or written asks here.

import { atDate } from "./dates.mjs";
import { apartFrom } from "./doors.mjs";
import { brightOf } from "./focus.mjs";
import { changesOf, comparedWith } from "./changes.mjs";
import { indexOf } from "./index.mjs";
import { viewOf } from "./view.mjs";

const MOST_GAPS = 12; // more curves than this hide the map they are drawn on

const UNFOCUSED = { actor: null, gap: null, cell: null, nowhere: null, since: null, asked: null };

export class State {
  constructor(data) {
    this.data = data;
    this.index = indexOf(data);
    this.dates = new Map(); // what holds at each date that was looked at
    this.chosen = { ...this.unfiltered(), levelsOff: new Set(data.levelsOff), gapLimit: MOST_GAPS };
    this.now = null; // what holds at the date chosen
    this.view = null; // what the filters leave of it
    this.drawn = new Set(); // the missing links on the map
    this.matrixOpen = false; // whether all the rows of the matrix were asked for
    this.look();
    this.gapsAtFirst = Math.min(MOST_GAPS, this.view.pairs.length);
    this.chosen.gapLimit = this.gapsAtFirst;
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
      cell: null, // or a group, at the instance chosen
      nowhere: null, // or those of a group who sit nowhere
      since: null, // the date since which changes are listed
      asked: null, // a list: "together" (missing links within an instance) or "agreements"
    };
  }

  at(wave) {
    if (!this.dates.has(wave)) this.dates.set(wave, atDate(this.data, this.index, wave));
    return this.dates.get(wave);
  }

  // To be called whenever something was chosen.
  look() {
    const { data, index, chosen } = this;
    if (chosen.instance === null) chosen.cell = null;
    if (!comparedWith(chosen.wave).includes(chosen.since)) chosen.since = null;
    this.now = this.at(chosen.wave);
    this.view = viewOf(data, index, this.now, chosen);
    if (chosen.gap !== null && !this.view.left.has(chosen.gap)) {
      chosen.gap = null;
      this.view = viewOf(data, index, this.now, chosen);
    }
    this.drawn = this.gapsDrawn();
  }

  actorShown(i) {
    return this.view.actors[i];
  }

  tieShown(k) {
    return this.view.level[k] >= 0;
  }

  gapShown(g) {
    return this.drawn.has(g);
  }

  // Of pairs, those best supported, or those of the actor in focus.
  gapsDrawn() {
    const { gapsOn, gap, actor, gapLimit } = this.chosen;
    if (!gapsOn) return new Set();
    const ends = (g) => [this.data.gaps[g].actor, this.data.gaps[g].other];
    const drawable = this.view.pairs.filter((g) => ends(g).every((i) => this.actorShown(i)));
    const ofActor = actor === null ? [] : drawable.filter((g) => ends(g).includes(actor));
    const asked = gap === null ? [] : [gap];
    return new Set([...drawable.slice(0, gapLimit), ...ofActor.slice(0, MOST_GAPS), ...asked]);
  }

  // The missing links of an actor at the date chosen, whatever the filters.
  gapsOf(i) {
    const { gaps } = this.data;
    return this.now.gaps.filter((g) => gaps[g].kind === "pair" && (gaps[g].actor === i || gaps[g].other === i));
  }

  seatedIn(i) {
    return new Set(this.now.seats[i].map(([instance]) => instance));
  }

  // How many links an actor lacks at the date chosen, and for how many somebody could introduce it.
  lackedBy(i) {
    const { doors } = this.now;
    if (doors) return { all: doors.lacking[i], open: doors.bridged[i], together: doors.beside[i] };
    const mine = this.gapsOf(i);
    const { gaps } = this.data;
    const isOpen = (g) => gaps[g].introducers.length > 0;
    const together = mine.filter((g) => !isOpen(g) && gaps[g].tables.length).length;
    return { all: mine.length, open: mine.filter(isOpen).length, together };
  }

  // Those whom an actor lacks and of whom nothing more is told.
  apartFrom(i) {
    const { gaps } = this.data;
    const ends = (g) => (gaps[g].supported ? [gaps[g].actor, gaps[g].other] : []);
    const told = new Set(this.gapsOf(i).flatMap(ends));
    return this.now.doors ? apartFrom(this.data, this.now, i).filter((j) => !told.has(j)) : [];
  }

  // What stays bright while something is in focus; null when nothing is.
  bright() {
    return brightOf(this);
  }

  counts() {
    const { n, nTies } = this.view;
    const isPair = (g) => this.data.gaps[g].kind === "pair";
    return { actors: n, ties: nTies, gaps: [...this.drawn].filter(isPair).length };
  }

  focusActor(i) {
    this.reveal(i);
    Object.assign(this.chosen, { ...UNFOCUSED, actor: i });
  }

  focusGap(g) {
    const gap = this.data.gaps[g];
    if (gap.kind === "pair") [gap.actor, gap.other].forEach((i) => this.chosen.groupsOff.delete(this.now.group[i]));
    Object.assign(this.chosen, { ...UNFOCUSED, gapsOn: true, gap: g });
  }

  clearFocus() {
    Object.assign(this.chosen, UNFOCUSED);
  }

  // A cell of the matrix: those of a group at an instance; where none sits, who could be invited.
  chooseCell(instance, group) {
    const { chosen, now, data } = this;
    const isChosen = this.isCell(instance, group);
    this.clearFocus();
    chosen.instance = isChosen ? null : instance;
    if (isChosen) return;
    chosen.groupsOff.delete(group);
    const seated = [...now.seatedAt[instance]].some((i) => now.group[i] === group);
    const isAbsence = (g) => data.gaps[g].kind === "sector_at_instance" && data.gaps[g].instance === instance;
    const absence = data.subject?.grouped && group === data.subject.group ? now.gaps.find(isAbsence) : undefined;
    if (!seated && absence !== undefined) chosen.gap = absence;
    chosen.cell = group;
  }

  // Those of a group who sit at none of the instances, listed and in focus.
  chooseNowhere(group) {
    const isChosen = this.chosen.nowhere === group;
    this.clearFocus();
    this.chosen.instance = null;
    if (isChosen) return;
    this.chosen.groupsOff.delete(group);
    this.chosen.nowhere = group;
  }

  // What changed at the date chosen since another; null where it is not compared with it.
  changesSince(wave) {
    return changesOf(this.data, this.index, this.at(wave), this.now);
  }

  isCell(instance, group) {
    return this.chosen.instance === instance && this.chosen.cell === group;
  }

  showAll() {
    Object.assign(this.chosen, this.unfiltered());
  }

  // Found by search or in a list, an actor must be seen: the filters that hide it are lifted.
  reveal(i) {
    const { chosen } = this;
    if (!this.now.there[i]) chosen.wave = null;
    this.now = this.at(chosen.wave);
    const { group, facts, seatedAt } = this.now;
    chosen.groupsOff.delete(group[i]);
    if (chosen.territory && facts[i].territory !== chosen.territory) chosen.territory = "";
    if (chosen.instance !== null && !seatedAt[chosen.instance].has(i)) chosen.instance = null;
  }
}
