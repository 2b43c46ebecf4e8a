import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';

const account = '111111111111';
const key = { 'Fn::GetAtt': ['Key', 'Arn'] };
const topic = { Ref: 'Alerts' };

function dynamic(...parts: readonly Json[]): Json {
  return { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'CacheToken' }, ...parts, '}}']] };
}

/** Tells of runs of the monitor that found something, or that were not made. */
function alarm(MetricName: string, changes: JsonRecord): JsonRecord {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'CloudWatchSynthetics',
      MetricName,
      Dimensions: [{ Name: 'CanaryName', Value: 'payment-pages' }],
      Statistic: 'Sum',
      Period: 86_400,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topic],
      ...changes,
    },
  };
}

/** What whoever has the account may do with a key, which is to look after it and not to use it. */
const administration: JsonRecord = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:Get*', 'kms:List*', 'kms:Put*', 'kms:Update*'],
  Resource: '*',
};

const keyPolicy: JsonRecord = {
  Version: '2012-10-17',
  Statement: [
    administration,
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    },
  ],
};

const logKeyPolicy: JsonRecord = {
  Version: '2012-10-17',
  Statement: [
    administration,
    {
      Effect: 'Allow',
      Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: '*',
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${account}:log-group:*` },
      },
    },
  ],
};

/** Lets a service of AWS take on a role on behalf of the account alone. */
function trust(service: string): JsonRecord {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  };
}

function role(service: string, action: string): JsonRecord {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust(service),
      Policies: [
        {
          PolicyName: 'databases',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: action,
                Resource: [
                  { 'Fn::GetAtt': ['Database', 'DBInstanceArn'] },
                  `arn:aws:rds:eu-west-1:${account}:snapshot:awsbackup:job-*`,
                ],
              },
            ],
          },
        },
      ],
    },
  };
}

/** Tells of jobs of AWS Backup that failed. */
function failing(MetricName: string): JsonRecord {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Backup',
      MetricName,
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [topic],
    },
  };
}

/** What the example shop has no need of, and others have: a database, a cache, containers, instances, an API, a form of its own. */
const resources: Readonly<Record<string, JsonRecord>> = {
  Key: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, KeyPolicy: keyPolicy },
  },
  Database: {
    Type: 'AWS::RDS::DBInstance',
    DeletionPolicy: 'Snapshot',
    UpdateReplacePolicy: 'Snapshot',
    Properties: {
      Engine: 'postgres',
      MasterUsername: 'orders',
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: key },
      StorageEncrypted: true,
      KmsKeyId: key,
      PubliclyAccessible: false,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      MultiAZ: true,
      CopyTagsToSnapshot: true,
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
    },
  },
  CacheToken: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      KmsKeyId: key,
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    },
  },
  CacheTokenRotation: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: { Ref: 'CacheToken' },
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotationLambdaARN: `arn:aws:lambda:eu-west-1:${account}:function:rotate`,
    },
  },
  Cache: {
    Type: 'AWS::ElastiCache::ReplicationGroup',
    Properties: {
      AuthToken: dynamic(),
      AtRestEncryptionEnabled: true,
      KmsKeyId: key,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
    },
  },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      NetworkMode: 'awsvpc',
      ContainerDefinitions: [
        {
          Name: 'shop',
          Image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'0'.repeat(64)}`,
          ReadonlyRootFilesystem: true,
          Privileged: false,
          User: '1000',
          Secrets: [{ Name: 'CACHE_TOKEN', ValueFrom: { Ref: 'CacheToken' } }],
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'CompareLog' } } },
        },
      ],
    },
  },
  Images: {
    Type: 'AWS::ECR::Repository',
    Properties: {
      ImageScanningConfiguration: { ScanOnPush: true },
      ImageTagMutability: 'IMMUTABLE',
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: key },
    },
  },
  Servers: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: {
      LaunchTemplateData: {
        MetadataOptions: { HttpTokens: 'required' },
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId: key } }],
      },
    },
  },
  Hosts: {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: {
      LaunchTemplate: {
        LaunchTemplateId: { Ref: 'Servers' },
        Version: { 'Fn::GetAtt': ['Servers', 'LatestVersionNumber'] },
      },
      MinSize: '1',
      MaxSize: '2',
    },
  },
  Detector: {
    Type: 'AWS::GuardDuty::Detector',
    Properties: {
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: [
        'S3_DATA_EVENTS',
        'LAMBDA_NETWORK_LOGS',
        'RDS_LOGIN_EVENTS',
        'EBS_MALWARE_PROTECTION',
        'RUNTIME_MONITORING',
        'EKS_AUDIT_LOGS',
      ].map((Name) => ({ Name, Status: 'ENABLED' })),
    },
  },
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      ProtocolType: 'HTTP',
      CorsConfiguration: { AllowOrigins: ['https://shop.boutique.example'] },
    },
  },
  Alerts: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
  AlertsPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [topic],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: topic,
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: topic,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
  OnCall: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: topic, Protocol: 'email', Endpoint: 'operations@boutique.example' },
  },
  BackupKey: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, KeyPolicy: keyPolicy },
  },
  Vault: {
    Type: 'AWS::Backup::BackupVault',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BackupVaultName: 'shop',
      EncryptionKeyArn: { 'Fn::GetAtt': ['BackupKey', 'Arn'] },
      LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 400, ChangeableForDays: 3 },
      AccessPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            Resource: '*',
          },
        ],
      },
    },
  },
  Plan: {
    Type: 'AWS::Backup::BackupPlan',
    Properties: {
      BackupPlan: {
        BackupPlanName: 'shop',
        BackupPlanRule: [
          {
            RuleName: 'daily',
            TargetBackupVault: { Ref: 'Vault' },
            ScheduleExpression: 'cron(0 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
            CopyActions: [
              {
                DestinationBackupVaultArn: `arn:aws:backup:eu-central-1:${account}:backup-vault:copies`,
                Lifecycle: { DeleteAfterDays: 35 },
              },
            ],
          },
        ],
      },
    },
  },
  BackupRole: role('backup.amazonaws.com', 'rds:CreateDBSnapshot'),
  Selection: {
    Type: 'AWS::Backup::BackupSelection',
    Properties: {
      BackupPlanId: { Ref: 'Plan' },
      BackupSelection: {
        SelectionName: 'databases',
        IamRoleArn: { 'Fn::GetAtt': ['BackupRole', 'Arn'] },
        Resources: [{ 'Fn::GetAtt': ['Database', 'DBInstanceArn'] }],
      },
    },
  },
  BackupFails: failing('NumberOfBackupJobsFailed'),
  CopyFails: failing('NumberOfCopyJobsFailed'),
  RestoreFails: failing('NumberOfRestoreJobsFailed'),
  RestoreTests: {
    Type: 'AWS::Backup::RestoreTestingPlan',
    Properties: {
      RestoreTestingPlanName: 'shop',
      ScheduleExpression: 'cron(0 9 2 * ? *)',
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: [{ 'Fn::GetAtt': ['Vault', 'BackupVaultArn'] }],
        RecoveryPointTypes: ['SNAPSHOT'],
      },
    },
  },
  RestoredDatabases: {
    Type: 'AWS::Backup::RestoreTestingSelection',
    Properties: {
      RestoreTestingPlanName: { Ref: 'RestoreTests' },
      RestoreTestingSelectionName: 'databases',
      ProtectedResourceType: 'RDS',
      ValidationWindowHours: 24,
      ProtectedResourceArns: [{ 'Fn::GetAtt': ['Database', 'DBInstanceArn'] }],
      IamRoleArn: { 'Fn::GetAtt': ['RestoreRole', 'Arn'] },
    },
  },
  LogKey: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { EnableKeyRotation: true, PendingWindowInDays: 30, KeyPolicy: logKeyPolicy },
  },
  RestoreRole: role('backup.amazonaws.com', 'rds:RestoreDBInstanceFromDBSnapshot'),
  CompareLog: {
    Type: 'AWS::Logs::LogGroup',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      LogGroupName: '/shop/compare',
      RetentionInDays: 400,
      KmsKeyId: { 'Fn::GetAtt': ['LogKey', 'Arn'] },
    },
  },
  CompareRole: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') },
  },
  Compare: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'shop-code', S3Key: `${'0123456789abcdef'.repeat(4)}.zip` },
      Runtime: 'nodejs22.x',
      Role: { 'Fn::GetAtt': ['CompareRole', 'Arn'] },
      LoggingConfig: { LogGroup: { Ref: 'CompareLog' } },
    },
  },
  Restored: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.backup'], 'detail-type': ['Restore Job State Change'] },
      Targets: [{ Id: 'Compare', Arn: { 'Fn::GetAtt': ['Compare', 'Arn'] } }],
    },
  },
  MayCompare: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Compare' },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['Restored', 'Arn'] },
    },
  },
  Monitor: {
    Type: 'AWS::Synthetics::Canary',
    Properties: {
      Name: 'payment-pages',
      Tags: [{ Key: 'palisade:watches', Value: 'payment-pages' }],
      Schedule: { Expression: 'rate(1 day)' },
      StartCanaryAfterCreation: true,
    },
  },
  MonitorFails: alarm('Failed', { TreatMissingData: 'notBreaching' }),
  MonitorIsSilent: alarm('Duration', {
    Statistic: 'SampleCount',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  }),
};

/** A template with every subject that the templates of the example lack, and nothing wrong with any of them. */
export const everySubject: TemplateSource = {
  name: 'every-subject.json',
  sha256: 'every-subject',
  stackName: 'every-subject',
  account,
  region: 'eu-west-1',
  body: { Resources: resources },
};
