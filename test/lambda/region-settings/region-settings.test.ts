import { expect, jest, test } from '@jest/globals';
import { createRegionSettings, type GroupRule } from '../../../lambda/region-settings/region-settings.ts';

function setup(rules: readonly GroupRule[] = []) {
  const find = jest.fn(async (_: string) => 'sg-1');
  const revoke = jest.fn(async (_: string, __: readonly GroupRule[]) => {});
  const create = jest.fn(async (_: string) => {});
  const apply = createRegionSettings({
    defaultGroups: { find, rules: async () => rules, revoke },
    roles: { create },
  });
  return { apply, find, revoke, create };
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

test('service names that are no list are refused with a sentence', async () => {
  const { apply } = setup();
  await expect(apply({ ServiceLinkedRoles: 'one.amazonaws.com' })).rejects.toThrow(
    'ServiceLinkedRoles has to be a list of service names',
  );
});
