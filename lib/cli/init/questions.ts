import { gatewayNames, knownCurrencies } from '../../../lambda/gateways/registry.ts';
import { languages, nameAfter, pipelines, placeholderAccounts } from '../../init/answers.ts';

/** What a new shop is asked for: the name of each option. */
export const topics = [
  'shop',
  'domain',
  'region',
  'gateway',
  'currency',
  'language',
  'visa',
  'mastercard',
  'security',
  'operations',
  'account',
  'staging-account',
  'ci',
] as const;
export type Topic = (typeof topics)[number];

/** What was said, as it was typed; topics of which nothing was said are missing. */
export type Said = Readonly<Partial<Record<Topic, string>>>;

/** What is asked on a terminal; the option's help says the same. */
export const questions: Readonly<Record<Topic, string>> = {
  shop: 'Short name of the shop, which every resource begins with',
  domain: 'Host name of the shop',
  region: 'AWS region',
  gateway: 'Payment gateways, such as stripe, or stripe:fields for card fields on the shop’s own page',
  currency: 'Currencies, the usual one first',
  language: `Languages of the pages, of ${languages.join(', ')}, the usual one first`,
  visa: 'Visa transactions in twelve months, 0 for a new shop',
  mastercard: 'Mastercard transactions in twelve months',
  security: 'Mail address of whoever answers for security',
  operations: 'Mail address of whoever runs the shop, another one',
  account: 'AWS account of production; the placeholder does until the first deployment',
  'staging-account': 'AWS account of staging, another one',
  ci: `Pipeline that judges each change: ${pipelines.join(', ')}`,
};

/** What a topic is taken to be where nothing is said of it. */
export function usual(topic: Topic, said: Said, folder: string): string {
  const value = (other: Topic) => said[other] ?? usual(other, said, folder);
  switch (topic) {
    case 'shop':
      return nameAfter(folder);
    case 'domain':
      return `shop.${value('shop')}.example`;
    case 'currency':
      return usualCurrency(value('gateway'));
    case 'security':
    case 'operations':
      return `${topic}@${value('domain').replace(/^(?:shop|www)\./, '')}`;
    default:
      return fixed[topic];
  }
}

const fixed = {
  region: 'eu-west-1',
  gateway: 'stripe',
  language: 'en',
  visa: '0',
  mastercard: '0',
  account: placeholderAccounts.account,
  'staging-account': placeholderAccounts.stagingAccount,
  ci: 'none',
} as const;

/** The euro where the first gateway takes it, or the first currency that it takes. */
function usualCurrency(gateways: string): string {
  const [name = ''] = gateways.split(/[:,]/);
  // What is no gateway is refused elsewhere.
  const known = gatewayNames.includes(name.trim()) ? knownCurrencies(name.trim()) : undefined;
  return known === undefined || known.includes('EUR') ? 'EUR' : (known[0] ?? 'EUR');
}
