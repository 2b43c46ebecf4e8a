import { isInAccountOf } from '../../../cloudformation/arns.ts';
import { logDestinations, logStore, logWriters } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { doubtAbout, observe, type Verdict } from '../../expect.ts';
import { keepsLogs } from '../../log-retention.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const expected = 'a log group or bucket among the templates';

/** What is logged counts only where it is kept: the writer and its store are judged together. */
export const log05Sources: Rule = {
  id: 'LOG-05-sources',
  title: 'Whatever writes logs writes them to a store that exists and keeps them',
  severity: 'high',
  types: logWriters,
  why: 'Logs that go to a store that is gone, somebody else’s or emptied within days are as good as none.',
  fix: 'Name a log group or a bucket of the storefront, made under the same condition, whose logs are kept for 365 days or longer.',
  controls: ['LOG-05', 'DATA-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (writer, model) => {
    const destinations = logDestinations(writer);
    return destinations.length === 0
      ? [missing(writer, 'Properties', expected)]
      : destinations.flatMap((value) => destination(value, writer, model));
  },
};

function destination(value: Value, writer: Resource, model: Model): readonly Observation[] {
  const store = logStore(value, model);
  if (!store) return [observe(value, { expected }, (resolved) => unseen(resolved, writer))];
  return [observation('pass', value, { expected }), ...doubtAbout(store, writer), ...keepsLogs(store)];
}

/** A store that was not seen may keep what it takes, but not where it is surely another account's or no store. */
function unseen(resolved: Resolved, writer: Resource): Verdict {
  if (resolved.kind === 'absent' || isInAccountOf(resolved, writer) === false) return false;
  return resolved.kind === 'reference' && !isSupplier(resolved.resource) && !isStream(resolved.resource)
    ? false
    : undefined;
}

/** A stream hands logs on to a store that is named elsewhere. */
function isStream({ type }: Resource): boolean {
  return type === 'AWS::KinesisFirehose::DeliveryStream';
}
