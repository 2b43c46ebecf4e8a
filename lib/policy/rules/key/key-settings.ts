import { usersOf } from '../../../cloudformation/encryption-keys.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract, useOf } from '../../data-classes.ts';
import { expectFalse, expectNumber, expectOneOf, expectTrue } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import facts from './key-actions.json' with { type: 'json' };

/** What is wrong with the settings of a key that decide how long it can still be saved, and where its material is. */
export function settingsFlaws(key: Resource): readonly Observation[] {
  const { kit, least, usual } = facts.pendingDays;
  const isOfContract = hasContract(key);
  const min = isOfContract ? kit : least;
  return flawsOf([
    expectNumber(key.property('PendingWindowInDays').withDefault(usual), { min, max: usual }),
    expectFalse(key.property('BypassPolicyLockoutSafetyCheck')),
    expectTrue(key.property('Enabled').withDefault(true)),
    expectFalse(key.property('MultiRegion')),
    // Imported material never rotates, and whoever may delete it makes all data unreadable at once, without the days of waiting.
    ...(isOfContract ? [expectOneOf(key.property('Origin').withDefault('AWS_KMS'), ['AWS_KMS'])] : []),
  ]);
}

/** What uses a key beside what is of another class: whoever may read the one then reads the other. */
export function mixedUse(key: Resource, model: Model): readonly Observation[] {
  const classed = usersOf(key, model).map((user) => ({ user, class: classOf(user) }));
  const [first] = classed.filter((one) => one.class !== undefined);
  return classed
    .filter((one) => one.class !== undefined && one.class !== first?.class)
    .map(({ user }) =>
      observation('fail', user.attribute('Type'), {
        expected: `a key of its own, since ${key.logicalId} is used for ${first?.class} data`,
      }),
    );
}

/** Types that tell by themselves what they hold. */
const classes: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::Secret': 'secrets',
  'AWS::Logs::LogGroup': 'audit',
  'AWS::CloudTrail::Trail': 'audit',
  'AWS::Backup::BackupVault': 'backup',
};

function classOf(user: Resource): string | undefined {
  return useOf(user)?.class ?? classes[user.type];
}
