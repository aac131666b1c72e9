// Who lacks a link and who could open it, counted from the ties: it holds at any date, under any
// filter, and for pairs that are not listed. A pair is an actor of the subject (the sector whose
// links are missing) and one of another known group, without a tie at the level looked at.

// inReach: whether the filters leave each actor; seated: of an instance chosen, who sits there (one
// of the two must). Null where the groups of the page do not tell who lacks a link.
export function doorsOf(data, now, { inReach, seated }) {
  const { subject, unknownGroup } = data;
  if (!subject?.counted) return null;
  const n = inReach.length;
  const strong = (k) => now.level[k] >= subject.level;
  const partners = subject.level ? now.partners.map((held) => held.filter(([, k]) => strong(k))) : now.partners;
  const isOurs = (i) => inReach[i] && now.group[i] === subject.group;
  const ours = [];
  const other = new Uint8Array(n); // of another known group
  for (let i = 0; i < n; i++) {
    if (isOurs(i)) ours.push(i);
    else other[i] = inReach[i] && now.there[i] && now.group[i] !== unknownGroup && now.group[i] !== subject.group;
  }
  const sits = (i) => !seated || seated.has(i);
  const others = other.reduce((sum, one) => sum + one, 0);
  const othersSeated = seated ? [...seated].filter((i) => other[i]).length : others;
  const oursSeated = seated ? ours.filter(sits).length : ours.length;
  const lacking = new Int32Array(n);
  const bridged = new Int32Array(n); // those of them that somebody could introduce
  const opens = new Int32Array(n);
  const beside = new Int32Array(n); // those that nobody could introduce, and who sit at a same instance
  for (let j = 0; j < n; j++) if (other[j]) lacking[j] = sits(j) ? ours.length : oursSeated;
  const tied = new Int32Array(n).fill(-1);
  const seen = new Int32Array(n).fill(-1);
  const met = new Int32Array(n).fill(-1);
  const meeting = []; // pairs who sit at a same instance
  let [all, open, together] = [0, 0, 0];
  for (const i of ours) {
    lacking[i] = sits(i) ? others : othersSeated;
    for (const [j] of partners[i]) {
      tied[j] = i;
      if (!other[j] || !(sits(i) || sits(j))) continue;
      lacking[i] -= 1;
      lacking[j] -= 1;
    }
    for (const [via] of partners[i])
      for (const [j] of partners[via]) {
        if (!other[j] || tied[j] === i || !(sits(i) || sits(j))) continue;
        opens[via] += 1;
        if (seen[j] === i) continue;
        seen[j] = i;
        bridged[i] += 1;
        bridged[j] += 1;
      }
    for (const [instance] of now.seats[i])
      for (const j of now.seatedAt[instance]) {
        const isMissing = other[j] && tied[j] !== i && (sits(i) || sits(j));
        if (!isMissing || met[j] === i) continue;
        met[j] = i;
        meeting.push([i, j]);
        if (seen[j] === i) continue;
        beside[i] += 1;
        beside[j] += 1;
        together += 1;
      }
    all += lacking[i];
    open += bridged[i];
  }
  const most = (counts, a, b) => counts[b] - counts[a] || a - b;
  const openers = [...opens.keys()].filter((i) => opens[i]).sort((a, b) => most(opens, a, b));
  const bare = ours.filter((i) => lacking[i] > bridged[i]);
  const isAlone = (i) => Number(!bridged[i]);
  bare.sort((a, b) => isAlone(b) - isAlone(a) || lacking[b] - bridged[b] - lacking[a] + bridged[a] || a - b);
  return { n: ours.length, all, open, bare: all - open, together, meeting, lacking, bridged, beside, opens, openers, withoutAny: bare };
}

// What an actor could open: of each partner of the subject, those whom it does not know.
export function openedBy(data, now, via) {
  const { subject, unknownGroup } = data;
  if (!subject?.counted) return [];
  const known = (i) => now.partners[i].filter(([, k]) => now.level[k] >= subject.level).map(([j]) => j);
  const mine = known(via);
  const others = mine.filter((j) => now.group[j] !== subject.group && now.group[j] !== unknownGroup);
  return mine
    .filter((i) => now.group[i] === subject.group)
    .map((i) => {
      const already = new Set(known(i));
      return [i, others.filter((j) => !already.has(j))];
    })
    .filter(([, left]) => left.length);
}

// Where an actor could be brought by those it is tied to: instances where they sit and it does not.
export function tablesWithin(now, i) {
  const own = new Set(now.seats[i].map(([instance]) => instance));
  const through = new Map();
  for (const [via] of now.partners[i])
    for (const instance of new Set(now.seats[via].map(([at]) => at)))
      if (!own.has(instance)) through.set(instance, [...(through.get(instance) ?? []), via]);
  return [...through].sort(([a, one], [b, other]) => other.length - one.length || a - b);
}

// Whom an actor lacks: a test of each other one; null where it is of no group that lacks any.
function lackedBy(data, now, i) {
  const { subject, unknownGroup } = data;
  if (!subject?.counted) return null;
  const isOther = (j) => now.group[j] !== subject.group && now.group[j] !== unknownGroup;
  const isOurs = now.group[i] === subject.group;
  if (!isOurs && !isOther(i)) return null;
  const known = new Set(knownTo(data, now, i));
  return (j) => now.there[j] && !known.has(j) && (isOurs ? isOther(j) : now.group[j] === subject.group);
}

const knownTo = ({ subject }, now, i) => now.partners[i].filter(([, k]) => now.level[k] >= subject.level).map(([j]) => j);

// Where most of those sit whom an actor lacks: [instance, those], the most first. For one whom nobody
// could introduce, it is where to begin: there, those of its territory, then the most tied.
export function whereLackedSit(data, now, i) {
  const isLacked = lackedBy(data, now, i);
  if (!isLacked) return [];
  const isFar = (j) => Number(!now.facts[i].territory || now.facts[j].territory !== now.facts[i].territory);
  const firstToMeet = (a, b) => isFar(a) - isFar(b) || now.partners[b].length - now.partners[a].length || a - b;
  return now.seatedAt
    .map((seated, instance) => [instance, [...seated].filter(isLacked).sort(firstToMeet)])
    .filter(([, { length }]) => length)
    .sort(([a, one], [b, other]) => other.length - one.length || a - b);
}

// Those whom an actor lacks, and with whom it shares neither partner nor instance.
export function apartFrom(data, now, i) {
  const isLacked = lackedBy(data, now, i);
  if (!isLacked) return [];
  const near = new Set(now.seats[i].flatMap(([instance]) => [...now.seatedAt[instance]]));
  for (const via of knownTo(data, now, i)) for (const j of knownTo(data, now, via)) near.add(j);
  return now.byImportance.filter((j) => j !== i && isLacked(j) && !near.has(j));
}
