// In one line, who could make a missing link and at which table.

import { invitedTo } from "../state/invited.mjs";

const NAMED = 2; // of those who could bring somebody

export function bylineOf(page, gap) {
  const said = gap.kind === "pair" ? ofPair(page, gap) : gap.kind === "sector_pair" ? ofSectors(page, gap) : ofSeat(page, gap);
  return said.filter(Boolean).join(" · ");
}

function ofPair(page, gap) {
  const { words, called, state } = page;
  const first = firstOf(page, gap.introducers, state.chosen.instance);
  const by =
    first === null
      ? words.say("page_by_nobody")
      : orOthers(words, words.say("page_by", { name: called.actor(first) }), gap.shared - 1);
  return [by, tableOf(page, gap, first), gap.aside ? words.say("page_by_aside") : ""];
}

// Where an instance is chosen, who sits there is asked first.
function firstOf({ state }, ids, instance) {
  if (!ids.length) return null;
  const seated = instance === null ? null : state.now.seatedAt[instance];
  return ids.find((i) => seated?.has(i)) ?? ids[0];
}

// The table where both sit; else one where who introduces sits with one of the two.
function tableOf({ data, words, state }, gap, via) {
  const { now, chosen } = state;
  const name = (k) => data.instances[k].name;
  const both = gap.tables ?? [];
  if (both.length) return words.say("page_at_both", { instance: name(both.includes(chosen.instance) ? chosen.instance : both[0]) });
  if (via === null) return "";
  const own = [...new Set(now.seats[via].map(([k]) => k))];
  const at = (i) => own.filter((k) => now.seatedAt[k].has(i));
  const tables = [...at(gap.other), ...at(gap.actor)];
  if (!tables.length) return "";
  return words.say("page_at", { instance: name(tables.includes(chosen.instance) ? chosen.instance : tables[0]) });
}

// Who comes first, and who could bring that one: not any of them could bring any other.
function ofSeat(page, gap) {
  const { data, words, called, state } = page;
  const all = invitedTo(data, state.now, gap);
  if (!all.length) return [words.say("page_invite_nobody")];
  const [[first, via]] = all;
  const invite = words.say("page_invite", { name: called.actor(first), by: broughtBy(page, via) });
  return [orOthers(words, invite, Math.max(all.length, gap.invited) - 1)];
}

// By whom somebody could be brought among those who sit there.
export function broughtBy({ words, called }, via) {
  if (!via.length) return words.say("page_by_none_seated");
  const names = via.slice(0, NAMED).map((j) => called.actor(j));
  return orOthers(words, words.say("page_by", { name: words.joined(names).join("") }), via.length - names.length);
}

const ofSectors = ({ words }, { ties, expected, compared }) => [
  words.say("page_few_counts", { n: ties, expected: words.text(expected) }),
  compared ? "" : words.say("page_few_too_few"),
];

const orOthers = (words, said, n) => (n > 0 ? words.say("page_or_others", { said, n }) : said);
