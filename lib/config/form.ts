import type * as z from 'zod';
import { listed, type Mistake, mistake, type Path, unknownSetting } from './mistake.ts';
import type { StorefrontFile } from './schema.ts';
import type { Source } from './source.ts';

type Issue = z.core.$ZodIssue;

/** A value of which any part may be missing, because what had the wrong form was taken out. */
export type DeepPartial<T> = T extends readonly (infer E)[]
  ? readonly (DeepPartial<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** What of a storefront file, an environment or a row of gateways has the right form. */
export type StorefrontDraft = DeepPartial<StorefrontFile>;
export type EnvironmentDraft = DeepPartial<StorefrontFile['environments'][string]>;
export type GatewayDraft = DeepPartial<
  StorefrontFile['environments'][string]['payments']['gateways'][number]
>;

/** What a schema says about a file. */
export interface Form<T> {
  readonly mistakes: readonly Mistake[];
  /** What has the right form, so that the rules can judge it while other settings are still wrong. */
  readonly draft: DeepPartial<T>;
  /** The whole file, once nothing is wrong with its form. */
  readonly file?: T;
}

/** Holds the data of a file against the schema. */
export function checkForm<T>(value: unknown, source: Source, schema: z.ZodType<T>): Form<T> {
  const { data, error } = schema.safeParse(value);
  const explained = (error?.issues ?? [])
    .flatMap((issue) => flat(issue, []))
    .flatMap((issue) => explain(issue, value, source));
  // A text where a list is due has the wrong kind and too many characters as well, which is one mistake.
  const mistakes = [...new Map(explained.map((each) => [JSON.stringify(each), each])).values()];
  const wrong = new Set(mistakes.map(({ path }) => JSON.stringify(path)));
  return {
    mistakes,
    // The schema has judged every part that stays, so the draft has the schema's type.
    draft: (without(value, wrong, []) ?? {}) as DeepPartial<T>,
    ...(data && { file: data }),
  };
}

/** An issue of zod with its path from the root; of a union, those of the form that was probably meant. */
function flat(issue: Issue, outer: Path): readonly Issue[] {
  const path = [...outer, ...(issue.path as (string | number)[])];
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const [meant] = issue.errors
    .filter((errors) => !errors.some(isOtherKind))
    .toSorted((a, b) => strangers(a) - strangers(b) || a.length - b.length);
  return meant ? meant.flatMap((inner) => flat(inner, path)) : [{ ...issue, path }];
}

function isOtherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function strangers(issues: readonly Issue[]): number {
  return issues.filter(({ code }) => code === 'unrecognized_keys').length;
}

function explain(issue: Issue, value: unknown, source: Source): readonly Mistake[] {
  const path = issue.path as Path;
  const found = source.written(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownSetting([...path, key], issue.message.split(', ')));
    case 'invalid_type':
      return [mistake(path, `${found}${bare(issue, valueAt(value, path))}`, wanted(issue))];
    default:
      return [mistake(path, found, `write ${issue.message}`)];
  }
}

function wanted({ expected, message }: z.core.$ZodIssueInvalidType): string {
  return expected === 'object'
    ? `write a mapping with ${listed(message.split(', '), 'and')}`
    : `write ${message}`;
}

/** YAML reads 111111111111 as a number and true as a truth value; the remedy is a pair of quotes. */
function bare({ expected }: z.core.$ZodIssueInvalidType, value: unknown): string {
  const isText = expected !== 'string' || !['number', 'boolean'].includes(typeof value);
  return isText ? '' : ' without quotes';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, step) => (hasParts(part) ? part[step] : undefined), value);
}

function without(value: unknown, wrong: ReadonlySet<string>, path: Path): unknown {
  if (wrong.has(JSON.stringify(path))) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => without(item, wrong, [...path, index]));
  if (!hasParts(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, without(part, wrong, [...path, key])]),
  );
}

/** Whether data is a mapping or a list. */
function hasParts(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
