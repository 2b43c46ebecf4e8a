import { describe, expect, test } from '@jest/globals';
import { behaviourOf, readDistribution } from '../../../lib/preview/edge/distribution.ts';
import { openEdge } from '../../../lib/preview/edge/open-edge.ts';
import { type SmallProps, small } from './support/small.ts';

describe('what the preview does not enact is refused with a sentence:', () => {
  test.each<[string, SmallProps, string]>([
    [
      'a setting that it does not know',
      { distribution: { StaticWebsite: true } },
      'small-edge: Distribution has StaticWebsite true, which the preview does not enact',
    ],
    [
      'a setting of a behaviour that it does not know',
      { behaviour: { FieldLevelEncryptionId: 'F1' } },
      'small-edge: Distribution has DefaultCacheBehavior.FieldLevelEncryptionId "F1", which the preview does not enact',
    ],
    [
      'viewers who sign their requests',
      { behaviour: { TrustedKeyGroups: ['K1'] } },
      'DefaultCacheBehavior.TrustedKeyGroups ["K1"]',
    ],
    [
      'functions of Lambda@Edge',
      { behaviour: { LambdaFunctionAssociations: [] } },
      'DefaultCacheBehavior.LambdaFunctionAssociations []',
    ],
    [
      'settings of before cache policies',
      { behaviour: { CachePolicyId: undefined, ForwardedValues: {} } },
      'DefaultCacheBehavior.CachePolicyId nothing',
    ],
    [
      'countries',
      {
        distribution: {
          Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['XX'] } },
        },
      },
      'Restrictions.GeoRestriction.RestrictionType "blacklist"',
    ],
    ['a distribution that is off', { distribution: { Enabled: false } }, 'Enabled false'],
    ['groups of origins', { distribution: { OriginGroups: { Quantity: 1 } } }, 'OriginGroups {"Quantity":1}'],
    [
      'an error page without a status',
      { distribution: { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] } },
      'CustomErrorResponses.0 with ResponseCode and ResponsePagePath both or neither',
    ],
    [
      'a policy that was not deployed',
      { behaviour: { CachePolicyId: 'another' } },
      'small-edge: Distribution has the policy another, which the preview does not know',
    ],
    [
      'a header that says where the viewer is',
      { key: { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Country'] } } },
      'a behaviour with cache asks for cloudfront-viewer-country, which the preview does not enact',
    ],
    [
      'times of servers',
      { headersPolicy: { ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 1 } } },
      'small-edge: ResponseHeadersPolicy has ServerTimingHeadersConfig.Enabled true, which the preview does not enact',
    ],
  ])('%s', (_, props, sentence) => {
    expect(() => readDistribution(small(props))).toThrow(sentence);
  });

  test('no distribution, and several of them', () => {
    expect(() => readDistribution([])).toThrow('found 0 distributions, and the preview enacts exactly one');
    expect(() => readDistribution([...small(), ...small()])).toThrow('found 2 distributions');
  });

  test('a web ACL that nobody decides by', async () => {
    const open = openEdge({
      resources: small({ distribution: { WebACLId: 'acl' } }),
      origins: () => () => Promise.reject(new Error('nobody is asked')),
      readObject: async () => new Uint8Array(),
      engine: 'njs',
      tell: () => undefined,
    });
    await expect(open).rejects.toThrow('the distribution has a web ACL, and nobody decides by it');
  });

  test('a function that was not deployed', async () => {
    const resources = small({ functions: { 'viewer-request': '' } }).filter(
      ({ type }) => !type.endsWith('::Function'),
    );
    const open = openEdge({
      resources,
      origins: () => () => Promise.reject(new Error('nobody is asked')),
      readObject: async () => new Uint8Array(),
      engine: 'njs',
      tell: () => undefined,
    });
    await expect(open).rejects.toThrow(
      'the distribution names arn:aws:cloudfront::111111111111:function/viewer-request, which was not deployed',
    );
  });
});

describe('the behaviour of a path', () => {
  const patterns = ['/api/*', '/img/?.png', 'late/*', '/api/public'];
  const [behaviour] = small().flatMap(({ properties }) =>
    'DistributionConfig' in properties
      ? [(properties['DistributionConfig'] as Config).DefaultCacheBehavior]
      : [],
  );
  const CacheBehaviors = patterns.map((PathPattern) => ({ ...behaviour, PathPattern }));
  const distribution = readDistribution(small({ distribution: { CacheBehaviors } }));

  test.each([
    ['/api/public', '/api/*'],
    ['/api/', '/api/*'],
    ['/API/x', '*'],
    ['/img/a.png', '/img/?.png'],
    ['/img/ab.png', '*'],
    ['/late/x', 'late/*'],
    ['/', '*'],
  ])('%s is that of %s', (path, pattern) => {
    expect(behaviourOf(distribution, path).pattern).toBe(pattern);
  });
});

interface Config {
  readonly DefaultCacheBehavior: Readonly<Record<string, unknown>>;
}
