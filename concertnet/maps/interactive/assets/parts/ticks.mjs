// What stands under the slider of dates.

const [MOST_YEARS, MOST_DATES] = [4, 3]; // with a gap between them where the slider is at its narrowest

// Under each date its year where that tells it from the others, else the date in words; of many, the
// first and the last.
export function ticksOf(waves, words) {
  const years = waves.map(({ date }) => date.slice(0, 4));
  const said = new Set(years).size === years.length ? years : waves.map((wave) => words.text(wave.said));
  const room = said === years ? MOST_YEARS : MOST_DATES;
  return said.map((one, place) => (said.length <= room || !place || place === said.length - 1 ? one : "·"));
}
