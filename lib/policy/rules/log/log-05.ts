import { bucketType } from '../../../cloudformation/buckets.ts';
import { logGroupType } from '../../../cloudformation/log-stores.ts';
import { isLogTarget } from '../../../cloudformation/log-targets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isUnclassified, useOf } from '../../data-classes.ts';
import { keepsLogs } from '../../log-retention.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Breaches are often found months later, and then the logs of their beginning are asked for. */
export const log05: Rule = {
  id: 'LOG-05',
  title: 'Logs are kept for twelve months, the last three at hand, and then end',
  severity: 'high',
  types: [logGroupType, bucketType],
  why: 'Whoever breaks in is found after months on average; logs that ended earlier tell nobody how it began.',
  fix: 'Set RetentionInDays to 365 or the next longer period (400), let buckets of logs expire objects after 365 days or later, and move nothing to GLACIER before day 90.',
  controls: ['LOG-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store, model) => (store.type === logGroupType ? keepsLogs(store) : bucket(store, model)),
};

function bucket(store: Resource, model: Model): readonly Observation[] {
  return mayHoldLogs(store, model) ? keepsLogs(store) : [notApplicable(store, 'it holds no logs')];
}

/** A bucket that its contract says nothing of may hold logs; in a foreign template it does if something writes them. */
function mayHoldLogs(store: Resource, model: Model): boolean {
  return useOf(store)?.class === 'audit' || isUnclassified(store) || isLogTarget(store, model);
}
