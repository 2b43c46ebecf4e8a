import * as z from 'zod';
import { environment } from './schema/environment.ts';
import { section } from './schema/fields.ts';
import { scripts } from './schema/scripts.ts';
import { securityTxt } from './schema/security-txt.ts';
import { confirmations, contacts, role, shop, yearlyTransactions } from './schema/shop.ts';

/**
 * The form of an environment's name; it becomes a part of every name in the environment. A load balancer's name has 32 characters,
 * which a shop of 12 and an environment of 8 leave 10 of.
 */
export const environmentName = /^[a-z][a-z0-9]{0,7}$/;

const someEnvironment = 'at least one environment, such as prod';

const environments = z
  // Names are judged by a rule: zod does not look into an entry whose key it refuses.
  .record(z.string(), environment, { error: someEnvironment })
  .refine((entries) => Object.keys(entries).length > 0, { error: someEnvironment })
  .meta({
    description: 'The copies of the shop by name, for example prod and staging.',
    minProperties: 1,
    propertyNames: { pattern: environmentName.source },
  });

/** The whole of `storefront.yaml`: everything that differs between two shops. */
export const storefrontSchema = section('A storefront file for Palisade.', {
  version: z.literal(1, { error: '1' }).meta({ description: 'Version of this format.' }),
  shop,
  role,
  contacts,
  confirmations,
  yearlyTransactions,
  scripts,
  securityTxt,
  environments,
});

/** The file as it was written, with its defaults filled in. */
export type StorefrontFile = z.infer<typeof storefrontSchema>;
