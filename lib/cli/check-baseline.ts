import { existsSync } from 'node:fs';
import type { Model } from '../cloudformation/model/model.ts';
import { baselineReason } from '../contract/baseline.ts';
import { day } from '../contract/fields.ts';
import { baselineCandidates } from '../policy/baseline/apply-baseline.ts';
import { baselineEntries, baselineText, readBaseline } from '../policy/baseline/baseline-file.ts';
import { type Finding, isBlocking } from '../policy/finding.ts';
import { type Output, UsageError, writeOutput } from './output.ts';

/** What a person says when a baseline is written. */
interface BaselineOptions {
  readonly file: string;
  readonly reason: string | undefined;
  readonly expires: string | undefined;
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly model: Model;
  readonly asOf: string;
  /** Ids of the rules that were run. */
  readonly judged: ReadonlySet<string>;
}

interface BaselineValues {
  readonly baseline?: string | undefined;
  readonly 'write-baseline'?: string | undefined;
  readonly reason?: string | undefined;
  readonly expires?: string | undefined;
}

/** The baseline that is to be written, with all that it needs; nothing where none is. Throws a `UsageError` for what does not belong together. */
export function baselineToWrite(values: BaselineValues, asOf: string): BaselineOptions | undefined {
  const { baseline, 'write-baseline': file, reason, expires } = values;
  if (file === undefined) {
    if (reason === undefined && expires === undefined) return undefined;
    throw new UsageError('--reason and --expires belong to --write-baseline FILE, name the file');
  }
  if (baseline !== undefined) {
    throw new UsageError(
      '--baseline and --write-baseline: found both, write one; the file that is written keeps what it has',
    );
  }
  const options = { file, reason, expires };
  checkBaselineOptions(options, asOf);
  return options;
}

/** A baseline without a reason and a day would be an amnesty. Throws a `UsageError` that says what to write. */
function checkBaselineOptions({ reason, expires }: BaselineOptions, asOf: string): void {
  const said = baselineReason.safeParse(reason);
  if (!said.success) {
    throw new UsageError(
      `--reason: found ${reason ?? 'nothing'}, say in at least 20 characters why the findings may stay for a while`,
    );
  }
  if (!day.safeParse(expires).success || (expires ?? '') <= asOf) {
    throw new UsageError(
      `--expires: found ${expires ?? 'nothing'}, write the last day on which the findings may stay, such as 2027-06-30`,
    );
  }
}

/** Writes what blocks now into a baseline, and says how much of it is new and how much is gone. */
export function writeBaseline(options: BaselineOptions, judged: Judged, output: Output): void {
  const { file, reason = '', expires = '' } = options;
  const { findings, model } = judged;
  const before = existsSync(file) ? readBaseline(file) : { file, entries: [] };
  const entries = baselineEntries(findings, { ...judged, reason, expires, before });
  writeOutput(file, baselineText(entries), '--write-baseline');

  const candidates = new Set(baselineCandidates(findings, model));
  const left = findings.filter((finding) => isBlocking(finding) && !candidates.has(finding));
  const prints = new Set(entries.flatMap((entry) => entry.findings.map(({ fingerprint }) => fingerprint)));
  const gone = before.entries.filter(
    (entry) => !entry.findings.some(({ fingerprint }) => prints.has(fingerprint)),
  );
  output.out(
    [
      `baseline: ${file} has ${entries.length} entries about ${candidates.size} findings; those that are new hold until ${expires}, all others until the day that they had`,
      ...(gone.length === 0
        ? []
        : [`baseline: ${gone.length} entries were not found under their name any more and are left out`]),
      ...(left.length === 0
        ? []
        : [
            `baseline: ${left.length} findings still block, since they are in templates of a storefront or an account, or about acceptances; mend or accept them there`,
          ]),
      '',
    ].join('\n'),
  );
}
