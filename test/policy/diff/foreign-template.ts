import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';

const key = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const visibility = { CloudWatchMetricsEnabled: true, MetricName: 'firewall', SampledRequestsEnabled: false };

function addresses(...blocks: readonly string[]): JsonRecord {
  return {
    Type: 'AWS::WAFv2::IPSet',
    Properties: { Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses: blocks },
  };
}

function inSet(logicalId: string): JsonRecord {
  return { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [logicalId, 'Arn'] } } };
}

function rule(name: string, priority: number, action: JsonRecord, statement: JsonRecord): JsonRecord {
  return {
    Name: name,
    Priority: priority,
    Action: action,
    Statement: statement,
    VisibilityConfig: { ...visibility, MetricName: name },
  };
}

/** A template as somebody else writes one: services that the kit does not use, without a contract. */
export const foreignTemplate: JsonRecord = {
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Snapshot',
      Properties: {
        Engine: 'postgres',
        EngineVersion: '16.4',
        DBInstanceClass: 'db.t4g.medium',
        AllocatedStorage: '100',
        StorageEncrypted: true,
        KmsKeyId: key,
        PubliclyAccessible: false,
        DeletionProtection: true,
        BackupRetentionPeriod: 14,
        MultiAZ: true,
        AutoMinorVersionUpgrade: true,
        EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
        VPCSecurityGroups: [{ 'Fn::GetAtt': ['DatabaseGroup', 'GroupId'] }],
        ManageMasterUserPassword: true,
      },
    },
    DatabaseGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'the database',
        VpcId: 'vpc-1234',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: '10.20.0.0/24' }],
        SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.20.0.0/16' }],
      },
    },
    Cache: {
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        ReplicationGroupDescription: 'sessions',
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
        AutomaticFailoverEnabled: true,
        CacheNodeType: 'cache.t4g.small',
        SnapshotRetentionLimit: 7,
      },
    },
    Search: {
      Type: 'AWS::OpenSearchService::Domain',
      Properties: {
        EngineVersion: 'OpenSearch_2.15',
        EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key },
        NodeToNodeEncryptionOptions: { Enabled: true },
        DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
        LogPublishingOptions: {
          AUDIT_LOGS: {
            CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:222222222222:log-group:audit:*',
            Enabled: true,
          },
        },
      },
    },
    Files: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        Tags: [
          { Key: 'backup-plan', Value: 'daily' },
          { Key: 'team', Value: 'warehouse' },
        ],
        CorsConfiguration: {
          CorsRules: [
            { AllowedMethods: ['GET'], AllowedOrigins: ['https://warehouse.example'], MaxAge: 300 },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    },
    Users: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        MfaConfiguration: 'ON',
        Policies: { PasswordPolicy: { MinimumLength: 14, RequireNumbers: true, PasswordHistorySize: 5 } },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      },
    },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Users' },
        AccessTokenValidity: 30,
        RefreshTokenValidity: 7,
        TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'days' },
        CallbackURLs: ['https://warehouse.example/signed-in'],
        AllowedOAuthFlows: ['code'],
        EnableTokenRevocation: true,
      },
    },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Cpu: '512',
        Memory: '1024',
        NetworkMode: 'awsvpc',
        TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
        ContainerDefinitions: [
          {
            Name: 'worker',
            Image: '222222222222.dkr.ecr.eu-west-1.amazonaws.com/worker:1.4.0',
            User: '1000',
            Privileged: false,
            ReadonlyRootFilesystem: true,
            LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/warehouse/worker' } },
          },
        ],
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: {
        TaskDefinition: { Ref: 'Task' },
        DesiredCount: 2,
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: ['subnet-1'] } },
      },
    },
    TaskRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'ecs-tasks.amazonaws.com' },
              Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'files',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['s3:GetObject', 's3:PutObject'],
                  Resource: { 'Fn::Sub': '${Files.Arn}/incoming/*' },
                  Condition: { IpAddress: { 'aws:SourceIp': '10.20.0.0/16' } },
                },
                {
                  Effect: 'Allow',
                  Action: 's3:DeleteObject',
                  Resource: '*',
                  Condition: { StringEquals: { 'aws:ResourceTag/owner': 'warehouse' } },
                },
              ],
            },
          },
        ],
      },
    },
    Api: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        HttpMethod: 'POST',
        AuthorizationType: 'AWS_IAM',
        ApiKeyRequired: true,
        ResourceId: 'r',
        RestApiId: 'a',
        Integration: { Type: 'MOCK', TimeoutInMillis: 5000 },
      },
    },
    Domain: {
      Type: 'AWS::ApiGateway::DomainName',
      Properties: { DomainName: 'api.warehouse.example', SecurityPolicy: 'TLS_1_2' },
    },
    Disk: {
      Type: 'AWS::EC2::Volume',
      Properties: { AvailabilityZone: 'eu-west-1a', Size: 100, Encrypted: true, KmsKeyId: key },
    },
    Share: {
      Type: 'AWS::EFS::FileSystem',
      Properties: { Encrypted: true, BackupPolicy: { Status: 'ENABLED' }, PerformanceMode: 'generalPurpose' },
    },
    Images: {
      Type: 'AWS::ECR::Repository',
      Properties: { ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true } },
    },
    Launch: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          InstanceType: 't4g.small',
          MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
          NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: ['sg-1'] }],
        },
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/app/warehouse/1',
        Port: 443,
        Protocol: 'HTTPS',
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
        Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:222222222222:certificate/1' }],
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
      },
    },
    Offices: addresses('198.51.100.0/24', '198.51.101.0/24'),
    Attackers: addresses('192.0.2.7/32', '192.0.2.8/32'),
    Partners: addresses('198.51.100.7/32'),
    Firewall: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        VisibilityConfig: visibility,
        Rules: [
          rule('offices', 0, { Allow: {} }, inSet('Offices')),
          rule('attackers', 1, { Block: {} }, inSet('Attackers')),
          rule('others', 2, { Block: {} }, { NotStatement: { Statement: inSet('Partners') } }),
        ],
      },
    },
    Reports: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: 'https://templates.example/warehouse/reports.json',
        Parameters: { Public: 'false' },
      },
    },
  },
};
