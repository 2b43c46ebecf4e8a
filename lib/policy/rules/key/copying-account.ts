import { arnFields } from '../../../cloudformation/arns.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import type { Condition, Operands, Principal, Statement } from '../../../cloudformation/policy-documents.ts';
import { refersTo } from '../../../cloudformation/references.ts';
import { isWithin } from '../../../cloudformation/wildcards.ts';
import { type Observation, observation } from '../../observation.ts';

/** The control that the owner of a vault in another account fulfils. */
const control = 'BKP-04';

/** What AWS Backup does with the key of a vault to copy from it; grants are judged by themselves. */
const copying = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncryptFrom'];

/**
 * What was seen of a statement that lets AWS Backup in another account copy what lies in a vault: it is declared, where the storefront
 * names a vault of that account. Nothing for any other statement, of whatever stranger.
 */
export function copiesElsewhere(
  statement: Statement,
  key: Resource,
  model: Model,
): readonly Observation[] | undefined {
  const account = declaredAccounts(key).find((each) => isForBackupIn(each, statement));
  if (account === undefined || !isWithinCopying(statement) || !encryptsVault(key, model)) return undefined;
  const expected = `AWS Backup in the account ${account}, which the storefront declares`;
  return [
    observation('unknown', statement.value.at('Principal'), { expected }).with({ ownersControl: control }),
  ];
}

function declaredAccounts({ template: { storefront } }: Resource): readonly string[] {
  const declared = storefront?.declared.filter((one) => one.control === control) ?? [];
  return declared.flatMap(({ arn }) => arnFields({ kind: 'literal', value: arn })?.account ?? []);
}

/** The root of an account speaks for all its identities, so that a condition has to leave the role of AWS Backup alone. */
function isForBackupIn(account: string, { principals, conditions }: Statement): boolean {
  const role = `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
  return (
    isRootOf(account, principals) &&
    conditions.isDecided &&
    conditions.values.some((condition) => leavesAlone(role, condition))
  );
}

function isRootOf(account: string, { negated, values, isDecided }: Operands<Principal>): boolean {
  const [only, ...others] = values;
  const isAlone = !negated && isDecided && others.length === 0;
  return isAlone && only?.kind === 'AWS' && only.value.literal === `arn:aws:iam::${account}:root`;
}

function leavesAlone(role: string, { operator, key, values, isDecided }: Condition): boolean {
  const isEquality = operator === 'ArnEquals' || operator === 'StringEquals';
  return (
    isEquality &&
    key === 'aws:principalarn' &&
    isDecided &&
    values.length === 1 &&
    values[0]?.literal === role
  );
}

function isWithinCopying({ actions: { negated, values, isDecided } }: Statement): boolean {
  return !negated && isDecided && values.every((action) => isWithin(action, copying) === true);
}

function encryptsVault(key: Resource, model: Model): boolean {
  return model
    .referrers(key, 'AWS::Backup::BackupVault')
    .some((vault) => refersTo(vault.property('EncryptionKeyArn'), key));
}
