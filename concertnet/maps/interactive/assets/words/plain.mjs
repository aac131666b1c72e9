// Texts without what does not tell names apart, to compare what is typed with what is written.

// Without case, accents and typographic variants, so that "ecole" finds "École".
export const plain = (text) =>
  text
    .replace(/\u2019/g, "'")
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_\-.,:;()]+/g, " ")
    .trim();

export const wordsOf = (query) => plain(query).split(" ").filter(Boolean);
