// What a planner reads first, in three sentences: where the sector sits and does not, with which
// sectors it has fewer ties than chance would give, who could open the most doors.

const NAMED = 3; // names in a sentence: the others are counted
const RARE = 0.05; // p under which a difference is told

const actorPart = (actor) => ({ actor });
const instancePart = (instance) => ({ instance });

// Each sentence is a list of texts, actors ({ actor }) and instances ({ instance }).
export function findingOf(page) {
  if (!page.data.subject) return [];
  return [seatsSentence(page), fewSentence(page), doorsSentence(page)].filter((sentence) => sentence.length);
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

function fewSentence(page) {
  const { data, words, state } = page;
  const { now, chosen } = state;
  const few = now.gaps.map((g) => data.gaps[g]).filter(({ kind }) => kind === "sector_pair");
  const sector = words.text(data.subject.said);
  if (!now.isSearched || !few.length || !now.nTies) return [];
  const rare = few.filter(({ p }) => p !== null && p < RARE);
  const of = ({ said, ties, expected }) =>
    words.say("page_few_of", { sector: words.text(said), ties, expected: words.text(expected) });
  const scope = chosen.territory || chosen.theme || chosen.instance !== null ? [" ", words.say("page_few_scope")] : [];
  if (!rare.length) return [...words.parts("page_few_none", { sector }), ...scope];
  return [...words.parts("page_few", { sector, names: named(page, rare.map(of)) }), ...scope];
}

function doorsSentence(page) {
  const { words, state, data } = page;
  const { doors } = state.view;
  if (!doors) return [];
  const { all, bare, openers, opens, n } = doors;
  const sector = words.text(data.subject.said);
  if (!n) return words.parts("page_doors_nobody", { sector });
  if (!all) return words.parts("page_doors_complete", { sector });
  if (!openers.length) return words.parts("page_doors_none", { sector, n: all });
  const first = openers.slice(0, NAMED).map((i) => [actorPart(i), ` (${words.number(opens[i])})`]);
  const told = words.parts("page_doors", { n: all, names: words.joined(first) });
  return bare ? [...told, " ", ...words.parts("page_doors_bare", { n: bare })] : told;
}

// Of some things, the first; the others are counted.
function named({ words }, items) {
  const first = items.slice(0, NAMED);
  const rest = items.length - first.length;
  const others = rest ? [words.say("page_others", { n: rest })] : [];
  return words.joined([...first, ...others]);
}

export const asText = ({ called, data }, sentence) =>
  sentence
    .map((part) => {
      if (typeof part === "string") return part;
      return part.actor === undefined ? data.instances[part.instance].name : called.actor(part.actor);
    })
    .join("");
