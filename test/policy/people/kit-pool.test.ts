import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { blocking, type Edit, judging, replaced, stackOf } from './edits.ts';

const kit = stackOf('with customers who sign in', 'customers');

const gone: Edit = () => undefined;

function set(value: string | number | boolean): Edit {
  return () => value;
}

describe('Of the pool that the kit makes for customers', () => {
  test('no rule objects to it as it is, and it is judged', () => {
    const found = evaluate(new Model(kit.sources), judging);
    expect(found.filter(isBlocking).map(({ rule, message }) => [rule, message])).toEqual([]);
    const passed = found.filter(({ status, template }) => status === 'pass' && template === kit.name);
    expect([...new Set(passed.map(({ rule }) => rule))].filter((rule) => rule.startsWith('AUTH'))).toEqual([
      'AUTH-01',
      'AUTH-02',
      'AUTH-03',
      'AUTH-03-clients',
      'AUTH-06-clients',
    ]);
  });

  const policy = 'Properties.Policies.PasswordPolicy';

  test.each<[string, string, readonly [resource: string, path: string, edit: Edit]]>([
    ['twelve letters make a password', 'AUTH-01', ['UserPool', `${policy}.MinimumLength`, set(12)]],
    ['a password needs no digit', 'AUTH-01', ['UserPool', `${policy}.RequireNumbers`, gone]],
    [
      'strangers join, or nobody does',
      'AUTH-02',
      ['UserPool', 'Properties.AdminCreateUserConfig', replaced('false', 'true')],
    ],
    ['nobody has a second factor', 'AUTH-02', ['UserPool', 'Properties.MfaConfiguration', set('OFF')]],
    [
      'accounts are won back by phone',
      'AUTH-02',
      ['UserPool', 'Properties.AccountRecoverySetting', replaced('verified_email', 'verified_phone_number')],
    ],
    ['one call deletes every customer', 'AUTH-02', ['UserPool', 'Properties.DeletionProtection', gone]],
    [
      'guessing is only written down',
      'AUTH-03',
      ['UserPool', 'Properties.UserPoolAddOns.AdvancedSecurityMode', set('AUDIT')],
    ],
    [
      'the plan has no threat protection',
      'AUTH-03',
      ['UserPool', 'Properties.UserPoolTier', set('ESSENTIALS')],
    ],
    [
      'answers tell who has an account',
      'AUTH-03-clients',
      ['UserPoolClient', 'Properties.PreventUserExistenceErrors', gone],
    ],
    [
      'leaked passwords are good',
      'AUTH-03-clients',
      [
        'UserPoolRisks',
        'Properties.CompromisedCredentialsRiskConfiguration.Actions.EventAction',
        set('NO_ACTION'),
      ],
    ],
    [
      'a takeover passes',
      'AUTH-03-clients',
      [
        'UserPoolRisks',
        'Properties.AccountTakeoverRiskConfiguration.Actions',
        replaced('BLOCK', 'NO_ACTION'),
      ],
    ],
    [
      'tokens stand in addresses',
      'AUTH-06-clients',
      ['UserPoolClient', 'Properties.AllowedOAuthFlows', replaced('code', 'implicit')],
    ],
    [
      'tokens go to a plain address',
      'AUTH-06-clients',
      ['UserPoolClient', 'Properties.CallbackURLs', replaced('https:', 'http:')],
    ],
    [
      'tokens are good for hours',
      'AUTH-06-clients',
      ['UserPoolClient', 'Properties.TokenValidityUnits', replaced('minutes', 'hours')],
    ],
    [
      'tokens cannot be revoked',
      'AUTH-06-clients',
      ['UserPoolClient', 'Properties.EnableTokenRevocation', set(false)],
    ],
    [
      'a function sees the password',
      'AUTH-06-clients',
      ['UserPoolClient', 'Properties.ExplicitAuthFlows[0]', set('ALLOW_ADMIN_USER_PASSWORD_AUTH')],
    ],
  ])('%s, and %s objects', (_, rule, [resource, path, edit]) => {
    expect(blocking(kit.edited(resource, path, edit))).toContain(rule);
  });
});
