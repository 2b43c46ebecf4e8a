import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { usual } from '../permissions/puzzles.ts';
import { run } from '../support/run.ts';

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
  file = join(folder, 'shop.json');
  const admitted = JSON.stringify(usual).replaceAll('arn:aws:iam::111122223333:root', '*');
  writeFileSync(file, JSON.stringify({ Resources: JSON.parse(admitted) }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('palisade who', () => {
  test('says who reads a secret, because of which statements', () => {
    expect(run('who', file)).toEqual({
      code: 0,
      err: '',
      out: [
        'Who reads the secret shop/stripe (Secret) of shop.json',
        '  reads  role Reader, taken on by lambda.amazonaws.com',
        '      because of its own policy (Properties.Policies[0].PolicyDocument): Policies[0].PolicyDocument.Statement[0] (secretsmanager:GetSecretValue)',
        '      because of policy of key Key: KeyPolicy.Statement[0] (kms:*)',
        '  cannot  0 others: none',
        '',
        'No template shows the administrators of the account, the role that the CDK deploys with, and the policies of an organization.',
        '',
      ].join('\n'),
    });
  });

  test('says the same as JSON', () => {
    const { out } = run('who', file, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schema: 'palisade-who/1',
      secrets: [
        { secret: 'Secret', readers: [{ logicalId: 'Reader', standing: 'reads', where: [] }], others: [] },
      ],
    });
  });

  test('refuses a work that there is not, and two questions at once', () => {
    expect(run('who', file, '--work', 'paint').err).toMatch(
      /^palisade: --work: found paint, write deploy or /,
    );
    expect(run('who', file, '--work', 'audit', '--secret', 'shop/stripe')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: found --secret beside --work, leave one of them out\n',
    });
  });

  test('refuses a secret that no template has, and names those that there are', () => {
    expect(run('who', file, '--secret', 'shop/paypal')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: --secret: found shop/paypal, write shop/stripe\n',
    });
  });
});
