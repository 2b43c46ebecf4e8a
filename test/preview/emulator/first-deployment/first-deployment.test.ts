import { test } from '@jest/globals';
import { expectMended, firstDeploymentsOf, plain } from '../support/each-failure.ts';

const shop = firstDeploymentsOf('prod');

// Every resource of every stack of every environment fails in the full run.
test.each([
  ['network', 'Vpc'],
  ['data', 'OrdersTable'],
  ['recovery', 'Vault'],
  ['backup', 'PlanSelection'],
  ['payments', 'OrderWorker'],
  ['edge', 'RecordsA'],
])('the stack %s is deployed in the end, when %s has failed first', async (role, resource) => {
  const stack = shop.stacks.find(({ name }) => name.endsWith(`-${role}`));
  const logicalId = Object.keys(stack?.template.Resources ?? {}).find((each) => plain(each) === resource);
  if (!stack || !logicalId) throw new Error(`there is no ${resource} in ${role}`);
  await expectMended(shop, stack, [logicalId]);
});
