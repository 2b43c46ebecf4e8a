import { expect, test } from '@jest/globals';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  type AcceptanceHere,
  accept,
  entriesOf,
  logicalIdOf,
} from '../../../lib/constructs/contract/contract-entries.ts';

const acceptance: AcceptanceHere = {
  rule: 'DATA-03',
  kind: 'risk',
  reason: 'nothing but public prices is sent through it',
  owner: 'operations@boutique.example',
  approver: 'security@boutique.example',
  ticket: 'PAL-7',
  expires: '2027-01-31',
};

function topic(): Topic {
  return new Topic(new Stack(new App(), 'Stack'), 'Prices');
}

function acknowledged({ node }: Topic): readonly object[] {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .map(({ data }) => data);
}

test('an acceptance enters the contract of its stack with the logical id of its resource', () => {
  const prices = topic();
  accept(prices, acceptance);
  expect(entriesOf(prices).acceptances.map((entry) => entry())).toEqual([
    { ...acceptance, resource: logicalIdOf(prices) },
  ]);
});

test('the logical id is the one that the template has in the end', () => {
  const prices = topic();
  accept(prices, acceptance);
  Stack.of(prices).renameLogicalId(logicalIdOf(prices), 'Renamed');
  expect(entriesOf(prices).acceptances.map((entry) => entry().resource)).toEqual(['Renamed']);
});

test('a rule of our own is not acknowledged elsewhere: the contract speaks for itself', () => {
  const prices = topic();
  accept(prices, acceptance);
  expect(acknowledged(prices)).toEqual([]);
});

test('a rule of another pack is acknowledged there too, with the whole acceptance as its reason', () => {
  const prices = topic();
  const rule = 'AwsSolutions::AwsSolutions-SNS3';
  accept(prices, { ...acceptance, rule });
  expect(JSON.stringify(acknowledged(prices))).toContain(rule);
  expect(JSON.stringify(acknowledged(prices))).toContain('PAL-7');
});

test('something that stands for no single resource cannot be accepted', () => {
  const stack = new Stack(new App(), 'Stack');
  accept(stack, acceptance);
  expect(() => entriesOf(stack).acceptances.map((entry) => entry())).toThrow(
    'Stack stands for no single resource',
  );
});
