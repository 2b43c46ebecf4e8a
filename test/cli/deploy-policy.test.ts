import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { createAccountApp, emptyApp } from '../../lib/app.ts';
import limits from '../../lib/aws/deployment-limits.json' with { type: 'json' };
import { exampleAccount } from '../support/account.ts';
import { run } from '../support/run.ts';
import { exampleConfig, exampleWith, synthesisOf, synthesize } from '../support/synth.ts';
import { guardrails } from '../support/variants.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
afterAll(() => rmSync(folder, { recursive: true }));
const prod = synthesize(exampleWith({})).directory;
const bounded = synthesize(exampleWith({ guardrails })).directory;
const account = synthesisOf(createAccountApp(exampleAccount(), { app: emptyApp() })).directory;

function documentsOf(...paths: readonly string[]): readonly { readonly Statement: readonly Statement[] }[] {
  const { code, out, err } = run('deploy-policy', ...paths, '--format', 'json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

const statementsOf = (...paths: readonly string[]) =>
  documentsOf(...paths).flatMap(({ Statement }) => Statement);

/** The statements that allow an action. */
const allowing = (action: string, ...paths: readonly string[]) =>
  statementsOf(...paths).filter(({ Action }) => Action.includes(action));

describe.each<[string, readonly string[]]>([
  ['a shop', [prod]],
  ['a shop and its account', [prod, account]],
])('the policies of %s', (_, paths) => {
  test('are the same each time', () => {
    expect(run('deploy-policy', ...paths)).toEqual(run('deploy-policy', ...paths));
  });

  test('are within the limits of IAM', () => {
    const documents = documentsOf(...paths);
    expect(documents.length).toBeLessThanOrEqual(limits.managedPoliciesOfRole);
    for (const document of documents)
      expect(JSON.stringify(document).length).toBeLessThanOrEqual(limits.charactersOfManagedPolicy);
  });

  test('allow each action by its whole name', () => {
    const actions = statementsOf(...paths).flatMap(({ Action }) => Action);
    expect(actions.length).toBeGreaterThan(300);
    for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
  });

  test('hold to regions what they do not hold to names of the shop', () => {
    const open = statementsOf(...paths).filter(({ Resource }) => Resource.includes('*'));
    expect(open.length).toBeGreaterThan(0);
    for (const { Condition } of open)
      expect(Condition?.['StringEquals']).toHaveProperty('aws:RequestedRegion');
  });

  test('read no secret, object or item of the shop, decrypt nothing but for a service, and take on no role', () => {
    const actions = new Set(statementsOf(...paths).flatMap(({ Action }) => Action));
    for (const action of [
      'secretsmanager:GetSecretValue',
      'dynamodb:GetItem',
      'sqs:ReceiveMessage',
      'sts:AssumeRole',
      'iam:CreateUser',
      'iam:CreateAccessKey',
      'iam:DeleteRolePermissionsBoundary',
    ])
      expect(actions).not.toContain(action);
    for (const { Condition } of allowing('kms:Decrypt', ...paths))
      expect(Condition?.['StringEquals']).toHaveProperty('kms:ViaService');
    for (const { Resource } of allowing('s3:GetObject', ...paths))
      expect(Resource).toEqual(['arn:aws:s3:::cdk-hnb659fds-assets-111111111111-*/*']);
  });
});

describe('the policies of a shop', () => {
  test('are about what is named as its templates name it', () => {
    expect(allowing('sqs:DeleteQueue', prod)[0]?.Resource).toEqual([
      'arn:aws:sqs:*:111111111111:boutique-prod-*',
    ]);
    expect(allowing('secretsmanager:CreateSecret', prod)[0]?.Resource).toEqual([
      'arn:aws:secretsmanager:*:111111111111:secret:boutique-prod/*',
    ]);
    expect(allowing('route53:ChangeResourceRecordSets', prod)[0]?.Resource).toEqual([
      'arn:aws:route53:::hostedzone/Z0123456789ABC',
    ]);
  });

  test('pass roles of its own to the services that they trust, and to no other', () => {
    expect(allowing('iam:PassRole', prod)).toEqual([
      expect.objectContaining({
        Resource: ['arn:aws:iam::111111111111:role/boutique-prod-*'],
        Condition: {
          StringEquals: {
            'iam:PassedToService': [
              'backup.amazonaws.com',
              'lambda.amazonaws.com',
              'vpc-flow-logs.amazonaws.com',
            ],
          },
        },
      }),
    ]);
  });

  test('make service-linked roles for the services that it uses, by name', () => {
    const linked = allowing('iam:CreateServiceLinkedRole', prod);
    expect(linked.length).toBeGreaterThan(3);
    for (const { Resource, Condition } of linked) {
      const service = Condition?.['StringEquals']?.['iam:AWSServiceName'];
      expect(Resource).toEqual([`arn:aws:iam::111111111111:role/aws-service-role/${service}/*`]);
    }
  });

  test('attach no policy to a role, since its templates attach none', () => {
    expect(allowing('iam:AttachRolePolicy', prod)).toEqual([]);
  });

  test('attach to roles of the account what its templates attach', () => {
    const [only, ...others] = allowing('iam:AttachRolePolicy', account);
    expect([only?.Condition, others]).toEqual([
      { ArnLike: { 'iam:PolicyARN': ['arn:aws:iam::aws:policy/SecurityAudit'] } },
      [],
    ]);
  });
});

describe('in an account with guardrails', () => {
  test('roles are made and changed within the boundary, at the path, by the prefix', () => {
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary']) {
      const [only, ...others] = allowing(action, bounded);
      expect([only?.Resource, only?.Condition, others]).toEqual([
        ['arn:aws:iam::111111111111:role/shops/team-boutique-prod-*'],
        { StringEquals: { 'iam:PermissionsBoundary': guardrails.permissionsBoundary } },
        [],
      ]);
    }
  });

  test('the bootstrap is the one with the qualifier', () => {
    expect(allowing('ssm:GetParameters', bounded)[0]?.Resource).toEqual([
      'arn:aws:ssm:*:111111111111:parameter/cdk-bootstrap/shops/version',
    ]);
  });

  test('the policies themselves have the path and the prefix', () => {
    const { Resources } = JSON.parse(run('deploy-policy', bounded).out);
    expect(Resources.Policy1).toMatchObject({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Path: '/shops/', ManagedPolicyName: 'team-cdk-shops-deploy-1' },
    });
  });
});

