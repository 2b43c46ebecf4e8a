import { gateways } from '../../../../../lambda/gateways/index.ts';
import type { Specimen } from '../specimen.ts';
import { adyen } from './adyen.ts';
import { braintree } from './braintree.ts';
import { inHeaders } from './in-header.ts';
import { mercadopago } from './mercadopago.ts';
import { paypal } from './paypal.ts';
import { stripe } from './stripe.ts';

const written = [stripe, paypal, adyen, braintree, mercadopago, ...inHeaders];

/** One specimen for each gateway, in the order of the gateway registry. */
export const specimens: readonly Specimen[] = gateways.map(({ name }) => specimenOf(name));

/** What is known of one gateway's messages. */
export function specimenOf(name: string): Specimen {
  const found = written.find((specimen) => specimen.name === name);
  if (!found) throw new Error(`nothing writes messages of '${name}'`);
  return found;
}
