import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../package-root.ts';
import { integrityOf } from '../../site/script-integrity.ts';
import type { Voice } from './voice.ts';

/** The files of a site that are the same in every new shop, by path below its folder. */
export function skeletonFiles(): Readonly<Record<string, Uint8Array>> {
  const folder = packagePath('examples', 'skeleton');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [`assets/${path.slice(folder.length + 1).replaceAll('\\', '/')}`, readFileSync(path)];
    }),
  );
}

/** The browser client that speaks a language. */
export function clientFile({ language }: Pick<Voice, 'language'>): {
  readonly name: string;
  readonly bytes: Uint8Array;
} {
  const name = `palisade-checkout${language === 'en' ? '' : `.${language}`}.js`;
  return { name, bytes: readFileSync(join(clientFolder(), name)) };
}

/** Adyen's card, which the client loads from beside its own file, and how it looks. */
export function adyenFiles(): Readonly<Record<string, Uint8Array>> {
  const names = ['palisade-adyen.js', 'palisade-adyen.css'];
  return Object.fromEntries(
    names.map((name) => [`assets/js/${name}`, readFileSync(join(clientFolder(), name))]),
  );
}

/** The tag that loads it with its hash, ahead of whatever imports it. */
export function clientTag(voice: Pick<Voice, 'language'>): string {
  const { name, bytes } = clientFile(voice);
  return `<script type="module" src="/assets/js/${name}" integrity="${integrityOf(bytes)}"></script>`;
}

/** A checkout has built the client beside the functions, and a package has it at its top. */
function clientFolder(): string {
  const built = packagePath('dist', 'client');
  return existsSync(built) ? built : packagePath('client');
}
