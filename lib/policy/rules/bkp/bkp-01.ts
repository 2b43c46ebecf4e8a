import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { bestOf, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { isInCluster, leftToCluster } from '../../clusters.ts';
import { hasContract, useOf } from '../../data-classes.ts';
import { asNumber, doubtAbout, expectAbsent, expectNumber, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isDueDaily } from '../../schedules.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './backed-types.json' with { type: 'json' };
import { alarmType, failureAlarm, failuresTold, ownedBy, vaultsOf, works } from './failures.ts';
import { expectRole, refusedBy } from './roles.ts';
import { selectionsFor } from './selections.ts';
import { silenceTold } from './silences.ts';
import { isBackedType, meansStore, serviceOf } from './store-arns.ts';
import { expectVault } from './vaults.ts';

const planType = 'AWS::Backup::BackupPlan';

/** A store that no plan takes is missed on the day it is needed. */
export const bkp01: Rule = {
  id: 'BKP-01',
  title:
    'Each store is in a backup plan that is due every day and whose failures alarm, or says how it comes back',
  severity: 'high',
  types: [...Object.keys(facts.backed), ...facts.others, planType, alarmType],
  why: 'A table that nobody put into the plan is lost with everything that shoppers have paid for.',
  fix: 'Name the ARN of the store in a BackupSelection with a role, whose plan has a rule that is due every day; or say in the data of the contract, as comesBack, how it comes back. Put an alarm on NumberOfBackupJobsFailed.',
  controls: ['BKP-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store, model) => {
    if (store.type === planType) return told(store, model);
    if (store.type === alarmType) return failureAlarm(store, model);
    const said = useOf(store)?.comesBack;
    if (said !== undefined) return [notApplicable(store, `its contract says how it comes back: ${said}`)];
    if (isInCluster(store)) {
      return [leftToCluster(store, model, 'the cluster of the instance holds the data')];
    }
    return isBackedType(store.type) ? selected(store, model) : explained(store);
  },
};

function told(plan: Resource, model: Model): readonly Observation[] {
  const vaults = vaultsOf(plan, model);
  const flaws = [
    ...failuresTold(plan, model, { work: works.backup, vaults, owners: ownedBy(vaults) }),
    ...silenceTold(plan, model, { work: works.backup, vaults, owners: ownedBy(vaults) }),
    ...flawsOf(plan.property('BackupPlan.BackupPlanRule').items().map(endsInTime)),
  ];
  return flaws.length > 0 ? flaws : [notApplicable(plan, 'an alarm watches the backups that fail')];
}

/** What AWS Backup gives a job where nothing is written, in minutes. */
const longestJob = 10_080;

/** A job that has no time to end is cancelled, and one that takes a week is none of each day. */
function endsInTime(rule: Value): Observation {
  const start = asNumber(rule.at('StartWindowMinutes').withDefault(480).literal) ?? 480;
  return expectNumber(rule.at('CompletionWindowMinutes').withDefault(longestJob), {
    min: Math.min(Math.max(120, start + 60), longestJob),
    max: longestJob,
  });
}

function explained(store: Resource): readonly Observation[] {
  if (!hasContract(store)) return [notApplicable(store, 'AWS Backup takes nothing of this type')];
  return [missing(store, 'Metadata.Palisade.data', `a word on how ${store.logicalId} comes back`)];
}

function selected(store: Resource, model: Model): readonly Observation[] {
  return bestOf(
    inTurn(selectionsFor(store, model), (selection) => selectedBy(selection, store, model)),
    [lacking(store, model)],
  );
}

/** The stack with the plan may be one that was not given. */
function lacking(store: Resource, model: Model): Observation {
  const seen = missing(
    store,
    'Properties',
    'a backup selection that names it, or a word on how it comes back',
  );
  const storefront = model.storefrontOf(store.template);
  const isMissing = storefront?.contract.stacks.includes('backup') && !model.stackOf(storefront, 'backup');
  return isMissing
    ? seen.with({
        status: 'unknown',
        missingStack: 'backup',
        says: 'has no backup selection here, and the backup stack is not among the templates',
      })
    : seen;
}

function selectedBy(selection: Resource, store: Resource, model: Model): readonly Observation[] {
  const expected = `the ARN of ${store.logicalId}`;
  return [
    ...expectItem(selection.property('BackupSelection.Resources'), {
      expected,
      identify: (item) => [verdictAt(meansStore(item, store), item, { expected })],
    }),
    ...doubtAbout(selection, store),
    ...leavesNothingOut(selection, store),
    ...refusedBy(store, serviceOf(store.type)),
    ...expectRole(selection.property('BackupSelection.IamRoleArn'), {
      use: 'backup',
      services: serviceOf(store.type),
      model,
    }),
    ...planned(selection.property('BackupPlanId'), model),
  ];
}

/** Of what a selection names, its exceptions and conditions take something away again. */
function leavesNothingOut(selection: Resource, store: Resource): readonly Observation[] {
  const excepted = selection.property('BackupSelection.NotResources');
  const expected = `no pattern that means ${store.logicalId}`;
  return flawsOf([
    ...excepted.items().map((item) => {
      const means = meansStore(item, store);
      return verdictAt(means === undefined ? undefined : !means, item, { expected });
    }),
    expectAbsent(
      selection.property('BackupSelection.Conditions'),
      'no condition that leaves out what is named',
    ),
  ]);
}

function planned(id: Value, model: Model): readonly Observation[] {
  const plan = referenced(id);
  if (plan?.type !== planType) {
    return [observation(id.isAbsent ? 'fail' : 'unknown', id, { expected: 'a plan of the templates' })];
  }
  const expected = 'a rule that is due every day';
  return expectItem(plan.property('BackupPlan.BackupPlanRule'), {
    expected,
    identify: (rule) => [
      observeLiteral(
        rule.at('ScheduleExpression'),
        { expected },
        (literal) => typeof literal === 'string' && isDueDaily(literal),
      ),
    ],
    judge: (rule) => [
      expectVault(rule.at('TargetBackupVault'), model),
      // A backup that may begin days after it was due is none of each day.
      ...flawsOf([expectNumber(rule.at('StartWindowMinutes').withDefault(480), { max: 1440 })]),
    ],
  });
}
