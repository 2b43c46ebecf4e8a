import { writeFileSync } from 'node:fs';
import { controlsReference, rulesReference } from '../lib/compliance/reference.ts';
import { schemaText } from '../lib/config/json-schema.ts';
import { configurationReference } from '../lib/config/reference.ts';
import { storefrontSchema } from '../lib/config/schema.ts';
import { packagePath } from '../lib/package-root.ts';

/** Writes what is derived from the code; tests fail while one of these files is stale. */
const derived: Readonly<Record<string, () => string>> = {
  'storefront.schema.json': () => schemaText('storefront.yaml', storefrontSchema),
  'docs/configuration.md': configurationReference,
  'docs/rules.md': rulesReference,
  'docs/controls.md': controlsReference,
};

for (const [file, text] of Object.entries(derived)) writeFileSync(packagePath(file), text());
