import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { type Statement, statements, surely } from '../../../cloudformation/policy-documents.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import { distinct, flawsOf } from '../../choices.ts';
import { asNumber, expectNumber, observeLiteral } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { meansEveryone } from '../../statements/named-principals.ts';
import facts from './vault-works.json' with { type: 'json' };
import { meansVault, vaultsNamed, vaultType } from './vaults.ts';

/** A week is the least time in which somebody notices; ten years are as long as laws on records of sales ask for. */
const [leastDays, mostDays] = [7, 3660];

/** Whoever can shorten or delete backups takes the way back. */
export const bkp03: Rule = {
  id: 'BKP-03',
  title: 'Vaults are locked, and plans keep backups for as long as the lock allows',
  severity: 'high',
  types: [vaultType, 'AWS::Backup::BackupPlan'],
  why: 'Ransomware and insiders delete the backups first; and a backup that ends outside the bounds of the lock is never made.',
  fix: 'Set LockConfiguration with MinRetentionDays of at least 7 and MaxRetentionDays of at most 3660, deny DeleteRecoveryPoint and UpdateRecoveryPointLifecycle in AccessPolicy, and set DeleteAfterDays of each rule and copy between the two, 90 days after a move into cold storage and no later than the contract says.',
  controls: ['BKP-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === 'AWS::Backup::BackupPlan' ? keptFor(resource, model) : locked(resource),
};

function locked(vault: Resource): readonly Observation[] {
  const lock = vault.property('LockConfiguration');
  return [
    expectNumber(lock.at('MinRetentionDays'), { min: leastOf(vault), max: mostDays }),
    expectNumber(lock.at('MaxRetentionDays'), { min: leastDays, max: mostDays }),
    // Without it administrators can lift the lock; with it nobody can once so many days are over, and AWS asks for three.
    ...flawsOf([expectNumber(lock.at('ChangeableForDays').withDefault(3), { min: 3, max: mostDays })]),
    ...denied(vault),
    ...closed(vault),
  ];
}

/** A storefront says for how long each backup is kept, and no lock that lets it end before is that lock. */
function leastOf({ template }: Resource): number {
  return Math.max(leastDays, template.storefront?.backups.leastDays ?? leastDays);
}

/** A vault that refuses backups, copies or restores to everyone is locked against its own shop. */
function closed(vault: Resource): readonly Observation[] {
  return statements(vault.property('AccessPolicy')).flatMap((statement) => {
    const refused = facts.works.filter((action) => denies(statement, action));
    const expected = `no Deny of ${refused.join(', ')} for everyone`;
    return refused.length > 0 ? [observation('fail', statement.value.at('Action'), { expected })] : [];
  });
}

const shortening = ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'];
const expectedDenial = `a policy that denies ${shortening.join(' and ')} to everyone`;

function denied(vault: Resource): readonly Observation[] {
  const policy = vault.property('AccessPolicy');
  if (policy.isAbsent) return [missing(vault, policy, expectedDenial)];
  const all = statements(policy);
  const isOpen = all.some(({ isCertain }) => !isCertain);
  const seen = shortening.map((action) => {
    const found = all.find((statement) => denies(statement, action));
    if (found) return observation('pass', found.value.at('Action'), { expected: expectedDenial });
    return isOpen
      ? observation('unknown', policy, { expected: expectedDenial })
      : missing(vault, policy, expectedDenial);
  });
  return distinct(seen);
}

/** A statement that has a condition denies only where that holds. */
function denies(statement: Statement, action: string): boolean {
  const { principals, actions, resources, conditions } = statement;
  const isNamed = actions.values.some((pattern) => matchesAction(pattern, action) === true);
  return (
    surely(statement, 'Deny') &&
    meansEveryone(principals) &&
    conditions.values.length === 0 &&
    !principals.negated &&
    resources.values.some(({ literal }) => literal === '*') &&
    isNamed !== actions.negated
  );
}

/** The rules of a plan, and what they copy, end within the bounds; within those of the vault where it is known. */
function keptFor(plan: Resource, model: Model): readonly Observation[] {
  const rules = plan.property('BackupPlan.BackupPlanRule');
  if (!rules.isDecidedList) return [observation('unknown', rules, { expected: 'a list of rules' })];
  if (rules.items().length === 0) return [missing(plan, rules, 'a rule by which backups are made and end')];
  return rules.items().flatMap((rule) => {
    const vaultAt = (place: Value) =>
      vaultsNamed(place, plan, model).find(
        (each) => each.type === vaultType && meansVault(place, each) === true,
      );
    const copies = rule.at('CopyActions');
    return [
      endsWithin(rule, boundsOf(vaultAt(rule.at('TargetBackupVault')))),
      ...cold(rule),
      ...(copies.isDecidedList
        ? copies
            .items()
            .flatMap((copy) => [
              endsWithin(copy, boundsOf(vaultAt(copy.at('DestinationBackupVaultArn')))),
              ...cold(copy),
            ])
        : []),
      ...(copies.isDecidedList ? [rule, ...copies.items()] : [rule]).flatMap((each) => asSaid(each, plan)),
    ];
  });
}

/** What moves into cold storage stays there for 90 days: AWS Backup refuses a plan that ends it before. */
function cold(backup: Value): readonly Observation[] {
  const days = asNumber(backup.at('Lifecycle.MoveToColdStorageAfterDays').literal);
  if (days === undefined) return [];
  return flawsOf([expectNumber(backup.at('Lifecycle.DeleteAfterDays'), { min: days + 90 })]);
}

/** A storefront says for how long each backup is kept at least, and for how long an erased person stays in one at most. */
function asSaid(backup: Value, plan: Resource): readonly Observation[] {
  const { storefront } = plan.template;
  if (!storefront) return [];
  const { leastDays: min, longestDays: max } = storefront.backups;
  const days = backup.at('Lifecycle.DeleteAfterDays');
  return flawsOf([expectNumber(days, { min }), expectNumber(days, { max })]);
}

function boundsOf(vault: Resource | undefined) {
  const lock = vault?.property('LockConfiguration');
  const min = asNumber(lock?.at('MinRetentionDays').literal) ?? leastDays;
  const max = asNumber(lock?.at('MaxRetentionDays').literal) ?? mostDays;
  return { min: Math.max(min, leastDays), max: Math.min(max, mostDays) };
}

function endsWithin(rule: Value, { min, max }: { readonly min: number; readonly max: number }): Observation {
  const expected = `at least ${min} and at most ${max}, as the vault allows`;
  return observeLiteral(rule.at('Lifecycle.DeleteAfterDays'), { expected }, (literal) => {
    const days = asNumber(literal);
    return days !== undefined && days >= min && days <= max;
  });
}
