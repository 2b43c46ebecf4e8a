import { InputError } from '../../cloudformation/input/input-error.ts';
import { parseRecord } from '../../cloudformation/input/parse.ts';
import { readText } from '../../cloudformation/input/read-file.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import {
  type BaselineEntry,
  type BaselineMark,
  baselineFile,
  baselineSchema,
} from '../../contract/baseline.ts';
import { sentences } from '../../contract/fields.ts';
import { groupBy } from '../../group-by.ts';
import type { Finding } from '../finding.ts';
import { baselineCandidates, matchesOf } from './apply-baseline.ts';
import type { Baseline } from './baseline.ts';
import { traitsOf } from './traits.ts';

/** Reads a baseline, as JSON or YAML. Throws an `InputError` that names the first mistake. */
export function readBaseline(path: string): Baseline {
  const content = parseRecord(readText(path), path);
  const read = baselineFile.safeParse(content);
  if (read.success) return { file: path, entries: read.data.entries };
  const [mistake = ''] = sentences(read.error, content);
  throw new InputError(`${path}: ${mistake}; write the file with palisade check --write-baseline`);
}

/** The text of a baseline's file: the same entries, the same bytes. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  return `${JSON.stringify({ schema: baselineSchema, entries }, null, 2)}\n`;
}

interface NewBaseline {
  readonly model: Model;
  readonly reason: string;
  /** Last day on which new entries hold, `YYYY-MM-DD`. */
  readonly expires: string;
  /** Ids of the rules that were run; entries of other rules stay as they are. */
  readonly judged: ReadonlySet<string>;
  /** The baseline that is written anew: what it says of findings that are still there stays. */
  readonly before: Baseline;
}

/**
 * The entries of a baseline for what blocks now. A finding that was in it keeps its reason and its day, since writing the file again is no
 * new decision; what is not found any more is left out.
 */
export function baselineEntries(
  found: readonly Finding[],
  { model, reason, expires, judged, before }: NewBaseline,
): readonly BaselineEntry[] {
  const known = matchesOf(found, before, model);
  const decided = baselineCandidates(found, model).map((finding) => {
    const entry = known.get(finding);
    return { finding, reason: entry?.reason ?? reason, expires: entry?.expires ?? expires };
  });
  const causes = groupBy(decided, ({ finding, reason: why, expires: until }) =>
    JSON.stringify([finding.template, finding.status, finding.cause, why, until]),
  );
  const written = [...causes.values()].flatMap(([first, ...others]) =>
    first ? [entryOf([first, ...others], model)] : [],
  );
  return [...written, ...before.entries.filter(({ rule }) => !judged.has(rule))].sort(byPlace);
}

interface Decided {
  readonly finding: Finding;
  readonly reason: string;
  readonly expires: string;
}

function entryOf(decided: readonly [Decided, ...Decided[]], model: Model): BaselineEntry {
  const [{ finding, reason, expires }] = decided;
  const { rule, status, template, logicalId, type, message } = finding;
  return {
    rule,
    status: status === 'fail' ? 'fail' : 'unknown',
    ...{ template, resource: logicalId, type, message, reason, expires },
    findings: decided.map((one) => markOf(one.finding, model)),
  };
}

function markOf(finding: Finding, model: Model): BaselineMark {
  const { fingerprint, path, about, actual, content } = traitsOf(finding, model);
  return {
    ...{ fingerprint, path },
    ...(about === undefined ? {} : { about }),
    actual,
    ...(content === undefined ? {} : { content }),
  };
}

/** So that a change of the file shows what came and went, and nothing else. */
function byPlace(one: BaselineEntry, other: BaselineEntry): number {
  const [a, b] = [one, other].map(({ template, resource, rule, findings: [mark] }) =>
    [template, resource, rule, mark?.fingerprint].join('\0'),
  );
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
