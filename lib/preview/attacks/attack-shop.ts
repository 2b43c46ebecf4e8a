import { secretOf } from '../made-up-secret.ts';
import type { AttackGroup } from './attack.ts';
import { everyAttack } from './every-attack.ts';
import { networkAttacker } from './network-attacker.ts';
import { type AttackResult, runAttack } from './run-attacks.ts';

export interface AttackShopProps {
  /** Where a preview listens, for example `https://localhost:8443`. */
  readonly shop: string;
  /** @default - all of the table */
  readonly groups?: readonly AttackGroup[];
  /** Told each result as it comes. */
  readonly tell: (group: AttackGroup, result: AttackResult) => void;
}

/**
 * Does the attacks of the table on a preview, over the network. Every attack comes from an address of its own in 127.0.0.0/8, so that
 * none is refused for another one, and none for those of an earlier run.
 */
export async function attackShop({
  shop,
  groups = everyAttack,
  tell,
}: AttackShopProps): Promise<readonly AttackResult[]> {
  const props = { stripeKey: secretOf('stripe')['signingSecret'] ?? '', now: Date.now };
  const addresses = ownAddresses();
  const results: AttackResult[] = [];
  for (const group of groups) {
    for (const attack of group.attacks) {
      const attacker = networkAttacker({ shop, address: addresses.next().value });
      const result = await runAttack(attack, attacker, props);
      attacker.close();
      results.push(result);
      tell(group, result);
    }
  }
  return results;
}

/** Addresses of this machine that begin at another one with each run. */
function* ownAddresses(): Generator<string, never> {
  for (let number = Date.now() >>> 4; ; number += 1) {
    yield `127.${1 + ((number >>> 16) % 254)}.${(number >>> 8) & 255}.${1 + (number % 254)}`;
  }
}
