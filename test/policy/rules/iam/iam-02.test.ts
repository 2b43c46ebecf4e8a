import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../../lib/cloudformation/model/types.ts';
import { iam02 } from '../../../../lib/policy/rules/iam/iam-02.ts';
import { boutiqueTemplates } from '../../../support/boutique.ts';
import { observations, sourceOf } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { role } from './role.ts';

test.each(['AWS::IAM::User', 'AWS::IAM::AccessKey'])('IAM-02 fails an %s, whatever it says', (type) => {
  const seen = observations(iam02, role(['Added', { Type: type, Properties: {} }]));
  expect(seen.map(({ status, message }) => [status, message])).toEqual([
    ['fail', `Type is ${type}; expected a role, or no identity at all`],
  ]);
});

test('IAM-02 does not see a user that a condition leaves out in every case', () => {
  const never = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
  const added = role(['Added', { Type: 'AWS::IAM::User', Condition: 'Never', Properties: {} }]);
  expect(observations(iam02, { ...added, sections: never })).toEqual([]);
});

/** What the rule says of the storefront that the templates are of. */
function said(sources: readonly TemplateSource[]) {
  const model = new Model(sources);
  return model.storefronts.flatMap(
    (one) => iam02.storefront?.(one, model).map(({ status, message }) => `${status}: ${message}`) ?? [],
  );
}

/** A storefront of one stack, which therefore was given whole. */
function whole(resources: Readonly<Record<string, { readonly Type: string }>>) {
  return said([sourceOf({ resources, storefront: { ...storefront, stacks: [storefront.stack] } })]);
}

describe('of a storefront as a whole IAM-02', () => {
  const role = { Type: 'AWS::IAM::Role' };

  test('passes the example by the roles that it saw in all of its stacks', () => {
    expect(said(boutiqueTemplates('prod'))).toEqual([
      expect.stringMatching(/^pass: the identities of boutique are \d+ roles, and no user or key of IAM$/),
    ]);
  });

  test('passes one role, and says that it was one', () => {
    expect(whole({ Role: role })).toEqual([
      `pass: the identities of ${storefront.shop} are a role, and no user or key of IAM`,
    ]);
  });

  test('is not applicable where stacks were not given, and names them', () => {
    const [first] = boutiqueTemplates('prod');
    expect(said(first ? [first] : [])).toEqual([
      expect.stringMatching(/^notApplicable: no user of IAM is .*, and the stacks .+ were not given$/),
    ]);
  });

  test.each([
    ['makes no identity at all', {}, 'they make no identity at all'],
    [
      'hides resources',
      { Role: role, Hidden: { Type: 'AWS::CloudFormation::Stack' } },
      'something in them makes resources that nobody has seen',
    ],
    [
      'is not expanded',
      { Role: role, Module: { Type: 'My::Own::Thing::MODULE' } },
      'something in them makes resources that nobody has seen',
    ],
  ])('is not applicable where a template %s', (_, resources, why) => {
    expect(whole(resources)).toEqual([
      `notApplicable: no user of IAM is among the templates of ${storefront.shop}, and ${why}`,
    ]);
  });

  test('adds nothing to what it says of a user', () => {
    expect(whole({ Role: role, User: { Type: 'AWS::IAM::User' } })).toEqual([]);
  });
});
