import { describe, expect, test } from '@jest/globals';
import type { SynthesizedStack, Template } from '../support/assembly.ts';
import { firstDeploymentsOf, plain } from '../support/each-failure.ts';
import { complete, createStack, deleteStack, discard } from '../support/first-deployment.ts';

const shop = firstDeploymentsOf('prod');
const edge = stackNamed('edge');

function stackNamed(role: string): SynthesizedStack {
  const stack = shop.stacks.find(({ name }) => name.endsWith(`-${role}`));
  if (!stack) throw new Error(`production has no stack of the role ${role}`);
  return stack;
}

describe('without what mends it', () => {
  test('the protection from termination keeps a production stack that has failed', async () => {
    await shop.prepare(edge);
    const { name } = edge;
    await shop.emulator.failOnce({ step: 'create', stack: name });
    await createStack(shop.emulator, edge);
    await expect(deleteStack(shop.emulator, name, 'us-east-1')).rejects.toThrow(
      'TerminationProtection is enabled',
    );
  });

  test('a filled bucket keeps its name, and the next try fails at it', async () => {
    await shop.prepare(edge);
    const stack = { ...edge, isProtected: false };
    const [records = ''] = Object.keys(stack.template.Resources).filter((id) => plain(id) === 'RecordsA');
    await shop.emulator.failOnce({ step: 'create', stack: stack.name, logicalId: records });
    expect((await createStack(shop.emulator, stack)).notDeleted.map(plain)).toContain('Site');
    expect(await deleteStack(shop.emulator, stack.name, stack.region)).toBe('DELETE_COMPLETE');
    expect((await createStack(shop.emulator, stack)).status).toBe('ROLLBACK_COMPLETE');
    expect(await discard(shop.emulator, shop.whose)).toContain(`${stack.name}: discarded`);
    expect(await createStack(shop.emulator, stack)).toEqual(complete);
  });

  test.each([
    ['data', 'AWS::SQS::Queue'],
    ['edge', 'AWS::CloudFront::ResponseHeadersPolicy'],
  ])(
    'the rollback of %s is stuck where an early %s fails, because nothing waits for it',
    async (role, type) => {
      const stack = stackNamed(role);
      await shop.prepare(stack);
      const [logicalId = ''] =
        Object.entries(stack.template.Resources).find(([, { Type }]) => Type === type) ?? [];
      const variant = { ...stack, template: unordered(stack.template) };
      await shop.emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
      expect((await createStack(shop.emulator, variant)).status).toBe('ROLLBACK_FAILED');
      await discard(shop.emulator, shop.whose);
      await shop.emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
      expect((await createStack(shop.emulator, stack)).status).toBe('ROLLBACK_COMPLETE');
    },
  );
});

/** A template in which tables and the release wait for nothing but what they refer to, and for their rights. */
function unordered({ Resources }: Template): Template {
  const entries = Object.entries(Resources).map(([id, resource]) => {
    const { DependsOn = [] } = resource;
    const isLate = ['AWS::DynamoDB::Table', 'Custom::SiteRelease'].includes(resource.Type);
    const rights = [DependsOn].flat().filter((needed) => needed.startsWith('ReleasePublisher'));
    return [id, isLate ? { ...resource, DependsOn: rights } : resource] as const;
  });
  return { Resources: Object.fromEntries(entries) };
}
