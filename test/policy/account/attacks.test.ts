import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { accountTemplates, exampleAccount, existingThroughout } from '../../support/account.ts';
import { judged, type Mutable, objectors, propertiesOf, remove, type Weaken, weakened } from './weakened.ts';

const sources = accountTemplates();
const home = 'eu-west-1';

const statementsOf = (policy: Mutable, name = 'PolicyDocument') =>
  (policy[name] as Mutable)['Statement'] as Mutable[];

const accessLogsName = 'palisade-account-access-logs-111111111111-eu-west-1';

/** Sends the access logs of another bucket to one that keeps something else, and takes its lock away. */
function takeLogs(resources: Mutable, word: string, other: string): void {
  const target = propertiesOf(resources, 'AWS::S3::Bucket', word);
  delete target['ObjectLockEnabled'];
  propertiesOf(resources, 'AWS::S3::Bucket', other)['LoggingConfiguration'] = {
    DestinationBucketName: target['BucketName'] ?? '',
  };
}

/** Subscribes somebody more to the topic of security. */
function hearThreats(resources: Mutable, protocol: string, endpoint: string): void {
  const { TopicArn = '' } = propertiesOf(resources, 'AWS::SNS::Subscription', 'SecurityReceiver2');
  resources['Another'] = {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn, Protocol: protocol, Endpoint: endpoint },
  };
}

