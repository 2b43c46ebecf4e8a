import type { Resolved, TextPart } from './model/types.ts';

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

/** Takes an ARN apart, as far as it is written out; nothing for anything else. */
export function arnFields(resolved: Resolved): ArnFields | undefined {
  const [arn, , service, region, account, ...resource] = written(resolved).split(':');
  if (arn !== 'arn' || resource.length === 0) return undefined;
  return { ...known({ service, region, account, resource: resource.join(':') }) };
}

function known(fields: Readonly<Record<string, string | undefined>>): ArnFields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field?.includes(open) === false));
}

function written(resolved: Resolved): string {
  if (resolved.kind === 'text') return resolved.parts.map(part).join('');
  return resolved.kind === 'literal' && typeof resolved.value === 'string' ? resolved.value : '';
}

function part(piece: TextPart): string {
  return typeof piece === 'string' ? piece : open;
}
