import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// In a process of their own: Jest takes many seconds to load the thousands of files of these SDKs, and Adyen's client
// speaks https alone unless what it is made of is replaced.

/** Who asks a gateway for a new key, where the request goes, and what it is about. */
export interface KeyRequest {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly key: string;
  readonly ids: readonly string[];
}

/** @adyen/api-library: asks for a new API key of a merchant's credential. */
export function askAdyenForApiKey(request: KeyRequest): Promise<void> {
  return run(adyenScript('aPIKeyMerchantLevelApi', 'APIKeyMerchantLevelApi', 'generateNewApiKey'), request);
}

/** @adyen/api-library: asks for a new HMAC key of a merchant's webhook. */
export function askAdyenForHmacKey(request: KeyRequest): Promise<void> {
  return run(adyenScript('webhooksMerchantLevelApi', 'WebhooksMerchantLevelApi', 'generateHmacKey'), request);
}

/** square: asks for a new signature key of a subscription, with an idempotency key. */
export function askSquareForSignatureKey(request: KeyRequest): Promise<void> {
  return run(squareScript, request);
}

function adyenScript(file: string, api: string, call: string): string {
  return `
    const { hostname, port } = new URL(origin);
    require('node:https').request = (options) =>
      require('node:http').request({ ...options, agent: undefined, protocol: 'http:', hostname, port });
    const Client = require('@adyen/api-library/lib/src/client').default;
    const { ${api}: Api } = require('@adyen/api-library/lib/src/services/management/${file}');
    new Api(new Client({ apiKey: key, environment: 'TEST' })).${call}(...ids);
  `;
}

const squareScript = `
  const { SquareClient } = require('square');
  const client = new SquareClient({ baseUrl: origin, token: key, maxRetries: 0 });
  const [subscriptionId, idempotencyKey] = ids;
  client.webhooks.subscriptions.updateSignatureKey({ subscriptionId, idempotencyKey });
`;

async function run(script: string, request: KeyRequest): Promise<void> {
  const withRequest = `const { origin, key, ids } = ${JSON.stringify(request)};${script}`;
  await promisify(execFile)('node', ['--eval', withRequest], { cwd: __dirname });
}
