import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data05 } from '../../../../lib/policy/rules/data/data-05.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { parameter } from './bucket.ts';

const recovery = 'PointInTimeRecoverySpecification';
const good = { [recovery]: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true };

function table(properties: JsonRecord, type = 'AWS::DynamoDB::Table') {
  return {
    resources: { Orders: { Type: type, Properties: properties } },
    sections: undecided,
  } satisfies Case;
}

function globalTable(...replicas: readonly JsonRecord[]) {
  return table({ Replicas: replicas }, 'AWS::DynamoDB::GlobalTable');
}

testRule(data05, {
  pass: {
    'a table that can be restored': table(good),
    'a global table of which every replica can': globalTable(good, good),
  },
  fail: {
    'a table that says nothing': {
      ...table({}),
      says: [
        `Properties.${recovery}.PointInTimeRecoveryEnabled is not set; expected true`,
        'Properties.DeletionProtectionEnabled is not set; expected true',
      ],
    },
    'a protection that one branch of a condition takes off': {
      ...table({ ...good, DeletionProtectionEnabled: maybe(true, false) }),
      says: ['Properties.DeletionProtectionEnabled is true or false; expected true'],
    },
    'recovery of a single day': {
      ...table({ ...good, [recovery]: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 } }),
      says: [`Properties.${recovery}.RecoveryPeriodInDays is 1; expected at least 7 and at most 35`],
    },
    'one replica without recovery': {
      ...globalTable(good, { ...good, [recovery]: { PointInTimeRecoveryEnabled: false } }),
      says: [`Properties.Replicas[1].${recovery}.PointInTimeRecoveryEnabled is false; expected true`],
    },
    'a global table without replicas': {
      ...globalTable(),
      says: ['Properties.Replicas lacks a replica'],
    },
    'an unprotected twin': {
      resources: {
        ...table(good).resources,
        Twin: { Type: 'AWS::DynamoDB::Table', Properties: { [recovery]: good[recovery] } },
      },
      says: ['Properties.DeletionProtectionEnabled is not set; expected true'],
    },
  },
  unknown: {
    'a switch that is a parameter': {
      ...table({ ...good, DeletionProtectionEnabled: open }),
      says: [`Properties.DeletionProtectionEnabled is ${parameter}; expected true`],
    },
    'replicas that are a parameter': {
      ...table({ Replicas: open }, 'AWS::DynamoDB::GlobalTable'),
      says: [`Properties.Replicas is ${parameter}; expected a list of replicas`],
    },
  },
});
