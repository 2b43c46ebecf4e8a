import type { RuleText } from '../rule.ts';

/** An acceptance ends on its day: the finding counts again, and the lapse is a finding too. */
export const acceptanceExpired: RuleText = {
  id: 'ACCEPTANCE-expired',
  title: 'Every acceptance is still in force',
  severity: 'medium',
  why: 'An exception that nobody renews has become the rule without anybody deciding it.',
  fix: 'Remove the cause, or have the approver decide again and set a new expiry date and ticket.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** An acceptance that silences nothing hides that its reason is gone. */
export const acceptanceUnused: RuleText = {
  id: 'ACCEPTANCE-unused',
  title: 'Every acceptance silences a finding',
  severity: 'low',
  why: 'A stale exception silently excuses the next resource that gets the same name.',
  fix: 'Remove the acceptance.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** An acceptance is evidence, so it needs all of its fields and a second person. */
export const acceptanceMalformed: RuleText = {
  id: 'ACCEPTANCE-malformed',
  title: 'Every acceptance is complete and approved by somebody else than its owner',
  severity: 'medium',
  why: 'An exception without owner, approver, reason or end is a gap that nobody answers for.',
  fix: 'Give rule, resource, kind, reason, owner, approver, ticket and expires; the approver differs from the owner.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};
