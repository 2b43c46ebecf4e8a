import { memoized } from '../memoized.ts';
import type { Truth } from './model/truth.ts';
import type { Resolved, Resource, TextPart } from './model/types.ts';
import { isSupplier } from './references.ts';

/** The fields of an ARN; one that only the deployment knows is left out. */
export interface ArnFields {
  readonly service?: string;
  readonly region?: string;
  readonly account?: string;
  /** The rest, up to where it is open. */
  readonly resource?: string;
}

/** Stands for a part that is open; it occurs in no ARN. */
const open = '\0';

/** Stands for the account of the template itself, where nobody knows its number. */
const itself = '\u0001';

/** Takes an ARN apart, as far as it is written out; nothing for anything else. */
export const arnFields = memoized((resolved: Resolved): ArnFields | undefined => {
  const fields = fieldsOf(resolved);
  if (!fields) return undefined;
  const [, , service, region, account, ...resource] = fields.map((field) => field.replaceAll(itself, open));
  return { ...known({ service, region, account, resource: resource.join(':') }) };
});

/**
 * Whether what a value names is in the account that `user` is deployed to. Undefined where the value names no
 * account, as the name or the ARN of a bucket, and where only the deployment knows one of the two.
 */
export function isInAccountOf(resolved: Resolved, { template }: Resource): Truth {
  if (resolved.kind === 'reference') {
    if (isSupplier(resolved.resource)) return undefined;
    const { account } = resolved.resource.template;
    // Names that stacks exchange count within one account only.
    return account === undefined || template.account === undefined || account === template.account;
  }
  const account = fieldsOf(resolved)?.[4];
  if (account === itself) return true;
  if (account === undefined || !/^\d{12}$/.test(account) || template.account === undefined) return undefined;
  return account === template.account;
}

function fieldsOf(resolved: Resolved): readonly string[] | undefined {
  const whole = written(resolved);
  if (!whole.startsWith('arn:')) return undefined;
  const fields = whole.split(':');
  return fields[0] === 'arn' && fields.length > 5 ? fields : undefined;
}

function known(fields: Readonly<Record<string, string | undefined>>): ArnFields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field?.includes(open) === false));
}

function written(resolved: Resolved): string {
  if (resolved.kind === 'text') return resolved.parts.map(part).join('');
  return resolved.kind === 'literal' && typeof resolved.value === 'string' ? resolved.value : '';
}

function part(piece: TextPart): string {
  if (typeof piece === 'string') return piece;
  return piece.kind === 'unknown' && piece.why.startsWith('AWS::AccountId ') ? itself : open;
}
