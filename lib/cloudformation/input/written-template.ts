import { isMap, isNode, isPair, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { memoized } from '../../memoized.ts';
import type { Written } from '../model/types.ts';
import { JsonSpot, type Spot, type Step } from './json-spot.ts';

/** The text of a template as a person opens it. JSON is read again only when somebody asks where something stands. */
export class WrittenTemplate implements Written {
  readonly text: string;
  private topRead: Spot | undefined;
  private lineStarts: readonly number[] | undefined;

  /** `node` is what the text was parsed as, where it is YAML and could be read. */
  constructor(text: string, node?: Node | null) {
    this.text = text;
    if (node !== undefined) this.topRead = yamlSpot(node, 0);
  }

  lineOf(logicalId: string, path: string): number {
    // What is said of no resource stands at the top of the file.
    const steps = logicalId === '' ? stepsOf(path) : ['Resources', logicalId, ...stepsOf(path)];
    return this.lineAt(deepest(this.top, steps).offset);
  }

  private get top(): Spot {
    this.topRead ??= /^\s*[[{]/.test(this.text) ? new JsonSpot(this.text) : yamlTop(this.text);
    return this.topRead;
  }

  private lineAt(offset: number): number {
    this.lineStarts ??= startsOfLines(this.text);
    let first = 0;
    let last = this.lineStarts.length;
    while (last - first > 1) {
      const middle = (first + last) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) first = middle;
      else last = middle;
    }
    return first + 1;
  }
}

function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** `Properties.Rules[0].Name` as its steps. */
function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}

/** The spot at the end of the steps, or the last one on the way there: functions and missing entries end the way. */
function deepest(top: Spot, steps: readonly Step[]): Spot {
  let spot = top;
  for (const step of steps) {
    const next = spot.below(step);
    if (!next) return spot;
    spot = next;
  }
  return spot;
}

function yamlTop(text: string): Spot {
  // Unknown tags are mere warnings, and their nodes stay what they are written as.
  return yamlSpot(parseDocument(text, { logLevel: 'silent', merge: true, uniqueKeys: false }).contents, 0);
}

function yamlSpot(node: unknown, offset: number): Spot {
  return {
    offset,
    below: (step) => {
      if (isMap(node)) {
        const pair = entriesOf(node).get(String(step));
        return pair && yamlSpot(pair.value, startOf(pair.key) ?? offset);
      }
      const item = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
      return item === undefined ? undefined : yamlSpot(item, startOf(item) ?? offset);
    },
  };
}

/** Looking through all entries for each place takes the square of their number. */
const entriesOf = memoized((map: YAMLMap) => {
  const entries = new Map<string, Pair>();
  for (const item of map.items) {
    const name = String(item.key);
    if (isPair(item) && !entries.has(name)) entries.set(name, item);
  }
  return entries;
});

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
