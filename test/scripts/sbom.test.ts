import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly component: { readonly name: string; readonly hashes?: readonly Hash[] } };
  readonly components: readonly Component[];
}

interface Hash {
  readonly alg: string;
  readonly content: string;
}

interface Component {
  readonly purl: string;
  readonly version: string;
  readonly licenses?: readonly { readonly license?: { readonly id: string } }[];
  readonly hashes?: readonly Hash[];
}

const folder = packagePath('dist', 'sbom');
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const billOf = (name: string): Bill => JSON.parse(textOf(`${name}.cdx.json`));
const installed = createRequire(__filename);

describe('the bills of materials', () => {
  test('are one for each function, which names the SHA-256 of its bundle', () => {
    const functions = readdirSync(packagePath('dist', 'lambda')).sort();
    const named = functions.map((name) => billOf(`function-${name}`).metadata.component);
    expect(named).toEqual(
      functions.map((name) => {
        const code = readFileSync(packagePath('dist', 'lambda', name, 'index.mjs'));
        const content = createHash('sha256').update(code).digest('hex');
        return expect.objectContaining({
          name: `dist/lambda/${name}/index.mjs`,
          hashes: [{ alg: 'SHA-256', content }],
        });
      }),
    );
  });

  test('list a package with version, licence, archive and address, and only what is in the bundle', () => {
    const { version } = installed('@aws-sdk/client-dynamodb/package.json') as { version: string };
    const { components } = billOf('function-outbox');
    const purl = `pkg:npm/%40aws-sdk/client-dynamodb@${version}`;
    expect(components.find((component) => component.purl === purl)).toEqual({
      type: 'library',
      'bom-ref': purl,
      group: '@aws-sdk',
      name: 'client-dynamodb',
      version,
      purl,
      licenses: [{ license: { id: 'Apache-2.0' } }],
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    });
    expect(components.filter((component) => component.purl.includes('aws-cdk-lib'))).toEqual([]);
  });

  test('of the kit lists what is installed with it and what is bundled in its programs, each once', () => {
    const purls = billOf('kit').components.map(({ purl }) => purl);
    expect(new Set(purls).size).toBe(purls.length);
    for (const name of ['aws-cdk-lib', 'zod', '%40aws-sdk/client-cloudformation', '%40sparticuz/chromium']) {
      expect([name, purls.filter((purl) => purl.startsWith(`pkg:npm/${name}@`)).length]).toEqual([name, 1]);
    }
    expect(purls.filter((purl) => purl.startsWith('pkg:npm/jest@'))).toEqual([]);
  });

  test('tell the licence of every package', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.cdx.json'));
    const silent = names.flatMap((name) =>
      (JSON.parse(textOf(name)) as Bill).components
        .filter(({ licenses }) => !licenses)
        .map(({ purl }) => purl),
    );
    expect([...new Set(silent)]).toEqual([]);
  });

  test('have a number that follows from what they list, and no time', () => {
    const { serialNumber, metadata, components, ...rest } = JSON.parse(textOf('function-outbox.cdx.json'));
    const { dependencies } = rest;
    const hex = createHash('sha256')
      .update(JSON.stringify({ metadata, components, dependencies }))
      .digest('hex');
    expect(serialNumber).toContain(`urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8`);
    expect(metadata).not.toHaveProperty('timestamp');
  });
});
