import { expect, jest, test } from '@jest/globals';
import {
  createRegionSettings,
  type GroupRule,
  type PasswordPolicy,
} from '../../../lambda/region-settings/region-settings.ts';

function setup(rules: readonly GroupRule[] = []) {
  const find = jest.fn(async (_: string) => 'sg-1');
  const revoke = jest.fn(async (_: string, __: readonly GroupRule[]) => {});
  const create = jest.fn(async (_: string) => {});
  const keepTables = jest.fn(async (_: string) => {});
  const switches = {
    protectVolumes: jest.fn(async () => {}),
    blockPublicBuckets: jest.fn(async (_: string) => {}),
    askForPasswords: jest.fn(async (_: PasswordPolicy) => {}),
    inspect: jest.fn(async (_: readonly string[]) => {}),
  };
  const apply = createRegionSettings({
    backups: { keepTables },
    defaultGroups: { find, rules: async () => rules, revoke },
    roles: { create },
    switches,
  });
  return { apply, find, revoke, create, keepTables, switches };
}

const ingress = { id: 'sgr-1', isEgress: false };
const egress = { id: 'sgr-2', isEgress: true };

test('every rule of the default group is revoked, each direction by its own call', async () => {
  const { apply, find, revoke } = setup([ingress, egress]);
  await apply({ VpcId: 'vpc-1' });
  expect(find).toHaveBeenCalledWith('vpc-1');
  expect(revoke.mock.calls).toEqual([
    ['sg-1', [ingress]],
    ['sg-1', [egress]],
  ]);
});

test('a closed group is left alone, so that the settings can be applied again', async () => {
  const { apply, revoke } = setup([]);
  await apply({ VpcId: 'vpc-1' });
  expect(revoke).not.toHaveBeenCalled();
});

test('each service gets its role, and without a VPC no group is asked for', async () => {
  const { apply, find, create } = setup();
  await apply({ ServiceLinkedRoles: ['one.amazonaws.com', 'two.amazonaws.com'] });
  expect(create.mock.calls).toEqual([['one.amazonaws.com'], ['two.amazonaws.com']]);
  expect(find).not.toHaveBeenCalled();
});

test('AWS Backup keeps the backups of tables itself in each region that is named, and in no other', async () => {
  const { apply, keepTables } = setup();
  await apply({ VpcId: 'vpc-1' });
  expect(keepTables).not.toHaveBeenCalled();
  await apply({ BackupRegions: ['eu-west-1', 'eu-central-1'] });
  expect(keepTables.mock.calls).toEqual([['eu-west-1'], ['eu-central-1']]);
});

test('service names that are no list are refused with a sentence', async () => {
  const { apply } = setup();
  await expect(apply({ ServiceLinkedRoles: 'one.amazonaws.com' })).rejects.toThrow(
    'ServiceLinkedRoles has to be a list of names',
  );
});

test('a template that names no switch of the account turns none', async () => {
  const { apply, switches } = setup();
  await apply({ VpcId: 'vpc-1', ProtectVolumes: 'false' });
  for (const turn of Object.values(switches)) expect(turn).not.toHaveBeenCalled();
});

test('each switch that the template names is turned', async () => {
  const { apply, switches } = setup();
  await apply({
    ProtectVolumes: 'true',
    BlockPublicBucketsOf: '111111111111',
    PasswordPolicy: { LeastLength: '14', EndsAfterDays: '90', Remembered: '24' },
    InspectedKinds: ['LAMBDA'],
  });
  expect(switches.protectVolumes).toHaveBeenCalledTimes(1);
  expect(switches.blockPublicBuckets.mock.calls).toEqual([['111111111111']]);
  expect(switches.askForPasswords.mock.calls).toEqual([
    [{ leastLength: 14, endsAfterDays: 90, remembered: 24 }],
  ]);
  expect(switches.inspect.mock.calls).toEqual([[['LAMBDA']]]);
});

test('a password policy without a length is refused with a sentence', async () => {
  const { apply } = setup();
  const policy = { LeastLength: 'long', EndsAfterDays: '90', Remembered: '24' };
  await expect(apply({ PasswordPolicy: policy })).rejects.toThrow(
    'LeastLength has to be a whole number above zero',
  );
});
