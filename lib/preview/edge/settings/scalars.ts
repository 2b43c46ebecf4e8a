import { z } from 'zod';

/** CloudFormation takes texts for truth values and numbers. */
export const flag = z.union([z.boolean(), z.literal(['true', 'false']).transform((text) => text === 'true')]);

/** A time in seconds. */
export const seconds = z.coerce.number().nonnegative();
