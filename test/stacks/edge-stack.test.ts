import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';
import { exampleConfig, exampleWith, ofType, onlyOne, synthesize } from '../support/synth.ts';

const { template } = synthesize(exampleWith({}));
const edge = template('boutique-prod-edge');
const config = onlyOne(edge, 'AWS::CloudFront::Distribution').DistributionConfig;
const [report, callbacks, api, checkout] = config.CacheBehaviors;
const pages = config.DefaultCacheBehavior;

describe('the distribution', () => {
  test('answers for the shop alone, over modern TLS, by HTTP/2 and HTTP/3, on both kinds of address', () => {
    expect(config).toMatchObject({
      Aliases: ['shop.boutique.example'],
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      DefaultRootObject: 'index.html',
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2025', SslSupportMethod: 'sni-only' },
    });
    const [[certificate] = []] = ofType(edge, 'AWS::CertificateManager::Certificate');
    expect(config.ViewerCertificate.AcmCertificateArn).toEqual({ Ref: certificate });
  });

  test('stands behind the firewall', () => {
    const [[firewall] = []] = ofType(edge, 'AWS::WAFv2::WebACL');
    expect(config.WebACLId).toEqual({ 'Fn::GetAtt': [firewall, 'Arn'] });
  });

  test('has one behaviour for each path of the contract', () => {
    const patterns = [
      ...config.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern),
      '*',
    ];
    expect(patterns).toEqual(edge.Metadata.Palisade.paths.map(({ pattern }: { pattern: string }) => pattern));
  });

  test('hands reports, callbacks and the start of payments to functions, by any method, over https only and uncached', () => {
    const patterns = [report, callbacks, api].map(({ PathPattern }) => PathPattern);
    expect(patterns).toEqual(['/csp-report', '/callbacks/*', '/api/*']);
    const origins = config.Origins.filter(
      ({ VpcOriginConfig }: { VpcOriginConfig?: object }) => VpcOriginConfig,
    );
    expect(origins).toMatchObject([{ DomainName: 'origin.shop.boutique.example' }]);
    for (const behaviour of [report, callbacks, api]) {
      expect(behaviour).toMatchObject({
        TargetOriginId: origins[0].Id,
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      });
      expect(behaviour.AllowedMethods).toContain('POST');
      const [association] = behaviour.FunctionAssociations;
      const code = edge.Resources[association.FunctionARN['Fn::GetAtt'][0]]?.Properties.FunctionCode;
      expect([association.EventType, code.includes('x-palisade-raw-query')]).toEqual([
        'viewer-request',
        true,
      ]);
    }
  });

  test('caches pages, and nothing of the checkout', () => {
    const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
    expect(checkout.CachePolicyId).toBe(cachingDisabled);
    expect(report.CachePolicyId).toBe(cachingDisabled);
    expect(pages.CachePolicyId).not.toBe(cachingDisabled);
  });

  test('only reads from the site', () => {
    expect([checkout.AllowedMethods, pages.AllowedMethods]).toEqual([
      ['GET', 'HEAD'],
      ['GET', 'HEAD'],
    ]);
  });

  test('answers for what does not exist, and for nothing else, with the page of the current release', () => {
    const { Release } = onlyOne(edge, 'Custom::SiteRelease');
    expect(config.CustomErrorResponses).toEqual([
      {
        ErrorCode: 404,
        ResponseCode: 404,
        ResponsePagePath: `/releases/${Release}/404.html`,
        ErrorCachingMinTTL: 60,
      },
    ]);
  });
});

