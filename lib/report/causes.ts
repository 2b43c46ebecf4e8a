import { groupBy } from '../group-by.ts';
import { type Finding, isBlocking, isExcused } from '../policy/finding.ts';

/** What one change of one place answers: one or more findings of one rule, all with the same status. */
export interface Cause {
  /** The same in every run, as fingerprints are. */
  readonly id: string;
  readonly findings: readonly [Finding, ...Finding[]];
  /** Where the change is made: `Properties.PublicAccessBlockConfiguration` where the whole block is absent. */
  readonly path: string;
  /** What is wrong there, once for all of its findings. */
  readonly message: string;
}

/** The causes of what stops a deployment, or of what somebody answers for, in the order in which they were found. */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const objections = findings.filter((finding) => isBlocking(finding) || isExcused(finding));
  return [...groupBy(objections, keyOf).values()].flatMap(([first, ...others]) =>
    first ? [causeOf([first, ...others])] : [],
  );
}

/** What one person accepts is not told together with what another one does. */
function keyOf(finding: Finding): string {
  const { template, status, acceptance, declaration, baseline } = finding;
  // To name one finding, all of them are told apart, which only a finding without a cause is worth.
  const id = finding.cause ?? finding.fingerprint;
  return JSON.stringify([template, id, status, acceptance, declaration, baseline]);
}

function causeOf(findings: Cause['findings']): Cause {
  const [first] = findings;
  const path = first.causePath ?? first.path;
  return { id: first.cause ?? first.fingerprint, findings, path, message: messageOf(findings, path) };
}

function messageOf(findings: Cause['findings'], path: string): string {
  const [first, ...others] = findings;
  const messages = new Set(findings.map(({ message }) => message));
  if (messages.size === 1) return first.message;
  if (findings.every((finding) => isUnset(finding, path))) {
    const wanted = findings.map((finding) => `${finding.path.slice(path.length + 1)}: ${finding.expected}`);
    // What is said of the whole block ends every sentence.
    const [, ...notes] = first.message.split('; expected ')[1]?.split('; ') ?? [];
    return [`${path} is not set; expected ${[...new Set(wanted)].join(', ')}`, ...notes].join('; ');
  }
  // The path begins most sentences, and one beginning is enough.
  const rests = others.map(({ message }) => message.replace(`${path} `, ''));
  return [...new Set([first.message, ...rests])].join('; ');
}

/** Whether a finding is about a part of a block that nobody wrote. */
function isUnset(finding: Finding, block: string): boolean {
  return finding.path !== block && finding.message.startsWith(`${finding.path} is not set; expected `);
}
