import { alarmsByDimension } from '../../../cloudformation/alarms.ts';
import { namesOf } from '../../../cloudformation/candidates.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { refersTo } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { functionsHearing, heard, nearest, type Owner, type Work } from './job-events.ts';
import { meansVault, vaultsNamed, vaultType } from './vaults.ts';
import facts from './works.json' with { type: 'json' };

export const alarmType = 'AWS::CloudWatch::Alarm';
export const namespace = 'AWS/Backup';

/** The kinds of jobs of AWS Backup. */
export const works: Readonly<Record<'backup' | 'copy' | 'restore', Work>> = facts.works;

/** Whose jobs, and what of its failures somebody has to be told. */
export interface Told {
  readonly work: Work;
  /** The vaults that the jobs take backups from, or put them into. */
  readonly vaults: readonly Resource[];
  readonly owners: readonly Owner[];
}

/** Judges that somebody is told when a job fails: by an alarm on what AWS Backup counts, or on what a function counts of its events. */
export function failuresTold(subject: Resource, model: Model, told: Told): readonly Observation[] {
  const { metric, word } = told.work;
  const lacking = `an alarm on ${metric}, or on a metric with ${word} and failed in its name that a function counts`;
  const seen = bestOf(
    inTurn(alarmsAbout(subject, model, told), (alarm) => [
      ...doubtAbout(alarm, subject),
      ...watches(alarm, { subject, model, told, states: told.work.failures }),
    ]),
    [missing(subject, 'Properties', lacking)],
  );
  // How the alarm tells is said of the alarm itself, which may watch several plans.
  return flawsOf(seen);
}

/** The alarms on a kind of jobs that are, or may be, about those of these vaults, or about what a function hears of these owners. */
function alarmsAbout(subject: Resource, model: Model, told: Told): Iterable<Resource> {
  return likelyAlarms(alarmsOn(nearest(subject, alarmType, model))(told.work), { subject, model, told });
}

/** Of alarms on the right kind of jobs those that name the vaults or a function that hears of the owners, or may. */
export function likelyAlarms(
  alarms: readonly Resource[],
  { subject, model, told }: Omit<Watching, 'states'>,
): Iterable<Resource> {
  return alarmsByDimension.likely(alarms, [
    ...told.vaults.flatMap((vault) => namesOf(vault, 'BackupVaultName')),
    ...functionsHearing(subject, model, told).flatMap((called) => namesOf(called, 'FunctionName')),
  ]);
}

/** Chosen once: each plan asks all alarms beside it for those on its kind of jobs. */
const alarmsOn = memoized((alarms: readonly Resource[]) =>
  memoized((work: Work) => alarms.filter((alarm) => isOn(work, alarm))),
);

/** The vaults that the rules of a plan put backups into, as far as they are among the templates. */
export function vaultsOf(plan: Resource, model: Model): readonly Resource[] {
  const meant = plan
    .property('BackupPlan.BackupPlanRule')
    .items()
    .map((rule) => rule.at('TargetBackupVault'))
    .flatMap((target) =>
      vaultsNamed(target, plan, model).filter((vault) => meansVault(target, vault) === true),
    );
  return [...new Set(meant)].filter(({ type }) => type === vaultType);
}

/** The vaults as owners of jobs. */
export function ownedBy(vaults: readonly Resource[]): readonly Owner[] {
  return vaults.map((vault) => ({
    expected: `the ARN of ${vault.logicalId}`,
    names: namesOf(vault, 'BackupVaultName'),
    means: (listed) => meansVault(listed, vault),
  }));
}

interface Watching {
  readonly subject: Resource;
  readonly model: Model;
  readonly told: Told;
  /** The states in which jobs end that the alarm is about. */
  readonly states: readonly string[];
}

/** Judges that what an alarm looks at are the jobs that it ought to be about. */
export function watches(alarm: Resource, { subject, model, told, states }: Watching): readonly Observation[] {
  if (alarm.property('Namespace').literal === namespace)
    return told.vaults.flatMap((vault) => ofVault(alarm, vault));
  const { work, owners } = told;
  return heard(subject, model, {
    work,
    owners,
    states,
    judge: (called) => counts(alarm, called),
  });
}

/** An alarm without this dimension watches all vaults. */
function ofVault(alarm: Resource, vault: Resource): readonly Observation[] {
  const named = dimensions(alarm).filter((dimension) => dimension.at('Name').literal === 'BackupVaultName');
  const expected = `the name of ${vault.logicalId}`;
  return flawsOf(
    named.map((dimension) =>
      verdictAt(meansVault(dimension.at('Value'), vault), dimension.at('Value'), { expected }),
    ),
  );
}

/** A metric that has dimensions is told apart by its function. */
function counts(alarm: Resource, called: Resource): readonly Observation[] {
  const list = alarm.property('Dimensions');
  if (list.isAbsent) return [];
  const expected = `the name of ${called.logicalId}`;
  const { literal } = called.property('FunctionName');
  return flawsOf(
    expectItem(list, {
      expected,
      identify: (dimension) => {
        const value = dimension.at('Value');
        const isSame = refersTo(value, called) || (literal !== undefined && value.literal === literal);
        const isOpen = value.alternatives.some(({ kind }) => kind === 'unknown');
        return [verdictAt(isSame || (isOpen ? undefined : false), value, { expected })];
      },
    }),
  );
}

function dimensions(alarm: Resource): readonly Value[] {
  return alarm.property('Dimensions').items();
}

/** Judges that an alarm on failed jobs tells somebody of the first one. */
export function failureAlarm(alarm: Resource, model: Model): readonly Observation[] {
  return Object.values(works).some((work) => isOn(work, alarm))
    ? alarmTells(alarm, model)
    : [notApplicable(alarm, 'it watches no jobs of AWS Backup that fail')];
}

function isOn(work: Work, alarm: Resource): boolean {
  return isOfBackup(work, alarm) || isOwn(work, alarm);
}

function isOfBackup({ metric }: Work, alarm: Resource): boolean {
  return alarm.property('Namespace').literal === namespace && alarm.property('MetricName').literal === metric;
}

function isOwn({ word }: Work, alarm: Resource): boolean {
  const [space, name] = [alarm.property('Namespace').literal, alarm.property('MetricName').literal];
  if (typeof space !== 'string' || space.startsWith('AWS/') || typeof name !== 'string') return false;
  return name.toLowerCase().includes(word) && /fail/i.test(name);
}

function alarmTells(alarm: Resource, model: Model): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  const least = operator.literal === 'GreaterThanThreshold' ? 0 : 1;
  return distinct([
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    // One job that fails is one too many.
    ...flawsOf([
      expectNumber(alarm.property('Threshold'), { min: least, max: least }),
      expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: 1 }),
    ]),
    expectOneOf(alarm.property('Statistic'), ['Sum', 'Maximum', 'SampleCount']),
    ...alarmReaches(alarm, model),
  ]);
}
