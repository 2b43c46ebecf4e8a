import { settingsOf, settingTypes } from '../../../cloudformation/environment-settings.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { hashingIn } from './password-settings.ts';

const tableTypes: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'AttributeDefinitions[].AttributeName',
  'AWS::DynamoDB::GlobalTable': 'AttributeDefinitions[].AttributeName',
};

/** How a team hashes its own passwords is in its code; a template shows what it is told. */
export const auth04: Rule = {
  id: 'AUTH-04',
  title: 'No setting hashes passwords fast, and no table has a password for a key',
  severity: 'high',
  types: [...settingTypes, ...Object.keys(tableTypes)],
  why: 'From a stolen table a graphics card reads passwords that are hashed fast within days, and people use them elsewhere as well.',
  fix: 'Let a user pool keep passwords; else hash with Argon2id (19456 KiB, 2 passes), scrypt (2^17) or bcrypt (cost 10 or more), and name no key of a table for a password.',
  controls: ['AUTH-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    const path = tableTypes[resource.type];
    const seen = path === undefined ? hashingIn(settingsOf(resource)) : passwordKeys(resource, path);
    return seen.length > 0 ? seen : [notApplicable(resource, 'nothing in it names how a password is kept')];
  },
};

/** The key of an item stands in logs and metrics, and is looked up as it is. */
function passwordKeys(table: Resource, path: string): readonly Observation[] {
  return valuesAt(table, path)
    .filter((name) => textIs(name, isPassword) === true)
    .map((name) => observation('fail', name, { expected: 'a key that is no password' }));
}

function isPassword(name: string): boolean {
  return /^(user)?(password|passwd|pwd|passphrase)$/.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}
