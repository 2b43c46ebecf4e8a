import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { accountKind, loadAccount } from '../../../lib/config/account/account-config.ts';
import { accountRules } from '../../../lib/config/account/rules.ts';
import { accountSchema } from '../../../lib/config/account/schema.ts';
import { checkSource } from '../../../lib/config/check-file.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { jsonSchema, schemaOf, schemaText } from '../../../lib/config/json-schema.ts';
import { accountReference } from '../../../lib/config/reference.ts';
import { settings } from '../../../lib/config/settings.ts';
import { readSource } from '../../../lib/config/source.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { type Changes, textWith } from '../files.ts';
import { badSettings } from './bad-settings.ts';

const elsewhere = (service: string, resource: string) => ({
  existing: { arn: `arn:aws:${service}:eu-west-1:111111111111:${resource}`, owner: 'platform' },
});
const receivers = [
  { email: 'oncall@boutique.example' },
  { https: 'https://events.oncall.example/aws' },
  { slack: { workspace: 'T0123ABCD', channel: 'C0123ABCD' } },
];

/** Sets everything that can be set. */
const whole = {
  version: 1,
  account: '111111111111',
  regions: ['eu-west-1', 'us-east-1'],
  organization: { id: 'o-a1b2c3d4e5' },
  contacts: { security: 'security@boutique.example', operations: 'operations@boutique.example' },
  confirmations: [{ decision: 'every-country', by: 'Jane Roe', on: '2026-11-23' }],
  alerts: { page: receivers, ticket: receivers, security: receivers },
  detection: {
    accessAnalyzer: elsewhere('access-analyzer', 'analyzer/all'),
    cloudTrail: elsewhere('cloudtrail', 'trail/all'),
    config: elsewhere('config', 'configuration-recorder/all'),
    guardDuty: elsewhere('guardduty', 'detector/12'),
    securityHub: elsewhere('securityhub', 'hub/default'),
    inspector: elsewhere('inspector2', 'account'),
    macie: elsewhere('macie2', 'session'),
  },
  existing: {
    permissionsBoundary: 'arn:aws:iam::111111111111:policy/boundary',
    rolePath: '/shops/',
    namePrefix: 'team-',
    bootstrapQualifier: 'shops',
  },
  oidcProviders: ['token.actions.githubusercontent.com', 'gitlab.com'],
  logs: { keep: '24mo' },
  tags: { team: 'platform' },
};

function mistakesWith(changes: Changes): readonly string[] {
  const { mistakes } = checkSource(readSource(textWith(whole, changes)), '/', accountKind);
  const { sentences } = new ConfigError('account.yaml', mistakes);
  return sentences.map((each) => each.replace(/^account\.yaml:\d+(:\d+)?: /, ''));
}

// Confirmations are those of a storefront file, and are tried there.
const paths = settings(accountKind)
  .map(({ path }) => path)
  .filter((path) => !path.startsWith('confirmations'));

test('a file that sets everything has no mistake', () => {
  expect(mistakesWith({})).toEqual([]);
});

test('each setting has one row of bad values, and there is no other', () => {
  expect(Object.keys(badSettings).sort()).toEqual(paths.toSorted());
});

describe('a bad value is refused:', () => {
  test.each(paths)('%s', (path) => {
    const [at, value, says] = badSettings[path] ?? [];
    expect(mistakesWith({ [String(at)]: value })).toEqual([expect.stringContaining(String(says))]);
  });
});

const brokenRules: Readonly<Record<string, readonly [Changes, readonly string[]]>> = {
  holdsEdgeRegion: [
    { regions: ['eu-west-1'] },
    [
      'regions: found eu-west-1 without us-east-1, add us-east-1; CloudFront keeps there what belongs to a shop',
    ],
  ],
  regionsOnce: [
    { regions: ['eu-west-1', 'us-east-1', 'eu-west-1'] },
    ['regions[2]: found "eu-west-1", which is in the list already, remove it'],
  ],
  contactsDiffer: [
    { 'contacts.operations': 'security@boutique.example' },
    [
      'contacts.operations: found "security@boutique.example" for both contacts, write another address: who approves an exception is not who owns it',
    ],
  ],
  confirmedByAnother: [
    { 'confirmations[0].by': 'operations@boutique.example' },
    [
      'confirmations[0].by: found "operations@boutique.example", write somebody else of the shop: who owns or recommends an exception does not confirm it',
    ],
  ],
  confirmedInTime: [
    { 'confirmations[0].on': '2020-01-01' },
    [
      'confirmations[0].on: found "2020-01-01" for every-country, which was decided on 2026-11-22 and expires on 2027-10-31, write the day on which somebody confirmed it as it is now, or remove the confirmation',
    ],
  ],
  confirmedOnce: [
    { confirmations: [whole.confirmations[0], whole.confirmations[0]] },
    [
      'confirmations[1].decision: found "every-country", which is confirmed already, remove one of the two confirmations',
    ],
  ],
  receiversDiffer: [
    { 'alerts.page': [receivers[0], receivers[0]] },
    ['alerts.page[1]: found a receiver that is in the list already, write another one, or remove it'],
  ],
  existingFits: [
    { 'detection.macie': elsewhere('guardduty', 'detector/12') },
    [
      'detection.macie.existing.arn: found "arn:aws:guardduty:eu-west-1:111111111111:detector/12", write the ARN of what runs for macie',
    ],
  ],
  issuersDiffer: [
    { oidcProviders: ['gitlab.com', 'gitlab.com'] },
    ['oidcProviders[1]: found "gitlab.com", which is in the list already, remove it'],
  ],
  boundaryOfAccount: [
    { 'existing.permissionsBoundary': 'arn:aws:iam::222222222222:policy/boundary' },
    [
      'existing.permissionsBoundary: found "arn:aws:iam::222222222222:policy/boundary", write the ARN of a policy of the account 111111111111',
    ],
  ],
  tagNames: [
    { tags: { 'aws:team': 'x' } },
    [
      'tags."aws:team": found the name "aws:team", write at most 128 letters, digits, spaces and characters of _.:/=+-@ that do not begin with aws:',
    ],
  ],
};

describe('a broken rule is refused:', () => {
  test.each(accountRules.map(({ name }) => name))('%s', (name) => {
    const [changes = {}, says] = brokenRules[name] ?? [];
    expect(says).toBeDefined();
    expect(mistakesWith(changes)).toEqual(says);
  });
});

const example = packagePath('examples', 'account.yaml');

test('the example is read, with Inspector and Macie declined because nobody asked for them', () => {
  expect(loadAccount(example).detection).toMatchObject({
    cloudTrail: 'create',
    inspector: { declined: expect.stringMatching(/^not asked for/) },
    macie: { declined: expect.stringMatching(/^not asked for/) },
  });
});

test('the JSON Schema accepts the example and all that can be set', () => {
  const isValid = new Ajv2020({ validateFormats: false }).compile(jsonSchema(accountSchema));
  expect(isValid(parse(readFileSync(example, 'utf8')))).toBe(true);
  expect(isValid(whole)).toBe(true);
});

test.each([
  ['account.schema.json', () => schemaText(schemaOf('account.yaml', accountSchema))],
  ['docs/account-file.md', accountReference],
])('%s is what `npm run generate` writes', (file, text) => {
  expect(readFileSync(packagePath(file), 'utf8')).toBe(text());
});
