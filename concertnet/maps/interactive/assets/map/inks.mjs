// The inks follow the reader's system; paper is always light.

export class Inks {
  constructor({ inks, groups, levels }, darkScreen) {
    this.inks = inks;
    this.groups = groups;
    this.levels = levels;
    this.darkScreen = darkScreen; // a media query
    this.onPaper = false;
  }

  get scheme() {
    return this.darkScreen.matches && !this.onPaper ? "dark" : "light";
  }

  get now() {
    return this.inks[this.scheme];
  }

  group(g) {
    return this.groups[g][this.scheme];
  }

  level(l) {
    return this.levels[l][this.scheme];
  }
}

// A function of a size and of whether it is bold, for what is written on a canvas.
export const fontIn =
  (family) =>
  (size, bold = false) =>
    `${bold ? "600 " : ""}${size}px ${family}`;
