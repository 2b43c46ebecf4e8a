import { alertsOf } from '../../alert-routes.ts';
import type { Rule } from '../../rule.ts';
import file from './account-events.json' with { type: 'json' };

/** Services tell of what they found on the event bus of their region, and nobody listens there by default. */
export const det06Events: Rule = {
  id: 'DET-06-events',
  title: 'What services find in an account is told in each region on a way that is soon enough',
  severity: 'high',
  types: [],
  account: alertsOf(
    'DET-06',
    'rules that tell of findings, failed backups and rotations, and of the root user',
    file.alerts,
  ),
  why: 'A finding that stays in its console is read on the day of the audit.',
  fix: 'Add an AWS::Events::Rule on the default bus of each region whose pattern takes in the events of the finding, with the topic of the way as its target.',
  controls: ['DET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};
