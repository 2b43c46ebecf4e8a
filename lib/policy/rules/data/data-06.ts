import type { Resource } from '../../../cloudformation/model/types.ts';
import { isInCluster, useOf } from '../../data-classes.ts';
import { expectPeriod } from '../../log-retention.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expiry, isExpiring } from './expiry.ts';

const logGroup = 'AWS::Logs::LogGroup';

/** Data that nobody needs any more is only a liability; what is kept on purpose says so. */
export const data06: Rule = {
  id: 'DATA-06',
  title: 'Personal data and logs expire',
  severity: 'medium',
  types: [
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    logGroup,
  ],
  why: 'Data that never expires is stolen in full, and the law asks why it was still there.',
  fix: 'Classify each store in the data of the contract, and let personal data expire by TTL or lifecycle, or state its retention; set RetentionInDays on log groups.',
  controls: ['DATA-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store) => [...classed(store), ...ended(store)],
};

/** In a storefront every store has a class: without it nobody has decided how long it is kept. */
function classed(store: Resource): readonly Observation[] {
  if (!store.template.storefront || useOf(store) || isInCluster(store)) return [];
  return [missing(store, 'Metadata.Palisade.data', `a class for ${store.logicalId}`)];
}

function ended(store: Resource): readonly Observation[] {
  if (store.type === logGroup) return [expectPeriod(store.property('RetentionInDays'), 1)];
  const use = useOf(store);
  if (use?.class !== 'personal') return [notApplicable(store, 'it is not classified as personal data')];
  // Whoever sets an end has to set it right, whatever is stated besides.
  if (isExpiring(store)) return expiry(store);
  if (use.retention === undefined)
    return [missing(store, 'Properties', 'an expiry of personal data, or a stated retention')];
  return [notApplicable(store, `the storefront states why it is kept: ${use.retention}`)];
}
