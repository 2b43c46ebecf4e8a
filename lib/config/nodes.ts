import { type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Path } from './mistake.ts';

/** A setting in the text: where it begins, and its node; no node where it is missing. */
export interface Spot {
  readonly offset: number;
  readonly node: unknown;
}

/** Finds a setting; one that is missing stands where the last part of its path that exists does. */
export function locate(document: Document, path: Path): Spot {
  let spot: Spot = { offset: offsetOf(document.contents), node: document.contents };
  for (const step of path) {
    const next = child(document, spot.node, step);
    if (!next) return { offset: spot.offset, node: undefined };
    spot = next;
  }
  return spot;
}

/** The path of the setting whose key or value stands at an offset; nothing for a comment between them. */
export function pathAt(node: unknown, offset: number): Path | undefined {
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => offsetOf(key) <= offset);
    if (!pair) return undefined;
    return below(keyOf(pair), offset <= endOf(pair.key) ? [] : pathAt(pair.value, offset));
  }
  if (isSeq(node)) {
    const index = node.items.findLastIndex((item) => offsetOf(item) <= offset);
    return index < 0 ? undefined : below(index, pathAt(node.items[index], offset));
  }
  return offset <= endOf(node) ? [] : undefined;
}

function below(step: string | number, rest: Path | undefined): Path | undefined {
  return rest && [step, ...rest];
}

function child(document: Document, parent: unknown, step: string | number): Spot | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(step));
    return pair && { offset: offsetOf(pair.key), node: pair.value };
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    const item = node.items[step];
    return { offset: offsetOf(item), node: item };
  }
  return undefined;
}

type Pair = YAMLMap['items'][number];

// Without it, thousands of mistakes in one mapping would take minutes to place.
const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The settings of a mapping by name; of two with the same name the last one, whose value counts. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairs.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
  pairs.set(map, known);
  return known;
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function offsetOf(node: unknown): number {
  return rangeOf(node)?.[0] ?? 0;
}

function endOf(node: unknown): number {
  return rangeOf(node)?.[1] ?? 0;
}

function rangeOf(node: unknown) {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : undefined;
}
