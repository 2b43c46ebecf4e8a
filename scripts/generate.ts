import { writeFileSync } from 'node:fs';
import { controlsReference, rulesReference } from '../lib/compliance/reference.ts';
import { accountSchema } from '../lib/config/account/schema.ts';
import { editorSchema } from '../lib/config/editor/editor-schema.ts';
import { schemaOf, schemaText } from '../lib/config/json-schema.ts';
import { orderChangeSchemaText } from '../lib/config/order-change-schema.ts';
import { accountReference, configurationReference } from '../lib/config/reference.ts';
import { packagePath } from '../lib/package-root.ts';
import { palisadeReference } from '../lib/repository/reference.ts';
import { centralPolicySchema, palisadeSchema } from '../lib/repository/schema.ts';
import { agreementReference } from './agreement/reference.ts';

/** Writes what is derived from the code; tests fail while one of these files is stale. */
const derived: Readonly<Record<string, () => string>> = {
  'storefront.schema.json': () => schemaText(editorSchema()),
  'account.schema.json': () => schemaText(schemaOf('account.yaml', accountSchema)),
  'palisade.schema.json': () => schemaText(schemaOf('palisade.yaml', palisadeSchema)),
  'central-policy.schema.json': () => schemaText(schemaOf('central-policy.yaml', centralPolicySchema)),
  'order-change.schema.json': orderChangeSchemaText,
  'docs/configuration.md': configurationReference,
  'docs/account-file.md': accountReference,
  'docs/palisade-file.md': palisadeReference,
  'docs/rules.md': rulesReference,
  'docs/controls.md': controlsReference,
  'docs/agreement.md': agreementReference,
};

for (const [file, text] of Object.entries(derived)) writeFileSync(packagePath(file), text());
