import * as z from 'zod';
import { baselineGroups, rulesOfGroup } from '../../aws/managed-rules.ts';
import { day, section, text, words } from './fields.ts';

const countable = baselineGroups.flatMap((group) => [
  group,
  ...rulesOfGroup(group).map(({ name }) => `${group}/${name}`),
]);

const counted = section('One managed rule, or a whole group, that counts for a while instead of blocking.', {
  rule: z
    .enum(countable as [string, ...string[]], {
      error: 'a managed group, or a group and a rule in it, such as AWSManagedRulesSQLiRuleSet/SQLi_BODY',
    })
    .meta({ description: 'The group, or the group and the rule in it.' }),
  owner: words('Who looks at what it counts.', 'who looks at what it counts, such as ops@boutique.example'),
  approver: words('Who agreed; not the owner.', 'who agreed, such as security@boutique.example'),
  ticket: words('Where it was decided.', 'where it was decided, such as SHOP-7'),
  from: day('First day.'),
  until: day('Last day; at most 30 days after the first.'),
});

const block = text(
  'A block of IPv4 addresses from which the scanner asks.',
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:2[4-9]|3[0-2])$/,
  'a block of IPv4 addresses with a prefix from 24 to 32, such as 203.0.113.16/28',
);

const scanner = section(
  'The quarterly scan by an approved scanning vendor, whom rate rules and lists of addresses must not stop.',
  {
    addresses: z
      .array(block, { error: 'a list of blocks of IPv4 addresses, such as [203.0.113.16/28]' })
      .min(1, { error: 'a list of blocks of IPv4 addresses, such as [203.0.113.16/28]' })
      .meta({
        description: 'Whence the scanner asks, as its vendor publishes it; at most 256 addresses in sum.',
      }),
    owner: words('Who looks after the scan.', 'who looks after the scan, such as ops@boutique.example'),
    approver: words('Who agreed; not the owner.', 'who agreed, such as security@boutique.example'),
    ticket: words('Where it was decided.', 'where it was decided, such as SHOP-7'),
    from: day('First day.'),
    until: day('Last day; at most 14 days after the first.'),
  },
);

export const firewall = section('The firewall.', {
  count: z.array(counted, { error: 'a list of rules that count, or [] for none' }).default([]).meta({
    description:
      'Managed rules that count what they would block, while the shop looks for requests of shoppers among it. Each is reported as accepted until its last day, and never as passed; after that day synthesis refuses the file.',
  }),
  scanner: scanner.optional(),
});
