import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

const compiler = packagePath('node_modules', 'typescript', 'bin', 'tsc');

/** What the compiler says of a shop's own script that imports one of the clients, outside of the kit. */
function compile(client: string, items: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-types-'));
  const path = packagePath('dist', 'client', client);
  const script = `import { completeReturn, openCheckout } from '${path}';
const form = document.forms[0] as HTMLFormElement;
await openCheckout({ form, payment: form, items: () => ${items}, texts: { heading: 'Betalning' } });
const result: 'paid' | 'pending' | 'failed' = await completeReturn({ emptyCart: () => undefined });
export { result };
`;
  writeFileSync(join(folder, 'pay.ts'), script);
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--lib', 'es2022,dom', '--types', ''];
  const modern = ['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022'];
  try {
    return execFileSync(process.execPath, [compiler, ...options, ...modern, join(folder, 'pay.ts')], {
      cwd: folder,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

test('a shop that is written in TypeScript gets the types of the client that it copies', () => {
  expect(compile('palisade-checkout.nb.js', "[{ slug: 'moss-mug', quantity: 1 }]")).toBe('');
});

test('and is told of what the client does not take', () => {
  expect(compile('palisade-checkout.js', "[{ slug: 'moss-mug', quantity: 'one' }]")).toContain(
    "Type 'string' is not assignable to type 'number'",
  );
});
