// The words of the page in the language that the reader chose, by the rules of the catalogue.

export class Words {
  constructor({ lang, words, thousands }) {
    this.lang = lang;
    this.catalogue = words; // by language, then by key
    this.thousands = thousands; // what stands between thousands, by language
  }

  // A value of the data is a text, the same in both languages, or one text per language.
  text(value) {
    if (value === null || value === undefined) return "";
    return typeof value === "object" ? value[this.lang] : value;
  }

  number(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, this.thousands[this.lang]);
  }

  // Fields are in braces; a singular and a plural, separated by "||", are chosen by the field n.
  say(key, fields = {}) {
    return this.parts(key, fields).join("");
  }

  // The same as a list of texts and of what fields hold: a field may be a list of these.
  parts(key, fields = {}) {
    const [one, many] = this.catalogue[this.lang][key].split("||");
    const isOne = many === undefined || new Intl.PluralRules(this.lang).select(fields.n) === "one";
    const write = (value) => (typeof value === "number" ? this.number(value) : value);
    const pieces = (isOne ? one : many).trim().split(/\{(\w+)\}/);
    return pieces.flatMap((piece, place) => (place % 2 ? write(fields[piece]) : piece)).filter((part) => part !== "");
  }

  // "a, b and c" of lists of parts.
  joined(items) {
    return items.flatMap((item, place) => {
      if (!place) return item;
      return [place === items.length - 1 ? ` ${this.catalogue[this.lang].and} ` : ", ", ...[item].flat()];
    });
  }

  // A word with a capital, as a heading or a button has it.
  label(key) {
    const word = this.catalogue[this.lang][key];
    return word.charAt(0).toUpperCase() + word.slice(1);
  }

  // How a reader puts two names in order: "Table 2" before "Table 10".
  get inOrder() {
    return new Intl.Collator(this.lang, { numeric: true }).compare;
  }
}

// The first of the reader's languages in which the page is written; else the one given.
export function languageOf(wanted, catalogue, otherwise) {
  const asked = (wanted ?? []).map((one) => one.slice(0, 2).toLowerCase());
  return asked.find((one) => Object.hasOwn(catalogue, one)) ?? otherwise;
}

export const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
