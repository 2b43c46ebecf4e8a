import { arnFields } from '../../../cloudformation/arns.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { regionSettingsType } from '../../../contract/region-settings.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { expectOneOf, observe, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { failuresTold, ownedBy, vaultsOf, works } from './failures.ts';
import { silenceTold } from './silences.ts';
import { isVault, vaultsNamedBy, vaultType } from './vaults.ts';

/** What lies beside the original is lost with it. */
export const bkp04: Rule = {
  id: 'BKP-04',
  title: 'Each backup is copied into another region or a named account, and copies that fail alarm',
  severity: 'medium',
  types: ['AWS::Backup::BackupPlan'],
  why: 'A region that fails, or an account that somebody has taken, takes the backups along.',
  fix: 'Give each rule of the plan a copy action into a vault of another region, and put an alarm on NumberOfCopyJobsFailed; a vault of another account counts where the storefront declares BKP-04 with its ARN.',
  controls: ['BKP-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (plan, model) => {
    if (plan.template.storefront?.purpose === 'non-production') {
      return [notApplicable(plan, 'an environment that is not production is made to be taken down')];
    }
    const rules = plan.property('BackupPlan.BackupPlanRule');
    if (!rules.isDecidedList) return [observation('unknown', rules, { expected: 'a list of rules' })];
    const items = rules.items();
    return items.length === 0
      ? [missing(plan, rules, 'a rule')]
      : [
          ...items.flatMap((rule) =>
            distinct([...copied(rule, plan, model), ...furtherCopies(rule, plan, model)]),
          ),
          ...told(plan, model),
          ...kept(plan, model),
        ];
  },
};

/** A copy that fails leaves a gap that nobody sees before the day it is needed. */
function told(plan: Resource, model: Model): readonly Observation[] {
  const vaults = vaultsOf(plan, model);
  const told = { work: works.copy, vaults, owners: ownedBy(vaults) };
  return [...failuresTold(plan, model, told), ...silenceTold(plan, model, told)];
}

/**
 * AWS Backup copies a backup of a table only where it keeps these itself, which is a setting of the region and no resource. Only of a
 * storefront it is known what sets it.
 */
function kept(plan: Resource, model: Model): readonly Observation[] {
  const { storefront, region } = plan.template;
  if (!storefront || region === undefined) return [];
  const settings = model.beside(plan, regionSettingsType);
  const seen = bestOf(
    inTurn(settings, (setting) =>
      expectItem(setting.property('BackupRegions'), {
        expected: region,
        identify: (item) => [expectOneOf(item, [region])],
      }),
    ),
    [unset(plan, model)],
  );
  return flawsOf(seen);
}

function unset(plan: Resource, model: Model): Observation {
  const lacks = missing(
    plan,
    'Properties',
    `a ${regionSettingsType} that lets AWS Backup keep the backups of tables`,
  );
  const owner = model.storefrontOf(plan.template);
  if (!owner?.contract.stacks.includes('network') || model.stackOf(owner, 'network')) return lacks;
  const says = 'has no settings of its region here, and the network stack is not among the templates';
  return lacks.with({ status: 'unknown', missingStack: 'network', says });
}

/** The control that the owner of a vault in another account fulfils. */
const ownersControl = 'BKP-04';

const expected = 'the ARN of a vault in another region of the account, or of a declared one';

function copied(rule: Value, plan: Resource, model: Model): readonly Observation[] {
  return expectItem(rule.at('CopyActions'), {
    expected: 'a copy into another region, or into a declared account',
    identify: (copy) => [destination(copy, plan, model)],
  });
}

/** Beside a copy that is right, none goes to an account that nobody has named; and what the owner of one answers for is told. */
function furtherCopies(rule: Value, plan: Resource, model: Model): readonly Observation[] {
  const copies = rule.at('CopyActions');
  if (!copies.isDecidedList) return [];
  return copies
    .items()
    .map((copy) => destination(copy, plan, model))
    .filter(({ status, ownersControl }) => status !== 'pass' || ownersControl !== undefined);
}

function destination(copy: Value, plan: Resource, model: Model): Observation {
  const place = copy.at('DestinationBackupVaultArn');
  const seen = observe(place, { expected }, (one) => isElsewhere(one, plan, model));
  return isDeclared(place.literal, plan) ? seen.with({ ownersControl }) : seen;
}

function isElsewhere(resolved: Resolved, plan: Resource, model: Model): Verdict {
  if (resolved.kind === 'absent') return false;
  if (resolved.kind === 'reference') return resolved.resource.template.region !== plan.template.region;
  const fields = arnFields(resolved) ?? {};
  const { service, region, account, resource } = fields;
  const isOpen = resolved.kind !== 'literal' && (region === undefined || resource === undefined);
  if (isOpen) return undefined;
  if (service !== 'backup' || !resource?.startsWith('backup-vault:')) return false;
  if (isStranger(account, plan)) return isOfOwner(resolved, plan);
  return isInOtherRegion(resolved, region, plan, model);
}

function isStranger(account: string | undefined, { template }: Resource): boolean {
  const own = template.account ?? template.storefront?.account;
  return account !== undefined && own !== undefined && account !== own;
}

/** A vault of another account that nobody declares is a stranger's, and only a storefront declares any. */
function isOfOwner(resolved: Resolved, plan: Resource): Verdict {
  const written = resolved.kind === 'literal' ? resolved.value : undefined;
  return plan.template.storefront && !isDeclared(written, plan) ? false : undefined;
}

/** Whose another account is, only a storefront says; whether its vault is encrypted and locked, only its owner. */
function isDeclared(arn: unknown, { template: { storefront } }: Resource): boolean {
  return storefront?.declared.some((one) => one.control === ownersControl && one.arn === arn) ?? false;
}

function isInOtherRegion(
  resolved: Resolved,
  region: string | undefined,
  plan: Resource,
  model: Model,
): Verdict {
  if (region === undefined || plan.template.region === undefined) return undefined;
  return region !== plan.template.region && isVaultThere(resolved, region, plan, model);
}

/** A vault of the account counts where it was seen: nobody knows whether another one is locked, or there at all. */
function isVaultThere(resolved: Resolved, region: string, plan: Resource, model: Model): Verdict {
  const vaults = vaultsNamedBy(resolved, plan, model).filter(
    ({ type, template }) => type === vaultType && template.region === region,
  );
  if (vaults.some((vault) => isVault(resolved, vault) === true)) return true;
  return plan.template.storefront ? undefined : true;
}
