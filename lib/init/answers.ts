import { basename } from 'node:path';
import type { GatewayChoice } from './gateway-choice.ts';

/** The languages that the pages of a new shop are written in: those of the browser client. */
export const languages = ['en', 'de', 'fr', 'nb'] as const;
export type Language = (typeof languages)[number];

/** Whose pipeline judges each change. */
export const pipelines = ['github', 'gitlab', 'none'] as const;
export type Pipeline = (typeof pipelines)[number];

/** What a person has said of a new shop, or what stands for it until somebody does. */
export interface Answers {
  readonly shop: string;
  readonly domain: string;
  readonly region: string;
  /** AWS account of production. */
  readonly account: string;
  /** AWS account of the environment that is not production. */
  readonly stagingAccount: string;
  readonly gateways: readonly GatewayChoice[];
  /** ISO 4217 codes, the usual one first. */
  readonly currencies: readonly string[];
  /** The first one stands at the top of the site, each other one below a path of its own. */
  readonly languages: readonly Language[];
  /** Card transactions in twelve months, all of them online. */
  readonly visa: number;
  readonly mastercard: number;
  readonly security: string;
  readonly operations: string;
  readonly pipeline: Pipeline;
}

/** No account of AWS is known to have these ids. They are told apart as production and staging have to be. */
export const placeholderAccounts = { account: '111111111111', stagingAccount: '222222222222' } as const;

/** The name of a shop after the folder that it begins in: what a name may hold of it. */
export function nameAfter(folder: string): string {
  const words =
    basename(folder)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words
    .join('-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 12)
    .replace(/-+$/, '');
  return name === '' ? 'shop' : name;
}

/** The name as shoppers read it: `acme-tea` becomes `Acme Tea`. */
export function titleOfShop({ shop }: Pick<Answers, 'shop'>): string {
  return shop
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
