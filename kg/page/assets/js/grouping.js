/** Lists by key. */

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
