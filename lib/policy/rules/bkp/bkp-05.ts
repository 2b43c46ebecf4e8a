import { candidatesBy, namesIn } from '../../../cloudformation/candidates.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectAbsent, expectNumber, expectOneOf, observeLiteral } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isDueQuarterly } from '../../schedules.ts';
import { failuresTold, works } from './failures.ts';
import { heard, nearest, type Owner } from './job-events.ts';
import { expectRole } from './roles.ts';
import { kindOfStore, servicesIn } from './store-arns.ts';
import { expectVault } from './vaults.ts';

const testType = 'AWS::Backup::RestoreTestingSelection';

/** A backup that was never restored is a hope. */
export const bkp05: Rule = {
  id: 'BKP-05',
  title:
    'What is backed up is restored at least each quarter, by another role, and something looks at the result',
  severity: 'medium',
  types: ['AWS::Backup::BackupSelection'],
  why: 'A key that a role may not use, or a table that lacks half of its items, is found out on the day it is needed.',
  fix: 'Name each ARN of the selection in a RestoreTestingSelection with a role that makes no backups, whose plan includes the vault and is due each quarter; call a function that looks at the table by a rule for the events Restore Job State Change, within the hours of a ValidationWindowHours, with the encryptionType KMS for a table; and put an alarm on NumberOfRestoreJobsFailed.',
  controls: ['BKP-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (selection, model) => {
    const resources = selection.property('BackupSelection.Resources');
    const expected = 'a list of ARNs';
    if (!resources.isDecidedList) return [observation('unknown', resources, { expected })];
    const items = resources.items();
    if (items.length === 0) return [missing(selection, resources, 'the ARN of what is backed up')];
    // Several tables share one test, whose role and schedule are seen once.
    const tests = distinct(items.flatMap((item) => tested(item, selection, model)));
    return [...tests, ...validated(selection, model)];
  },
};

/**
 * A function has to look at what a test restored, since otherwise AWS Backup deletes it unseen; and somebody has to be told of a restore
 * that failed.
 */
function validated(selection: Resource, model: Model): readonly Observation[] {
  const owners = ownersOf(selection, model);
  const { failures } = works.restore;
  return [
    ...heard(selection, model, { work: works.restore, states: ['COMPLETED', ...failures], owners }),
    ...failuresTold(selection, model, { work: works.restore, vaults: [], owners }),
  ];
}

/** The roles of the tests: a rule that lists roles has to list these. */
function ownersOf(selection: Resource, model: Model): readonly Owner[] {
  const items = selection.property('BackupSelection.Resources').items();
  const tests = testsByStore.naming(nearest(selection, testType, model), items.flatMap(namesIn));
  return tests.map((test) => {
    const role = test.property('IamRoleArn');
    return {
      expected: role.toString(),
      names: namesIn(role),
      means: (listed) => truthOf(isSame(listed, role)),
    };
  });
}

/** Selections of restore tests by what they name. */
const testsByStore = candidatesBy((test) => {
  const list = test.property('ProtectedResourceArns');
  return list.isDecidedList ? list.items() : [list];
});

function truthOf(status: 'pass' | 'fail' | 'unknown'): Truth {
  return status === 'unknown' ? undefined : status === 'pass';
}

/** What makes the backups, among its templates. */
interface Made {
  readonly selection: Resource;
  readonly model: Model;
}

function tested(item: Value, selection: Resource, model: Model): readonly Observation[] {
  const tests = testsByStore.likely(nearest(selection, testType, model), namesIn(item));
  return bestOf(
    inTurn(tests, (test) => testedBy(test, item, { selection, model })),
    [missing(selection, item, 'a restore testing selection that names the same ARN')],
  );
}

