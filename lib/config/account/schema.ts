import * as z from 'zod';
import { oidcProviders } from '../schema/delivery.ts';
import { email, region, section, text, words } from '../schema/fields.ts';
import { guardrails } from '../schema/guardrails.ts';
import { confirmations, contacts } from '../schema/shop.ts';
import { tags } from '../schema/tags.ts';

const regionsWanted = 'a list of regions that begins with the home region, such as [eu-west-1, us-east-1]';

const regions = z.array(region('A region.'), { error: regionsWanted }).min(1, { error: regionsWanted }).meta({
  description:
    'Every region that a shop of the account lives in, us-east-1 and those of the backups included. The first one is the home: the trail of all regions ends there.',
});

const organization = section('The organization that the account belongs to.', {
  id: text(
    "Its id. Principals outside of it are denied the account's logs and evidence.",
    /^o-[a-z0-9]{10,32}$/,
    'the id of an organization, such as o-a1b2c3d4e5',
  ),
});

const slack = section('A channel of Slack. An administrator authorizes the workspace once, in the console.', {
  workspace: text('Id of the workspace.', /^T[A-Z0-9]{8,12}$/, 'the id of a workspace, such as T0123ABCD'),
  channel: text('Id of the channel.', /^[CG][A-Z0-9]{8,12}$/, 'the id of a channel, such as C0123ABCD'),
});

const receiver = z.union(
  [
    section('A mailbox.', { email: email('Its address.', 'oncall@boutique.example') }),
    section('A web address that takes what SNS posts, such as that of an on-call service.', {
      https: text(
        'The address; no secret belongs in it.',
        /^https:\/\/[a-z0-9.-]+\.[a-z]{2,63}(?::[1-9][0-9]{0,4})?(?:\/[A-Za-z0-9._~/-]*)?$/,
        'an https address without a query, such as https://events.oncall.example/aws',
      ),
    }),
    section('A channel of a chat.', { slack }),
  ],
  { error: '{ email: ADDRESS }, { https: ADDRESS } or { slack: { workspace: ID, channel: ID } }' },
);

const way = (description: string, least: number) => {
  const wanted = `a list of ${least === 1 ? 'at least one receiver' : 'two or more receivers'}, such as [{ email: oncall@boutique.example }, { https: https://events.oncall.example/aws }]`;
  return z.array(receiver, { error: wanted }).min(least, { error: wanted }).meta({ description });
};

const alerts = section('Who hears of what, by how soon somebody has to look.', {
  page: way('Wakes somebody. Two receivers at least: a mail subscription ends with a click.', 2),
  ticket: way('Is looked at on the next working day.', 1),
  security: way('Reaches whoever handles security incidents. Two receivers at least.', 2),
});

const existing = section(
  'Runs already and is managed by somebody else; reported as declared, never as passed.',
  {
    existing: section('What runs already.', {
      arn: text('Its ARN.', /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:\S+$/, 'its ARN, in quotes'),
      owner: words('Who runs it.', 'who runs it, such as platform@boutique.example'),
    }),
  },
);

const declined = section('Is left off; reported as not met.', {
  declined: words('Why.', 'why the account goes without it, such as "no bucket holds card data"'),
});

type Choice = z.input<typeof existing> | z.input<typeof declined> | 'create';

const service = (name: string, fallback: Choice = 'create') =>
  z
    .union([z.literal('create', { error: 'create' }), existing, declined], {
      error: 'create, { existing: { arn: ARN, owner: WHO } } or { declined: REASON }',
    })
    .default(fallback)
    .meta({ description: `${name}: created by the kit, existing in the account, or declined.` });

const unasked = (what: string) => ({ declined: `not asked for: ${what}` });

const detection = section('The services that watch the account.', {
  accessAnalyzer: service('IAM Access Analyzer'),
  cloudTrail: service('AWS CloudTrail'),
  config: service('AWS Config'),
  guardDuty: service('Amazon GuardDuty'),
  securityHub: service('AWS Security Hub CSPM, with the standards FSBP and PCI DSS v4.0.1'),
  inspector: service('Amazon Inspector', unasked('it is billed by function and image')),
  macie: service('Amazon Macie', unasked('it is billed by bucket and by gigabyte')),
});

const logs = section('How long the account keeps what happened.', {
  keep: text(
    'How long the trail, its copy in CloudWatch Logs and the evidence are kept. PCI DSS v4.0.1, 10.5.1, asks for twelve months.',
    /^(?:1[2-9]|[2-9]\d|1[01]\d|120)mo$/,
    'a number of months from 12 to 120, such as 13mo',
  ).default('13mo'),
});

/** The whole of `account.yaml`: what an AWS account has once, however many shops live in it. */
export const accountSchema = section('An account file for Palisade.', {
  version: z.literal(1, { error: '1' }).meta({ description: 'Version of this format.' }),
  account: text(
    'The AWS account.',
    /^\d{12}$/,
    'a 12-digit AWS account id in quotes, such as "111111111111"',
  ),
  regions,
  organization: organization.optional(),
  contacts,
  confirmations,
  alerts,
  detection: detection.prefault({}),
  existing: section('What the account asks of everything that is deployed to it.', guardrails).default({}),
  oidcProviders,
  logs: logs.prefault({}),
  tags,
});

/** The file as it was written, with its defaults filled in. */
export type AccountFile = z.infer<typeof accountSchema>;
