import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { templateAccounts } from '../../../lib/policy/template/template-accounts.ts';
import { sourceOf } from '../../support/rule-cases.ts';
import { storefront } from '../../support/storefront.ts';

const declared = {
  ...storefront,
  declared: [
    {
      control: 'BKP-04',
      owner: 'platform',
      arn: 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
    },
  ],
};

function found(value: Json): readonly string[] {
  const source = sourceOf({
    resources: { Any: { Type: 'AWS::Any::Type', Properties: { Some: [{ Value: value }] } } },
    storefront: declared,
  });
  return evaluate(new Model([source]), [])
    .filter(({ rule }) => rule === templateAccounts.id)
    .map(({ message }) => message);
}

const says = [
  'Properties.Some[0].Value names the account 999999999999; expected an account that the contract declares',
];

describe('a template of a shop that names another account is told so, where it stands', () => {
  test.each<[string, Json]>([
    ['by its number', '999999999999'],
    ['by a number that is none in JSON', 999999999999],
    ['in an ARN', 'arn:aws:sqs:eu-west-1:999999999999:orders'],
    ['in the ARN of a principal', 'arn:aws:iam::999999999999:root'],
    ['in a registry of images', '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop:1'],
    ['in the address of a queue', 'https://sqs.eu-west-1.amazonaws.com/999999999999/orders'],
  ])('%s', (_, value) => {
    expect(found(value)).toEqual(says);
  });

  test('in a part of a text that is joined', () => {
    const joined = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:eu-west-1:999999999999:a']] };
    expect(found(joined)).toHaveLength(1);
  });
});

describe('nothing is said of', () => {
  test.each<[string, Json]>([
    ['the own account', 'arn:aws:sqs:eu-west-1:111111111111:orders'],
    ['an account that the contract declares with its owner', '333333333333'],
    ['a longer number', '1732924800000'],
    ['a number within a text', 'order-999999999999-paid'],
  ])('%s', (_, value) => {
    expect(found(value)).toEqual([]);
  });

  test("somebody else's template, which has no contract", () => {
    const source = sourceOf({
      resources: { Any: { Type: 'AWS::Any::Type', Properties: { Account: '999999999999' } } },
    });
    expect(evaluate(new Model([source]), [])).toEqual([]);
  });
});
