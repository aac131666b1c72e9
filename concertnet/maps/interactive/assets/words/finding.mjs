// What a planner reads first, in a few sentences: where the sector sits and does not, who sits
// nowhere, with which sectors it has fewer ties than chance would give, who could open the most doors,
// what changed, which agreements end.

import { agreementsAt } from "../state/agreements.mjs";
import { comparedWith } from "../state/changes.mjs";
import { unlinkedPlaces } from "../state/places.mjs";

const NAMED = 3; // names in a sentence: the others are counted

const actorPart = (actor) => ({ actor });
const instancePart = (instance) => ({ instance });

// First what holds, then what changed. Each sentence is a list of texts, actors ({ actor }), instances ({ instance }), groups whose actors
// sit nowhere ({ nowhere, n }), territories ({ territory }), dates since which something changed
// ({ since }) and lists ({ asked }).
export function findingOf(page) {
  const ofSubject = page.data.subject ? [seatsSentence(page), tiesSentence(page), doorsSentence(page)] : [];
  const [seats = [], ...others] = ofSubject;
  const told = (sentences) => sentences.filter(({ length }) => length);
  return { first: told([[...seats, ...nowhereSentence(page, seats.length)], ...others]), last: told([changesSentence(page)]) };
}

// The instances that the filters leave: where the subject sits, where it does not, and how many have
// no seat entered, which say nothing.
function seatingOf({ data, state }) {
  const { now, view } = state;
  const { group } = data.subject;
  const entered = view.instances.filter((k) => now.seatedAt[k].size);
  const isThere = (k) => [...now.seatedAt[k]].some((i) => now.group[i] === group);
  return {
    entered,
    with: entered.filter(isThere),
    without: entered.filter((k) => !isThere(k)),
    bare: view.instances.length - entered.length,
  };
}

function seatsSentence(page) {
  const { data, words } = page;
  if (!data.instances.length || !data.subject.grouped) return [];
  const { entered, with: seated, without, bare } = seatingOf(page);
  const sector = words.text(data.subject.said);
  const told = without.length ? without : seated;
  const said = { sector, all: entered.length, names: named(page, told.map(instancePart)) };
  const key = !seated.length ? "page_sits_nowhere" : without.length ? "page_sits_at" : "page_sits_everywhere";
  const sentence = entered.length ? words.parts(key, { ...said, n: seated.length || entered.length }) : [];
  return bare ? [...sentence, sentence.length ? " " : "", ...words.parts("page_sits_bare", { n: bare })] : sentence;
}

// Who sits nowhere: of the subject by name, then the groups of which nobody sits.
function nowhereSentence(page, isAfter) {
  const { data, words, state } = page;
  const { unseated, inReach } = state.view;
  const { subject } = data;
  if (!unseated.length) return [];
  const own = subject?.grouped ? unseated.filter((i) => state.now.group[i] === subject.group) : [];
  const none = data.groups.flatMap((_, g) => {
    const n = unseated.filter((i) => state.now.group[i] === g).length;
    return n && n === inReach[g] && !(subject?.grouped && g === subject.group) ? [{ nowhere: g, n }] : [];
  });
  const told = [];
  if (own.length) told.push(...words.parts("page_nowhere", { n: own.length, names: named(page, own.map(actorPart)) }));
  if (none.length) told.push(told.length ? " " : "", ...words.parts("page_no_seat_at_all", { n: none.length, names: words.joined(none) }));
  return told.length && isAfter ? [" ", ...told] : told;
}

// What changed since the first date of the page, and since the one before.
function changesSentence(page) {
  const { data, words, state } = page;
  const { chosen } = state;
  const told = comparedWith(chosen.wave).map((since, place) => {
    const counts = countsOf(words, state.changesSince(since));
    const said = counts.length ? [...words.joined(counts), " (", { since }, ")"] : [words.say("page_changed_nothing")];
    const sentence = words.parts("page_changed", { date: words.text(data.waves[since].said), what: said });
    return place ? [" "].concat(sentence) : sentence;
  });
  const agreements = agreementsSentence(page);
  if (agreements.length) told.push(told.length ? [" ", ...agreements] : agreements);
  const scope = told.length && isFiltered(chosen) ? [" ", words.say("page_few_scope")] : [];
  return [...told.flat(), ...scope];
}

// How many agreements hold, and how many of them end soon.
function agreementsSentence({ data, words, state }) {
  const { inForce, ending, lapsed } = agreementsAt(data, state.chosen.wave);
  if (!inForce && !lapsed.length) return [];
  const end = ending.length ? words.say("page_agreements_ending", { n: ending.length }) : words.say("page_agreements_none_ending");
  return words.parts("page_agreements", { n: inForce, ending: end, show: [{ asked: "agreements" }] });
}

