import { expect, test } from '@jest/globals';
import { exampleConfig, ofType, onlyOne, synthesize } from '../support/synth.ts';

const dns = synthesize(exampleConfig(), { context: { environment: 'staging' } }).template(
  'boutique-staging-dns',
);
const [[zone] = []] = ofType(dns, 'AWS::Route53::HostedZone');

test('the zone is signed with a key that stays', () => {
  expect(onlyOne(dns, 'AWS::Route53::DNSSEC').HostedZoneId).toEqual({ Ref: zone });
  const signing = ofType(dns, 'AWS::KMS::Key').find(
    ([, { Properties }]) => Properties.KeySpec === 'ECC_NIST_P256',
  );
  expect(signing?.[1]).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { KeyUsage: 'SIGN_VERIFY' },
  });
});

test('what is asked of the zone is logged, where Route 53 may write and nobody else', () => {
  const group = onlyOne(dns, 'AWS::Logs::LogGroup');
  expect(group).toMatchObject({
    LogGroupName: '/aws/route53/boutique-staging-dns-queries',
    RetentionInDays: 400,
  });
  expect(group.ResourcePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'route53.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: 'arn:aws:logs:us-east-1:222222222222:log-group:/aws/route53/boutique-staging-dns-queries:*',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '222222222222' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' },
      },
    },
  ]);
  const logging = onlyOne(dns, 'AWS::Route53::HostedZone').QueryLoggingConfig.CloudWatchLogsLogGroupArn;
  expect(JSON.stringify(logging)).toContain('log-group:');
});

test('Amazon alone may issue certificates for the zone', () => {
  expect(onlyOne(dns, 'AWS::Route53::RecordSet')).toMatchObject({
    Type: 'CAA',
    Name: 'staging.boutique.example.',
  });
});

test('the stack tells what the parent zone has to be told', () => {
  expect(dns.Outputs?.['ZoneId']?.Value).toEqual({ Ref: zone });
  expect(JSON.stringify(dns.Outputs?.['NameServers']?.Value)).toContain('NameServers');
});