/** Weakenings that leave every resource in its place, and who has to see each of them. */
const attacks: Readonly<Record<string, readonly [rule: string, weaken: Weaken, region?: string]>> = {
  'the account hears of a break-glass role of one shop alone': [
    'IAM-04-break-glass',
    (resources) => {
      const filter = propertiesOf(resources, 'AWS::Logs::MetricFilter', 'BreakGlass');
      filter['FilterPattern'] = String(filter['FilterPattern']).replace('*-break', '*/other-prod-break');
    },
  ],
  'the topic of security drops what names an address': [
    'DET-06',
    (resources) => {
      propertiesOf(resources, 'AWS::SNS::Topic', 'Security')['DataProtectionPolicy'] = {
        Name: 'protection',
        Version: '2021-06-01',
        Statement: [
          {
            DataDirection: 'Inbound',
            Principal: ['*'],
            DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/IpAddress'],
            Operation: { Deny: {} },
          },
        ],
      };
    },
  ],
  'AWS Config puts right by itself what it finds': [
    'SDLC-06-automation',
    (resources) => {
      resources['Fix'] = {
        Type: 'AWS::Config::RemediationConfiguration',
        Properties: {
          ConfigRuleName: 'bucket-is-private',
          TargetType: 'SSM_DOCUMENT',
          TargetId: 'AWS-DisableS3BucketPublicReadWrite',
          Automatic: true,
        },
      };
    },
  ],
  'an event of the account begins an automation': [
    'SDLC-06-automation',
    (resources) => {
      const [target] = propertiesOf(resources, 'AWS::Events::Rule', 'ThreatFound')['Targets'] as Mutable[];
      if (target) target['Arn'] = 'arn:aws:ssm:eu-west-1:111111111111:automation-definition/Fix';
    },
  ],
  'the history of AWS Config ends after a month': [
    'DET-03',
    (resources) => {
      resources['Keep'] = {
        Type: 'AWS::Config::RetentionConfiguration',
        Properties: { RetentionPeriodInDays: 30 },
      };
    },
  ],
  'use of the root user is told a day later': [
    'LOG-08',
    (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'RootUse')['Period'] = 86_400;
    },
  ],
  'a threat is told as if nothing had happened': [
    'DET-06-events',
    (resources) => {
      const [target] = propertiesOf(resources, 'AWS::Events::Rule', 'ThreatFound')['Targets'] as Mutable[];
      if (target) target['InputTransformer'] = { InputPathsMap: {}, InputTemplate: '"All is well."' };
    },
  ],
  'nobody blocks public buckets of the account': [
    'DATA-01',
    (resources) => {
      delete propertiesOf(resources, 'Custom::RegionSettings')['BlockPublicBucketsOf'];
    },
  ],
  'the buckets of another account are blocked': [
    'DATA-01',
    (resources) => {
      propertiesOf(resources, 'Custom::RegionSettings')['BlockPublicBucketsOf'] = '222222222222';
    },
  ],
  'new volumes need not be encrypted': [
    'DATA-02-stores',
    (resources) => {
      delete propertiesOf(resources, 'Custom::RegionSettings')['ProtectVolumes'];
    },
  ],
  'new volumes need not be encrypted where the certificate is': [
    'DATA-02-stores',
    (resources) => {
      propertiesOf(resources, 'Custom::RegionSettings')['ProtectVolumes'] = false;
    },
    'us-east-1',
  ],
  'passwords may have twelve letters': [
    'IAM-04-account',
    (resources) => {
      const settings = propertiesOf(resources, 'Custom::RegionSettings');
      (settings['PasswordPolicy'] as Mutable)['LeastLength'] = 12;
    },
  ],
  'another bucket takes the name of that for evidence': [
    'PROC-03',
    (resources) => {
      const evidence = propertiesOf(resources, 'AWS::S3::Bucket', 'Evidence');
      evidence['BucketName'] = 'palisade-account-papers-111111111111-eu-west-1';
    },
  ],
  'the trail leaves out the events of one service': [
    'LOG-03',
    (resources) => {
      const trail = propertiesOf(resources, 'AWS::CloudTrail::Trail');
      const everything = '{"Equals":["Management"],"Field":"eventCategory"}';
      const text = JSON.stringify(trail['AdvancedEventSelectors']);
      const narrowed = `${everything},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}`;
      trail['AdvancedEventSelectors'] = JSON.parse(text.replace(everything, narrowed));
    },
  ],
  'the trail records principals of another account instead of its own': [
    'LOG-03',
    (resources) => {
      const trail = propertiesOf(resources, 'AWS::CloudTrail::Trail');
      const text = JSON.stringify(trail['AdvancedEventSelectors']).replaceAll(
        'sts::111111111111',
        'sts::222222222222',
      );
      trail['AdvancedEventSelectors'] = JSON.parse(text);
    },
  ],
  'the lock of the trail is as short as S3 allows': [
    'LOG-04',
    (resources) => {
      const bucket = propertiesOf(resources, 'AWS::S3::Bucket', 'Trail');
      bucket['ObjectLockConfiguration'] = {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
      };
    },
  ],
  'a condition lets one role lift the lock of the trail': [
    'LOG-04',
    (resources) => {
      const statements = statementsOf(propertiesOf(resources, 'AWS::S3::BucketPolicy', 'Trail'));
      const deny = statements.find(({ Sid }) => Sid === 'KeepTheLock');
      if (deny) {
        deny['Condition'] = {
          ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/cleaner' },
        };
      }
    },
  ],
  'a second policy takes the place of the one of the bucket of the trail': [
    'LOG-04',
    (resources) => {
      const own = propertiesOf(resources, 'AWS::S3::BucketPolicy', 'Trail');
      resources['Second'] = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: own['Bucket'] ?? '', PolicyDocument: { Version: '2012-10-17', Statement: [] } },
      };
    },
  ],
  'a denial without conditions keeps CloudTrail out of its bucket': [
    'LOG-04',
    (resources) => {
      statementsOf(propertiesOf(resources, 'AWS::S3::BucketPolicy', 'Trail')).push({
        Effect: 'Deny',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:Put*',
        Resource: '*',
      });
    },
  ],
  'the key of the trail admits CloudTrail for a trail of another account': [
    'LOG-02',
    (resources) => {
      for (const statement of statementsOf(
        propertiesOf(resources, 'AWS::KMS::Key', 'Records'),
        'KeyPolicy',
      )) {
        const text = JSON.stringify(statement);
        if (!text.includes('cloudtrail.amazonaws.com')) continue;
        Object.assign(statement, JSON.parse(text.replaceAll('111111111111', '222222222222')));
      }
    },
  ],
  'the log group of the trail is of the class that has no metric filters': [
    'LOG-08',
    (resources) => {
      propertiesOf(resources, 'AWS::Logs::LogGroup', 'TrailLogs')['LogGroupClass'] = 'INFREQUENT_ACCESS';
    },
  ],
  'a filter hears every call of IAM but the one that gives rights': [
    'LOG-08',
    (resources) => {
      const filter = propertiesOf(resources, 'AWS::Logs::MetricFilter', 'IamChanges');
      filter['FilterPattern'] = String(filter['FilterPattern']).replace(
        ' || ($.eventName = AttachRolePolicy)',
        '',
      );
    },
  ],
  'a filter hears everything, so that its alarm is switched off by whoever it wakes': [
    'LOG-08',
    (resources) => {
      propertiesOf(resources, 'AWS::Logs::MetricFilter', 'TrailChanges')['FilterPattern'] =
        '{ $.eventName = * }';
    },
  ],
  'an alarm waits for a number of changes that never comes': [
    'LOG-08',
    (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'KeyDeletion')['Threshold'] = 1_000_000;
    },
  ],
  'an alarm watches its metric with a dimension that no data has': [
    'LOG-08',
    (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'RootUse')['Dimensions'] = [
        { Name: 'Account', Value: 'none' },
      ];
    },
  ],
  'a protection of GuardDuty is listed twice, the second time switched off': [
    'DET-01',
    (resources) => {
      const features = propertiesOf(resources, 'AWS::GuardDuty::Detector')['Features'] as Json[];
      features.push({ Name: 'S3_DATA_EVENTS', Status: 'DISABLED' });
    },
    'us-east-1',
  ],
  'findings of GuardDuty are archived before anybody reads them': [
    'DET-01-suppression',
    (resources) => {
      resources['Quiet'] = {
        Type: 'AWS::GuardDuty::Filter',
        Properties: { Action: 'ARCHIVE', FindingCriteria: { Criterion: {} } },
      };
    },
  ],
  'a standard of Security Hub leaves a control out': [
    'DET-02',
    (resources) => {
      propertiesOf(resources, 'AWS::SecurityHub::Standard', 'Pci')['DisabledStandardsControls'] = [
        {
          StandardsControlArn:
            'arn:aws:securityhub:eu-west-1:111111111111:control/pci-dss/v/4.0.1/CloudTrail.2',
        },
      ];
    },
  ],
  'AWS Config looks once a day, between which anything can be changed back': [
    'DET-03',
    (resources) => {
      propertiesOf(resources, 'AWS::Config::ConfigurationRecorder')['RecordingMode'] = {
        RecordingFrequency: 'DAILY',
      };
    },
  ],
  'AWS Config leaves out the types of IAM': [
    'DET-03',
    (resources) => {
      propertiesOf(resources, 'AWS::Config::ConfigurationRecorder')['RecordingGroup'] = {
        AllSupported: true,
        IncludeGlobalResourceTypes: true,
        ExclusionByResourceTypes: { ResourceTypes: ['AWS::IAM::Role'] },
      };
    },
  ],
  'findings of the analyzer of one region are archived by a rule': [
    'DET-05',
    (resources) => {
      propertiesOf(resources, 'AWS::AccessAnalyzer::Analyzer')['ArchiveRules'] = [
        { RuleName: 'all', Filter: [{ Property: 'isPublic', Eq: ['true'] }] },
      ];
    },
    'us-east-1',
  ],
  'only the analyzer of unused access is left at home': [
    'DET-05',
    (resources) => remove(resources, 'AWS::AccessAnalyzer::Analyzer', 'ExternalAccess'),
  ],
  'a subscription filters every message out': [
    'DET-06',
    (resources) => {
      propertiesOf(resources, 'AWS::SNS::Subscription', 'Page')['FilterPolicy'] = { severity: ['never'] };
    },
  ],
  'one more server hears of threats': [
    'DET-06',
    (resources) => hearThreats(resources, 'https', 'https://stranger.example/alerts'),
  ],
  'one more mailbox hears of threats': [
    'DET-06',
    (resources) => hearThreats(resources, 'email', 'stranger@stranger.example'),
  ],
  'a queue hears of threats': [
    'DET-06',
    (resources) => hearThreats(resources, 'sqs', 'arn:aws:sqs:eu-west-1:111111111111:taps'),
  ],
  'a topic tells somebody of threats by itself': [
    'DET-06',
    (resources) => {
      propertiesOf(resources, 'AWS::SNS::Topic', 'Security')['Subscription'] = [
        { Protocol: 'https', Endpoint: 'https://stranger.example/alerts' },
      ];
    },
  ],
  'pages reach another server than the account names': [
    'DET-06',
    (resources) => {
      const second = propertiesOf(resources, 'AWS::SNS::Subscription', 'PageReceiver2');
      second['Endpoint'] = 'https://stranger.example/alerts';
    },
  ],
  'a channel of a chat that the account does not name hears of threats': [
    'DET-06',
    (resources) => {
      resources['Another'] = {
        Type: 'AWS::Chatbot::SlackChannelConfiguration',
        Properties: {
          ConfigurationName: 'taps',
          SlackWorkspaceId: 'T0STRANGER',
          SlackChannelId: 'C0STRANGER',
          SnsTopicArns: ['arn:aws:sns:eu-west-1:111111111111:palisade-account-security'],
        },
      };
    },
  ],
  'both receivers of pages are the same mailbox': [
    'DET-06',
    (resources) => {
      const second = propertiesOf(resources, 'AWS::SNS::Subscription', 'PageReceiver2');
      Object.assign(second, { Protocol: 'email', Endpoint: 'OnCall@boutique.example' });
    },
  ],
  'the topic admits EventBridge under a condition that it never fulfils': [
    'DET-06',
    (resources) => {
      const statements = statementsOf(propertiesOf(resources, 'AWS::SNS::TopicPolicy', 'Security'));
      const rules = statements.find((statement) =>
        JSON.stringify(statement).includes('events.amazonaws.com'),
      );
      if (rules) rules['Condition'] = { StringEquals: { 'aws:SourceAccount': '111111111111' } };
    },
  ],
  'a threat waits until the next working day': [
    'DET-06-events',
    (resources) => {
      const rule = propertiesOf(resources, 'AWS::Events::Rule', 'ThreatFound');
      const ticket = propertiesOf(resources, 'AWS::Events::Rule', 'BackupFailed');
      rule['Targets'] = ticket['Targets'] ?? [];
    },
  ],
  'the rule for threats listens on a bus that GuardDuty does not know': [
    'DET-06-events',
    (resources) => {
      propertiesOf(resources, 'AWS::Events::Rule', 'ThreatFound')['EventBusName'] = 'elsewhere';
    },
    'us-east-1',
  ],
  'the rule for threats asks for a severity that hardly any has': [
    'DET-06-events',
    (resources) => {
      const pattern = propertiesOf(resources, 'AWS::Events::Rule', 'ThreatFound')['EventPattern'] as Mutable;
      pattern['detail'] = { severity: [{ numeric: ['>=', 8.95] }] };
    },
  ],
  'an alarm of the account publishes to a topic of the same name elsewhere': [
    'DET-06-alarms',
    (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'RootUse')['AlarmActions'] = [
        'arn:aws:sns:eu-west-1:222222222222:palisade-account-security',
      ];
    },
  ],
  'the search for drift looks at one stack alone': [
    'DET-07',
    (resources) => {
      propertiesOf(resources, 'AWS::Config::ConfigRule')['Scope'] = { TagKey: 'team', TagValue: 'nobody' };
    },
  ],
  'the rule for certificates is switched off': [
    'EDGE-10-alert',
    (resources) => {
      propertiesOf(resources, 'AWS::Events::Rule', 'CertificateExpires')['State'] = 'DISABLED';
    },
  ],
  'the bucket of evidence is called public and loses its lock': [
    'LOG-04-buckets',
    (resources, body) => {
      const bucket = propertiesOf(resources, 'AWS::S3::Bucket', 'Evidence');
      delete bucket['ObjectLockEnabled'];
      const contract = (body['Metadata'] as Mutable)['Palisade'] as Mutable;
      const data = contract['data'] as Mutable[];
      for (const entry of data) if (String(entry['resource']).includes('Evidence')) entry['class'] = 'public';
    },
  ],
  'the bucket of evidence takes access logs, too, and loses its lock': [
    'LOG-04-buckets',
    (resources) => takeLogs(resources, 'Evidence', 'TrailBucket'),
  ],
  'the bucket of AWS Config takes access logs, too, and loses its lock': [
    'LOG-04-buckets',
    (resources) => takeLogs(resources, 'RecordsConfig', 'Evidence'),
  ],
  'the bucket of the trail takes access logs, too, and loses its lock': [
    'LOG-04-buckets',
    (resources) => takeLogs(resources, 'TrailBucket', 'Evidence'),
  ],
  'AWS Config in another region writes into the bucket of access logs': [
    'LOG-04-buckets',
    (resources) => {
      propertiesOf(resources, 'AWS::Config::DeliveryChannel')['S3BucketName'] = accessLogsName;
    },
    'us-east-1',
  ],
  'a bucket replicates its objects into the bucket of access logs': [
    'LOG-04-buckets',
    (resources) => {
      const rule = { Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${accessLogsName}` } };
      propertiesOf(resources, 'AWS::S3::Bucket', 'Evidence')['ReplicationConfiguration'] = {
        Role: 'arn:aws:iam::111111111111:role/replication',
        Rules: [rule],
      };
    },
  ],
  'the policy of the bucket of access logs lets a role write, too': [
    'LOG-04-buckets',
    (resources) => {
      statementsOf(propertiesOf(resources, 'AWS::S3::BucketPolicy', 'AccessLogs')).push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:role/evidence' },
        Action: 's3:Put*',
        Resource: `arn:aws:s3:::${accessLogsName}/*`,
      });
    },
  ],
  'the contract says that the bucket of access logs holds people’s data': [
    'LOG-04-buckets',
    (_, body) => {
      const contract = (body['Metadata'] as Mutable)['Palisade'] as Mutable;
      const data = contract['data'] as Mutable[];
      for (const entry of data)
        if (String(entry['resource']).includes('AccessLogs')) entry['class'] = 'personal';
    },
  ],
};

describe('an account that keeps all of its resources is found out when', () => {
  test.each(Object.entries(attacks))('%s', (_, [rule, weaken, region = home]) => {
    expect(objectors(weakened(sources, region, weaken))).toContain(rule);
  });

  test('only the deployment knows who else may write into the bucket of access logs', () => {
    const open = weakened(sources, home, (resources, body) => {
      body['Parameters'] = { Open: { Type: 'String' } };
      statementsOf(propertiesOf(resources, 'AWS::S3::BucketPolicy', 'AccessLogs')).push({
        Effect: 'Allow',
        Principal: { Service: { Ref: 'Open' } },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${accessLogsName}/*`,
      });
    });
    const seen = judged(open).filter(({ rule }) => rule === 'LOG-04-buckets');
    expect(seen.map(({ status }) => status)).toContain('unknown');
    expect(objectors(open)).toContain('LOG-04-buckets');
  });

  test('nothing is weakened: then no rule objects', () => {
    expect(objectors(sources)).toEqual([]);
  });
});

describe('an account whose trail is another one’s', () => {
  const heard = accountTemplates(exampleAccount({ detection: existingThroughout }));
  const ofBus: Readonly<Record<string, Weaken>> = {
    'one rule is gone': (resources) => remove(resources, 'AWS::Events::Rule', 'BusAlarmsTrailChanges'),
    'one rule is switched off': (resources) => {
      propertiesOf(resources, 'AWS::Events::Rule', 'BusAlarmsKeyDeletion')['State'] = 'DISABLED';
    },
    'one rule leaves out an event': (resources) => {
      const pattern = propertiesOf(resources, 'AWS::Events::Rule', 'BusAlarmsTrailChanges')[
        'EventPattern'
      ] as Mutable;
      const detail = pattern['detail'] as Mutable;
      detail['eventName'] = (detail['eventName'] as Json[]).filter((name) => name !== 'StopLogging');
    },
    'the alarm that counts refused calls is gone': (resources) =>
      remove(resources, 'AWS::CloudWatch::Alarm', 'BusAlarmsUnauthorizedCalls'),
    'the alarm that counts refused calls waits for too many': (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'BusAlarmsUnauthorizedCalls')['Threshold'] = 100_000;
    },
    'an alarm counts another rule': (resources) => {
      propertiesOf(resources, 'AWS::CloudWatch::Alarm', 'BusAlarmsIamChanges')['Dimensions'] = [
        { Name: 'RuleName', Value: 'palisade-account-route-changes' },
      ];
    },
    'a rule hears every call': (resources) => {
      propertiesOf(resources, 'AWS::Events::Rule', 'BusAlarmsKeyDeletion')['EventPattern'] = {
        'detail-type': ['AWS API Call via CloudTrail'],
      };
    },
  };

  test.each(
    ['eu-west-1', 'us-east-1'].flatMap((region) =>
      Object.entries(ofBus).map(([name, weaken]) => [name, region, weaken] as const),
    ),
  )('is found out when %s in %s', (_, region, weaken) => {
    expect(objectors(weakened(heard, region, weaken))).toContain('LOG-08');
  });
});
