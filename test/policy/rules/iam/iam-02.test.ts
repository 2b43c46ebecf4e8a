import { expect, test } from '@jest/globals';
import { iam02 } from '../../../../lib/policy/rules/iam/iam-02.ts';
import { observations } from '../../../support/rule-cases.ts';
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
