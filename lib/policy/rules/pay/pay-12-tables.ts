import { mappingsOf } from '../../../cloudformation/event-sources.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { resourceName, storeRoles } from '../../../contract/names.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './payment-ways.json' with { type: 'json' };

/** Where a table says how much it takes in a second, and DynamoDB refuses the rest. */
const limits = [
  'OnDemandThroughput.MaxReadRequestUnits',
  'OnDemandThroughput.MaxWriteRequestUnits',
  'ProvisionedThroughput.ReadCapacityUnits',
  'ProvisionedThroughput.WriteCapacityUnits',
  'GlobalSecondaryIndexes[].OnDemandThroughput.MaxReadRequestUnits',
  'GlobalSecondaryIndexes[].OnDemandThroughput.MaxWriteRequestUnits',
  'GlobalSecondaryIndexes[].ProvisionedThroughput.ReadCapacityUnits',
  'GlobalSecondaryIndexes[].ProvisionedThroughput.WriteCapacityUnits',
];

/** An order that a table refuses, forgets or does not tell of was paid for all the same. */
export const pay12Tables: Rule = {
  id: 'PAY-12-tables',
  title:
    'Tables of a storefront take what shoppers send, tell of it whole, and forget it by the time that their items name',
  severity: 'high',
  types: ['AWS::DynamoDB::Table'],
  why: 'A stream of keys tells no function what was paid, a table of one unit refuses the second order, one that forgets by another attribute loses orders or keeps people for ever, and an index of everything shows people to whoever lists orders.',
  fix: 'Set StreamViewType to NEW_IMAGE or NEW_AND_OLD_IMAGES where a function reads the stream, leave throughput to BillingMode PAY_PER_REQUEST or at 100 at least, name the attribute of the kit in TimeToLiveSpecification, and project into an index what the kit does.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (table, model) => {
    if (!table.template.storefront) return [notApplicable(table, 'no storefront depends on it')];
    const view = table.property('StreamSpecification.StreamViewType');
    const isRead = mappingsOf(table, model).length > 0;
    const flaws = flawsOf([
      ...(isRead ? [expectOneOf(view, ['NEW_IMAGE', 'NEW_AND_OLD_IMAGES'])] : []),
      ...limits
        .flatMap((path) => valuesAt(table, path))
        .filter(({ isAbsent }) => !isAbsent)
        .map((value) => expectNumber(value, { min: facts.leastThroughput })),
      ...(isOfKit(table) ? copied(table) : []),
      ...(isOfKit(table) && !table.property('TimeToLiveSpecification').isAbsent
        ? [expectOneOf(table.property('TimeToLiveSpecification.AttributeName'), [facts.endOfItems])]
        : []),
    ]);
    return flaws.length > 0 ? flaws : [notApplicable(table, 'it refuses, forgets and conceals nothing')];
  },
};

/** Whoever may read an index reads what is copied into it, so it holds keys and what a list shows. */
function copied(table: Resource): readonly Observation[] {
  return [
    ...valuesAt(table, 'GlobalSecondaryIndexes[].Projection.ProjectionType').map((type) =>
      expectOneOf(type, ['KEYS_ONLY', 'INCLUDE']),
    ),
    ...valuesAt(table, 'GlobalSecondaryIndexes[].Projection.NonKeyAttributes[]').map((attribute) =>
      expectOneOf(attribute, facts.copiedIntoIndexes),
    ),
  ];
}

/** The functions of the kit write the end of an item under one name. */
function isOfKit(table: Resource): boolean {
  const { storefront } = table.template;
  if (!storefront) return false;
  const owner = { shop: storefront.shop, name: storefront.environment };
  const names: readonly unknown[] = Object.values(storeRoles).map((role) => resourceName(owner, role));
  return names.includes(table.property('TableName').literal);
}
