import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { init } from '../../../lib/cli/init/init.ts';
import type { Output } from '../../../lib/cli/output.ts';
import { loadConfig } from '../../../lib/config/load.ts';
import { writeFiles } from '../../../lib/init/write-files.ts';
import { runInProcess } from '../support.ts';

let folder: string;
const shop = () => join(folder, 'storefront.yaml');
const palisadeInit = (...options: readonly string[]) => run({}, folder, ...options);
const run = (ports: Partial<Output>, ...argv: readonly string[]) =>
  runInProcess((output) => init(argv, { ...output, ...ports }));

/** Every file below a folder with its text. */
function contentOf(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'latin1')] as const)
      .sort(),
  );
}

/** Somebody at a terminal who types these lines; afterwards they break off. */
function typist(...lines: readonly string[]) {
  const asked: string[] = [];
  let isClosed = false;
  const answers = [...lines];
  const openDialog: NonNullable<Output['openDialog']> = () => ({
    ask: async (question) => {
      asked.push(question);
      return answers.shift();
    },
    close: () => {
      isClosed = true;
    },
  });
  return { openDialog, asked, isClosed: () => isClosed };
}

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'init-')), 'Acme Tea & Co');
});

describe('palisade init', () => {
  test('writes a shop that is named after its folder, and says what to do next', async () => {
    const { code, out, err } = await palisadeInit('--yes');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^wrote \d+ files into .*Acme Tea & Co\n/);
    expect(out).toContain('  npm install\n  npx --no-install palisade preview\n');
    expect(out).toContain('environments.prod.account: 111111111111 is a placeholder\n');
    const { shop: name, contacts, environments } = loadConfig(shop());
    expect(name).toBe('acme-tea-co');
    expect(contacts).toEqual({
      security: 'security@acme-tea-co.example',
      operations: 'operations@acme-tea-co.example',
    });
    expect(Object.values(environments).map(({ domain, region }) => [domain, region])).toEqual([
      ['shop.acme-tea-co.example', 'eu-west-1'],
      ['staging.shop.acme-tea-co.example', 'eu-west-1'],
    ]);
  });

  test('writes what the options say', async () => {
    await palisadeInit(
      ...['--yes', '--shop', 'tea', '--domain', 'tea.example', '--region', 'us-west-2', '--visa', '120000'],
      ...['--account', '333333333333', '--staging-account', '444444444444', '--security', 's@tea.example'],
    );
    const { shop: name, contacts, yearlyTransactions, environments } = loadConfig(shop());
    expect(name).toBe('tea');
    expect(contacts).toEqual({ security: 's@tea.example', operations: 'operations@tea.example' });
    expect(yearlyTransactions).toEqual({
      visa: { ecommerce: 120_000, total: 120_000 },
      mastercard: { ecommerce: 0, total: 0 },
    });
    expect(Object.values(environments).map(({ account }) => account)).toEqual([
      '333333333333',
      '444444444444',
    ]);
  });

  test('explains each setting of the storefront file in a comment of its own', async () => {
    await palisadeInit('--yes', '--gateway', 'adyen,authorizenet');
    const lines = readFileSync(shop(), 'utf8').split('\n');
    const first = lines.findIndex((line) => line.startsWith('environments:'));
    const staging = lines.findIndex((line) => line.startsWith('  staging:'));
    const bare = lines.slice(first + 1, staging).filter((line, index, all) => {
      const isSetting = /^ {2,4}[a-z]\w*:/i.test(line) && !/^ {4}purpose:/.test(line);
      return isSetting && !all[index - 1]?.trim().startsWith('#');
    });
    expect(bare).toEqual([]);
    expect(lines).toContain(
      '          region: eu # data centre of the live account: eu, us, au, apse, in or nea',
    );
  });

  test('writes the same bytes for the same answers', async () => {
    await palisadeInit('--yes', '--language', 'fr,en');
    const again = join(mkdtempSync(join(tmpdir(), 'init-')), 'Acme Tea & Co');
    await run({}, again, '--yes', '--language', 'fr,en');
    expect(contentOf(again)).toEqual(contentOf(folder));
  });

  test.each([
    ['github', '.github/workflows/palisade.yml', 'examples/ci/github/palisade.yml'],
    ['gitlab', '.gitlab-ci.yml', 'examples/ci/gitlab/palisade.gitlab-ci.yml'],
  ])('writes the ready pipeline of %s', async (pipeline, path, ready) => {
    await palisadeInit('--yes', '--ci', pipeline);
    expect(readFileSync(join(folder, path), 'utf8')).toBe(readFileSync(ready, 'utf8'));
  });

  test.each([
    [['--shop', 'Tea Shop'], /^palisade: --shop: found "Tea Shop", write a lowercase name of at most 12 /],
    [['--shop', 'null'], /^$/],
    [
      ['--domain', 'https://tea.example'],
      /^palisade: --domain: found "https:\/\/tea\.example", write a host name /,
    ],
    [['--region', 'europe'], /^palisade: --region: found "europe", write /],
    [['--account', '1234'], /^palisade: --account: found "1234", write a 12-digit AWS account id/],
    [
      ['--account', '222222222222'],
      /^palisade: --staging-account: found "222222222222", in which prod takes real money, write another account/,
    ],
    [['--security', 'nobody'], /^palisade: --security: found "nobody", write /],
    [
      ['--operations', 'security@acme-tea-co.example'],
      /^palisade: --operations: found .* for both contacts, write another address/,
    ],
    [['--gateway', 'strip'], /^palisade: --gateway: found "strip", write stripe\n$/],
    [['--gateway', 'paypal:fields'], /^palisade: --gateway: found "fields", but /],
    [
      ['--gateway', 'stripe:server'],
      /^palisade: --gateway: found "stripe:server", write redirect or iframe or fields: with server the shop takes card numbers itself/,
    ],
    [
      ['--gateway', 'stripe:popup'],
      /^palisade: --gateway: found "popup", write redirect, iframe or fields behind the colon\n$/,
    ],
    [['--gateway', 'stripe,stripe'], /^palisade: --gateway: found "stripe" twice, write it once\n$/],
    [
      ['--gateway', 'stripe,stripe:fields'],
      /^palisade: --gateway: found "stripe" a second time, remove one of the two rows\n$/,
    ],
    [
      ['--gateway', 'paystack', '--currency', 'EUR'],
      /^palisade: --currency: found EUR, which no gateway of the shop takes, /,
    ],
    [
      ['--currency', 'euro'],
      /^palisade: --currency: found "euro", write ISO 4217 codes in capitals, such as EUR\n$/,
    ],
    [['--language', 'es'], /^palisade: --language: found es, write en or de or fr or nb\n$/],
    [['--visa', '-1'], /^palisade: option '--visa' argument is ambiguous\.?\n/],
    [['--visa', 'many'], /^palisade: --visa: found "many", write a whole number, such as 120000\n$/],
    [['--ci', 'jenkins'], /^palisade: --ci: found jenkins, write github or gitlab or none\n$/],
  ])('says of %j what is wrong, and writes nothing', async (options, sentence) => {
    const { code, err } = await palisadeInit('--yes', ...options);
    expect(err).toMatch(sentence);
    expect(code).toBe(err === '' ? 0 : 2);
    expect(existsSync(folder)).toBe(err === '');
  });

  test.each([['storefront.yaml'], ['cdk.json'], ['site/index.html'], ['bin/shop.ts'], ['.gitignore']])(
    'leaves a folder as it is that has %s already',
    async (path) => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), 'mine');
      const before = contentOf(folder);
      const { code, err } = await palisadeInit('--yes');
      const named = path.startsWith('site') ? 'site' : path;
      expect({ code, err }).toEqual({
        code: 2,
        err: `palisade: ${folder}: found ${named}, name an empty folder; nothing is overwritten, and nothing was written\n`,
      });
      expect(contentOf(folder)).toEqual(before);
    },
  );

  test('asks nobody in vain: a folder that is taken is refused before the first question', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'storefront.yaml'), 'mine');
    const { openDialog, asked } = typist();
    expect(await run({ openDialog }, folder)).toMatchObject({ code: 2 });
    expect(asked).toEqual([]);
  });

  test('keeps the package.json that npm has written, and says what is missing in it', async () => {
    mkdirSync(folder);
    const text = JSON.stringify({ dependencies: { 'palisade-kit': '0.1.0', 'palisade-kit-cdk': '0.1.0' } });
    writeFileSync(join(folder, 'package.json'), text);
    const { code, out } = await palisadeInit('--yes');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(text);
    expect(out).toMatch(/\n {2}npm install --save-exact aws-cdk-lib@\S+ cdk-nag@\S+ constructs@\S+\n/);
    expect(out).toMatch(
      /\n {2}npm install --save-dev --save-exact @types\/node@\S+ aws-cdk@\S+ typescript@\S+\n/,
    );
  });

  test('writes nothing beside a package.json that nobody can read', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{');
    const { code, err } = await palisadeInit('--yes');
    expect(code).toBe(2);
    expect(err).toContain('package.json: found no JSON, write the manifest of an npm package or remove it\n');
    expect(readdirSync(folder)).toEqual(['package.json']);
  });

  test('is refused where nobody can be asked and nobody has said --yes', async () => {
    expect(await palisadeInit()).toEqual({
      code: 2,
      out: '',
      err: 'palisade: found no terminal to ask on, add --yes to take what is usual for each topic that no option names\n',
    });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('on a terminal, palisade init', () => {
  test('asks for each topic that no option names, and takes an empty line for the usual', async () => {
    const { openDialog, asked, isClosed } = typist('tea', 'tea.example', ...Array(9).fill(''));
    const { code } = await run({ openDialog }, folder, '--gateway', 'mollie', '--ci', 'gitlab');
    expect(code).toBe(0);
    expect(asked).toHaveLength(11);
    expect(asked[1]).toBe('Host name of the shop [shop.tea.example]: ');
    expect(isClosed()).toBe(true);
    expect(loadConfig(shop())).toMatchObject({ shop: 'tea', contacts: { security: 'security@tea.example' } });
  });

  test('says what is wrong with an answer, and asks again', async () => {
    const { openDialog, asked } = typist('Tea', 'tea', ...Array(12).fill(''));
    const { code, err } = await run({ openDialog }, folder);
    expect(code).toBe(0);
    expect(err).toMatch(/^found "Tea", write a lowercase name [^\n]+\n$/);
    expect(asked.filter((question) => question === asked[0])).toHaveLength(2);
  });

  test('writes nothing where the person breaks off', async () => {
    const { openDialog, isClosed } = typist('tea');
    const { code, err } = await run({ openDialog }, folder);
    expect({ code, err }).toEqual({ code: 2, err: 'palisade: broken off, nothing was written\n' });
    expect(isClosed()).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('files that are written together', () => {
  const files = { 'a.txt': 'a', 'site/index.html': 'b', 'deep/down/c.txt': 'c' };

  test('are taken back where one of them cannot be moved to its place', () => {
    mkdirSync(join(folder, 'deep', 'down', 'c.txt', 'full'), { recursive: true });
    expect(() => writeFiles(folder, files, () => undefined)).toThrow(/rename/);
    expect(contentOf(folder)).toEqual({});
    expect(readdirSync(folder)).toEqual(['deep']);
  });

  test('leave nothing where the draft is refused', () => {
    const refuse = () => {
      throw new Error('refused');
    };
    expect(() => writeFiles(folder, files, refuse)).toThrow('refused');
    expect(existsSync(folder)).toBe(false);
  });
});
