// Who of the sector could be invited where it does not sit, and who seated there could bring each.

// The instances of an absence: one, or those of a territory or of a theme.
function instancesOf({ instances }, gap) {
  const concerned = {
    sector_at_instance: (_, k) => k === gap.instance,
    sector_in_territory: ({ territory }) => territory === gap.where,
    sector_on_theme: ({ theme }) => theme === gap.where,
  }[gap.kind];
  return concerned ? instances.map((_, k) => k).filter((k) => concerned(instances[k], k)) : [];
}

// Those who sit at one of the instances of an absence.
export const seatedThere = (data, now, gap) => new Set(instancesOf(data, gap).flatMap((k) => Array.from(now.seatedAt[k])));

// [actor, those seated there to whom it is tied]: those who know most of them first, then those who
// know nobody there and are of the territory. Where the page does not tell who is of the sector, only
// those whom the search named.
export function invitedTo(data, now, gap) {
  const seated = seatedThere(data, now, gap);
  const { subject } = data;
  const isTold = Boolean(subject?.grouped) && JSON.stringify(subject.label) === JSON.stringify(gap.sector);
  const mayCome = isTold ? now.group.flatMap((g, i) => (now.there[i] && g === subject.group ? [i] : [])) : gap.invite;
  const through = (i) => now.partners[i].filter(([j, k]) => seated.has(j) && now.level[k] >= gap.level).map(([j]) => j);
  const all = mayCome.map((i) => [i, through(i)]);
  const places = new Set(instancesOf(data, gap).map((k) => data.instances[k].territory).filter(Boolean));
  const isNear = (i) => !isTold || !places.size || !now.facts[i].territory || places.has(now.facts[i].territory);
  return all
    .filter(([i, via]) => via.length || isNear(i))
    .sort(([a, one], [b, other]) => other.length - one.length || a - b);
}
