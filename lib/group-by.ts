/** Items by a key, in the order in which the keys first come. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) addTo(groups, key(item), item);
  return groups;
}

/** Puts an item under a key, behind those that stand there. */
export function addTo<Key, T>(groups: Map<Key, T[]>, key: Key, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Puts an item under each of several keys. */
export function addToEach<Key, T>(groups: Map<Key, T[]>, keys: Iterable<Key>, item: T): void {
  for (const key of keys) addTo(groups, key, item);
}
