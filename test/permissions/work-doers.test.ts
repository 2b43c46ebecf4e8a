import { describe, expect, test } from '@jest/globals';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { works } from '../../lib/contract/works.ts';
import { standingOf } from '../../lib/permissions/format-readers.ts';
import { workDoers } from '../../lib/permissions/work-doers.ts';
import { storefront } from '../support/storefront.ts';
import { exampleWith, synthesize } from '../support/synth.ts';
import { variants } from '../support/variants.ts';
import { account, type WorkPuzzle, workPuzzles } from './work-puzzles.ts';

const usual = {
  Orders: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'boutique-prod-orders',
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      },
    },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    },
  },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'boutique-prod/gateways/stripe' } },
  Events: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'boutique-prod-payment-events' } },
};

const contract = {
  ...storefront,
  account,
  data: [
    { resource: 'Orders', class: 'personal' },
    { resource: 'Secret', class: 'secrets' },
    { resource: 'Events', class: 'personal' },
  ],
};

function doer({ statements, role = {} }: WorkPuzzle) {
  const trust = {
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const Policies = [{ PolicyName: 'all', PolicyDocument: { Statement: statements } }];
  return {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'doer', AssumeRolePolicyDocument: trust, Policies, ...role },
  };
}

function templates(puzzle: WorkPuzzle): readonly TemplateSource[] {
  const Doer = doer(puzzle);
  const body = (resources: object, more: object = {}) =>
    JSON.parse(JSON.stringify({ ...more, Resources: resources })) as JsonRecord;
  const shop = { ...usual, ...puzzle.resources, ...(puzzle.elsewhere ? {} : { Doer }) };
  const told = {
    Metadata: { Palisade: contract },
    Parameters: { BootstrapVersion: { Type: 'String', Default: '/cdk-bootstrap/hnb659fds/version' } },
  };
  const of = (name: string, content: JsonRecord, owner: string): TemplateSource => ({
    name,
    sha256: name,
    body: content,
    region: 'eu-west-1',
    account: owner,
  });
  return [
    of('shop.json', body(shop, told), account),
    ...(puzzle.elsewhere ? [of('elsewhere.json', body({ Doer }), '444455556666')] : []),
  ];
}

describe('Who does a work', () => {
  test.each(workPuzzles)('$name', (puzzle) => {
    const [found, ...others] = workDoers(new Model(templates(puzzle))).filter(
      ({ work }) => work === puzzle.work,
    );
    expect(others).toEqual([]);
    const candidate = found?.candidates.find(({ identity }) => identity.resource.logicalId === 'Doer');
    expect(candidate ? standingOf(candidate) : 'cannot').toBe(puzzle.standing);
    expect([
      ...(found?.candidates ?? []).map(({ identity }) => identity),
      ...(found?.others ?? []),
    ]).toHaveLength(1);
  });

  test('is asked of at least twenty puzzles', () => {
    expect(workPuzzles.length).toBeGreaterThanOrEqual(20);
  });

  test('is asked of a shop with people, whose role for each work does it, and that for no other keeps or reads a secret', () => {
    const changed = variants['with people who sign in by Identity Center'] ?? {};
    const model = new Model(readInput(synthesize(exampleWith(changed)).directory));
    const roles = new Set(Object.values(works).map(({ role }) => `boutique-prod-${role}`));
    const doers = workDoers(model).map(({ work, subject, candidates }) => {
      const names = candidates
        .filter((candidate) => standingOf(candidate) === 'reads')
        .map(({ identity }) => String(identity.resource.property('RoleName')))
        .filter((name) => roles.has(name));
      return [work, subject.split(' ')[0], names.map((name) => name.replace('boutique-prod-', ''))] as const;
    });
    expect(
      new Map(doers.filter(([, , names]) => names.length > 0).map(([work, , names]) => [work, names])),
    ).toEqual(
      new Map([
        ['deploy', ['deploy']],
        ['releaseSite', ['release-site', 'break-glass']],
        ['releaseCatalogue', ['release-catalogue']],
        ['readOrders', ['read-orders', 'decide-orders', 'personal-data']],
        ['decideOrders', ['decide-orders', 'personal-data']],
        ['handlePersonalData', ['personal-data']],
        ['stageSecrets', ['stage-secrets']],
        ['operate', ['operate']],
        ['readEvidence', ['read-evidence']],
        ['audit', ['audit']],
        ['breakGlass', ['break-glass']],
      ]),
    );
  });
});
