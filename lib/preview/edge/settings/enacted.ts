import { z } from 'zod';
import type { DeployedResource } from '../../deployed-resources.ts';
import { PreviewError } from '../../preview-error.ts';

/**
 * Reads settings of a deployed resource by what the preview enacts of them. Throws a `PreviewError` that names the first setting which it
 * does not enact.
 */
export function enacted<Schema extends z.ZodType>(
  schema: Schema,
  settings: unknown,
  { stack, logicalId }: Pick<DeployedResource, 'stack' | 'logicalId'>,
): z.infer<Schema> {
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new PreviewError(
    `${stack}: ${logicalId} has ${issue && found(issue, settings)}, which the preview does not enact`,
  );
}

function found(issue: z.core.$ZodIssue, settings: unknown): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  const value = path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    settings,
  );
  const written = value === undefined ? 'nothing' : JSON.stringify(value);
  const name = path.join('.');
  return issue.code === 'custom' ? `${name} ${issue.message}` : `${name} ${written}`;
}

/** CloudFormation takes texts for truth values and numbers. */
export const flag = z.union([z.boolean(), z.literal(['true', 'false']).transform((text) => text === 'true')]);

/** A time in seconds. */
export const seconds = z.coerce.number().nonnegative();
