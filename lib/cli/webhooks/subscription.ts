import adyen from '../../../lambda/gateways/event-kinds/adyen.json' with { type: 'json' };
import authorizenet from '../../../lambda/gateways/event-kinds/authorizenet.json' with { type: 'json' };
import braintree from '../../../lambda/gateways/event-kinds/braintree.json' with { type: 'json' };
import checkoutcom from '../../../lambda/gateways/event-kinds/checkoutcom.json' with { type: 'json' };
import mercadopago from '../../../lambda/gateways/event-kinds/mercadopago.json' with { type: 'json' };
import mollie from '../../../lambda/gateways/event-kinds/mollie.json' with { type: 'json' };
import paypal from '../../../lambda/gateways/event-kinds/paypal.json' with { type: 'json' };
import paystack from '../../../lambda/gateways/event-kinds/paystack.json' with { type: 'json' };
import razorpay from '../../../lambda/gateways/event-kinds/razorpay.json' with { type: 'json' };
import square from '../../../lambda/gateways/event-kinds/square.json' with { type: 'json' };
import stripe from '../../../lambda/gateways/event-kinds/stripe.json' with { type: 'json' };
import json from './subscriptions.json' with { type: 'json' };

type Kinds = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const tables: Readonly<Record<string, { readonly kinds: Kinds }>> = {
  adyen,
  authorizenet,
  braintree,
  checkoutcom,
  mercadopago,
  mollie,
  paypal,
  paystack,
  razorpay,
  square,
  stripe,
};

/** What a gateway has to be told so that its callbacks reach a shop. */
export interface Subscription {
  readonly status: string;
  /** Where the facts come from; their date is `subscriptionsAsOf`. */
  readonly source: string;
  /** Where in the gateway's dashboard a person subscribes. */
  readonly where: string;
  /** The kinds of events to subscribe to, by the names that the gateway has for them. */
  readonly events: readonly string[];
  /** Kinds that tell of money and are not subscribed to, each with the reason. */
  readonly unsubscribed: Readonly<Record<string, string>>;
  /** What the keys in the shop's secret must be allowed to do. */
  readonly permissions: readonly string[];
  /** What the key that subscribes must be allowed to do; nothing where a person has to subscribe. */
  readonly setupPermissions: readonly string[];
  /** Where the signing secret is found. */
  readonly signingSecret: string;
  /** What differs between test and live. */
  readonly modes: string;
  /** What to do in place of `--apply`, where the kit cannot. */
  readonly byHand?: string | undefined;
}

interface Facts extends Omit<Subscription, 'events' | 'unsubscribed' | 'setupPermissions'> {
  readonly unsubscribed?: Readonly<Record<string, string>>;
  readonly setupPermissions?: readonly string[];
}

/** The date of the facts about subscriptions. */
export const subscriptionsAsOf: string = json.asOf;

/** What to subscribe to at a gateway: every kind of event that can tell of money or of a risk to it. */
export function subscriptionOf(gateway: string): Subscription {
  const facts = (json.gateways as Readonly<Record<string, Facts>>)[gateway];
  const table = tables[gateway];
  if (!facts || !table) throw new Error(`nothing is known of subscriptions at '${gateway}'`);
  const { unsubscribed = {}, setupPermissions = [], ...others } = facts;
  const events = Object.entries(table.kinds)
    .filter(([kind, found]) => isTelling(found) && !Object.hasOwn(unsubscribed, kind))
    .map(([kind]) => kind);
  return { ...others, unsubscribed, setupPermissions, events };
}

function isTelling(found: Kinds[string]): boolean {
  const classes = typeof found === 'string' ? [found] : Object.values(found);
  return classes.some((name) => name !== 'informational');
}
