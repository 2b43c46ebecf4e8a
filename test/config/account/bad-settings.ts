import type { BadSetting } from '../bad-settings.ts';

const receiverForms = '{ email: ADDRESS }, { https: ADDRESS } or { slack: { workspace: ID, channel: ID } }';
const list = (least: string) =>
  `a list of ${least}, such as [{ email: oncall@boutique.example }, { https: https://events.oncall.example/aws }]`;
const two = list('two or more receivers');
const one = list('at least one receiver');

const choice = 'create, { existing: { arn: ARN, owner: WHO } } or { declined: REASON }';

function badService(name: string): readonly (readonly [string, BadSetting])[] {
  const at = `detection.${name}`;
  const reason = 'why the account goes without it, such as "no bucket holds card data"';
  return [
    [at, [at, true, `${at}: found true, write ${choice}`]],
    [
      `${at}.existing`,
      [`${at}.existing`, 'yes', `${at}.existing: found "yes", write a mapping with arn and owner`],
    ],
    [
      `${at}.existing.arn`,
      [`${at}.existing.arn`, 'x', `${at}.existing.arn: found "x", write its ARN, in quotes`],
    ],
    [
      `${at}.existing.owner`,
      [
        `${at}.existing.owner`,
        ' ',
        `${at}.existing.owner: found " ", write who runs it, such as platform@boutique.example`,
      ],
    ],
    [`${at}.declined`, [at, { declined: ' ' }, `${at}.declined: found " ", write ${reason}`]],
  ];
}

function badWay(way: string, wanted: string): readonly (readonly [string, BadSetting])[] {
  const at = `alerts.${way}`;
  const mail = 'an e-mail address, such as oncall@boutique.example';
  const web = 'an https address without a query, such as https://events.oncall.example/aws';
  return [
    [at, [at, [], `${at}: found [], write ${wanted}`]],
    [`${at}[]`, [`${at}[0]`, 'oncall', `${at}[0]: found "oncall", write ${receiverForms}`]],
    [`${at}[].email`, [`${at}[0].email`, 'oncall', `${at}[0].email: found "oncall", write ${mail}`]],
    [
      `${at}[].https`,
      [
        `${at}[1].https`,
        'https://a.example/?token=1',
        `${at}[1].https: found "https://a.example/?token=1", write ${web}`,
      ],
    ],
    [
      `${at}[].slack`,
      [`${at}[2].slack`, 'T1', `${at}[2].slack: found "T1", write a mapping with workspace and channel`],
    ],
    [
      `${at}[].slack.workspace`,
      [
        `${at}[2].slack.workspace`,
        'acme',
        `${at}[2].slack.workspace: found "acme", write the id of a workspace, such as T0123ABCD`,
      ],
    ],
    [
      `${at}[].slack.channel`,
      [
        `${at}[2].slack.channel`,
        '#alerts',
        `${at}[2].slack.channel: found "#alerts", write the id of a channel, such as C0123ABCD`,
      ],
    ],
  ];
}

const regionList = 'a list of regions that begins with the home region, such as [eu-west-1, us-east-1]';

/** One bad value of every setting of an account file, and what a person reads about it. */
export const badSettings: Readonly<Record<string, BadSetting>> = {
  version: ['version', 2, 'version: found 2, write 1'],
  account: [
    'account',
    '1111',
    'account: found "1111", write a 12-digit AWS account id in quotes, such as "111111111111"',
  ],
  regions: ['regions', [], `regions: found [], write ${regionList}`],
  'regions[]': [
    'regions[0]',
    'europe',
    'regions[0]: found "europe", write the name of an AWS region outside China and GovCloud, such as eu-west-1',
  ],
  organization: ['organization', 'acme', 'organization: found "acme", write a mapping with id'],
  'organization.id': [
    'organization.id',
    'acme',
    'organization.id: found "acme", write the id of an organization, such as o-a1b2c3d4e5',
  ],
  contacts: ['contacts', 'me', 'contacts: found "me", write a mapping with security and operations'],
  'contacts.security': [
    'contacts.security',
    'me',
    'contacts.security: found "me", write an e-mail address, such as security@boutique.example',
  ],
  'contacts.operations': [
    'contacts.operations',
    'me',
    'contacts.operations: found "me", write an e-mail address, such as operations@boutique.example',
  ],
  alerts: ['alerts', 'me', 'alerts: found "me", write a mapping with page, ticket and security'],
  ...Object.fromEntries([...badWay('page', two), ...badWay('ticket', one), ...badWay('security', two)]),
  detection: ['detection', 'all', 'detection: found "all", write a mapping with accessAnalyzer, cloudTrail'],
  ...Object.fromEntries(
    ['accessAnalyzer', 'cloudTrail', 'config', 'guardDuty', 'securityHub', 'inspector', 'macie'].flatMap(
      badService,
    ),
  ),
  existing: [
    'existing',
    'x',
    'existing: found "x", write a mapping with permissionsBoundary, rolePath, namePrefix and bootstrapQualifier',
  ],
  'existing.permissionsBoundary': [
    'existing.permissionsBoundary',
    'boundary',
    'existing.permissionsBoundary: found "boundary", write the ARN of an IAM policy, in quotes',
  ],
  'existing.rolePath': [
    'existing.rolePath',
    'shops',
    'existing.rolePath: found "shops", write a path between slashes, such as /shops/',
  ],
  'existing.namePrefix': [
    'existing.namePrefix',
    'team shops',
    'existing.namePrefix: found "team shops", write at most twenty letters, digits or hyphens, such as team-shops-',
  ],
  'existing.bootstrapQualifier': [
    'existing.bootstrapQualifier',
    'palisade-shop',
    'existing.bootstrapQualifier: found "palisade-shop", write at most ten lowercase letters or digits, such as hnb659fds',
  ],
  oidcProviders: [
    'oidcProviders',
    'gitlab.com',
    'oidcProviders: found "gitlab.com", write a list of hosts, such as [token.actions.githubusercontent.com], or [] for none',
  ],
  'oidcProviders[]': [
    'oidcProviders[0]',
    'https://gitlab.com',
    'oidcProviders[0]: found "https://gitlab.com", write the host of an issuer of tokens, such as gitlab.com',
  ],
  logs: ['logs', '13mo', 'logs: found "13mo", write a mapping with keep'],
  'logs.keep': [
    'logs.keep',
    '6mo',
    'logs.keep: found "6mo", write a number of months from 12 to 120, such as 13mo',
  ],
  tags: [
    'tags',
    'team',
    'tags: found "team", write a mapping of tag names to values, such as { team: shop }',
  ],
  'tags.NAME': ['tags.team', 7, 'tags.team: found 7 without quotes, write text in quotes'],
};
