import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import services from '../../../../lib/policy/rules/det/services.json' with { type: 'json' };
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';

const config = 'config.amazonaws.com';

/** What watches an account in a region, and nothing wrong, in a template without a contract. */
const good: Record<string, JsonRecord> = {
  Detector: {
    Type: 'AWS::GuardDuty::Detector',
    Properties: {
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: services.guardDutyProtections.map((Name) => ({ Name, Status: 'ENABLED' })),
    },
  },
  Hub: { Type: 'AWS::SecurityHub::Hub', Properties: { EnableDefaultStandards: false } },
  ...Object.fromEntries(
    services.standards.map((path, index) => [
      `Standard${index}`,
      {
        Type: 'AWS::SecurityHub::Standard',
        Properties: { StandardsArn: { 'Fn::Sub': `arn:aws:securityhub:\${AWS::Region}::${path}` } },
      },
    ]),
  ),
  Recorder: {
    Type: 'AWS::Config::ConfigurationRecorder',
    Properties: {
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
      RoleARN: `arn:aws:iam::111111111111:role/aws-service-role/${config}/AWSServiceRoleForConfig`,
    },
  },
  Channel: {
    Type: 'AWS::Config::DeliveryChannel',
    Properties: { S3BucketName: { Ref: 'Bucket' } },
  },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 1 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    },
  },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: config },
            Action: 's3:PutObject',
            Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/111111111111/Config/*' },
            Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
          },
        ],
      },
    },
  },
  Analyzer: { Type: 'AWS::AccessAnalyzer::Analyzer', Properties: { Type: 'ACCOUNT' } },
};

/** The services, with some things changed. */
export function watched(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    sections: undecided,
    account: '111111111111',
  } satisfies Case;
}

export const parameter = 'unknown (parameter Open is only known at deployment)';
