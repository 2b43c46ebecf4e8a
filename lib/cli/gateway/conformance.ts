import { type Delivery, deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type {
  Gateway,
  OtherSignature,
  Rejection,
  Secret,
  VerificationResult,
} from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { entryOf, textAt } from '../../../lambda/gateways/json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../../../lambda/gateways/payment-event.ts';
import { gatewayNames, refusalOf } from '../../../lambda/gateways/registry.ts';
import { standardWebhooks } from '../../../lambda/gateways/standard-webhooks.ts';
import { wepay } from '../../../lambda/gateways/wepay.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { readText } from '../../cloudformation/input/read-file.ts';
import { optionalText } from '../json-members.ts';
import { onlyPositional, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { type Callback, queryOf, readsAddress, receive, why } from './callback.ts';
import { readSecrets } from './secrets.ts';
import { readVectors, type Vector } from './vectors.ts';

const conformanceHelp = `Judge a file of signed callbacks whose results are known

Usage: palisade gateway conformance FILE

FILE is JSON: { "referenceNow": SECONDS, "vectors": [{ "id", "gateway", "secret", "headers", "bodyBase64", "valid",
and where they matter "now", "url", "form", "lambdaEvent", "toleranceSeconds", "scheme" }] }

Every disagreement is a line with what the file says and what the kit says; the last line counts.

Exit codes: 0 all agree, 1 one or more disagree, 2 a vector cannot be used: then none was judged
`;

/** `palisade gateway conformance FILE`: holds the adapters against vectors from elsewhere. */
export function conformance(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(conformanceHelp);
    return 0;
  }
  const file = onlyPositional(positionals, 'file');
  const outcomes = judgeVectors(readVectors(readText(file), file));
  const disagreements = outcomes.filter(({ vector, isAccepted }) => isAccepted !== vector.isValid);
  output.out(disagreements.map(describe).join(''));
  output.out(`${outcomes.length - disagreements.length} agree, ${disagreements.length} disagree\n`);
  return disagreements.length > 0 ? 1 : 0;
}

function describe({ vector: { id, isValid }, says }: Outcome): string {
  return `${id}: the file says ${isValid ? 'valid' : 'invalid'}, the kit says ${says}\n`;
}

/** What the kit says to a vector. */
export interface Outcome {
  readonly vector: Vector;
  readonly isAccepted: boolean;
  /** The result, and for a refusal the reason. */
  readonly says: string;
}

/** Judges vectors in their order: whoever sends another body under a signature that was accepted is refused. */
export function judgeVectors(vectors: readonly Vector[]): readonly Outcome[] {
  const accepted = new Map<string, Buffer>();
  return vectors.map((vector) => {
    const other = otherSignatureOf(vector);
    return other ? ofOtherSignature(vector, other) : ofCallback(vector, callbackOf(vector), accepted);
  });
}

/** Schemes of senders that are no gateways of the kit. */
const otherSenders: Readonly<Record<string, OtherSignature>> = {
  standardwebhooks: standardWebhooks,
  'wepay Clear v3 notification signature': wepay,
};

/** No time at all, at which everything that is signed with a time is stale. */
const noTime = new Date(Number.NaN);

function otherSignatureOf({ gateway, scheme = '' }: Vector): OtherSignature | undefined {
  const ofGateway = gatewayNames.includes(gateway) ? gatewayOf(gateway).otherSignatures : undefined;
  return entryOf(ofGateway ?? {}, scheme) ?? entryOf(otherSenders, [gateway, scheme].join(' ').trim());
}

function ofOtherSignature(vector: Vector, { signedTime, verify }: OtherSignature): Outcome {
  const { members, place, now = noTime } = vector;
  const result = verify({
    delivery: deliveryOfVector(vector),
    secrets: [members['secret']].flat(),
    text: (...path) => textAt(members, ...path),
    now,
  });
  if (typeof result === 'object') throw new InputError(`${place}: ${result.fault}`);
  refuseUnusableTime(vector, result, signedTime?.oldestSeconds);
  return { vector, isAccepted: result === 'authentic', says: result };
}

function ofCallback(vector: Vector, callback: Callback, accepted: Map<string, Buffer>): Outcome {
  if (vector.url === undefined && readsAddress(callback)) {
    throw new InputError(
      `${vector.place}: found no url, which this gateway signs; write the address with its query`,
    );
  }
  const receipt = receive(callback);
  refuseUnusableTime(vector, receipt.result, callback.gateway.diagnosis.signedTime?.oldestSeconds);
  if (receipt.result === 'authentic') return ofEvents(vector, receipt.events);
  if (receipt.result === 'unverified')
    return ofNotification(vector, receipt.notification, callback.delivery, accepted);
  return refused(vector, receipt.result, callback);
}

function refused(vector: Vector, result: Rejection, callback: Callback): Outcome {
  return { vector, isAccepted: false, says: `${result}: ${why(callback, result)}` };
}

// The shop's function answers to it as to any authentic delivery, so that no other waits behind it, and counts none of it.
function ofEvents(vector: Vector, events: readonly PaymentEvent[]): Outcome {
  const isForeign = events.length > 0 && events.every(({ ignored }) => ignored === 'other_account');
  return isForeign
    ? { vector, isAccepted: false, says: 'authentic, and for another merchant account: it is ignored' }
    : { vector, isAccepted: true, says: 'authentic' };
}

// A notification may be signed by a checksum alone, which other bytes can share. The shop's store of deliveries tells
// them apart by the id of the delivery; vectors stand for themselves, so here it takes the same headers as well.
function ofNotification(
  vector: Vector,
  { deliveryId }: UnverifiedNotification,
  { headers, body }: Delivery,
  accepted: Map<string, Buffer>,
): Outcome {
  const key = JSON.stringify([vector.gateway, deliveryId, [...headers].sort()]);
  const first = accepted.get(key) ?? body;
  if (deliveryId === undefined || first.equals(body)) {
    accepted.set(key, first);
    return { vector, isAccepted: true, says: 'unverified: the gateway must be asked' };
  }
  return {
    vector,
    isAccepted: false,
    says: 'repeated: an earlier vector has this delivery with another body',
  };
}

// Adapters have one tolerance each: a vector that asks for another would be judged by ours without a word.
function refuseUnusableTime(
  { now, place, toleranceSeconds }: Vector,
  result: VerificationResult | 'unverified',
  oldestSeconds: number | undefined,
): void {
  if (now === undefined && result === 'stale') {
    throw new InputError(`${place}: found no now, and the file has no referenceNow; write one in seconds`);
  }
  const ours = oldestSeconds ?? toleranceSeconds;
  if (toleranceSeconds !== undefined && toleranceSeconds !== ours) {
    throw new InputError(
      `${place}: found toleranceSeconds ${toleranceSeconds}, write ${ours}, as the kit allows`,
    );
  }
}

/** The callback that a vector is, with the secrets that it is held against. */
function callbackOf(vector: Vector): Callback {
  const gateway = adapterOf(vector);
  const { place, members, now = noTime } = vector;
  const delivery = deliveryOfVector(vector);
  const more = { ...gateway.membersIn?.(delivery), ...givenMembers(vector, gateway) };
  return {
    gateway,
    delivery,
    secrets: readSecrets(members['secret'], gateway, `${place}: secret`, more),
    now,
  };
}

/** The adapter that a vector is for: `-transport` marks those that are about the way to it. */
function adapterOf({ gateway: named, scheme, place }: Vector): Gateway {
  const name = named.replace(/-transport$/, '');
  const gateway = gatewayNames.includes(name) ? gatewayOf(name) : undefined;
  if (scheme !== undefined && !gateway?.callbackSchemes?.includes(scheme)) {
    throw new InputError(`${place}: found scheme ${scheme}, which the kit does not judge for ${named}`);
  }
  if (gateway) return gateway;
  const known = `${gatewayNames.join(', ')}, standardwebhooks or wepay`;
  throw new InputError(`${place}: ${refusalOf(name) ?? `found gateway ${named}, write ${known}`}`);
}

/** Members of the secret that a vector has beside it, under their names or as what it expects. */
function givenMembers({ members, place }: Vector, { secretFields }: Gateway): Secret {
  const given = Object.keys(secretFields).flatMap((name) => {
    const expected = `expected${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const value = optionalText(members, name, place) ?? optionalText(members, expected, place);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** The request that a vector stands for. */
function deliveryOfVector({ url, headers, body, event, members, place }: Vector): Delivery {
  const address = { registeredUrl: url ?? '', ...(url === undefined ? {} : { query: queryOf(url) }) };
  const chain = optionalText(members, 'certPem', place);
  const root = optionalText(members, 'trustedCaPem', place);
  const certificate = chain !== undefined && root !== undefined ? { chain, roots: [root] } : undefined;
  if (event) return { ...deliveryOf(event, address.registeredUrl), ...address, certificate };
  return { method: 'POST', query: '', headers, body, ...address, certificate };
}
