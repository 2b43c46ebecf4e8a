import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { write } from './mutations.ts';

/** What to write at a path such as `Acl.Properties.Scope`; nothing takes away what stands there. */
export type Change = readonly [path: string, value: Json | undefined];

/** A copy of resources with some things changed, one after the other. */
export function changed(
  resources: Readonly<Record<string, JsonRecord>>,
  changes: readonly Change[],
): Record<string, JsonRecord> {
  const copy = structuredClone(resources) as Record<string, JsonRecord>;
  for (const [path, value] of changes) write(copy, path, structuredClone(value));
  return copy;
}

/** Sections with an open parameter and a condition that nobody can decide. */
export const undecided = {
  Parameters: { Open: { Type: 'String' } },
  Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] } },
} satisfies JsonRecord;

export const open: Json = { Ref: 'Open' };

/** A value that a condition decides about. */
export function maybe(yes: Json, no: Json = { Ref: 'AWS::NoValue' }): Json {
  return { 'Fn::If': ['Maybe', yes, no] };
}