function countsOf(words, { arrived, left, made, undone }) {
  const counts = [
    ["page_arrived", arrived],
    ["page_left", left],
    ["page_made", made],
    ["page_undone", undone],
  ];
  return counts.filter(([, { length }]) => length).map(([key, { length: n }]) => words.say(key, { n }));
}

const isFiltered = ({ territory, theme, instance }) => Boolean(territory || theme || instance !== null);

// With whom the subject has few ties, then where nobody is tied to it.
function tiesSentence(page) {
  const { data, words, state } = page;
  const few = fewSentence(page);
  const places = unlinkedPlaces(data, state.now, state.chosen);
  if (!places.length) return few;
  const names = named(page, places.map((territory) => ({ territory })));
  const apart = words.parts("page_places_unlinked", { n: places.length, sector: words.text(data.subject.said), names });
  return few.length ? [...few, " ", ...apart] : apart;
}

function fewSentence(page) {
  const { data, words, state } = page;
  const { now, chosen } = state;
  const few = now.gaps.map((g) => data.gaps[g]).filter(({ kind }) => kind === "sector_pair");
  const sector = words.text(data.subject.said);
  if (!now.isSearched || !few.length || !now.nTies) return [];
  const rare = few.filter(({ short }) => short);
  const of = ({ said, ties, expected }) =>
    words.say("page_few_of", { sector: words.text(said), ties, expected: words.text(expected) });
  const scope = isFiltered(chosen) ? [" ", words.say("page_few_scope")] : [];
  const apart = few.filter(({ compared }) => !compared);
  const said = [];
  if (rare.length) said.push(...words.parts("page_few", { sector, names: named(page, rare.map(of)) }));
  else if (few.length > apart.length) {
    const nearest = few.find(({ compared }) => compared); // they come in that order
    said.push(...words.parts("page_few_none", { sector, nearest: of(nearest) }));
  }
  const names = named(page, apart.map(({ said: other }) => words.say("page_few_article", { sector: words.text(other) })));
  if (apart.length) said.push(said.length ? " " : "", ...words.parts("page_few_uncompared", { names }));
  return [...said, ...scope];
}

function doorsSentence(page) {
  const { words, state, data } = page;
  const { doors } = state.view;
  if (!doors) return [];
  const { all, bare, meeting, bridged, withoutAny, openers, opens, n } = doors;
  const sector = words.text(data.subject.said);
  if (!n) return words.parts("page_doors_nobody", { sector });
  if (!all) return words.parts("page_doors_complete", { sector });
  const show = [{ asked: "together" }];
  const meet = meeting.length ? [" ", ...words.parts("page_doors_together", { n: meeting.length, show })] : [];
  if (!openers.length) return [...words.parts("page_doors_none", { sector, n: all }), ...meet];
  const first = openers.slice(0, NAMED).map((i) => [actorPart(i), ` (${words.number(opens[i])})`]);
  const told = words.parts("page_doors", { n: all, names: words.joined(first) });
  const alone = withoutAny.filter((i) => !bridged[i]);
  const toNobody = alone.length ? [" ", ...words.parts("page_doors_alone", { n: alone.length, names: named(page, alone.map(actorPart)) })] : [];
  return bare ? [...told, " ", ...words.parts("page_doors_bare", { n: bare }), ...toNobody, ...meet] : [...told, ...meet];
}

// Of some things, the first; the others are counted.
function named({ words }, items) {
  const first = items.slice(0, NAMED);
  const rest = items.length - first.length;
  const others = rest ? [words.say("page_others", { n: rest })] : [];
  return words.joined([...first, ...others]);
}

// What a part of a sentence says.
export function saidOf({ called, data, words }, part) {
  if (typeof part === "string") return part;
  if (part.actor !== undefined) return called.actor(part.actor);
  if (part.instance !== undefined) return data.instances[part.instance].name;
  if (part.territory !== undefined) return part.territory;
  if (part.asked !== undefined) return words.say(part.asked === "agreements" ? "page_agreements_show" : "page_changed_show");
  if (part.since !== undefined) return words.say("page_changed_show");
  const group = words.text(data.groups[part.nowhere].label);
  return words.say("page_group_of", { group, actors: words.say("n_actors", { n: part.n }) });
}

export const asText = (page, sentence) => sentence.map((part) => saidOf(page, part)).join("");
