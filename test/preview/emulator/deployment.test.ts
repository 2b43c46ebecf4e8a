import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from './support/aws.ts';
import { type Assembly, bootstrap, deploy, synthesize } from './support/cdk.ts';

let aws: Aws;
let assembly: Assembly;
beforeAll(async () => {
  [aws, assembly] = await Promise.all([startAws(), synthesize()]);
}, 180_000);
afterAll(async () => {
  assembly.remove();
  await aws.stop();
});

test('the boutique deploys from nothing by the real commands', async () => {
  const bootstrapped = await bootstrap(aws, assembly);
  expect([bootstrapped.code, bootstrapped.text]).toEqual([0, expect.stringContaining('bootstrapped')]);
  const deployed = await deploy(aws, assembly);
  expect([deployed.code, deployed.text]).toEqual([0, expect.stringContaining('boutique-prod-payments')]);
  const stacks = (await aws.resources()).map(({ stack, stackStatus }) => `${stack} ${stackStatus}`);
  expect([...new Set(stacks)].sort()).toEqual([
    'CDKToolkit CREATE_COMPLETE',
    'boutique-prod-data CREATE_COMPLETE',
    'boutique-prod-edge CREATE_COMPLETE',
    'boutique-prod-payments CREATE_COMPLETE',
  ]);
}, 180_000);

test('no call that a stack or a function made was refused', async () => {
  const refused = (await aws.journal()).filter(({ status = 200 }) => status === 403 || status >= 500);
  expect(refused).toEqual([]);
});
