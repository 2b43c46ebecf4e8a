import { pay12Tables } from '../../../../lib/policy/rules/pay/pay-12-tables.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignWay, paymentWay } from './payment-way.ts';

const table = 'Orders.Properties';
const index = `${table}.GlobalSecondaryIndexes[0]`;

testRule(pay12Tables, {
  fail: {
    'a stream that tells keys alone to a function': {
      ...paymentWay([`${table}.StreamSpecification.StreamViewType`, 'KEYS_ONLY']),
      says: [
        'Properties.StreamSpecification.StreamViewType is KEYS_ONLY; expected NEW_IMAGE or NEW_AND_OLD_IMAGES',
      ],
    },
    'a table, and an index, that take one item in a second': {
      ...paymentWay(
        [`${table}.OnDemandThroughput`, { MaxWriteRequestUnits: 1 }],
        [`${index}.ProvisionedThroughput`, { ReadCapacityUnits: 1 }],
      ),
      says: [
        'Properties.OnDemandThroughput.MaxWriteRequestUnits is 1; expected at least 100',
        'Properties.GlobalSecondaryIndexes[0].ProvisionedThroughput.ReadCapacityUnits is 1; expected at least 100',
      ],
    },
    'items that end by another attribute': {
      ...paymentWay([`${table}.TimeToLiveSpecification.AttributeName`, 'createdAt']),
      says: ['Properties.TimeToLiveSpecification.AttributeName is createdAt; expected expiresAt'],
    },
    'an index of everything': {
      ...paymentWay([`${index}.Projection.ProjectionType`, 'ALL']),
      says: [
        'Properties.GlobalSecondaryIndexes[0].Projection.ProjectionType is ALL; expected KEYS_ONLY or INCLUDE',
      ],
    },
    'an index that shows people': {
      ...paymentWay([`${index}.Projection.NonKeyAttributes[0]`, 'email']),
      says: [
        'Properties.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes[0] is email; expected generation or listing',
      ],
    },
  },
  unknown: {
    'a throughput that is a parameter': {
      ...paymentWay([`${table}.OnDemandThroughput`, { MaxReadRequestUnits: open }]),
      says: [
        'Properties.OnDemandThroughput.MaxReadRequestUnits is unknown (parameter Open is only known at deployment); expected at least 100',
      ],
    },
  },
  notApplicable: {
    'a table as the kit makes it': paymentWay(),
    'a stream of keys that no function reads': paymentWay(
      ['FromOrders', undefined],
      [`${table}.StreamSpecification.StreamViewType`, 'KEYS_ONLY'],
    ),
    'another attribute, and index, of a table that is not the kit’s': paymentWay(
      [`${table}.TableName`, 'reviews'],
      [`${table}.TimeToLiveSpecification.AttributeName`, 'createdAt'],
      [`${index}.Projection.ProjectionType`, 'ALL'],
    ),
    'a template that is no part of a storefront': foreignWay([
      `${table}.TimeToLiveSpecification.AttributeName`,
      'createdAt',
    ]),
  },
});
