import times from '../../aws/backup-times.json' with { type: 'json' };
import {
  intervalFor,
  leastLossHours,
  leastRecoveryHours,
  minutesOf,
  recoveryRegionOf,
} from '../backup-config.ts';
import { mistake, quoted } from '../mistake.ts';
import { daysOf } from '../schema/orders.ts';
import type { EnvironmentRule } from './rule.ts';

/** Nobody can undo a compliance lock, so somebody has to have accepted it. */
export const complianceLockAccepted: EnvironmentRule = ({ backup }, path) => {
  const lock = backup?.lock;
  if (lock?.mode !== 'compliance' || ('acceptedBy' in lock && 'date' in lock)) return [];
  const found = 'compliance without acceptedBy and date';
  return [
    mistake([...path, 'backup', 'lock'], found, 'write who accepted it and when, or write mode: governance'),
  ];
};

/** What is made to be taken down must not be locked for ever. */
export const complianceLockInProduction: EnvironmentRule = ({ purpose, backup }, path) => {
  if (backup?.lock?.mode !== 'compliance' || purpose !== 'non-production') return [];
  const found = 'compliance in an environment that is not production';
  return [mistake([...path, 'backup', 'lock', 'mode'], found, 'write governance')];
};

/** A copy in the same region is lost with it. */
export const recoveryElsewhere: EnvironmentRule = ({ region, backup }, path) => {
  const recovery = backup?.recovery?.region;
  if (!recovery || recovery !== region) return [];
  return [
    mistake(
      [...path, 'backup', 'recovery', 'region'],
      `${quoted(recovery)}, the region of the shop`,
      'write another region',
    ),
  ];
};

/** Under which law a copy may lie is for the shop to say where the kit does not know a region of the same one. */
export const recoveryRegionKnown: EnvironmentRule = (environment, path) => {
  const { purpose, region, backup } = environment;
  if (purpose !== 'production' || !region || backup?.recovery || recoveryRegionOf(environment)) return [];
  return [
    mistake(
      [...path, 'backup', 'recovery'],
      `nothing, and no region beside ${region} that is under the same law`,
      'write a mapping with the region that copies may go to, such as { region: eu-central-1 }',
    ),
  ];
};

/** A vault of the same account is lost to whoever takes the account. */
export const otherAccountDiffers: EnvironmentRule = ({ account, backup }, path) => {
  const vault = backup?.recovery?.otherAccount?.vault;
  if (!vault || !account || vault.split(':')[4] !== account) return [];
  return [
    mistake(
      [...path, 'backup', 'recovery', 'otherAccount', 'vault'],
      `a vault of ${account}, the account of the shop`,
      'write the ARN of a vault in another account',
    ),
  ];
};

// An alarm looks back over a week at the most
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html).
const mostLossHours = 168;

/** A loss that the schedule does not keep below is a false promise, and so is one that no alarm can watch. */
export const rpoKept: EnvironmentRule = ({ backup }, path) => {
  if (!backup?.rpo) return [];
  const hours = Math.floor(minutesOf(backup.rpo) / 60);
  const at = [...path, 'backup', 'rpo'];
  if (intervalFor(hours) === undefined) {
    const remedy = `write at least ${leastLossHours}h: a backup each hour has ${times.completionWindowMinutes / 60} hours to end and ${times.copyMinutes / 60} to be copied`;
    return [mistake(at, quoted(backup.rpo), remedy)];
  }
  if (hours <= mostLossHours) return [];
  return [mistake(at, quoted(backup.rpo), `write at most ${mostLossHours}h, as far as an alarm looks back`)];
};

/** A recovery that takes longer than it may is a false promise. */
export const rtoKept: EnvironmentRule = ({ backup }, path) => {
  if (!backup?.rto || minutesOf(backup.rto) >= leastRecoveryHours * 60) return [];
  const { restore, deployment, switch: change } = times.recoveryHours;
  const remedy = `write at least ${leastRecoveryHours}h: tables are restored in ${restore} hours, the stacks deployed in ${deployment}, and names changed in ${change}`;
  return [mistake([...path, 'backup', 'rto'], quoted(backup.rto), remedy)];
};

/** The lock keeps each backup for a week at least, and what is kept for longer is the exception. */
export const backupsKeptInOrder: EnvironmentRule = ({ backup }, path) => {
  const { daily, monthly } = backup ?? {};
  const { shortestLockDays } = times;
  if (daily && daysOf(daily) < shortestLockDays) {
    const remedy = `write at least ${shortestLockDays}d, which is how long the lock keeps each backup`;
    return [mistake([...path, 'backup', 'daily'], quoted(daily), remedy)];
  }
  if (!daily || !monthly || daysOf(monthly) >= daysOf(daily)) return [];
  const remedy = `write at least ${daily}, which is how long the backups of each day are kept`;
  return [mistake([...path, 'backup', 'monthly'], quoted(monthly), remedy)];
};
