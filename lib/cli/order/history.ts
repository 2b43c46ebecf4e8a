import type { Gateway, Secret } from '../../../lambda/gateways/gateway.ts';
import {
  type GatewayConfig,
  type Integration,
  integrations,
  type Mode,
  modes,
} from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { parseJson } from '../../../lambda/gateways/json.ts';
import { gatewayNames, refusalOf } from '../../../lambda/gateways/registry.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { nearest } from '../../nearest.ts';
import { readSecrets } from '../gateway/secrets.ts';
import { kindOf, type Members, members, optionalText, refuseUnknown, textMember } from '../json-members.ts';
import { type HistoryDelivery, readDelivery, timeMember } from './history-delivery.ts';

/** An order, and what a gateway delivered about it. */
export interface History {
  readonly order: { readonly reference: string; readonly amountMinor: number; readonly currency: string };
  readonly gateway: Gateway;
  /** Absent where nobody said how the checkout met the gateway: then nothing is assumed of how it captures. */
  readonly integration?: Integration;
  /** Absent where deliveries of both modes count. */
  readonly mode?: Mode;
  readonly settings: GatewayConfig['settings'];
  /** The current version first. */
  readonly secrets: readonly [Secret, ...Secret[]];
  readonly deliveries: readonly HistoryDelivery[];
}

const form =
  '{ "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" }, "gateway": "stripe", "deliveries": [ … ] }';
const known = ['order', 'gateway', 'integration', 'mode', 'settings', 'secret', 'now', 'deliveries'];

/**
 * Reads a history. It may hold secrets: no message repeats more of it than names of members and of gateways. Deliveries
 * that count as verified need no secret.
 */
export function readHistory(text: string, file: string, isUnsigned: boolean): History {
  const json = parseJson(text);
  if (json === undefined) throw new InputError(`${file}: found text that is not JSON, write ${form}`);
  const given = members(json, file, form);
  refuseUnknown(given, known, file);
  const gateway = readGateway(given, file);
  const now = timeMember(given, 'now', file);
  const list = given['deliveries'];
  if (!Array.isArray(list)) throw new InputError(`${file}: deliveries is ${kindOf(list)}, write a list`);
  const deliveries = list.map((each, index) => readDelivery(each, `${file}: deliveries[${index}]`, now));
  const order = readOrder(given['order'], `${file}: order`);
  return {
    order,
    gateway,
    integration: choiceMember(given, 'integration', integrations, file),
    mode: choiceMember(given, 'mode', modes, file),
    settings: readSettings(given['settings'], `${file}: settings`),
    secrets: readSecretsOf(given['secret'], { gateway, deliveries, isUnsigned, place: `${file}: secret` }),
    deliveries,
  };
}

function readGateway(given: Members, place: string): Gateway {
  const name = textMember(given, 'gateway', place);
  if (gatewayNames.includes(name)) return gatewayOf(name);
  const meant = nearest(name, gatewayNames);
  const advice = meant === undefined ? `write ${gatewayNames.join(', ')}` : `did you mean ${meant}?`;
  throw new InputError(`${place}: ${refusalOf(name) ?? `gateway is none that the kit knows, ${advice}`}`);
}

function readOrder(value: unknown, place: string): History['order'] {
  const given = members(value, place, '{ "reference": "…", "amountMinor": 4250, "currency": "EUR" }');
  refuseUnknown(given, ['reference', 'amountMinor', 'currency'], place);
  const reference = textMember(given, 'reference', place);
  const currency = textMember(given, 'currency', place);
  const amountMinor = given['amountMinor'];
  if (reference === '') throw new InputError(`${place}: reference is empty, write the order's reference`);
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new InputError(`${place}: currency is none of ISO 4217, write three capital letters such as EUR`);
  }
  if (!Number.isSafeInteger(amountMinor) || Number(amountMinor) < 0) {
    throw new InputError(
      `${place}: amountMinor is ${amountOf(amountMinor)}, write a whole number in the smallest unit, such as 4250`,
    );
  }
  return { reference, currency, amountMinor: Number(amountMinor) };
}

function amountOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : kindOf(value);
}

function choiceMember<Choice extends string>(
  given: Members,
  name: string,
  choices: readonly Choice[],
  place: string,
): Choice | undefined {
  const text = optionalText(given, name, place);
  const found = choices.find((choice) => choice === text);
  if (text === undefined || found !== undefined) return found;
  throw new InputError(`${place}: ${name} is none of its values, write ${choices.join(', ')}`);
}

function readSettings(value: unknown, place: string): GatewayConfig['settings'] {
  if (value === undefined) return {};
  const given = members(value, place, '{ "currency": "EUR" }');
  return Object.fromEntries(Object.keys(given).map((name) => [name, textMember(given, name, place)]));
}

interface SecretContext {
  readonly gateway: Gateway;
  readonly deliveries: readonly HistoryDelivery[];
  readonly isUnsigned: boolean;
  readonly place: string;
}

// Nothing is sent to a gateway, so that keys for requests need not be given.
function readSecretsOf(
  value: unknown,
  { gateway, deliveries, isUnsigned, place }: SecretContext,
): History['secrets'] {
  const [first] = deliveries;
  const inDelivery = first ? gateway.membersIn?.(first.delivery) : undefined;
  if (!isUnsigned && value !== undefined)
    return withRequestKeys(gateway, readSecrets(value, gateway, place, inDelivery));
  const isNeeded = Object.values(gateway.secretFields).some(
    (field) => (field.for === 'callbacks' || field.for === 'both') && !field.optional,
  );
  if (!isUnsigned && isNeeded) {
    throw new InputError(
      `${place}: found none, write the secret that signed the deliveries, or take them as verified with --unsigned`,
    );
  }
  const texts = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return withRequestKeys(gateway, [Object.fromEntries(Object.entries(texts).filter(isTextEntry))]);
}

function isTextEntry(entry: readonly [string, unknown]): entry is readonly [string, string] {
  return typeof entry[1] === 'string';
}

function withRequestKeys(
  { secretFields }: Gateway,
  [current, ...others]: readonly [Secret, ...Secret[]],
): History['secrets'] {
  const keys = Object.entries(secretFields).filter(
    ([, field]) => field.for !== 'callbacks' && !field.optional,
  );
  const placeholders = Object.fromEntries(keys.map(([name]) => [name, 'simulated']));
  const { merchantAccount: _, ...rest } = placeholders;
  return [{ ...rest, ...current }, ...others];
}
