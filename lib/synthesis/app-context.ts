import { ConfigError } from '../config/config-error.ts';
import { listed, mistake, quoted } from '../config/mistake.ts';
import { nearest } from '../nearest.ts';

/** What a person gives to the app as `-c key=value`. */
export interface AppContext {
  /** Path of the account file: the app then has the stacks of the account, and of no shop. */
  readonly account?: string;
  /** Path of the storefront file. */
  readonly file?: string;
  /** Name of the one environment whose stacks are made. */
  readonly environment?: string;
}

const ours = ['account', 'file', 'environment'] as const;

/** Keys that belong to the CDK: its settings, its feature flags, and what its look-ups keep in `cdk.context.json`. */
const cdkKey = /^(?:aws:|aws-cdk:|@aws-cdk)|^[a-z-]+:account=/;

/** Reads the context of the app. Throws a `ConfigError` for a key that nobody reads, and for a value that is no text. */
export function readAppContext(context: Readonly<Record<string, unknown>>): AppContext {
  const unknown = Object.keys(context).filter(
    (key) => !cdkKey.test(key) && !ours.some((name) => name === key),
  );
  if (unknown.length > 0) throw new ConfigError('-c', unknown.map(unknownKey));
  if (context['account'] !== undefined) refuseShop(context);
  return Object.fromEntries(
    ours.flatMap((name) => (context[name] === undefined ? [] : [[name, textOf(name, context[name])]])),
  );
}

/** A shop and its account are deployed by different people at different times. */
function refuseShop(context: Readonly<Record<string, unknown>>): void {
  const ofShop = (['file', 'environment'] as const).filter((key) => context[key] !== undefined);
  if (ofShop.length === 0) return;
  const remedy = 'deploy the account by itself, with -c account=FILE alone';
  throw new ConfigError('-c account', [mistake([], `${listed(ofShop, 'and')} beside it`, remedy)]);
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
  account: 'write the path of an account file, such as account.yaml',
  file: 'write the path of a storefront file, such as storefront.yaml',
  environment: 'write the name of an environment of the shop, such as prod',
} as const;
