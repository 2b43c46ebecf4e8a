import type { AnyAcceptance } from '../contract/acceptance.ts';
import type { Declaration } from '../contract/schema.ts';
import type { RuleText } from './rule.ts';
import type { Severity } from './severity.ts';

/** `declined` is what the owner of an account goes without, and so not met; see docs/decisions/0036. */
export type Status =
  | 'pass'
  | 'fail'
  | 'unknown'
  | 'declined'
  | 'baselined'
  | 'accepted'
  | 'declared'
  | 'notApplicable';

/** From what needs a person to what needs nobody; a rule is as bad as the worst of its findings. */
export const worstFirst: readonly Status[] = [
  'fail',
  'unknown',
  'declined',
  'baselined',
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
  readonly subject?: string | undefined;
  readonly about?: string | undefined;
  /** Line of the template, from 1, where a person changes what is objected to. */
  readonly line?: number | undefined;
  readonly construct?: string | undefined;
  /** File and line of the code that made the resource, where the synthesis tells. */
  readonly source?: string | undefined;
  /** Role of the storefront's stack that was not given, where nothing can be decided without it. */
  readonly missingStack?: string | undefined;
  readonly acceptance?: AnyAcceptance | undefined;
  readonly declaration?: Declaration | undefined;
  /** Why a finding of a baseline may stay for a while, and until which day. */
  readonly baseline?: { readonly reason: string; readonly expires: string } | undefined;
  readonly fingerprint: string;
  /** Names what one change would answer; findings of one cause share it. Nothing where nobody has to change anything. */
  readonly cause?: string | undefined;
  /** Where that change is made: the topmost block that is absent, or the path itself. */
  readonly causePath?: string | undefined;
}

/** Whether a finding objects to something: a failure, or what nobody has proven. */
export function isBlocking({ status }: Pick<Finding, 'status'>): boolean {
  return status === 'fail' || status === 'unknown';
}

/** Whether somebody lives with a finding, for good or for a while, answers for it elsewhere, or goes without: nothing stops, and nothing is proven. */
export function isExcused({ status }: Pick<Finding, 'status'>): boolean {
  return excuses.includes(status);
}

const excuses: readonly Status[] = ['declined', 'baselined', 'accepted', 'declared'];

/** A finding with all of its fields as its own, in the order of the JSON report. */
export function plainFinding(finding: Finding): Finding {
  const { rule, status, severity, stack, template, logicalId, type, path, message, actual, expected } =
    finding;
  const { subject, about, line, construct, source, missingStack } = finding;
  const { acceptance, declaration, baseline, cause, causePath, fingerprint } = finding;
  return {
    ...{ rule, status, severity, stack, template, logicalId, type, path, message, actual, expected },
    ...{ subject, about, line, construct, source, missingStack },
    ...{ acceptance, declaration, baseline, cause, causePath, fingerprint },
  };
}

/** The findings that stop a deployment: failed or undecided, by a rule that is enforced. */
export function stoppingFindings(
  findings: readonly Finding[],
  rules: readonly Pick<RuleText, 'id' | 'stage'>[],
): readonly Finding[] {
  const inPreview = new Set(rules.filter(({ stage }) => stage === 'preview').map(({ id }) => id));
  return findings.filter((finding) => isBlocking(finding) && !inPreview.has(finding.rule));
}
