import { readFileSync } from 'node:fs';
import { packagePath } from '../../../lib/package-root.ts';

/** The files that the guide to the payment page has its reader write, by path. */
export function guideFiles(): Readonly<Record<string, string>> {
  const blocks = guide().matchAll(/^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, path = '', text = '']) => [path, text]));
}

/** What the guide has its reader run in a shell, in its order. */
export function guideCommands(): readonly string[] {
  return [...guide().matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
}

/** The lines of the storefront file with which the guide has its reader name a gateway, in its order. */
export function guideGateways(): readonly string[] {
  return [...guide().matchAll(/^ +- \{ name: \w+, mode: .*\}$/gm)].map(([line]) => line);
}

function guide(): string {
  return readFileSync(packagePath('docs', 'checkout-page.md'), 'utf8');
}
