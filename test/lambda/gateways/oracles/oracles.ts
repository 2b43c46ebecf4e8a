import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { verifyStandardWebhook } from '../../../../lambda/gateways/standard-webhooks.ts';
import { secretsOf } from '../fuzz/cases.ts';
import { isAccepted, received } from '../fuzz/run.ts';
import type { Specimen } from '../fuzz/specimen.ts';
import { specimenOf } from '../fuzz/specimens/index.ts';
import { now } from '../support/accounts.ts';
import { type HeaderLine, type Message, registeredUrl } from '../support/message.ts';
import { acceptances, divergences } from './divergences.ts';
import type { Oracle } from './oracle.ts';
import {
  adyenSdk,
  braintreeSdk,
  mercadopagoSdk,
  mollieSdk,
  razorpaySdk,
  squareSdk,
  standardWebhooksSdk,
  stripeSdk,
} from './sdks.ts';
import { standardWebhooks } from './standard-webhooks.ts';

type OracleParts = Pick<Oracle, 'sdk' | 'accepts' | 'sign'>;

/** A header as a Node server hands it to the SDK: several lines become one. */
const line = ({ headers }: Delivery, name: string) => headers.get(name)?.join(', ') ?? '';

const text = ({ body }: Pick<Message, 'body'>) => body.toString('utf8');

const withHeader = (message: Message, name: string, value: string): Message => ({
  ...message,
  headers: message.headers.map(([each, was]): HeaderLine => [each, each === name ? value : was]),
});

/** Whether a verifier that says no by throwing, or by false, says yes. */
async function agrees(verify: () => unknown): Promise<boolean> {
  try {
    return (await verify()) !== false;
  } catch {
    return false;
  }
}

/** Makes a thing of a secret once, as a shop would. */
function onceFor<Made>(make: (secret: Secret) => Made): (secret: Secret) => Made {
  const made = new Map<Secret, Made>();
  return (secret) => {
    const known = made.get(secret) ?? make(secret);
    made.set(secret, known);
    return known;
  };
}

function stripe(): OracleParts {
  const { webhooks } = stripeSdk();
  const header = 'stripe-signature';
  return {
    sdk: 'stripe',
    sign: async (message, { signingSecret: secret = '' }) =>
      withHeader(
        message,
        header,
        webhooks.generateTestHeaderString({
          payload: text(message),
          secret,
          timestamp: now.getTime() / 1000,
        }),
      ),
    accepts: (delivery, { signingSecret = '' }, at) =>
      agrees(() =>
        webhooks.constructEvent(
          delivery.body,
          line(delivery, header),
          signingSecret,
          300,
          undefined,
          at.getTime(),
        ),
      ),
  };
}

function square(): OracleParts {
  const sdk = squareSdk();
  return {
    sdk: 'square',
    accepts: (delivery, { signatureKey = '' }) =>
      agrees(() =>
        sdk.verifySignature({
          requestBody: text(delivery),
          signatureHeader: line(delivery, 'x-square-hmacsha256-signature'),
          signatureKey,
          notificationUrl: registeredUrl,
        }),
      ),
  };
}

interface AdyenContent {
  readonly notificationItems: readonly {
    readonly NotificationRequestItem: { readonly additionalData: Record<string, string> };
  }[];
}

function adyen(): OracleParts {
  const sdk = adyenSdk();
  const header = 'hmacsignature';
  return {
    sdk: '@adyen/api-library',
    sign: async (message, { hmacKey = '' }) => {
      if (message.headers.length > 0)
        return withHeader(message, header, sdk.calculateHmac(text(message), hmacKey));
      const content: AdyenContent = JSON.parse(text(message));
      for (const { NotificationRequestItem: item } of content.notificationItems) {
        item.additionalData['hmacSignature'] = sdk.calculateHmac(item, hmacKey);
      }
      return { ...message, body: Buffer.from(JSON.stringify(content)) };
    },
    accepts: (delivery, { hmacKey = '' }) =>
      agrees(() => {
        if (delivery.headers.has(header)) {
          return sdk.validateHMACSignature(hmacKey, line(delivery, header), text(delivery));
        }
        const { notificationItems }: AdyenContent = JSON.parse(text(delivery));
        return notificationItems.every(({ NotificationRequestItem: item }) =>
          sdk.validateHMAC(item, hmacKey),
        );
      }),
  };
}

