import { ConfigError } from '../config/config-error.ts';
import { listed, mistake, quoted } from '../config/mistake.ts';
import { nearest } from '../nearest.ts';

/** What a person gives to the app as `-c key=value`. */
export interface AppContext {
  /** Path of the storefront file. */
  readonly file?: string;
  /** Name of the one environment whose stacks are made. */
  readonly environment?: string;
}

const ours = ['file', 'environment'] as const;

/** Keys that belong to the CDK: its settings, its feature flags, and what its look-ups keep in `cdk.context.json`. */
const cdkKey = /^(?:aws:|aws-cdk:|@aws-cdk)|^[a-z-]+:account=/;

/** Reads the context of the app. Throws a `ConfigError` for a key that nobody reads, and for a value that is no text. */
export function readAppContext(context: Readonly<Record<string, unknown>>): AppContext {
  const unknown = Object.keys(context).filter(
    (key) => !cdkKey.test(key) && !ours.some((name) => name === key),
  );
  if (unknown.length > 0) throw new ConfigError('-c', unknown.map(unknownKey));
  return Object.fromEntries(
    ours.flatMap((name) => (context[name] === undefined ? [] : [[name, textOf(name, context[name])]])),
  );
}

function unknownKey(key: string) {
  const meant = nearest(key, ours);
  const remedy = meant ? `write ${meant}` : `remove it; the keys of this app are ${listed(ours, 'and')}`;
  return mistake([], `the unknown context key ${quoted(key)}`, remedy);
}

function textOf(name: (typeof ours)[number], value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  const found = typeof value === 'string' ? quoted(value) : quoted(JSON.stringify(value));
  throw new ConfigError(`-c ${name}`, [mistake([], found, remedies[name])]);
}

const remedies = {
  file: 'write the path of a storefront file, such as storefront.yaml',
  environment: 'write the name of an environment of the shop, such as prod',
} as const;
