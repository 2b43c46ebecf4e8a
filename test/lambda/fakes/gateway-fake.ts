import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount, Secret } from '../../../lambda/gateways/gateway.ts';
import { egressHosts } from '../../../lambda/gateways/registry.ts';
import type { CallbackMessage, FakeGateway } from '../../../lib/preview/gateways/fake-gateway.ts';
import { apply, type Happen } from '../../../lib/preview/gateways/happenings.ts';
import { makerOf } from '../../../lib/preview/gateways/makers.ts';
import { createPayments, type Payments } from '../../../lib/preview/gateways/payments.ts';
import { paypalRoot } from '../../../lib/preview/gateways/paypal/paypal.ts';
import { accountOf, now, secretOf } from '../gateways/support/accounts.ts';
import { registeredUrl } from '../gateways/support/message.ts';
import { type Fake, startLoopback } from './loopback.ts';

/** Which callback a fake is to send. */
interface CallbackRequest {
  /** The gateway's id of the payment that it is about. @default what was made last */
  readonly of?: string;
  /** When it is sent. @default the time that the tests of signatures agree on */
  readonly at?: Date;
  /** Members that what it is about has besides, or has otherwise. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** A gateway of the preview on loopback, whose callbacks a test sends itself. */
export interface GatewayFake extends Fake {
  readonly gateway: FakeGateway;
  readonly payments: Payments;
  /** Has something happen to a payment, of which nobody is told. */
  readonly happen: Happen;
  /** A signed callback of a type, whatever has become of the payment. */
  readonly callbackFor: (type: string, wanted?: CallbackRequest) => CallbackMessage;
}

/** Starts a gateway with every host of its API, test and live. */
async function createGatewayFake(name: string, secret: Secret = secretOf(name)): Promise<GatewayFake> {
  const { config } = accountOf(name);
  const payments = createPayments();
  const account = { config, secret: () => secret, callbackUrl: registeredUrl, now: () => now };
  const gateway = makerOf(name)({ account, payments, happen: apply });
  const modes = ['live', 'test'] as const;
  const [host = '', ...hosts] = new Set(modes.flatMap((mode) => egressHosts({ ...config, mode })));
  return {
    ...(await startLoopback([host, ...hosts], gateway.api)),
    gateway,
    payments,
    happen: apply,
    callbackFor: (type, { of, at = now, change = {} } = {}) =>
      gateway.callback({ type, payment: payments.get(of), at, change })(at),
  };
}

/** What a gateway's API answers the shop's function, without a server between. */
export function apiOf({
  config,
  secrets: [secret],
}: MerchantAccount): (request: HttpRequest) => HttpResponse {
  const account = { config, secret: () => secret, callbackUrl: registeredUrl, now: () => now };
  const { api } = makerOf(config.name)({ account, payments: createPayments(), happen: apply });
  return ({ method, url, headers, body = '' }) => {
    const { host, pathname, search } = new URL(url);
    const answer = api({ method, host, path: `${pathname}${search}`, headers, body });
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return { status: answer.status, body: text };
  };
}

/** Stripe on loopback. */
export type StripeFake = GatewayFake;
export const createStripeFake = (secret?: Secret): Promise<StripeFake> => createGatewayFake('stripe', secret);

/** PayPal on loopback. */
export interface PayPalFake extends GatewayFake {
  /** The root that issued its certificate, to be trusted instead of the public ones. */
  readonly root: string;
  /** Has the shopper agree to an order; `capture` are members that its capture will have besides. */
  readonly approve: (of?: string, capture?: Readonly<Record<string, unknown>>) => void;
  /** Gives the money of an order back. */
  readonly refund: (of?: string) => void;
}

/** Starts PayPal. */
export async function createPayPalFake(secret?: Secret): Promise<PayPalFake> {
  const fake = await createGatewayFake('paypal', secret);
  return {
    ...fake,
    root: paypalRoot(),
    approve: (of, change = {}) => {
      const order = fake.payments.get(of);
      fake.happen('approved', Object.assign(order, { change }));
    },
    refund: (of) => fake.happen('refunded', fake.payments.get(of)),
  };
}

/** Square on loopback. */
export type SquareFake = GatewayFake;
export const createSquareFake = (secret?: Secret): Promise<SquareFake> => createGatewayFake('square', secret);

/** Adyen on loopback. */
export type AdyenFake = GatewayFake;
export const createAdyenFake = (secret?: Secret): Promise<AdyenFake> => createGatewayFake('adyen', secret);

/** Mollie on loopback. */
export interface MollieFake extends GatewayFake {
  /** Gives a payment other members than it has, such as another status. */
  readonly settle: (change: Readonly<Record<string, unknown>>, of?: string) => void;
}

/** Starts Mollie. */
export async function createMollieFake(secret?: Secret): Promise<MollieFake> {
  const fake = await createGatewayFake('mollie', secret);
  return { ...fake, settle: (change, of) => Object.assign(fake.payments.get(of), { change }) };
}
