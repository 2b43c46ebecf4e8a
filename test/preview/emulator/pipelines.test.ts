import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';
import { delivery } from '../../support/variants.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

const github = 'token.actions.githubusercontent.com';
const RoleArn = `arn:aws:iam::${account}:role/boutique-prod-pipeline`;
const bootstrapRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-eu-west-1`;
const trust = (AWS: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  const { template } = synthesize(exampleWith({ delivery }));
  const stacks: readonly (readonly [string, Resources])[] = [
    [
      'providers',
      Object.fromEntries(
        [github, delivery.gitlab.host].map((host, index) => [
          `Provider${index}`,
          {
            Type: 'AWS::IAM::OIDCProvider',
            Properties: { Url: `https://${host}`, ClientIdList: ['sts.amazonaws.com'] },
          },
        ]),
      ),
    ],
    [
      'bootstrap',
      Object.fromEntries(
        ['deploy', 'cfn-exec'].map((name, index) => [
          `Role${index}`,
          {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: `cdk-hnb659fds-${name}-role-${account}-eu-west-1`,
              AssumeRolePolicyDocument: trust(account),
            },
          },
        ]),
      ),
    ],
    ['boutique-prod-people', Object.fromEntries(roleOf(template('boutique-prod-people')))],
  ];
  for (const [name, resources] of stacks) {
    const { status, failures } = await stacksIn(emulator).create(name, resources);
    expect([status, failures]).toEqual(['CREATE_COMPLETE', {}]);
  }
}, 120_000);
afterAll(() => emulator.stop());

/** The role and its policy, as the template has them. */
function roleOf(template: Parameters<typeof ofType>[0]) {
  return [...ofType(template, 'AWS::IAM::Role'), ...ofType(template, 'AWS::IAM::Policy')];
}

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly sub?: string;
}

const ofGithub = (sub: string, more: Claims = {}): Claims => ({
  iss: `https://${github}`,
  aud: 'sts.amazonaws.com',
  sub,
  ...more,
});
const ofGitlab = (sub: string): Claims => ({ iss: 'https://gitlab.com', aud: 'sts.amazonaws.com', sub });

/** Takes the role on with a token that says this. */
async function takeOn(claims: Claims) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { Credentials } = await new STSClient(emulator.clientConfig).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn,
      RoleSessionName: 'job',
      WebIdentityToken: [part({ alg: 'RS256' }), part(claims), 'signature'].join('.'),
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { ...emulator.clientConfig, credentials };
}

const production = 'repo:boutique@123456/shop@456789:environment:production';
const main = 'project_path:boutique/web/shop:ref_type:branch:ref:main';

describe('the role of a pipeline is taken on', () => {
  test.each<[string, Claims]>([
    ['a job in the environment of the repository', ofGithub(production)],
    ['a job on the branch of the project', ofGitlab(main)],
  ])('by %s', async (_, claims) => {
    await expect(takeOn(claims)).resolves.toBeDefined();
  });

  test.each<[string, Claims]>([
    ['another environment', ofGithub('repo:boutique@123456/shop@456789:environment:staging')],
    ['a branch without an environment', ofGithub('repo:boutique@123456/shop@456789:ref:refs/heads/main')],
    ['a pull request, such as of a fork', ofGithub('repo:boutique@123456/shop@456789:pull_request')],
    ['another repository of the owner', ofGithub('repo:boutique@123456/blog@456790:environment:production')],
    ['a fork of somebody else', ofGithub('repo:mallory@666/shop@667:environment:production')],
    [
      'a repository that got the name which somebody gave up',
      ofGithub('repo:boutique@999/shop@1000:environment:production'),
    ],
    ['the same name without the numbers', ofGithub('repo:boutique/shop:environment:production')],
    ['a longer name of the environment', ofGithub(`${production}-eu`)],
    ['no subject', { iss: `https://${github}`, aud: 'sts.amazonaws.com' }],
    ['no audience', { iss: `https://${github}`, sub: production }],
    ['another audience', ofGithub(production, { aud: 'https://github.com/boutique' })],
    ['an issuer that the account does not know', ofGithub(production, { iss: 'https://tokens.example.com' })],
    ['the other issuer', ofGithub(production, { iss: 'https://gitlab.com' })],
    ['another branch of the project', ofGitlab('project_path:boutique/web/shop:ref_type:branch:ref:feature')],
    [
      'a tag that is called like the branch',
      ofGitlab('project_path:boutique/web/shop:ref_type:tag:ref:main'),
    ],
    ['another project', ofGitlab('project_path:mallory/shop:ref_type:branch:ref:main')],
  ])('by no job of %s', async (_, claims) => {
    await expect(takeOn(claims)).rejects.toThrow(/Not authorized|No OpenIDConnect provider|token audience/);
  });
});

test('the role takes on the roles of the bootstrap that deploy, and does nothing else', async () => {
  const config = await takeOn(ofGithub(production));
  const session = (role: string) =>
    new STSClient(config).send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'job' }));
  await expect(session(bootstrapRole)).resolves.toHaveProperty('Credentials.AccessKeyId');
  const refused = { name: expect.stringMatching(/AccessDenied/) };
  await expect(session(bootstrapRole.replace('-deploy-', '-cfn-exec-'))).rejects.toMatchObject(refused);
  await expect(new DynamoDBClient(config).send(new ListTablesCommand({}))).rejects.toMatchObject(refused);
});
