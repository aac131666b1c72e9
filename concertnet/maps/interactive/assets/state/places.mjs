// The territories of the other sectors, and those of which no actor is tied to the subject's.

export function unlinkedPlaces(data, now, chosen) {
  const { subject, unknownGroup } = data;
  const isAnyOurs = now.group.some((g, i) => now.there[i] && g === subject?.group);
  if (!subject?.counted || !isAnyOurs || chosen.instance !== null) return [];
  const strong = (k) => now.level[k] >= subject.level;
  const isLinked = new Map();
  now.facts.forEach(({ territory }, i) => {
    const counts = territory && now.there[i] && now.group[i] !== subject.group && now.group[i] !== unknownGroup;
    if (!counts || (chosen.territory && territory !== chosen.territory)) return;
    const tied = now.partners[i].some(([j, k]) => now.group[j] === subject.group && strong(k));
    isLinked.set(territory, tied || Boolean(isLinked.get(territory)));
  });
  return [...isLinked].filter(([, tied]) => !tied).map(([territory]) => territory);
}
