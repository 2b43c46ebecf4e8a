import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { longestKeptDays } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { isInCluster } from '../../clusters.ts';
import { useOf } from '../../data-classes.ts';
import { expectNumber } from '../../expect.ts';
import { expectPeriod } from '../../log-retention.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import stores from '../bkp/backed-types.json' with { type: 'json' };
import { endsByItself, endsInTime, expiry, isExpiring } from './expiry.ts';

const logGroup = 'AWS::Logs::LogGroup';
const queue = 'AWS::SQS::Queue';
const bucket = 'AWS::S3::Bucket';
const archive = 'AWS::Events::Archive';

/** Days that any log is kept at least: what nobody reads within a weekend is no log. */
const leastLogDays = 7;

/** Seconds that a message waits at least where nothing takes it any more, which is what SQS keeps unless it is told: four days. */
const leastWait = 345_600;

/** Data that nobody needs any more is only a liability; what is kept on purpose says so. */
export const data06: Rule = {
  id: 'DATA-06',
  title: 'Personal data, evidence and logs end in time, neither at once nor never',
  severity: 'medium',
  types: [...Object.keys(stores.backed), ...stores.others],
  why: 'Data that never expires is stolen in full, and the law asks why it was still there.',
  fix: 'Classify each store in the data of the contract, and let personal data expire by TTL or lifecycle, or state its retention; set RetentionInDays on log groups and RetentionDays on archives of events. Keep nothing for more than ten years, logs for a week at least, and messages in dead-letter queues for four days.',
  controls: ['DATA-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store, model) => [...classed(store), ...ended(store, model)],
};

/** In a storefront every store has a class: without it nobody has decided how long it is kept. */
function classed(store: Resource): readonly Observation[] {
  if (!store.template.storefront || useOf(store) || isInCluster(store)) return [];
  return [missing(store, 'Metadata.Palisade.data', `a class for ${store.logicalId}`)];
}

function ended(store: Resource, model: Model): readonly Observation[] {
  if (store.type === logGroup) return [expectPeriod(store.property('RetentionInDays'), leastLogDays)];
  if (store.type === queue) return waited(store, model);
  if (store.type === archive)
    return [expectNumber(store.property('RetentionDays'), { min: 1, max: longestKeptDays })];
  const wrong = store.type === bucket ? wrongEnds(store) : [];
  if (wrong.length > 0) return wrong;
  const use = useOf(store);
  if (!isToEnd(store)) return [notApplicable(store, 'it is not classified as data that has to end')];
  // Whoever sets an end has to set it right, whatever is stated besides.
  if (isExpiring(store)) return expiry(store);
  if (use?.retention === undefined) return [missing(store, 'Properties', 'an expiry, or a stated retention')];
  return [notApplicable(store, `the storefront states why it is kept: ${use.retention}`)];
}

/** Whatever it holds, an end may be too far away; and pages that a shop shows have none. */
function wrongEnds(store: Resource): readonly Observation[] {
  const isPublished = useOf(store)?.class === 'public';
  return [...endsInTime(store), ...(isPublished ? flawsOf(endsByItself(store)) : [])];
}

/** Personal data, and evidence that a table keeps; how long logs are kept in buckets is asked elsewhere. */
function isToEnd(store: Resource): boolean {
  const kind = useOf(store)?.class;
  return kind === 'personal' || (kind === 'audit' && store.type.startsWith('AWS::DynamoDB::'));
}

/** What nothing takes any more has to wait until a person has seen it. */
function waited(store: Resource, model: Model): readonly Observation[] {
  const senders = model.referrers(store, queue).filter((other) => other !== store);
  const isLast = senders.some((other) =>
    other
      .property('RedrivePolicy.deadLetterTargetArn')
      .alternatives.some((one) => one.kind === 'reference' && one.resource === store),
  );
  if (!isLast) return [notApplicable(store, 'it is no dead-letter queue of another queue')];
  const flaws = flawsOf([
    expectNumber(store.property('MessageRetentionPeriod').withDefault(leastWait), {
      min: leastWait,
      max: 1_209_600,
    }),
  ]);
  return flaws.length > 0 ? flaws : [notApplicable(store, 'its messages wait for four days at least')];
}
