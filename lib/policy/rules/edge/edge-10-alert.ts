import { alertsOf } from '../../alert-routes.ts';
import type { Rule } from '../../rule.ts';
import file from './certificate-events.json' with { type: 'json' };

/** A certificate that was not renewed ends the shop on a known day. */
export const edge10Alert: Rule = {
  id: 'EDGE-10-alert',
  title: 'Somebody hears of certificates that expire or cannot be renewed, in each region of an account',
  severity: 'medium',
  types: [],
  account: alertsOf('EDGE-10', 'rules that tell of certificates that expire or are not renewed', file.alerts),
  why: 'AWS renews by itself until a record of the domain goes; then everybody learns it from browsers.',
  fix: 'Add an AWS::Events::Rule for ACM Certificate Approaching Expiration, Renewal Action Required and Expired, with a topic that somebody hears as its target.',
  controls: ['EDGE-10'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};
