import { randomUUID } from 'node:crypto';
import type { Exchange, Refused } from '../../../lambda/gateways/exchange.ts';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { shapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { NoAnswerError } from '../../../lambda/shared/http/ask.ts';
import { runExchange, type Send } from '../../../lambda/shared/http/send.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import type { GatewaySecret } from '../secret/gateway-secret.ts';
import { readState, type SecretState } from '../secret/shop-secret.ts';
import { storeSecret, tooSoon } from '../secret/store-secret.ts';
import { adyenWebhooks } from './adyen-webhooks.ts';
import { paypalWebhooks } from './paypal-webhooks.ts';
import { readSetupInput } from './setup-input.ts';
import { squareWebhooks } from './square-webhooks.ts';
import { stripeWebhooks } from './stripe-webhooks.ts';
import type { Endpoint, Refusal, Wanted, WebhookApi } from './webhook-api.ts';

/** What `--apply` works on. */
export interface Setup {
  readonly secret: GatewaySecret;
  /** The callback address. */
  readonly address: string;
  readonly events: readonly string[];
  readonly send: Send;
}

const apis: Readonly<Record<string, WebhookApi>> = {
  stripe: stripeWebhooks,
  square: squareWebhooks,
  paypal: paypalWebhooks,
  adyen: adyenWebhooks,
};

/**
 * Subscribes at a gateway and stores the signing secret. Run again, it changes only what differs. Answers 1 while the
 * previous keys are needed: nothing was changed then.
 */
export async function applySetup(setup: Setup, output: Output): Promise<ExitCode> {
  const { secret, address, events, send } = setup;
  const api = apis[secret.gateway.name];
  if (!api) throw new Error(`the kit cannot subscribe at ${secret.gateway.name}`);
  const state = await readState(secret, output.now);
  const { credentials, first } = await readSetupInput({ secret, api, isInUse: state.isInUse }, output);
  refuseWrongForm(secret, first, api);
  const account = { config: secret.config, secrets: [credentials] as const };
  const wanted: Wanted = { account, address, events, idempotencyKey: randomUUID() };
  const run: Run = (exchange) => answerOf(exchange, send, titleOf(secret.gateway.name));

  const { endpoint, offered = events } = await run(api.find(wanted));
  // What the secret in use says of an endpoint cannot be read: it is taken for that of this address.
  const isNew = endpoint === undefined || !state.isInUse;
  const wait = tooSoon(secret, state);
  if (isNew && wait !== undefined) {
    output.err(`${wait}\n`);
    return 1;
  }
  if (endpoint && isNew && !api.recover) throw new UsageError(toldOnce(setup));
  const unoffered = events.filter((event) => !offered.includes(event));
  const work: Work = {
    setup,
    api,
    run,
    state,
    first,
    wanted: { ...wanted, events: events.filter((event) => offered.includes(event)) },
  };
  output.out(unoffered.length > 0 ? `Not offered to this account: ${unoffered.join(', ')}.\n` : '');
  output.out(endpoint ? await bringUpToDate(work, endpoint, isNew) : await makeEndpoint(work));
  return 0;
}

/** Runs an exchange; a refusal becomes a sentence. */
type Run = <Result extends { readonly outcome: string }>(
  exchange: Exchange<Result | Refused>,
) => Promise<Exclude<Result, Refused>>;

interface Work {
  readonly setup: Setup;
  readonly api: WebhookApi;
  readonly run: Run;
  readonly state: SecretState;
  readonly first: Secret;
  readonly wanted: Wanted;
}

async function makeEndpoint(work: Work): Promise<string> {
  const { setup, api, run, wanted } = work;
  const { members } = await run(api.create(wanted));
  const title = titleOf(setup.secret.gateway.name);
  const made = `${title}: made an endpoint for ${wanted.address} with ${wanted.events.length} kinds of events.\n`;
  try {
    return `${made}${await keep(work, members)}`;
  } catch (error) {
    // Its secret was told once and is lost, so that no callback of it could be verified.
    if (api.remove) await run(api.remove(wanted));
    throw error;
  }
}

async function bringUpToDate(work: Work, endpoint: Endpoint, isNew: boolean): Promise<string> {
  const { setup, api, run, wanted } = work;
  const title = titleOf(setup.secret.gateway.name);
  const isSame = endpoint.isEnabled && sameEvents(endpoint.events, wanted.events);
  if (!isSame) await run(api.update(wanted, endpoint));
  const done = isSame
    ? `${title}: the endpoint for ${wanted.address} has its ${wanted.events.length} kinds of events already.\n`
    : `${title}: the endpoint for ${wanted.address} now has ${wanted.events.length} kinds of events.\n`;
  if (isNew && api.recover)
    return `${done}${await keep(work, (await run(api.recover(wanted, endpoint))).members)}`;
  return `${done}${title}: the signing secret in use stays as it is: if callbacks are refused, delete the endpoint in the dashboard and run this again.\n`;
}

/** Stores what the endpoint told, beside the other members. */
async function keep({ setup: { secret }, state, first }: Work, told: Secret): Promise<string> {
  const members = { ...first, ...told };
  return `${await storeSecret(secret, state, { members, isPart: state.isInUse })}\n`;
}

function sameEvents(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());
}

// Before anything is changed at the gateway: a first secret has to be whole but for what the endpoint will tell.
function refuseWrongForm({ gateway, config }: GatewaySecret, first: Secret, { makes }: WebhookApi): void {
  if (Object.keys(first).length === 0) return;
  const known = Object.entries(gateway.secretFields).filter(([name]) => !makes.includes(name));
  const fault = shapeFault({ ...gateway, secretFields: Object.fromEntries(known) }, config, first);
  if (fault) throw new InputError(`standard input: the secret of ${titleOf(gateway.name)} ${fault.sentence}`);
}

function toldOnce({ secret: { gateway }, address }: Setup): string {
  const title = titleOf(gateway.name);
  return `${title} has an endpoint for ${address} already, and told its signing secret once: copy that from the dashboard into palisade secret stage ${gateway.name}, or delete the endpoint there and run this again`;
}

async function answerOf<Result extends { readonly outcome: string }>(
  exchange: Exchange<Result | Refused>,
  send: Send,
  title: string,
): Promise<Exclude<Result, Refused>> {
  try {
    const result = await runExchange(exchange, send);
    if (isRefused(result)) throw new UsageError(refusalText(title, result));
    return result as Exclude<Result, Refused>;
  } catch (cause) {
    if (!(cause instanceof NoAnswerError)) throw cause;
    throw new UsageError(`${title} gave no answer, check the network and run this again`, { cause });
  }
}

function isRefused(result: { readonly outcome: string }): result is Refusal {
  return result.outcome === 'refused';
}

function refusalText(title: string, { status, advice }: Refusal): string {
  if (advice !== undefined) return `${title} answered ${status}: ${advice}`;
  if (status === 401 || status === 403) {
    return `${title} answered ${status}, use a key of this mode that may write webhooks`;
  }
  return `${title} answered ${status}, or something that cannot be read: look at the endpoint in its dashboard, and run this again`;
}
