// Who shares a partner with none of those it lacks, among those on the map: each is drawn with a stub.

const MOST = 200; // stubs: more would cover the map

export function stubbed(state) {
  const { doors } = state.view;
  if (!doors || !state.chosen.gapsOn) return [];
  return doors.withoutAny.filter((i) => !doors.bridged[i] && state.actorShown(i)).slice(0, MOST);
}
