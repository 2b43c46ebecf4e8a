import { readFileSync } from 'node:fs';
import { packagePath } from '../../../lib/package-root.ts';
import { builtClient } from './open-shop.ts';

/** What the guard's own sources say, as esbuild has written them into a bundle. */
const decision = /\.length>0\)throw new \w+\("fields",\w+\)/g;

/** The client as it was built, but for its guard, which lets everything through. */
export function withoutGuard(): string {
  const source = readFileSync(packagePath('client', 'shop.ts'), 'utf8');
  if (!source.includes("if (refused.length > 0) throw new CheckoutError('fields', refused);")) {
    throw new Error('the guard decides elsewhere');
  }
  const found = [...builtClient().matchAll(decision)];
  if (found.length !== 1) throw new Error(`the bundle has ${found.length} such decisions`);
  return builtClient().replace(decision, (text) => text.replace('>0', '>1e9'));
}
