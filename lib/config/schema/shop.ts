import * as z from 'zod';
import { type KitDecisionName, kitDecisions } from '../../contract/kit-decisions.ts';
import { choice, day, email, section, text, whole, words } from './fields.ts';

// AWS keeps load balancer names that begin with "internal-" and bucket names that begin with "sthree-" for itself; the names of
// what an account has once begin with "palisade-".
const shopName = /^(?!(?:internal|sthree|palisade)(?:-|$))(?=.{1,12}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export const shop = text(
  'Short name of the shop. The name of every stack and resource begins with it, so it cannot be changed later.',
  shopName,
  'a lowercase name of at most 12 letters, digits and single hyphens that does not begin with internal, sthree or palisade, such as boutique',
);

export const role = choice(
  'How the payment card industry sees the company: a merchant sells for itself, a service provider for others.',
  ['merchant', 'serviceProvider'],
);

export const contacts = section('The people whom alarms and reports name. The two addresses differ.', {
  security: email(
    'Answers for security; approves what others ask to be accepted.',
    'security@boutique.example',
  ),
  operations: email('Runs the shop; owns what is accepted.', 'operations@boutique.example'),
});

const count = (description: string) =>
  whole(description, 0, 1_000_000_000_000, 'a whole number of transactions, such as 120000');
const decisionNames = Object.keys(kitDecisions) as [KitDecisionName, ...KitDecisionName[]];

const confirmation = section('Confirms one exception that Palisade recommends.', {
  decision: choice('Which exception, as the report names it.', decisionNames),
  by: words('Who confirms it for the shop.', 'who confirms it, such as "Jane Roe, head of security"'),
  on: day('When.'),
});

export const confirmations = z
  .array(confirmation, { error: 'a list of confirmations, or [] for none' })
  .default([])
  .meta({
    description:
      'The exceptions of Palisade that somebody of the shop has read and approved. What is not listed here counts as recommended, and not as confirmed.',
  });

const transactions = (brand: string) =>
  section(`${brand} transactions in twelve months.`, {
    ecommerce: count(`${brand} transactions online.`),
    total: count(`${brand} transactions over all channels, the online ones included.`),
  }).optional();

export const yearlyTransactions = section(
  'Card transactions in twelve months by card brand. Each brand derives the PCI DSS level from its own counts, some levels from online transactions alone.',
  {
    visa: transactions('Visa'),
    mastercard: transactions('Mastercard'),
    amex: transactions('American Express'),
    discover: transactions('Discover and Diners Club'),
    jcb: transactions('JCB'),
    unionpay: transactions('UnionPay'),
  },
);

const page = text(
  'A CloudFront path pattern.',
  /^\/[A-Za-z0-9_.*$/~@:+&?-]{0,254}$/,
  'a path pattern that starts with a slash, such as /checkout/*',
);

const script = section('One third-party script that the shop has authorized (PCI DSS v4.0.1, 6.4.3).', {
  host: text(
    'Origin that serves the script.',
    /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?::[1-9][0-9]{0,4})?$/,
    'an https origin without a path, such as https://cdn.analytics.example',
  ),
  owner: words(
    'Who answers for the script inside the company.',
    'who answers for the script, such as marketing@boutique.example',
  ),
  reason: words(
    'Why the shop needs it.',
    'why the shop needs the script, such as "counts visits for the yearly report"',
  ),
  pages: z
    .array(page, { error: 'a list of path patterns, such as ["/products/*"]' })
    .min(1, { error: 'at least one path pattern, such as ["/products/*"]' })
    .meta({ description: 'The pages that may run it.' }),
});

export const scripts = z.array(script, { error: 'a list of scripts, or [] for none' }).default([]).meta({
  description: "Third-party scripts besides the gateways' own. They enter the CSP and the script inventory.",
});