function braintree(): OracleParts {
  const sdkOf = onceFor(({ publicKey = '', privateKey = '' }) => braintreeSdk(publicKey, privateKey));
  const fields = (message: Pick<Message, 'body'>) => new URLSearchParams(text(message));
  return {
    sdk: 'braintree',
    sign: async (message, secret) => {
      const payload = fields(message).get('bt_payload') ?? '';
      const signature = sdkOf(secret).webhookTesting.sampleSignature(payload);
      const form = new URLSearchParams({ bt_signature: signature, bt_payload: payload });
      return { ...message, body: Buffer.from(form.toString()) };
    },
    accepts: async (delivery, secret) => {
      const form = fields(delivery);
      const { webhookNotification } = sdkOf(secret);
      try {
        await webhookNotification.parse(form.get('bt_signature') ?? '', form.get('bt_payload') ?? '');
        return true;
      } catch (error) {
        // What it could not read after that was signed.
        return (error as { readonly type?: string }).type !== 'invalidSignatureError';
      }
    },
  };
}

function razorpay(): OracleParts {
  const sdk = razorpaySdk();
  return {
    sdk: 'razorpay',
    accepts: (delivery, { webhookSecret = '' }) =>
      agrees(() =>
        sdk.validateWebhookSignature(text(delivery), line(delivery, 'x-razorpay-signature'), webhookSecret),
      ),
  };
}

function mollie(): OracleParts {
  const sdk = mollieSdk();
  const header = 'x-mollie-signature';
  return {
    sdk: 'mollie-api-typescript',
    sign: async (message, { signingSecret = '' }) =>
      withHeader(message, header, `sha256=${await sdk.createSignature(text(message), signingSecret)}`),
    accepts: (delivery, { signingSecret = '' }) =>
      agrees(() => sdk.validate(text(delivery), [signingSecret], delivery.headers.get(header) ?? [])),
  };
}

function mercadopago(): OracleParts {
  const sdk = mercadopagoSdk();
  return {
    sdk: 'mercadopago',
    accepts: (delivery, { webhookSecret = '' }, at) =>
      agrees(() =>
        sdk.validate({
          // It takes each time for seconds, and so refuses milliseconds whenever it is told to look at the time.
          ...(/ts=\d{13}/.test(line(delivery, 'x-signature')) ? {} : { toleranceSeconds: 300 }),
          xSignature: line(delivery, 'x-signature'),
          xRequestId: line(delivery, 'x-request-id'),
          // As its documentation says; it does not do so by itself.
          dataId: new URLSearchParams(delivery.query).get('data.id')?.toLowerCase() ?? null,
          secret: webhookSecret,
          now: () => at.getTime(),
        }),
      ),
  };
}

function standard(): OracleParts {
  const sdkOf = onceFor(({ secret = '' }) => standardWebhooksSdk(secret));
  return {
    sdk: 'standardwebhooks',
    sign: async (message, secret) => {
      const id = message.headers.find(([name]) => name === 'webhook-id')?.[1] ?? '';
      const signature = sdkOf(secret).sign(id, now, text(message));
      return withHeader(message, 'webhook-signature', signature);
    },
    accepts: (delivery, secret, at) =>
      agrees(() => {
        const headers = Object.fromEntries(
          [...delivery.headers.keys()].map((name) => [name, line(delivery, name)]),
        );
        return duringThe(at, () => sdkOf(secret).verify(text(delivery), headers));
      }),
  };
}

/** Does something that asks for the time. */
function duringThe<Result>(moment: Date, act: () => Result): Result {
  const clock = Date.now;
  Date.now = () => moment.getTime();
  try {
    return act();
  } finally {
    Date.now = clock;
  }
}

const judgedBy = (specimen: Specimen) => (delivery: Delivery, at: Date) =>
  isAccepted(received(specimen, delivery, at));

const ofGateways = { stripe, square, adyen, braintree, razorpay, mollie, mercadopago };

/** Each official SDK that can verify, beside what of ours judges the same messages. */
export const oracles: readonly Oracle[] = [
  ...Object.entries(ofGateways).map(([name, results]) => {
    const specimen = specimenOf(name);
    return { ...results(), specimen, ours: judgedBy(specimen) };
  }),
  {
    ...standard(),
    specimen: standardWebhooks,
    ours: (delivery: Delivery, at: Date) => {
      const secrets = secretsOf(standardWebhooks).map(({ secret = '' }) => secret);
      return verifyStandardWebhook(delivery, secrets, at) === 'authentic';
    },
  },
].map((oracle) => ({
  ...oracle,
  divergences: divergences[oracle.sdk] ?? [],
  acceptances: acceptances[oracle.sdk] ?? [],
}));
