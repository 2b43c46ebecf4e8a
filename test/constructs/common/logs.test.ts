import { describe, expect, test } from '@jest/globals';
import { exampleWith, ofType, onlyOne, synthesize } from '../../support/synth.ts';

const edge = synthesize(exampleWith({})).template('boutique-prod-edge');
const groups = ofType(edge, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties);
const [[logKeyId, logKey] = ['', undefined]] = ofType(edge, 'AWS::KMS::Key').filter(([id]) =>
  id.startsWith('LogsKey'),
);

test('every log group is encrypted with the key of the log groups, and ends after thirteen months', () => {
  for (const group of groups) {
    expect(group).toMatchObject({ KmsKeyId: { 'Fn::GetAtt': [logKeyId, 'Arn'] }, RetentionInDays: 400 });
  }
});

test('the key serves these log groups and nothing else that CloudWatch Logs keeps', () => {
  const statement = logKey?.Properties.KeyPolicy.Statement.find(
    ({ Principal }: { Principal: { Service?: string } }) =>
      Principal.Service === 'logs.us-east-1.amazonaws.com',
  );
  const names = groups.map(
    ({ LogGroupName }) => `arn:aws:logs:us-east-1:111111111111:log-group:${LogGroupName}`,
  );
  expect([...statement.Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn']].sort()).toEqual(
    [...names].sort(),
  );
});

describe('the access log of the distribution', () => {
  test('names its fields, and none that may hold a secret', () => {
    const { RecordFields } = onlyOne(edge, 'AWS::Logs::Delivery');
    expect(RecordFields).toContain('cs-uri-stem');
    for (const field of ['cs(Cookie)', 'cs-uri-query', 'cs(Referer)'])
      expect(RecordFields).not.toContain(field);
  });

  test('comes from this distribution and goes to the log bucket', () => {
    const [[distribution] = []] = ofType(edge, 'AWS::CloudFront::Distribution');
    expect(onlyOne(edge, 'AWS::Logs::DeliverySource')).toMatchObject({
      LogType: 'ACCESS_LOGS',
      ResourceArn: {
        'Fn::Join': ['', ['arn:aws:cloudfront::111111111111:distribution/', { Ref: distribution }]],
      },
    });
    const { DestinationResourceArn } = onlyOne(edge, 'AWS::Logs::DeliveryDestination');
    expect(DestinationResourceArn['Fn::GetAtt'][0]).toMatch(/^AccessLogs/);
  });

  test('waits for the bucket to accept it', () => {
    const [[, delivery] = []] = ofType(edge, 'AWS::Logs::Delivery');
    expect(delivery?.DependsOn).toContainEqual(expect.stringMatching(/^AccessLogsPolicy/));
  });
});

test('the log bucket takes the site bucket’s log and the distribution’s, and nothing else', () => {
  const policies = ofType(edge, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties);
  const { Statement } = policies.find(({ Bucket }) => Bucket.Ref.startsWith('AccessLogs')).PolicyDocument;
  const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  expect(allowed.map(({ Principal }: { Principal: { Service: string } }) => Principal.Service)).toEqual([
    'logging.s3.amazonaws.com',
    'delivery.logs.amazonaws.com',
  ]);
  for (const { Condition } of allowed) {
    expect(Condition.StringEquals['aws:SourceAccount']).toBe('111111111111');
    expect(Condition.ArnLike['aws:SourceArn']).toBeDefined();
  }
});

test('no bucket answers without TLS 1.2', () => {
  const policies = ofType(edge, 'AWS::S3::BucketPolicy').map(
    ([, { Properties }]) => Properties.PolicyDocument.Statement,
  );
  for (const statements of policies) {
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
    );
  }
});