function testedBy(test: Resource, item: Value, { selection, model }: Made): readonly Observation[] {
  const role = test.property('IamRoleArn');
  return [
    ...named(test, item),
    ...ofKind(test, item),
    ...doubtAbout(test, selection),
    ...expectRole(role, { use: 'restore', services: servicesIn(item), model }),
    ...flawsOf([
      expectAbsent(
        test.property('ProtectedResourceConditions'),
        'no condition that leaves out what is named',
      ),
      expectNumber(test.property('ValidationWindowHours').withDefault(0), { min: 1, max: 72 }),
    ]),
    ...underItsKey(test),
    ...(isSame(role, selection.property('BackupSelection.IamRoleArn')) === 'pass'
      ? [observation('fail', role, { expected: 'another role than the one that makes the backups' })]
      : []),
    ...planned(test, model),
  ];
}

/** A table that comes back under a key of AWS is read by whoever may read it, and shows nothing of whether the role may use the key. */
function underItsKey(test: Resource): readonly Observation[] {
  if (test.property('ProtectedResourceType').literal !== 'DynamoDB') return [];
  const encryption = test.property('RestoreMetadataOverrides.encryptionType');
  return flawsOf([
    expectOneOf(encryption.withDefault(test.template.storefront ? 'Default' : 'KMS'), ['KMS']),
  ]);
}

/** What is not named is told apart by what is backed up, because several things may lack at one place. */
function named(test: Resource, item: Value): readonly Observation[] {
  const backedUp = item.toString();
  const seen = expectItem(test.property('ProtectedResourceArns'), {
    expected: backedUp,
    identify: (arn) => {
      const status = isSame(arn, item);
      return [observation(status, arn, { expected: status === 'pass' ? arn.toString() : backedUp })];
    },
  });
  return seen.map((one) => (one.status === 'pass' ? one : one.with({ about: backedUp })));
}

/** A selection tests resources of one type; an ARN of another one in its list is passed over. */
function ofKind(test: Resource, item: Value): readonly Observation[] {
  const kind = kindOfStore(item);
  return kind === undefined ? [] : [expectOneOf(test.property('ProtectedResourceType'), [kind])];
}

/** Whether two values are written alike, or refer to the same thing. */
function isSame(one: Value, other: Value): 'pass' | 'fail' | 'unknown' {
  if (one.literal === '*') return 'pass';
  if (one.literal !== undefined && other.literal !== undefined)
    return one.literal === other.literal ? 'pass' : 'fail';
  const [target, wanted] = [referenced(one), referenced(other)];
  if (target && wanted) return target === wanted ? 'pass' : 'fail';
  return one.alternatives.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'fail';
}

function planned(test: Resource, model: Model): readonly Observation[] {
  const name = test.property('RestoreTestingPlanName');
  const plan = referenced(name);
  if (plan?.type !== 'AWS::Backup::RestoreTestingPlan') {
    return [observation(name.isAbsent ? 'fail' : 'unknown', name, { expected: 'a plan of the templates' })];
  }
  const expected = 'a schedule that is due at least each quarter';
  return [
    observeLiteral(
      plan.property('ScheduleExpression'),
      { expected },
      (literal) => typeof literal === 'string' && isDueQuarterly(literal),
    ),
    ...expectItem(plan.property('RecoveryPointSelection.IncludeVaults'), {
      expected: 'the vault',
      identify: (vault) => [
        vault.literal === '*' ? observation('pass', vault, { expected: '*' }) : expectVault(vault, model),
      ],
    }),
    ...flawsOf([
      // An old backup that comes back says nothing of those of this month.
      expectNumber(plan.property('RecoveryPointSelection.SelectionWindowDays').withDefault(30), { max: 31 }),
      expectNumber(plan.property('StartWindowHours').withDefault(24), { max: 24 }),
      expectAbsent(plan.property('RecoveryPointSelection.ExcludeVaults'), 'no vault that is left out'),
    ]),
    ...expectItem(plan.property('RecoveryPointSelection.RecoveryPointTypes'), {
      expected: 'SNAPSHOT or CONTINUOUS',
      identify: (type) => [expectOneOf(type, ['SNAPSHOT', 'CONTINUOUS'])],
    }),
  ];
}
