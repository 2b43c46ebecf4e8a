import { dirname, join } from 'node:path';

// Each SDK brings thousands of types and files of which a verifier is one. So they are loaded as they are asked for,
// with the few members that are used written down here; two of them do not offer their verifier by itself.

interface Stripe {
  readonly webhooks: {
    readonly constructEvent: (
      body: Buffer,
      header: string,
      secret: string,
      toleranceSeconds: number,
      crypto: undefined,
      receivedAt: number,
    ) => unknown;
    readonly generateTestHeaderString: (options: {
      readonly payload: string;
      readonly secret: string;
      readonly timestamp: number;
    }) => string;
  };
}

/** stripe: both directions. */
export function stripeSdk(): Stripe {
  const Sdk = require('stripe') as new (key: string) => Stripe;
  return new Sdk('sk_test_none');
}

interface SquareHelper {
  readonly verifySignature: (options: {
    readonly requestBody: string;
    readonly signatureHeader: string;
    readonly signatureKey: string;
    readonly notificationUrl: string;
  }) => Promise<boolean>;
}

/** square: a verifier. */
export function squareSdk(): SquareHelper {
  const { WebhooksHelper } = require(join(dirname(require.resolve('square')), 'wrapper/WebhooksHelper.js'));
  return WebhooksHelper as SquareHelper;
}

interface AdyenValidator {
  readonly calculateHmac: (data: unknown, key: string) => string;
  readonly validateHMAC: (item: unknown, key: string) => boolean;
  readonly validateHMACSignature: (key: string, signature: string, body: string) => boolean;
}

/** @adyen/api-library: both directions. */
export function adyenSdk(): AdyenValidator {
  const Validator = require('@adyen/api-library/lib/src/utils/hmacValidator')
    .default as new () => AdyenValidator;
  return new Validator();
}

interface BraintreeGateway {
  readonly webhookNotification: {
    readonly parse: (signature: string, payload: string) => Promise<unknown>;
    readonly verify: (challenge: string) => string;
  };
  readonly webhookTesting: {
    readonly sampleNotification: (
      kind: string,
      id: string,
    ) => { readonly bt_signature: string; readonly bt_payload: string };
    readonly sampleSignature: (payload: string) => string;
  };
}

/** braintree: both directions. */
export function braintreeSdk(publicKey: string, privateKey: string): BraintreeGateway {
  const { BraintreeGateway: Sdk, Environment } = require('braintree') as {
    readonly BraintreeGateway: new (options: object) => BraintreeGateway;
    readonly Environment: { readonly Sandbox: object };
  };
  return new Sdk({ environment: Environment.Sandbox, merchantId: 'none', publicKey, privateKey });
}

interface RazorpayTools {
  readonly validateWebhookSignature: (body: string, signature: string, secret: string) => boolean;
  readonly validatePaymentVerification: (
    ids: { readonly order_id: string; readonly payment_id: string },
    signature: string,
    secret: string,
  ) => boolean;
}

/** razorpay: verifiers. */
export function razorpaySdk(): RazorpayTools {
  return require('razorpay/dist/utils/razorpay-utils') as RazorpayTools;
}

interface MollieValidator {
  readonly createSignature: (body: string, secret: string) => Promise<string>;
  readonly validate: (
    body: string,
    secrets: readonly string[],
    signatures: readonly string[],
  ) => Promise<boolean>;
}

/** mollie-api-typescript: both directions. */
export function mollieSdk(): MollieValidator {
  const folder = dirname(require.resolve('mollie-api-typescript'));
  return require(join(folder, 'utils/webhooks/signature_validator.js')).SignatureValidator as MollieValidator;
}

interface MercadoPagoValidator {
  readonly validate: (options: {
    readonly xSignature: string | undefined;
    readonly xRequestId: string | undefined;
    readonly dataId: string | null;
    readonly secret: string;
    readonly toleranceSeconds?: number;
    readonly now: () => number;
  }) => void;
}

/** mercadopago: a verifier. */
export function mercadopagoSdk(): MercadoPagoValidator {
  return require('mercadopago').WebhookSignatureValidator as MercadoPagoValidator;
}

interface StandardWebhook {
  readonly sign: (id: string, time: Date, body: string) => string;
  readonly verify: (body: string, headers: Readonly<Record<string, string>>) => unknown;
}

/** standardwebhooks: both directions. */
export function standardWebhooksSdk(secret: string): StandardWebhook {
  const { Webhook } = require('standardwebhooks') as {
    readonly Webhook: new (secret: string) => StandardWebhook;
  };
  return new Webhook(secret);
}
