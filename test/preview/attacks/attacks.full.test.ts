import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attack } from '../../../lib/preview/attacks/attack.ts';
import { attackShop } from '../../../lib/preview/attacks/attack-shop.ts';
import { resultLine } from '../../../lib/preview/attacks/attack-text.ts';
import { everyAttack } from '../../../lib/preview/attacks/every-attack.ts';
import { runAttack } from '../../../lib/preview/attacks/run-attacks.ts';
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
}, 180_000);
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

const attacks = everyAttack.flatMap((group) => group.attacks);
const defencesOf = ({ defence, also }: Attack) => (also ? [defence, also] : [defence]);
const nameOf = (attack: Attack) =>
  defencesOf(attack)
    .flatMap((defence) => Object.entries(defence).flat())
    .join(' ');
const overRequests = attacks.filter(({ sent }) => typeof sent !== 'string');
const groups = new Map(overRequests.map((attack) => [nameOf(attack), defencesOf(attack)]));

describe('an attack comes through once its defence is taken out:', () => {
  test.each([...groups])(
    '%s',
    async (name, defences) => {
      const weakened = await openWeakened(preview, defences);
      const stopped: string[] = [];
      for (const attack of attacksStoppedBy(name)) {
        const result = await runAttack(attack, weakened.attacker(), { stripeKey: 'whsec_', now: Date.now });
        if (result.isAsExpected) stopped.push(`${attack.name}: ${result.answer}`);
      }
      await weakened.close();
      expect(stopped).toEqual([]);
    },
    120_000,
  );
});

function attacksStoppedBy(name: string): readonly Attack[] {
  return overRequests.filter((attack) => nameOf(attack) === name);
}
