import { CheckoutError } from './checkout-error.ts';
import type { Shopper } from './wire.ts';

/** What is read of the shop's form: these fields and no others, so that nothing else on the page is ever sent. */
const names = ['name', 'email', 'line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const;

/** Reads who buys from the shop's form. Throws `fields` where a field that is needed is empty. */
export function readShopper(form: HTMLFormElement): Shopper {
  const typed = new FormData(form);
  const all = names.flatMap((name) => {
    const value = String(typed.get(name) ?? '').trim();
    return value === '' ? [] : [[name, value] as const];
  });
  const shopper = Object.fromEntries(all) as Partial<Shopper>;
  if (isWhole(shopper)) return shopper;
  throw new CheckoutError(
    'fields',
    needed.filter((name) => shopper[name] === undefined),
  );
}

const needed = ['name', 'email', 'line1', 'postalCode', 'city', 'country'] as const;

function isWhole(shopper: Partial<Shopper>): shopper is Shopper {
  return needed.every((name) => shopper[name] !== undefined);
}
