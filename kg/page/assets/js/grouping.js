/** Lists by key, and the order of what a table's column holds. */

/**
 * @template K, V
 * @param {Map<K, V[]>} lists @param {K} key @param {V} value put at the end of the key's list
 */
export function gather(lists, key, value) {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** @template K @param {Map<K, number>} counts @param {K} key */
export function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** @param {string | number} a @param {string | number} b @param {number} sign -1 for the greatest first; what is empty stands last either way */
export function compare(a, b, sign) {
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  if (!a || !b) return Number(!a) - Number(!b);
  return sign * String(a).localeCompare(String(b), "en");
}
