import { type Delivery, deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, refusalOf } from '../../../lambda/gateways/registry.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type Callback, queryOf } from './callback.ts';
import { optionalText } from './members.ts';
import { merchantAccountOf } from './merchant-account.ts';
import { readSecrets } from './secrets.ts';
import type { Vector } from './vectors.ts';

/** No time at all, at which everything that is signed with a time is stale. */
const noTime = new Date(Number.NaN);

/** Schemes that name the way in which the gateway signs its callbacks anyway. */
const plainSchemes = [
  'standard-webhook(item HMAC)',
  'platform/management-webhook(raw body HMAC, header HmacSignature)',
  'next-gen webhook',
];

/** The adapter that a vector is for: `-transport` marks those that are about the way to it. */
export function adapterName({ gateway }: Vector): string {
  return gateway.replace(/-transport$/, '');
}

/** The callback that a vector is, with the secrets that it is held against. */
export function callbackOf(vector: Vector): Callback {
  const { gateway: named, scheme, place, members } = vector;
  const name = adapterName(vector);
  if (scheme !== undefined && !plainSchemes.includes(scheme)) {
    throw new InputError(`${place}: found scheme ${scheme}, which the kit does not judge for ${named}`);
  }
  if (!gatewayNames.includes(name)) {
    const known = `${gatewayNames.join(', ')}, standardwebhooks or wepay`;
    throw new InputError(`${place}: ${refusalOf(name) ?? `found gateway ${named}, write ${known}`}`);
  }
  const gateway = gatewayOf(name);
  const authorizationKey = optionalText(members, 'authorizationKey', place);
  const more: Secret = {
    ...('merchantAccount' in gateway.secretFields ? { merchantAccount: merchantAccount(vector) } : {}),
    ...(authorizationKey === undefined ? {} : { authorizationKey }),
  };
  return {
    gateway,
    delivery: deliveryOfVector(vector),
    secrets: readSecrets(members['secret'], gateway, `${place}: secret`, more),
    now: vector.now ?? noTime,
  };
}

// Without a word about it, the vector is not about whom the callback is for.
function merchantAccount({ members, place, body }: Vector): string {
  return optionalText(members, 'expectedMerchantAccount', place) ?? merchantAccountOf(body) ?? 'any';
}

/** The request that a vector stands for. */
export function deliveryOfVector({ url, headers, body, event, members, place }: Vector): Delivery {
  const address = { registeredUrl: url ?? '', ...(url === undefined ? {} : { query: queryOf(url) }) };
  const chain = optionalText(members, 'certPem', place);
  const root = optionalText(members, 'trustedCaPem', place);
  const certificate = chain !== undefined && root !== undefined ? { chain, roots: [root] } : undefined;
  if (event) return { ...deliveryOf(event, address.registeredUrl), ...address, certificate };
  return { method: 'POST', query: '', headers, body, ...address, certificate };
}
