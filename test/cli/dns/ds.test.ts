import { expect, test } from '@jest/globals';
import { ds, type ReadSignedZone } from '../../../lib/cli/dns/ds.ts';
import type { SignedZone } from '../../../lib/cli/dns/signed-zone.ts';
import { UsageError } from '../../../lib/cli/output.ts';

const digest = '2BB183AF5F22588179A53B0A98631FAD1A292118B5E4B2D4F9A51C0DBD4A7D6F';
const signed: SignedZone = {
  status: 'SIGNING',
  message: '',
  keys: [{ name: 'boutique', status: 'ACTIVE', message: '', ds: `12345 13 2 ${digest}` }],
};

async function told(seen: SignedZone, environment = 'staging') {
  let text = '';
  const asked: unknown[] = [];
  const read: ReadSignedZone = async (zone) => {
    asked.push(zone);
    return seen;
  };
  const output = { out: (part: string) => (text += part), err: () => {} };
  const args = ['--file', 'examples/boutique/storefront.yaml', '--environment', environment];
  return { code: await ds(args, output as never, read), lines: text.split('\n'), asked };
}

test('the record is told as the parent zone takes it, for the zone of the environment', async () => {
  const { code, lines, asked } = await told(signed);
  expect(asked).toEqual([{ name: 'staging.boutique.example' }]);
  expect(lines).toEqual([
    'zone staging.boutique.example: SIGNING',
    'key-signing key boutique: ACTIVE',
    'The parent zone of staging.boutique.example, or its registrar, has to hold exactly:',
    `staging.boutique.example. IN DS 12345 13 2 ${digest}`,
    'Whether it does: dig DS staging.boutique.example +short',
    '',
  ]);
  expect(code).toBe(0);
});

test.each<readonly [string, SignedZone, string]>([
  [
    'a zone that cannot be signed',
    { ...signed, status: 'INTERNAL_FAILURE', message: 'the key is disabled' },
    'What to do: docs/runbooks/zone-signing.md',
  ],
  [
    'a key that is not in use',
    {
      ...signed,
      keys: [{ name: 'boutique', status: 'ACTION_NEEDED', message: 'no access to KMS', ds: 'x' }],
    },
    'What to do: docs/runbooks/zone-signing.md',
  ],
  [
    'a zone that is not signed',
    { status: 'NOT_SIGNING', message: '', keys: [] },
    'Deploy the dns stack, which signs the zone.',
  ],
])('no record is told for %s', async (_, seen, says) => {
  const { code, lines } = await told(seen);
  expect(lines.join('\n')).not.toContain(' IN DS ');
  expect(lines).toContain(says);
  expect(code).toBe(1);
});

test('of a zone that was there before the shop its owner decides', async () => {
  const { lines } = await told({ status: 'NOT_SIGNING', message: '', keys: [] }, 'prod');
  expect(lines).toContain(
    'The zone was there before the shop, so whoever has it decides whether it is signed.',
  );
});

test('an argument is refused with a sentence', async () => {
  const output = { out: () => {}, err: () => {} };
  await expect(ds(['prod'], output as never, async () => signed)).rejects.toThrow(
    new UsageError('found prod, palisade dns ds takes no argument'),
  );
});
