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
    const [one, many] = this.catalogue[this.lang][key].split("||");
    const isOne = many === undefined || new Intl.PluralRules(this.lang).select(fields.n) === "one";
    const write = (value) => (typeof value === "number" ? this.number(value) : value);
    return (isOne ? one : many).trim().replace(/\{(\w+)\}/g, (_, name) => write(fields[name]));
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

export const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
