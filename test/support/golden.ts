import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { isList, isRecord, type Json } from '../../lib/cloudformation/model/json.ts';
import { packagePath } from '../../lib/package-root.ts';

/** Compares a text with the file that was agreed on; `UPDATE_GOLDEN=1` agrees on it anew. */
export function expectGolden(name: string, text: string): void {
  const path = packagePath('test', 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}

/** A template as it is agreed on: what only names the content of an asset is left out. */
export function goldenText(template: string): string {
  return `${template.trimEnd().replace(/\b[0-9a-f]{64}\b/g, '<hash>')}\n`;
}

/** What an environment is called in its templates. */
export interface EnvironmentNames {
  readonly shop: string;
  readonly environment: string;
  readonly domain: string;
  readonly account: string;
}

/**
 * How a template differs from that of the same role in another environment, by path: what stands there and here, null for
 * nothing. That the environments have names of their own is no difference.
 */
export function goldenDifferences(
  [there, template]: readonly [EnvironmentNames, string],
  [here, other]: readonly [EnvironmentNames, string],
): string {
  const [left, right] = [nameless(there, template), nameless(here, other)].map(
    (text): Json => JSON.parse(text),
  );
  const found = differences(left, right, '');
  return `${JSON.stringify(Object.fromEntries(found), undefined, 1)}\n`;
}

function nameless({ shop, environment, domain, account }: EnvironmentNames, template: string): string {
  const name = new RegExp(`\\b(\\w*)${shop}([- ]?)${environment}(\\w*)\\b`, 'g');
  return goldenText(template)
    .replaceAll(domain, '<domain>')
    .replaceAll(account, '<account>')
    .replace(
      name,
      (_, before, separator, after) => `${before}${shop}${separator}<environment>${withoutHash(after)}`,
    );
}

/** Without what the CDK makes of a path with the environment's name in it. */
function withoutHash(name: string): string {
  return name.replace(/([0-9A-F]{8})+$/, '<hash>');
}

type Difference = readonly [path: string, values: readonly [there: Json | null, here: Json | null]];

function differences(there: Json | undefined, here: Json | undefined, path: string): readonly Difference[] {
  if (isDeepStrictEqual(there, here)) return [];
  if (isRecord(there) && isRecord(here)) {
    const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
    return keys.flatMap((key) => differences(there[key], here[key], path === '' ? key : `${path}.${key}`));
  }
  if (isList(there) && isList(here) && there.length === here.length) {
    return there.flatMap((item, index) => differences(item, here[index], `${path}[${index}]`));
  }
  return [[path, [there ?? null, here ?? null]]];
}
