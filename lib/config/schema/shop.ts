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
