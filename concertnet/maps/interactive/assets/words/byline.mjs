// In one line, who could make a missing link and at which table.

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

function ofSeat({ words, called }, gap) {
  if (!gap.invite.length) return [words.say("page_invite_nobody")];
  const invite = orOthers(words, words.say("page_invite", { name: called.actor(gap.invite[0]) }), gap.invited - 1);
  if (!gap.introducers.length) return [invite, words.say("page_by_nobody")];
  const by = words.say("page_by", { name: called.actor(gap.introducers[0]) });
  return [invite, orOthers(words, by, gap.seatedLinked - 1)];
}

const ofSectors = ({ words }, { ties, expected }) => [
  words.say("page_few_counts", { n: ties, expected: words.text(expected) }),
];

const orOthers = (words, said, n) => (n > 0 ? words.say("page_or_others", { said, n }) : said);
