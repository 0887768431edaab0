/**
 * Takes `item` out of `list`, whose order stays.
 *
 * For what comes and goes with every request a list of this kind, never a Set or a Map: one that is filled and emptied
 * all the time gets a new table every few requests, and V8's old table still points to it and to what was in it. Once
 * one of them is in the old space, every request from then on is kept until the next full collection.
 */
export function takeOut<Item>(list: Item[], item: Item): void {
  const at = list.indexOf(item);
  if (at !== -1) list.splice(at, 1);
}
