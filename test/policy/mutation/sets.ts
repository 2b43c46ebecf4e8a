import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { once } from '../../../lib/once.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { accountTemplates, boutiqueTemplates } from '../../support/boutique.ts';
import type { TemplateSet } from './mutants.ts';

/** The example's production and the account that it is in: the set with most of what the kit makes. */
export const production = once(
  (): TemplateSet => ({ name: 'production', sources: [...boutiqueTemplates('prod'), ...accountTemplates()] }),
);

const folder = packagePath('test', 'policy', 'mutation', 'fixtures');

/** Good templates with what the kit makes nothing of, a set for each file. */
export function fixtureSets(): readonly TemplateSet[] {
  return readdirSync(folder).map((file) => {
    const body: JsonRecord = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return { name: file.replace('.json', ''), sources: [fixture(file, body)] };
  });
}

function fixture(name: string, body: JsonRecord): TemplateSource {
  return { name, sha256: '', stackName: name, account: '111111111111', region: 'eu-west-1', body };
}
