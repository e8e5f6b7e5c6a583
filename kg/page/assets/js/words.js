/** Words as people type them: without case, accents and marks between, and near enough where a letter is wrong. */

/** Letters that no decomposition turns into plain ones. @type {Record<string, string>} */
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ð: "d", þ: "th", ł: "l", đ: "d", ı: "i" };

/** @param {string} text @returns {string} for comparison: words in small plain letters with one space between */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßæœøðþłđı]/g, (letter) => PLAIN[letter]);
  return plain.replace(/[.'’]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** @param {string} word @returns {number} how many letters of it may be wrong */
function slack(word) {
  return word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
}

/**
 * Whether a word begins almost like another, the first letter quite like it: letters left out, added, exchanged or in wrong order (Damerau 1964).
 * @param {string} word as it was typed @param {string} name
 */
export function isNear(word, name) {
  const most = slack(word);
  if (!most || word[0] !== name[0]) return name.startsWith(word);
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= name.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(word[i - 1] !== name[j - 1]));
      if (i > 1 && j > 1 && word[i - 1] === name[j - 2] && word[i - 2] === name[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(...row) <= most;
}
