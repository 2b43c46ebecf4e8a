import { expect, test } from '@jest/globals';
import { UsageError } from '../../../lib/cli/output.ts';
import { stackGroupOf } from '../../../lib/cli/stack/stack-group.ts';

const silent = {
  err: (text: string) => {
    throw new Error(`said ${text}`);
  },
};
const account = 'examples/account.yaml';
const file = 'examples/boutique/storefront.yaml';

test('the stacks of an environment are those whose role is one word', () => {
  const { name, regions, includes } = stackGroupOf({ file, environment: 'prod' }, silent);
  expect([name, regions]).toEqual(['boutique-prod', ['eu-central-1', 'eu-west-1', 'us-east-1']]);
  const stacks = ['boutique-prod-data', 'boutique-prod-x-data', 'boutique-prod', 'my-boutique-prod-data'];
  expect(stacks.filter(includes)).toEqual(['boutique-prod-data']);
});

test('the stacks of an account are one for each region of its file, and none of a shop', () => {
  const { name, regions, includes } = stackGroupOf({ account }, silent);
  expect([name, regions]).toEqual(['palisade-account', ['eu-west-1', 'us-east-1']]);
  const stacks = ['palisade-account-eu-west-1', 'palisade-account-eu-north-1', 'boutique-prod-data'];
  expect(stacks.filter(includes)).toEqual(['palisade-account-eu-west-1']);
});

test.each([
  [{ file }, '--account: found --file beside it, write one or the other'],
  [{ environment: 'prod' }, '--account: found --environment beside it, write one or the other'],
])('an account and %j at once is a mistake', (choice, sentence) => {
  expect(() => stackGroupOf({ account, ...choice }, silent)).toThrow(new UsageError(sentence));
});
