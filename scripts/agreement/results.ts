import { groupBy } from '../../lib/group-by.ts';
import type { Comparison, Relation } from './compare.ts';
import file from './kinds.json' with { type: 'json' };

/** What is kept of the comparisons: counts, and nothing of the fixtures themselves. */
export interface Results {
  /** Day of the comparison, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Commit of each repository whose fixtures were read. */
  readonly peers: Readonly<Record<string, string>>;
  readonly pairs: readonly PairCount[];
  /** How many disagreements each kind takes in, in the order of `kinds.json`. */
  readonly kinds: readonly number[];
}

/** How often one rule of a peer and one of ours agreed; the rest by the verdict on it. */
export interface PairCount {
  readonly ours: string;
  readonly peer: string;
  readonly rule: string;
  readonly agreed: number;
  readonly disagreed: Readonly<Record<string, number>>;
}

interface Kind {
  readonly ours: string;
  readonly relation: string;
  readonly says: string;
  readonly verdict: string;
}

const kinds: readonly Kind[] = file.kinds;

/** A disagreement on which nobody has given a verdict. */
const open = 'open';

/** Counts comparisons by pairs of rules and by kinds of disagreement. */
export function counted(comparisons: readonly Comparison[]): Pick<Results, 'pairs' | 'kinds'> {
  const judged = comparisons.map((one) => ({ ...one, kind: kindOf(one) }));
  const groups = groupBy(judged, ({ ours, case: { peer, rule } }) => [ours, peer, rule].join('\n'));
  const pairs = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, group]) => {
      const [ours = '', peer = '', rule = ''] = key.split('\n');
      const others = group.filter(({ relation }) => relation !== 'agreed');
      const verdicts = groupBy(others, ({ kind }) => kind?.verdict ?? open);
      const disagreed = Object.fromEntries([...verdicts].map(([verdict, { length }]) => [verdict, length]));
      return { ours, peer, rule, agreed: group.length - others.length, disagreed };
    });
  return { pairs, kinds: kinds.map((kind) => judged.filter((one) => one.kind === kind).length) };
}

/** The verdict on a disagreement; nothing where the rules agree, and where nobody has given one. */
export function kindOf(comparison: Pick<Comparison, 'ours' | 'relation' | 'findings'>): Kind | undefined {
  const { ours, relation, findings } = comparison;
  if (relation === 'agreed') return undefined;
  const said = findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  const text = said.length === 0 ? '-' : said.map(({ type, message }) => `${type} ${message}`).join('\n');
  return kinds.find((kind) => matches(kind, { ours, relation, text }));
}

interface Disagreement {
  readonly ours: string;
  readonly relation: Relation;
  readonly text: string;
}

function matches(kind: Kind, { ours, relation, text }: Disagreement): boolean {
  const isSaid = kind.says === '-' ? text === '-' : text !== '-' && new RegExp(kind.says).test(text);
  return (
    new RegExp(`^(${kind.ours})$`).test(ours) && new RegExp(`^(${kind.relation})$`).test(relation) && isSaid
  );
}
