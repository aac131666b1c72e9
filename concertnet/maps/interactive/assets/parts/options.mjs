// What the reader may choose: the territories, themes and instances that the data name.

export function optionsOf(data) {
  const ofDates = data.waves.flatMap(({ changed }) => Object.values(changed));
  return {
    territories: distinct([
      ...[...data.actors, ...ofDates].map(({ facts }) => facts.territory),
      ...data.instances.map(({ territory }) => territory),
    ]),
    themes: distinct([...data.themes, ...data.instances.map(({ theme }) => theme)]),
    instances: data.instances.map(({ name }, k) => [k, name]),
  };
}

// [value, name] of each, once.
const distinct = (texts) => [...new Set(texts.filter(Boolean))].map((text) => [text, text]);
