import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { reachability } from '../../../lib/policy/reachability/reachability.ts';
import {
  boutiqueTemplates,
  exampleShops,
  exampleTemplates,
  variantTemplates,
} from '../../support/boutique.ts';
import { type Change, changed } from '../../support/changes.ts';
import { loosenings } from './loosenings.ts';

const examples = exampleShops.flatMap((example) =>
  exampleTemplates(example).map(({ environment, sources }) => ({ example, environment, sources: sources() })),
);
const sources = boutiqueTemplates('prod');
const usual = reachability(new Model(sources));

test.each(examples)(
  'of $example $environment the internet reaches its distribution and nothing else',
  (each) => {
    const { entries, openings } = reachability(new Model(each.sources));
    expect(entries.map(({ type }) => type)).toEqual(['AWS::CloudFront::Distribution']);
    expect(openings).toEqual([]);
  },
);

test('from the distribution requests go to the site, or through the firewall and the load balancer to four functions', () => {
  const ways = usual.entries.flatMap((entry) => entry.ways);
  const named = ways.map((way) =>
    way.replace(/([A-Za-z]+?)[0-9A-F]{8}\b/g, '$1').replace('shop.boutique.example', 'SHOP'),
  );
  expect(named).toEqual([
    '*, /checkout/* → web ACL Firewall → bucket Site',
    ...[
      'host-header origin.SHOP, path-pattern /api/* → PaymentSession',
      'host-header origin.SHOP, path-pattern /callbacks/* → PaymentCallback',
      'host-header origin.SHOP, path-pattern /csp-report → CspReport',
      'host-header origin.SHOP, path-pattern /api/orders/* or /api/account/* → ShopperOrders',
      'everything else → fixed-response',
    ].map(
      (rest) =>
        `/csp-report, /callbacks/*, /api/* → web ACL Firewall → VPC origin FunctionOrigin → load balancer IngressLoadBalancer → port 443 → ${rest}`,
    ),
  ]);
});

test('functions that call gateways reach the names of gateways and AWS on one port, and the report says what that leaves open', () => {
  const [, inNetwork] = usual.egress;
  expect(inNetwork?.resources.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'PaymentSession',
    'PaymentCallback',
    'OrderWorker',
    'TokenRotation',
  ]);
  expect(inNetwork).toMatchObject({
    addresses: ['0.0.0.0/0 tcp 443'],
    names: expect.arrayContaining([
      'api.stripe.com',
      'api-m.paypal.com',
      'secretsmanager.eu-west-1.amazonaws.com',
    ]),
    endpoints: [
      'com.amazonaws.eu-west-1.dynamodb: dynamodb:* on arn:aws:dynamodb:eu-west-1:111111111111:table/* where aws:principalaccount 111111111111 and aws:resourceaccount 111111111111',
    ],
    leavesOpen: [
      'A firewall for names judges no connections: code that knows an address connects to it.',
      'A name serves more than this shop: code that has keys of another account reaches that account there.',
    ],
  });
  expect(usual.egress.flatMap(({ names }) => names).filter((name) => name === '*')).toHaveLength(1);
});

test('a load balancer, which runs no code of the shop, leaves nothing open to code, and a function that reaches the same does', () => {
  const body = {
    Resources: {
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { SecurityGroups: [{ Ref: 'Group' }] },
      },
      Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'All' } },
      Function: { Type: 'AWS::Lambda::Function', Properties: {} },
    },
  };
  const { egress } = reachability(new Model([{ name: 'a.json', sha256: '', body }]));
  expect(egress.map(({ resources, addresses, leavesOpen }) => [resources, addresses, leavesOpen])).toEqual([
    [['Function'], ['any'], ['Code there can connect to every host on every port.']],
    [['Balancer'], ['any'], []],
  ]);
});

test('a bucket that S3 closes by itself is undecided in one place, since it may be older, and open where it is opened', () => {
  const openingsOf = (Properties: JsonRecord) => {
    const body = { Resources: { Files: { Type: 'AWS::S3::Bucket', Properties } } };
    const { openings } = reachability(new Model([{ name: 'a.json', sha256: '', body }]));
    return openings.map(({ kind, path }) => `${kind} ${path}`);
  };
  expect(openingsOf({})).toEqual(['undecided Properties.PublicAccessBlockConfiguration']);
  expect(openingsOf({ AccessControl: 'PublicRead' })).toContain('opening Properties.AccessControl');
});

test('a bucket policy for everyone is an entry where its bucket takes public policies, and in doubt where nobody knows that', () => {
  const kindOf = (block: JsonRecord, Bucket: JsonRecord[string] = { Ref: 'Files' }) => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] };
    const Resources = {
      Files: { Type: 'AWS::S3::Bucket', Properties: block },
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument } },
    };
    const { entries, openings } = reachability(
      new Model([{ name: 'a.json', sha256: '', body: { Resources } }]),
    );
    return [...entries, ...openings]
      .filter(({ logicalId }) => logicalId === 'Policy')
      .map(({ kind }) => kind);
  };
  const restricts = (RestrictPublicBuckets: boolean) => ({
    PublicAccessBlockConfiguration: { RestrictPublicBuckets },
  });
  expect(kindOf(restricts(false))).toEqual(['entry']);
  expect(kindOf(restricts(true))).toEqual(['opening']);
  expect(kindOf({})).toEqual(['undecided']);
  expect(kindOf({}, 'elsewhere')).toEqual(['undecided']);
});

test('in a network that exists the names are left to its owner', () => {
  const [, inNetwork] = reachability(new Model(variantTemplates('in a network that exists'))).egress;
  expect(inNetwork?.names).toEqual(['*']);
  expect(inNetwork?.leavesOpen).toContain(
    'No DNS Firewall of these templates restricts names: code there can resolve every one.',
  );
});

describe('one loosening changes the answer:', () => {
  test.each(Object.entries(loosenings))('%s', (_, { stack, changes }) => {
    const loosened = reachability(new Model(sources.map((source) => loosen(source, stack, changes))));
    expect(loosened).not.toEqual(usual);
  });
});

function loosen(
  source: TemplateSource,
  stack: string,
  changes: (resources: Readonly<Record<string, JsonRecord>>) => readonly Change[],
): TemplateSource {
  if (!source.name.endsWith(`-${stack}.template.json`)) return source;
  const resources = source.body['Resources'] as Readonly<Record<string, JsonRecord>>;
  return { ...source, body: { ...source.body, Resources: changed(resources, changes(resources)) } };
}
