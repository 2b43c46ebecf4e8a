import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { once } from '../../../lib/once.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { accountTemplates, exampleAccount, existingThroughout } from '../../support/account.ts';
import {
  boutiqueTemplates,
  exampleShops,
  exampleTemplates,
  variantTemplates,
} from '../../support/boutique.ts';
import { everySubject } from '../../support/every-subject.ts';
import { sourceOf } from '../../support/rule-cases.ts';
import { variants } from '../../support/variants.ts';
import { signIn } from '../rules/auth/sign-in.ts';

/** Templates that are judged together. */
export interface TemplateSet {
  readonly name: string;
  readonly sources: readonly TemplateSource[];
}

/** A set that is made when it is asked for: its name, and what makes it. */
export type NamedSet = readonly [name: string, make: () => TemplateSet];

/** The example's production and the account that it is in: the set with most of what the kit makes. */
export const production = once(
  (): TemplateSet => ({ name: 'production', sources: [...boutiqueTemplates('prod'), ...accountTemplates()] }),
);

/** An account in which each service runs already and is somebody else's. */
export const watchedByOthers: NamedSet = named('an account that others watch', () =>
  accountTemplates(exampleAccount({ detection: existingThroughout })),
);

/** Production and an environment that is not, which has a zone of its own and is closed to shoppers: between them most of what the rules ask about. */
export const exampleSets = once((): readonly TemplateSet[] => [
  production(),
  { name: 'boutique staging', sources: boutiqueTemplates('staging') },
]);

const folder = packagePath('test', 'policy', 'mutation', 'fixtures');

/** Good templates with what the kit makes nothing of, a set for each file. */
function fixtureSets(): readonly TemplateSet[] {
  return readdirSync(folder).map((file) => {
    const body: JsonRecord = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return { name: file.replace('.json', ''), sources: [fixture(file, body)] };
  });
}

function fixture(name: string, body: JsonRecord): TemplateSource {
  return { name, sha256: '', stackName: name, account: '111111111111', region: 'eu-west-1', body };
}

/** By the name of this group a pool is that of staff. */
const staff = {
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'staff' },
};

/** The templates that stand in files and in code of the tests. */
export function setsWithoutSynthesis(): readonly NamedSet[] {
  return [
    ...fixtureSets().map((set): NamedSet => [set.name, () => set]),
    named('every subject', () => [everySubject]),
    named('staff who sign in', () => [sourceOf(signIn(['Staff', staff]))]),
  ];
}

/** Each environment of each example shop, the account, each variant of the example, and each fixture. */
export function allSets(): readonly NamedSet[] {
  const environments = exampleShops.flatMap((shop) =>
    exampleTemplates(shop).map(({ environment, sources }) => named(`${shop} ${environment}`, sources)),
  );
  return [
    ['production', production],
    watchedByOthers,
    ...environments.filter(([name]) => name !== 'boutique prod'),
    ...Object.keys(variants).map((variant) => named(`a shop ${variant}`, () => variantTemplates(variant))),
    ...setsWithoutSynthesis(),
  ];
}

function named(name: string, sources: () => readonly TemplateSource[]): NamedSet {
  return [name, () => ({ name, sources: sources() })];
}