test('what the firewall tells, rule matches included, holds no session, token or query', () => {
  const { DataProtections } = onlyOne(edge, 'AWS::WAFv2::WebACL').DataProtectionConfig;
  expect(DataProtections).toEqual(
    [
      { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization'] },
      { FieldType: 'SINGLE_HEADER', FieldKeys: ['cookie'] },
      { FieldType: 'QUERY_STRING' },
    ].map((Field) => ({
      Field,
      Action: 'SUBSTITUTION',
      ExcludeRuleMatchDetails: false,
      ExcludeRateBasedDetails: false,
    })),
  );
});

describe('a release', () => {
  const [[release] = []] = ofType(edge, 'Custom::SiteRelease');

  test('is there before the edge function that leads to it', () => {
    const functions = ofType(edge, 'AWS::CloudFront::Function');
    const site = functions.find(([, { Properties }]) => Properties.FunctionCode.includes('/releases/'));
    expect(site?.[1].DependsOn).toContain(release);
    expect(site?.[1].Properties.FunctionCode).toContain(edge.Resources[release ?? '']?.Properties.Release);
  });

  test('waits for the permissions of its function', () => {
    const policies = ofType(edge, 'AWS::IAM::Policy').map(([logicalId]) => logicalId);
    expect(edge.Resources[release ?? '']?.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('may be written by its function, and read from one archive', () => {
    const { PolicyDocument } = onlyOne(edge, 'AWS::IAM::Policy');
    const { ArchiveBucket, ArchiveKey } = onlyOne(edge, 'Custom::SiteRelease');
    const [[bucket] = []] = ofType(edge, 'AWS::S3::Bucket').filter(([, { Properties }]) =>
      Properties.BucketName.includes('-site-'),
    );
    const granted = PolicyDocument.Statement.map(({ Action, Resource }: Record<string, unknown>) => [
      Action,
      Resource,
    ]);
    expect(granted).toEqual([
      [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        { 'Fn::GetAtt': [expect.stringMatching(/^Logs/), 'Arn'] },
      ],
      [
        ['s3:GetObject', 's3:PutObject'],
        { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/releases/*']] },
      ],
      [['kms:Decrypt', 'kms:GenerateDataKey'], { 'Fn::GetAtt': [expect.stringMatching(/^SiteKey/), 'Arn'] }],
      ['s3:GetObject', `arn:aws:s3:::${ArchiveBucket}/${ArchiveKey}`],
    ]);
  });

  test('is made by a function with a runtime that AWS supports, on ARM, whose log is encrypted', () => {
    const { Runtime, Architectures, LoggingConfig } = onlyOne(edge, 'AWS::Lambda::Function');
    expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    expect(edge.Resources[LoggingConfig.LogGroup.Ref]?.Properties).toMatchObject({
      KmsKeyId: expect.anything(),
      RetentionInDays: 400,
    });
  });
});

describe('the site bucket', () => {
  const policies = ofType(edge, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties);
  const site = policies.find(({ Bucket }) => Bucket.Ref.startsWith('Site'));
  const statements: Record<string, never>[] = site.PolicyDocument.Statement;

  test('is read by this distribution and by no other, which learns from it what does not exist', () => {
    const [[distribution] = []] = ofType(edge, 'AWS::CloudFront::Distribution');
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    const arn = {
      'Fn::Join': ['', ['arn:aws:cloudfront::111111111111:distribution/', { Ref: distribution }]],
    };
    const bucketArn = { 'Fn::GetAtt': [site.Bucket.Ref, 'Arn'] };
    const granted = [
      { Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [bucketArn, '/releases/*']] } },
      { Action: 's3:ListBucket', Resource: bucketArn },
    ];
    expect(allowed).toEqual(
      granted.map((grant) => ({
        ...grant,
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': arn } },
      })),
    );
  });

  test('refuses to write over what was released', () => {
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:PutObject',
        Condition: expect.objectContaining({ Null: { 's3:if-none-match': 'true' } }),
      }),
    );
  });

  test('has a name of its own in the world', () => {
    const names = ofType(edge, 'AWS::S3::Bucket').map(([, { Properties }]) => Properties.BucketName);
    expect(names).toEqual([
      'boutique-prod-access-logs-111111111111-us-east-1',
      'boutique-prod-site-111111111111-us-east-1',
    ]);
  });

  test('never lets a release expire', () => {
    const [, { Properties } = { Properties: {} }] =
      ofType(edge, 'AWS::S3::Bucket').find(([id]) => id.startsWith('Site')) ?? [];
    for (const rule of Properties.LifecycleConfiguration.Rules)
      expect(rule).not.toHaveProperty('ExpirationInDays');
  });
});

describe('the records', () => {
  const records = ofType(edge, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);

  test('are the shop’s own and no others, in the zone that the file names', () => {
    expect(records.map(({ Type, Name }) => `${Type} ${Name}`).sort()).toEqual([
      'A shop.boutique.example.',
      'AAAA shop.boutique.example.',
      'CAA shop.boutique.example.',
      'MX shop.boutique.example.',
      'TXT _dmarc.shop.boutique.example.',
      'TXT shop.boutique.example.',
    ]);
    expect(new Set(records.map(({ HostedZoneId }) => HostedZoneId))).toEqual(new Set(['Z0123456789ABC']));
  });

  test('let Amazon alone issue certificates', () => {
    const caa = records.find(({ Type }) => Type === 'CAA');
    expect(caa?.ResourceRecords).toEqual([
      '0 issue "amazon.com"',
      '0 issue "amazontrust.com"',
      '0 issue "awstrust.com"',
      '0 issue "amazonaws.com"',
      '0 iodef "mailto:security@boutique.example"',
    ]);
  });

  test('leave the certificates, the mail and the other names of a shared zone alone', () => {
    const apex = synthesize(exampleWith({ domain: 'boutique.example' }));
    expect(boundAtApex(apex.template('boutique-prod-edge'))).toEqual([['A', 'AAAA'], [false]]);
    expect(apex.report().flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('bind all names of a shared zone where its owner asks for it', () => {
    const apex = synthesize(exampleWith({ domain: 'boutique.example', includeSubdomains: true }));
    expect(boundAtApex(apex.template('boutique-prod-edge'))).toEqual([['A', 'AAAA', 'CAA'], [true]]);
  });

  function boundAtApex(template: typeof edge) {
    const types = ofType(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties.Type);
    const policies = ofType(template, 'AWS::CloudFront::ResponseHeadersPolicy').map(
      ([, { Properties }]) =>
        Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity
          .IncludeSubdomains,
    );
    return [types.sort(), [...new Set(policies)]];
  }
});

describe('a shop that moves in', () => {
  const aliases = ['www.boutique.example', 'boutique.example'];
  const at = (launch: 'shadow' | 'cutover' | 'live') =>
    synthesize(exampleWith({ launch, aliases })).template('boutique-prod-edge');
  const aliasesOf = (stage: ReturnType<typeof at>) =>
    onlyOne(stage, 'AWS::CloudFront::Distribution').DistributionConfig.Aliases;
  const recordsOf = (stage: ReturnType<typeof at>) =>
    ofType(stage, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
  const [shadow, cutover, live] = [at('shadow'), at('cutover'), at('live')];

  test('has its certificate for all names from the start', () => {
    for (const stage of [shadow, cutover, live]) {
      const certificate = onlyOne(stage, 'AWS::CertificateManager::Certificate');
      const bearing = [certificate.DomainName, ...certificate.SubjectAlternativeNames];
      expect(bearing).toEqual(['shop.boutique.example', ...aliases]);
      const { ViewerCertificate } = onlyOne(stage, 'AWS::CloudFront::Distribution').DistributionConfig;
      expect(ViewerCertificate.AcmCertificateArn).toEqual({ Ref: expect.stringMatching(/^Certificate/) });
    }
  });

  test('answers to no name in the shadow, and to all of them from the cutover on', () => {
    expect([shadow, cutover, live].map(aliasesOf)).toEqual([
      undefined,
      ['shop.boutique.example', ...aliases],
      ['shop.boutique.example', ...aliases],
    ]);
  });

  test('writes no record before it is live, because the names are still somebody else’s', () => {
    expect([shadow, cutover].map(recordsOf)).toEqual([[], []]);
  });

  test('leads all names to itself when it is live, beside the records of the earlier shop', () => {
    const addresses = recordsOf(live).filter(({ Type }) => ['A', 'AAAA'].includes(Type));
    expect(addresses.map(({ Type, Name }) => `${Type} ${Name}`).sort()).toEqual([
      'A boutique.example.',
      'A shop.boutique.example.',
      'A www.boutique.example.',
      'AAAA boutique.example.',
      'AAAA shop.boutique.example.',
      'AAAA www.boutique.example.',
    ]);
    for (const record of addresses) {
      expect(record).toMatchObject({ SetIdentifier: 'boutique-prod-shop', Weight: 100 });
    }
  });

  test('keeps its resources from stage to stage, so that none of them is made twice', () => {
    const lasting = (stage: ReturnType<typeof at>) =>
      Object.keys(stage.Resources).filter(
        (id) => !/^AWS::(Route53::RecordSet|WAFv2::IPSet)$/.test(stage.Resources[id]?.Type ?? ''),
      );
    expect(lasting(shadow)).toEqual(lasting(live));
    expect(lasting(cutover)).toEqual(lasting(live));
  });
});

describe('a shop to which shoppers do not come', () => {
  // No real money moves outside production.
  const staging = exampleConfig().environments['staging'] as EnvironmentConfig;
  const closed = {
    'in the shadow': exampleWith({ launch: 'shadow' }),
    'that is not production': exampleWith({ purpose: 'non-production', payments: staging.payments }),
  };

  test.each(Object.entries(closed))('%s answers strangers 403, and nobody is admitted yet', (_, config) => {
    const stage = synthesize(config).template('boutique-prod-edge');
    const { Rules } = onlyOne(stage, 'AWS::WAFv2::WebACL');
    const [first] = Rules;
    expect(first).toMatchObject({
      Name: 'strangers',
      Priority: 0,
      Action: {
        Block: {
          CustomResponse: {
            ResponseCode: 403,
            ResponseHeaders: [{ Name: 'x-robots-tag', Value: 'noindex, nofollow' }],
          },
        },
      },
    });
    const lists = ofType(stage, 'AWS::WAFv2::IPSet');
    expect(lists.map(([, { Properties }]) => [Properties.Name, Properties.Addresses])).toEqual([
      ['boutique-prod-admitted-ipv4', []],
      ['boutique-prod-admitted-ipv6', []],
    ]);
    const spared = first.Statement.AndStatement.Statements.map(
      ({ NotStatement }: { NotStatement: { Statement: object } }) => NotStatement.Statement,
    );
    expect(spared).toMatchObject([
      ...lists.map(([id]) => ({ IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [id, 'Arn'] } } })),
      { AndStatement: { Statements: [{ ByteMatchStatement: { SearchString: '/callbacks/' } }, {}] } },
    ]);
  });

  test.each(Object.entries(closed))('%s is kept out of search engines on every path', (_, config) => {
    const stage = synthesize(config).template('boutique-prod-edge');
    const policies = ofType(stage, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect(policies.length).toBeGreaterThan(2);
    for (const [, { Properties }] of policies) {
      expect(Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items).toContainEqual({
        Header: 'X-Robots-Tag',
        Override: true,
        Value: 'noindex, nofollow',
      });
    }
  });

  test('is not what production is, from the cutover on', () => {
    for (const launch of ['cutover', 'live'] as const) {
      const open = synthesize(exampleWith({ launch })).template('boutique-prod-edge');
      expect(ofType(open, 'AWS::WAFv2::IPSet')).toEqual([]);
      expect(JSON.stringify(open.Resources)).not.toContain('noindex');
    }
  });
});

describe('an environment with a zone of its own', () => {
  const own = synthesize(exampleWith({ zone: { name: 'shop.boutique.example' } }));

  test('learns the zone’s id from the stack that makes it, by a weak reference', () => {
    const certificate = onlyOne(own.template('boutique-prod-edge'), 'AWS::CertificateManager::Certificate');
    expect(certificate.DomainValidationOptions[0].HostedZoneId).toEqual({
      'Fn::GetStackOutput': expect.objectContaining({ StackName: 'boutique-prod-dns' }),
    });
  });

  test('keeps the zone’s records about certificates beside the zone', () => {
    const types = (stack: string) =>
      ofType(own.template(stack), 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties.Type);
    expect(types('boutique-prod-dns')).toContain('CAA');
    expect(types('boutique-prod-edge')).not.toContain('CAA');
  });
});

test('everything of the edge is in us-east-1, wherever the shop is', () => {
  const stacks = synthesize(exampleWith({ region: 'sa-east-1' })).app.node.children.filter(Stack.isStack);
  const edge = stacks.find(({ stackName }) => stackName === 'boutique-prod-edge');
  expect(edge?.region).toBe('us-east-1');
});
