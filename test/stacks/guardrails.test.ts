import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { createAccountApp, emptyApp } from '../../lib/app.ts';
import { holdToGuardrails } from '../../lib/constructs/common/guardrails.ts';
import { exampleAccount } from '../support/account.ts';
import { exampleWith, ofType, type Synthesis, synthesisOf, synthesize } from '../support/synth.ts';
import { guardrails, variants } from '../support/variants.ts';

const { permissionsBoundary, rolePath, namePrefix } = guardrails;

/** A shop with every stack, and an account. */
const synthesized: readonly (readonly [string, Synthesis])[] = [
  [
    'a shop',
    synthesize(exampleWith({ ...variants['with mail from its own name in a zone of its own'], guardrails })),
  ],
  [
    'an account',
    synthesisOf(createAccountApp(exampleAccount({ existing: guardrails }), { app: emptyApp() })),
  ],
];

/** The resources of IAM that have a path and a name, of all templates, with the stack of each. */
function identities({ names, template }: Synthesis) {
  return names.flatMap((stack) =>
    Object.entries(template(stack).Resources)
      .filter(([, { Type }]) => Type.startsWith('AWS::IAM::') && Type !== 'AWS::IAM::Policy')
      .map(([id, { Type, Properties }]) => ({ id: `${stack} ${id}`, type: Type, properties: Properties })),
  );
}

describe.each(synthesized)('%s in an account with guardrails', (_, synthesis) => {
  const found = identities(synthesis);

  test('has roles and managed policies alone, so that nothing else could escape', () => {
    const types = new Set(found.map(({ type }) => type));
    types.delete('AWS::IAM::ManagedPolicy');
    expect([...types]).toEqual(['AWS::IAM::Role']);
  });

  test('has no role without the boundary', () => {
    const roles = found.filter(({ type }) => type === 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(2);
    for (const { id, properties } of roles)
      expect([id, properties.PermissionsBoundary]).toEqual([id, permissionsBoundary]);
  });

  test('has no role or policy at another path', () => {
    for (const { id, properties } of found) expect([id, properties.Path]).toEqual([id, rolePath]);
  });

  test('gives each a name of its own that begins with the prefix and is short enough', () => {
    const names = found.map(({ properties }) => properties.RoleName ?? properties.ManagedPolicyName);
    for (const name of names) expect(name).toMatch(new RegExp(`^${namePrefix}[\\w+=,.@-]{1,59}$`));
    expect(new Set(names).size).toBe(names.length);
  });

  test('is deployed by the bootstrap with the qualifier, and by no other', () => {
    for (const stack of synthesis.app.synth().stacks) {
      expect(stack.assumeRoleArn).toMatch(/:role\/cdk-shops-deploy-role-\d{12}-[a-z0-9-]+$/);
      expect(stack.cloudFormationExecutionRoleArn).toMatch(/:role\/cdk-shops-cfn-exec-role-/);
    }
    for (const name of synthesis.names) expect(synthesis.text(name)).not.toContain('hnb659fds');
  });
});

test('an account that asks for nothing leaves roles as they are', () => {
  const roles = identities(synthesize(exampleWith({})));
  expect(roles.length).toBeGreaterThan(10);
  for (const { properties } of roles) {
    for (const property of ['PermissionsBoundary', 'Path', 'RoleName'])
      expect(properties).not.toHaveProperty(property);
  }
});

test('a role that the CDK makes by itself is held to the guardrails, too', () => {
  const app = emptyApp();
  const stack = new Stack(app, 'boutique-prod-own');
  holdToGuardrails(stack, guardrails);
  new Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  const roles = ofType(synthesisOf(app).template('boutique-prod-own'), 'AWS::IAM::Role');
  expect(roles.map(([, { Properties }]) => Properties)).toEqual([
    expect.objectContaining({
      PermissionsBoundary: permissionsBoundary,
      Path: rolePath,
      RoleName: expect.stringMatching(/^team-boutique-prod-own-Custom\w+-[0-9a-f]{8}$/),
    }),
  ]);
});
