import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attack } from '../../../lib/preview/attacks/attack.ts';
import { attackShop } from '../../../lib/preview/attacks/attack-shop.ts';
import { resultLine } from '../../../lib/preview/attacks/attack-text.ts';
import { everyAttack } from '../../../lib/preview/attacks/every-attack.ts';
import { runAttack } from '../../../lib/preview/attacks/run-attacks.ts';
import { secretOf } from '../../../lib/preview/made-up-secret.ts';
import { type Preview, startPreview } from '../../../lib/preview/preview.ts';
import { previewedShop } from '../../../lib/preview/previewed-shop.ts';
import { openWeakened } from './weakened-shop.ts';

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview({
    shop: previewedShop('examples/boutique/storefront.yaml'),
    port: 0,
    tell: () => undefined,
    signal: new AbortController().signal,
  });
}, 300_000);
afterAll(() => preview.stop());

test('every attack of the table is answered as it has to be', async () => {
  const through: string[] = [];
  await attackShop({
    shop: preview.url,
    tell: ({ title }, result) => {
      const line = `${title}  ${resultLine(result)}`;
      // Whoever reads what CI printed sees the whole table.
      process.stderr.write(line);
      if (!result.isAsExpected) through.push(line);
    },
  });
  expect(through).toEqual([]);
}, 300_000);

const props = { stripeKey: secretOf('stripe')['signingSecret'] ?? '', now: Date.now };
const attacks = everyAttack.flatMap((group) => group.attacks);
const defencesOf = ({ defence, also }: Attack) => (also ? [defence, also] : [defence]);
const nameOf = (attack: Attack) =>
  defencesOf(attack)
    .flatMap((defence) => Object.entries(defence).flat())
    .join(' ');
const overRequests = attacks.filter(({ sent }) => Array.isArray(sent));
const groups = new Map(overRequests.map((attack) => [nameOf(attack), defencesOf(attack)]));

describe('an attack comes through once its defence is taken out:', () => {
  test.each([...groups])(
    '%s',
    async (name, defences) => {
      const stopped: string[] = [];
      for (const some of turnsOf(name)) {
        const weakened = await openWeakened(preview, defences);
        try {
          for (const attack of some) {
            const result = await runAttack(withPatience(attack), weakened.attacker(), props);
            if (result.isAsExpected) stopped.push(`${attack.name}: ${result.answer}`);
          }
        } finally {
          await weakened.close();
        }
      }
      expect(stopped).toEqual([]);
    },
    120_000,
  );
});

/** What a shop comes to say that counts each refund by its event. */
const counted = '"refundedMinor":3001';

/** An attack whose last look waits for what a shop without its defence says in the end. */
function withPatience(attack: Attack): Attack {
  const { sent, defence } = attack;
  if (typeof sent === 'string' || 'fields' in sent || !('check' in defence && defence.check === 'facts'))
    return attack;
  return {
    ...attack,
    sent: sent.map((request, index) =>
      index === sent.length - 1 ? { ...request, until: counted } : request,
    ),
  };
}

/** The attacks that one defence stops, by turns with a weakened shop each: what the cache of one keeps answers the next attack. */
function turnsOf(name: string): readonly (readonly Attack[])[] {
  const stopped = overRequests.filter((attack) => nameOf(attack) === name);
  return name === 'edge cache key' ? stopped.map((attack) => [attack]) : [stopped];
}
