import type { ErrorKind } from '../checkout-error.ts';
import { labelled, type Mount, type Result, type Stage, text } from './mounted.ts';

/** What this client uses of braintree-web. */
export interface BraintreeScript {
  readonly client: { create(options: { readonly authorization: string }): Promise<object> };
  readonly hostedFields: {
    create(options: { readonly client: never; readonly fields: never }): Promise<HostedFields>;
  };
  readonly threeDSecure: {
    create(options: { readonly client: never; readonly version: 2 }): Promise<ThreeDSecure>;
  };
  readonly dataCollector: {
    create(options: { readonly client: never }): Promise<{ readonly deviceData: string }>;
  };
}

interface HostedFields {
  tokenize(): Promise<{ readonly nonce: string; readonly details: { readonly bin?: string } }>;
  teardown(): Promise<void>;
}

interface ThreeDSecure {
  verifyCard(options: object): Promise<{
    readonly nonce: string;
    readonly threeDSecureInfo?: {
      readonly liabilityShiftPossible: boolean;
      readonly liabilityShifted: boolean;
    };
  }>;
  cancelVerifyCard(): Promise<unknown>;
}

/** Mounts Braintree's hosted fields; 3-D Secure is a frame in the page, or is not done. */
export const braintree: Mount = async (stage) => {
  const { page, texts } = stage;
  const script = (globalThis as unknown as { braintree: BraintreeScript }).braintree;
  const client = (await script.client.create({ authorization: text(page, 'clientToken') })) as never;
  const container = (name: string, label: string) => ({ container: labelled(stage, name, label) });
  const hosted = await script.hostedFields.create({
    client,
    fields: {
      number: container('number', texts.number),
      expirationDate: container('expiry', texts.expiry),
      cvv: container('code', texts.code),
    } as never,
  });
  // Without it the gateway judges fraud by less, and takes the payment all the same.
  const collected = await script.dataCollector.create({ client }).catch(() => undefined);
  const secure =
    page.challenge === 'inline' ? await script.threeDSecure.create({ client, version: 2 }) : undefined;
  return {
    pay: async (): Promise<Result> => {
      try {
        const { nonce, details } = await hosted.tokenize();
        const token = secure ? await verified(secure, stage, nonce, details.bin ?? '') : nonce;
        const device = collected?.deviceData;
        return token === undefined ? 'declined' : { card: { token, ...(device && { device }) } };
      } catch (error) {
        return kindOf(error);
      }
    },
    unmount: () => void hosted.teardown(),
  };
};

async function verified(secure: ThreeDSecure, { page, shopper }: Stage, nonce: string, bin: string) {
  const answer = await secure.verifyCard({
    amount: page.amount.decimal,
    nonce,
    bin,
    challengeRequested: true,
    email: shopper.email,
    billingAddress: {
      streetAddress: shopper.line1,
      ...(shopper.line2 && { extendedAddress: shopper.line2 }),
      locality: shopper.city,
      ...(shopper.region && { region: shopper.region }),
      postalCode: shopper.postalCode,
      countryCodeAlpha2: shopper.country,
    },
    onLookupComplete: (_: unknown, next: () => void) => next(),
  });
  const { liabilityShiftPossible = false, liabilityShifted = false } = answer.threeDSecureInfo ?? {};
  return liabilityShiftPossible && !liabilityShifted ? undefined : answer.nonce;
}

function kindOf(error: unknown): ErrorKind {
  const code = String((error as { readonly code?: unknown } | null)?.code ?? '');
  if (code.startsWith('HOSTED_FIELDS_FIELDS_')) return 'fields';
  if (code === 'THREEDS_VERIFY_CARD_CANCELED_BY_MERCHANT' || code.includes('CANCEL')) return 'cancelled';
  if (code === 'HOSTED_FIELDS_TOKENIZATION_NETWORK_ERROR') return 'offline';
  return code.startsWith('HOSTED_FIELDS_TOKENIZATION_') ? 'declined' : 'unavailable';
}
