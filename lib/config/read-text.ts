import { readFileSync, type Stats, statSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

const mostBytes = 1_000_000;

/** The text of a file that is `usually` called so; whatever cannot be one is refused before anything parses it. */
export function readText(file: string, usually: `${string}.yaml`): string {
  const kind = `${usually.replace('.yaml', '')} file`;
  const refuse = (found: string, remedy: string, cause?: unknown) =>
    new ConfigError(file, [{ path: [], found, remedy }], { cause });
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (cause) {
      throw refuse('no file that can be read', `name the ${kind}, usually ${usually}`, cause);
    }
  };

  const stats = attempt<Stats>(() => statSync(file));
  if (stats.isDirectory()) throw refuse('a folder', `name the file in it, such as ${file}/${usually}`);
  if (stats.size > mostBytes) throw refuse(`${stats.size} bytes`, 'write at most a million bytes');
  const bytes = attempt(() => readFileSync(file));
  try {
    return textOf(bytes);
  } catch (cause) {
    throw refuse('bytes that are not text', 'save the file as UTF-8 text', cause);
  }
}

function textOf(bytes: Buffer): string {
  if (bytes.includes(0)) throw new Error('a zero byte');
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
