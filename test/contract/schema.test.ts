import { describe, expect, test } from '@jest/globals';
import { readContract, sharedFields } from '../../lib/contract/schema.ts';
import { acceptance, account, storefront } from '../support/storefront.ts';

describe.each([
  ['a storefront', storefront],
  ['an account', account],
])('the contract of %s', (_, block) => {
  test('is read as it is written', () => {
    expect(readContract(block)).toEqual({ contract: block, malformed: [], mistakes: [] });
  });

  test.each(Object.keys(block))('cannot do without %s', (field) => {
    const { contract, mistakes } = readContract({ ...block, [field]: undefined });
    expect(contract).toBeUndefined();
    expect(mistakes).toEqual([expect.stringMatching(new RegExp(`^${field}: is not set; expected `))]);
  });

  test('has no other fields', () => {
    expect(readContract({ ...block, colour: 'red' }).mistakes).toEqual([
      'has colour, which the contract does not know',
    ]);
  });

  test('keeps what is complete of its acceptances, and tells of the rest', () => {
    const acceptances = [{ ...acceptance, owner: ' ' }, acceptance];
    expect(readContract({ ...block, acceptances })).toMatchObject({
      contract: { acceptances: [acceptance] },
      malformed: [{ entry: { rule: 'TEST-01', resource: 'Bad' }, mistakes: ['owner: must say something'] }],
      mistakes: [],
    });
  });
});

test.each([
  ['another version', { ...storefront, version: 1 }, ['version: is 1; expected 2']],
  [
    'another kind',
    { ...storefront, kind: 'warehouse' },
    ['kind: is "warehouse"; expected storefront or account'],
  ],
  ['no mapping', 'boutique', ['is "boutique"; expected a value of type object']],
  [
    'a control that is declared without the ARN of what fulfils it',
    { ...storefront, declared: [{ control: 'EDGE-01', owner: 'platform team', arn: 'later' }] },
    ['declared.0.arn: must be an ARN'],
  ],
  [
    'a service of which nothing is said',
    { ...account, detection: { ...account.detection, macie: undefined } },
    ['detection.macie: is not set; expected a value of type object'],
  ],
  [
    'a service that is declined without a reason',
    { ...account, detection: { ...account.detection, macie: { state: 'declined', reason: ' ' } } },
    ['detection.macie.reason: must say something'],
  ],
  [
    'a service in a state that there is not',
    { ...account, detection: { ...account.detection, macie: { state: 'later' } } },
    ['detection.macie.state: is "later"; expected created or declared or declined'],
  ],
  [
    'an account that is not one',
    { ...account, account: '1234' },
    ['account: must be the 12 digits of an AWS account'],
  ],
  ['an account without a region', { ...account, regions: [] }, ['regions: must name a region']],
])('refuses a contract with %s', (_, block, mistakes) => {
  expect(readContract(block)).toEqual({ malformed: [], mistakes });
});

test('the fields that templates share are those of the schema that are not about one template', () => {
  const own = ['version', 'kind', 'stack', 'data', 'acceptances'];
  const of = (block: object, ...further: string[]) =>
    Object.keys(block).filter((field) => ![...own, ...further].includes(field));
  const sorted = (fields: readonly string[]) => [...fields].sort();
  // Nobody signs in to the block's shop or frames it, it has a network of its own, its HSTS is not on a ramp, and it says no more than it must.
  const left = [
    'customers',
    'embedding',
    'existingNetwork',
    'hstsRamp',
    'mail',
    'people',
    'reportsTo',
    'securityTxt',
    'systems',
    'zone',
  ];
  expect(sorted(sharedFields.storefront)).toEqual(sorted([...of(storefront), ...left]));
  expect(sorted(sharedFields.account)).toEqual(sorted([...of(account, 'region', 'alerts'), 'receivers']));
});
