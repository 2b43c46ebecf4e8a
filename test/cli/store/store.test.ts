import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { storeEvidence } from '../../../lib/cli/store/store.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { runInProcess } from '../support.ts';
import { writeEvidence } from './support/bundle.ts';

const names = 'palisade-account-evidence-111111111111-';
const textOf = (environment: string) => {
  const [data] = boutiqueTemplates(environment).filter(({ name }) => name.includes('-data'));
  return JSON.stringify(data?.body);
};
const prod = { 'boutique-prod-data.template.json': textOf('prod') };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-store-'));
  writeEvidence(folder, prod);
});
afterEach(() => rmSync(folder, { recursive: true }));

const stored = (...args: readonly string[]) =>
  runInProcess((output) => storeEvidence([folder, ...args], output));
const toHome = ['--bucket', `${names}eu-west-1`];

describe('evidence is refused with a sentence, and nothing is sent,', () => {
  test('whose file was changed', async () => {
    appendFileSync(join(folder, 'templates', 'boutique-prod-data.template.json'), ' ');
    expect(await stored(...toHome)).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${folder}: found templates/boutique-prod-data.template.json, which is changed, write the evidence anew: palisade evidence verify ${folder} tells what else differs\n`,
    });
  });

  test('which has a file that no manifest lists', async () => {
    writeFileSync(join(folder, 'more.html'), '');
    const { code, err } = await stored(...toHome);
    expect([code, err]).toEqual([2, expect.stringContaining('found more.html, which is not listed')]);
  });

  test('which is redacted', async () => {
    writeEvidence(folder, prod, { isRedacted: true });
    const { code, err } = await stored(...toHome);
    expect([code, err]).toEqual([2, expect.stringContaining('found redacted evidence')]);
  });

  test('which is none', async () => {
    rmSync(join(folder, 'manifest.json'));
    const { code, err } = await stored(...toHome);
    expect([code, err]).toEqual([2, expect.stringContaining('found no manifest of evidence')]);
  });

  test.each([
    ['without a bucket', [], `--bucket: found nothing, write ${names}REGION`],
    [
      'for the bucket of another account',
      ['--bucket', 'palisade-account-evidence-222222222222-eu-west-1'],
      `--bucket: found palisade-account-evidence-222222222222-eu-west-1, write ${names}REGION, where REGION is the home region of the account`,
    ],
    [
      'for a bucket that is not locked',
      ['--bucket', 'boutique-papers'],
      `found boutique-papers, write ${names}REGION`,
    ],
    ['for no region', ['--bucket', `${names}home`], `found ${names}home, write ${names}REGION`],
    [
      'of an environment that is not in it',
      [...toHome, '-e', 'staging'],
      '--environment: found staging, write boutique-prod',
    ],
  ])('%s', async (_, args, sentence) => {
    const { code, err } = await stored(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('that is of two environments, unless one is named', async () => {
    writeEvidence(folder, { ...prod, 'boutique-staging-data.template.json': textOf('staging') });
    const { code, err } = await stored(...toHome);
    expect([code, err]).toEqual([2, expect.stringContaining('found 2 environments, add --environment')]);
  });
});