describe('the template', () => {
  test('makes one policy of each document, and tells their ARNs as the bootstrap takes them', () => {
    const { Resources, Outputs } = JSON.parse(run('deploy-policy', prod).out);
    const made: { readonly Properties: { readonly PolicyDocument: unknown } }[] = Object.values(Resources);
    expect(made.map(({ Properties }) => Properties.PolicyDocument)).toEqual(documentsOf(prod));
    expect(Outputs.PolicyArns.Value).toEqual({
      'Fn::Join': [',', Object.keys(Resources).map((Ref) => ({ Ref }))],
    });
  });
});

describe('one sentence says what is wrong with', () => {
  const template = (name: string, body: object): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(body));
    return path;
  };
  const queue = { Queue: { Type: 'AWS::SQS::Queue' } };

  test.each<[string, readonly string[], string]>([
    [
      'a template without account',
      [template('alone.json', { Resources: queue })],
      'alone.json: does not tell the account of its deployment, give the cdk.out folder that the CDK has written',
    ],
    [
      'two accounts',
      [synthesize(exampleConfig()).directory],
      'the templates have 2 accounts, 111111111111 and 222222222222, add --account with one of them',
    ],
    ['an account that has no stack', [prod, '--account', '1'], '--account: found 1, write 111111111111'],
    [
      'two bootstraps',
      [prod, bounded],
      'the templates have 2 qualifiers, hnb659fds and shops, give those of one bootstrap',
    ],
    ['another format', [prod, '--format', 'yaml'], '--format: found yaml, write cloudformation or json'],
  ])('%s', (_, args, says) => {
    expect(run('deploy-policy', ...args)).toEqual({ code: 2, out: '', err: `palisade: ${says}\n` });
  });

  test('a type of resource whose actions nobody has listed', () => {
    const app = emptyApp();
    const env = { account: '111111111111', region: 'eu-west-1' };
    new CfnResource(new Stack(app, 'boutique-own', { env }), 'Bot', { type: 'AWS::Lex::Bot' });
    const { directory } = synthesisOf(app);
    expect(run('deploy-policy', directory)).toEqual({
      code: 2,
      out: '',
      err: 'palisade: boutique-own.template.json: Bot is AWS::Lex::Bot, whose actions the kit does not know, deploy its stack by another bootstrap\n',
    });
  });
});

test('one account of several is chosen by its number', () => {
  const { directory } = synthesize(exampleConfig());
  expect(allowing('sqs:CreateQueue', directory, '--account', '222222222222')[0]?.Resource).toEqual([
    'arn:aws:sqs:*:222222222222:boutique-staging-*',
  ]);
});
