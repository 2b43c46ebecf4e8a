import { mistake, quoted } from '../mistake.ts';
import type { ShopRule } from './rule.ts';
import { environmentsOf } from './shop.ts';

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html, read 2026-11-30.
const reserved = ['amazon', 'aws', 'cognito'];

/** The address of the sign-in pages begins with the name of the shop, and Cognito keeps some words for itself. */
export const signInAddressFree: ShopRule = (shop) => {
  const word = reserved.find((each) => shop.shop?.includes(each));
  if (!shop.shop || word === undefined) return [];
  return environmentsOf(shop)
    .filter(([, { customers }]) => typeof customers === 'object')
    .map(([name]) =>
      mistake(
        ['environments', name, 'customers'],
        `them in the shop ${quoted(shop.shop ?? '')}, whose sign-in pages Cognito lets nobody name "${word}"`,
        'write none, or another name of the shop',
      ),
    );
};
