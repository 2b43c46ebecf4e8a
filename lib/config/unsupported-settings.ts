import { mistake, type Path } from './mistake.ts';
import type { Source } from './source.ts';

/** A setting that people write and that the kit does not honour here: ignoring it would be a false promise. */
export interface UnsupportedSetting {
  /** Where it stands; `*` is any name. */
  readonly path: string;
  /** The one value that is supported. */
  readonly except?: string;
  /** @default - it is not supported yet */
  readonly because?: string;
  /** What to do instead of setting it, as the rest of the sentence. */
  readonly remedy: string;
  /** The part of the file that is of no use without it, where that is more than the setting itself. */
  readonly within?: string;
}

/** What an account has once stands in a file of its own. */
const ofTheAccount = (path: string, section = 'detection'): UnsupportedSetting => ({
  path,
  because: 'which belongs to the account and not to a shop',
  remedy: `write it under ${section} of account.yaml (docs/account.md)`,
});

/** All of them: the change that supports a setting deletes its row. */
export const unsupportedSettings: readonly UnsupportedSetting[] = [
  {
    path: 'environments.*.site.image',
    within: 'environments.*.site',
    remedy: 'write { path: FOLDER } with static pages',
  },
  {
    path: 'environments.*.site.csp',
    remedy: 'remove it; the headers of static pages carry hashes of their scripts',
  },
  {
    path: 'environments.*.egress',
    except: 'dns-firewall',
    remedy: 'write dns-firewall, or remove it where no real money moves',
  },
  ofTheAccount('environments.*.detection'),
  ofTheAccount('alerts', 'alerts'),
  ofTheAccount('environments.*.alerts', 'alerts'),
  ofTheAccount('environments.*.existing.trail'),
  ofTheAccount('environments.*.existing.logBucket'),
];

/** The mistakes about unsupported settings of a file, and the parts of the file that need no other mistake. */
export function findUnsupported(value: unknown, source: Source, table: readonly UnsupportedSetting[]) {
  const found = table.flatMap((row) =>
    matches(value, row.path.split('.'), [])
      .filter((each) => each.value !== row.except)
      .map(({ path }) => ({ row, path })),
  );
  return {
    mistakes: found.map(({ row, path }) =>
      mistake(path, `${source.written(path)}, ${row.because ?? 'which is not supported yet'}`, row.remedy),
    ),
    settled: found.map(({ row, path }) => path.slice(0, row.within?.split('.').length)),
  };
}

interface Match {
  readonly path: Path;
  readonly value: unknown;
}

function matches(value: unknown, [step, ...rest]: readonly string[], path: Path): readonly Match[] {
  if (step === undefined) return [{ path, value }];
  if (!isMapping(value)) return [];
  const keys = step === '*' ? Object.keys(value) : [step].filter((key) => Object.hasOwn(value, key));
  return keys.flatMap((key) => matches(value[key], rest, [...path, key]));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
