import * as z from 'zod';

const tagValue = z
  .string({ error: 'text in quotes' })
  .regex(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u, {
    error: 'at most 256 letters, digits, spaces and characters of _.:/=+-@',
  })
  .meta({ description: 'Value of the tag.' });

/** The names that AWS takes for tags; those that begin with "aws:" are its own. */
export const tagName = /^(?!aws:)[A-Za-z0-9 _.:/=+@-]{1,128}$/;

export const tags = z
  // Names are judged by a rule: zod passes over some that are special to JavaScript.
  .record(z.string(), tagValue, {
    error: 'a mapping of tag names to values, such as { team: shop }',
  })
  .default({})
  .meta({
    description: 'Tags of every resource that can have tags.',
    propertyNames: { pattern: tagName.source },
  });
