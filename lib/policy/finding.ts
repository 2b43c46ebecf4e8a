import { createHash } from 'node:crypto';
import type { Acceptance } from '../contract/acceptance.ts';
import type { Declaration } from '../contract/schema.ts';
import type { RuleText, Severity } from './rule.ts';

export type Status = 'pass' | 'fail' | 'unknown' | 'accepted' | 'declared' | 'notApplicable';

/** From what needs a person to what needs nobody; a rule is as bad as the worst of its findings. */
export const worstFirst: readonly Status[] = [
  'fail',
  'unknown',
  'accepted',
  'declared',
  'pass',
  'notApplicable',
];

/** What one rule says about one place of one resource. */
export interface Finding {
  readonly rule: string;
  readonly status: Status;
  readonly severity: Severity;
  /** Stack name, or the template's name where no assembly tells the stack's. */
  readonly stack: string;
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
  /** Logical id of the judged resource, where `logicalId` is one that it depends on. */
  readonly subject?: string;
  readonly about?: string;
  readonly construct?: string;
  readonly source?: string;
  readonly acceptance?: Acceptance;
  readonly declaration?: Declaration;
  readonly fingerprint: string;
}

/** A finding before it has its fingerprint. */
export type Draft = Omit<Finding, 'fingerprint'>;

/** Whether a finding objects to something: a failure, or what nobody has proven. */
export function isBlocking({ status }: Finding): boolean {
  return status === 'fail' || status === 'unknown';
}

/** Whether a finding stops a deployment: it objects, and its rule is enforced. */
export function stopsDeployment(finding: Finding, rules: readonly RuleText[]): boolean {
  return isBlocking(finding) && rules.find(({ id }) => id === finding.rule)?.stage !== 'preview';
}

/**
 * Names a finding in a way that survives renamed stacks and files: rule, construct path below the stack (or
 * the logical id without the hash that the CDK adds), property path, and what it is about.
 */
export function fingerprint(finding: Draft): string {
  const place = finding.construct?.split('/').slice(1).join('/') ?? withoutHash(finding.logicalId);
  const parts = [
    finding.rule,
    place,
    finding.subject ? withoutHash(finding.subject) : '',
    finding.path,
    finding.about ?? '',
  ];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
