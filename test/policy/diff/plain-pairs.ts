import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';

/** A change of one plain template, by a sentence that a person would say of it: its resources before and after. */
export type PlainPair = readonly [name: string, before: JsonRecord, after: JsonRecord];

function of(Type: string, Properties: JsonRecord, more: JsonRecord = {}): JsonRecord {
  return { It: { Type, Properties, ...more } };
}

/** One resource of which one property changes. */
function changed(
  name: string,
  type: string,
  common: JsonRecord,
  property: string,
  from: Json | undefined,
  to: Json | undefined,
): PlainPair {
  const side = (value: Json | undefined) =>
    of(type, value === undefined ? common : { ...common, [property]: value });
  return [name, side(from), side(to)];
}

const role = 'arn:aws:iam::111111111111:role/app';
const statement = (more: JsonRecord) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Principal: { AWS: role }, ...more },
  ],
});
const aclEntry = (number: number, RuleAction: string, CidrBlock: string): JsonRecord => ({
  Type: 'AWS::EC2::NetworkAclEntry',
  Properties: {
    NetworkAclId: 'acl-1',
    RuleNumber: number,
    Protocol: 6,
    PortRange: { From: 443, To: 443 },
    RuleAction,
    CidrBlock,
  },
});
const ingress = (...rules: readonly JsonRecord[]) =>
  of('AWS::EC2::SecurityGroup', { GroupDescription: 'd', SecurityGroupIngress: [...rules] });
const tls = (CidrIp: string): JsonRecord => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp });
const visibility = { CloudWatchMetricsEnabled: true, MetricName: 'm', SampledRequestsEnabled: true };
const ipSet = (...Addresses: readonly string[]): JsonRecord => ({
  Type: 'AWS::WAFv2::IPSet',
  Properties: { Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses },
});
const inSet = (id: string): JsonRecord => ({
  IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [id, 'Arn'] } },
});
const blocking = (Name: string, Priority: number, Statement: JsonRecord): JsonRecord => ({
  ...{ Name, Priority, Statement, Action: { Block: {} } },
  VisibilityConfig: visibility,
});
const acl = (...Rules: readonly JsonRecord[]): JsonRecord => ({
  Type: 'AWS::WAFv2::WebACL',
  Properties: {
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: visibility,
    Rules: [...Rules],
  },
});
const trust = (Principal: JsonRecord, Condition?: JsonRecord) =>
  of('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...(Condition && { Condition }) }],
    },
  });

/** Written before anybody looked whether the comparison knows them. */
export const plainWeakenings: readonly PlainPair[] = [
  changed(
    'a database may be reached from anywhere',
    'AWS::RDS::DBInstance',
    { Engine: 'postgres' },
    'PubliclyAccessible',
    false,
    true,
  ),
  changed(
    'a database keeps its backups for a day',
    'AWS::RDS::DBCluster',
    { Engine: 'aurora-postgresql' },
    'BackupRetentionPeriod',
    14,
    1,
  ),
  changed(
    'a database may be deleted',
    'AWS::RDS::DBCluster',
    { Engine: 'aurora-postgresql' },
    'DeletionProtection',
    true,
    undefined,
  ),
  changed(
    'a search domain takes plain HTTP',
    'AWS::OpenSearchService::Domain',
    {},
    'DomainEndpointOptions',
    { EnforceHTTPS: true },
    { EnforceHTTPS: false },
  ),
  changed(
    'a search domain takes old TLS',
    'AWS::OpenSearchService::Domain',
    {},
    'DomainEndpointOptions',
    { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
    { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-0-2019-07' },
  ),
  changed(
    'a cache talks in the clear',
    'AWS::ElastiCache::ReplicationGroup',
    { ReplicationGroupDescription: 'd' },
    'TransitEncryptionEnabled',
    true,
    false,
  ),
  changed('a file system is not encrypted', 'AWS::EFS::FileSystem', {}, 'Encrypted', true, undefined),
  changed(
    'a cluster shows its endpoint to the internet',
    'AWS::EKS::Cluster',
    { RoleArn: role },
    'ResourcesVpcConfig',
    { SubnetIds: ['subnet-1'], EndpointPublicAccess: false },
    { SubnetIds: ['subnet-1'], EndpointPublicAccess: true },
  ),
  changed(
    'a cluster writes no audit log',
    'AWS::EKS::Cluster',
    { RoleArn: role },
    'Logging',
    { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }, { Type: 'api' }] } },
    { ClusterLogging: { EnabledTypes: [{ Type: 'api' }] } },
  ),
  changed(
    'a task runs as a privileged container',
    'AWS::ECS::TaskDefinition',
    { Family: 'web' },
    'ContainerDefinitions',
    [{ Name: 'web', Image: 'web@sha256:1' }],
    [{ Name: 'web', Image: 'web@sha256:1', Privileged: true }],
  ),
  changed(
    'a registry takes images under a name that is taken',
    'AWS::ECR::Repository',
    {},
    'ImageTagMutability',
    'IMMUTABLE',
    'MUTABLE',
  ),
  changed(
    'a registry scans nothing',
    'AWS::ECR::Repository',
    {},
    'ImageScanningConfiguration',
    { ScanOnPush: true },
    { ScanOnPush: false },
  ),
  changed(
    'an instance answers the first version of its metadata',
    'AWS::EC2::LaunchTemplate',
    {},
    'LaunchTemplateData',
    { MetadataOptions: { HttpTokens: 'required' } },
    { MetadataOptions: { HttpTokens: 'optional' } },
  ),
  changed(
    'a subnet gives public addresses',
    'AWS::EC2::Subnet',
    { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' },
    'MapPublicIpOnLaunch',
    false,
    true,
  ),
  changed(
    'a user pool asks for no second factor',
    'AWS::Cognito::UserPool',
    {},
    'MfaConfiguration',
    'ON',
    'OFF',
  ),
  changed(
    'passwords are shorter',
    'AWS::Cognito::UserPool',
    {},
    'Policies',
    { PasswordPolicy: { MinimumLength: 14 } },
    { PasswordPolicy: { MinimumLength: 8 } },
  ),
  changed(
    'a function can be called by anybody',
    'AWS::Lambda::Url',
    { TargetFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f' },
    'AuthType',
    'AWS_IAM',
    'NONE',
  ),
  changed(
    'an API method asks nobody who they are',
    'AWS::ApiGateway::Method',
    { HttpMethod: 'POST', ResourceId: 'r', RestApiId: 'a' },
    'AuthorizationType',
    'AWS_IAM',
    'NONE',
  ),
  changed('a log group keeps its records for a week', 'AWS::Logs::LogGroup', {}, 'RetentionInDays', 365, 7),
  changed(
    'a key may be destroyed within a week',
    'AWS::KMS::Key',
    { KeyPolicy: statement({ Action: 'kms:*' }) },
    'PendingWindowInDays',
    30,
    7,
  ),
  changed(
    'a bucket keeps no versions',
    'AWS::S3::Bucket',
    {},
    'VersioningConfiguration',
    { Status: 'Enabled' },
    { Status: 'Suspended' },
  ),
  changed(
    'any account may send to a queue',
    'AWS::SQS::QueuePolicy',
    { Queues: ['q'] },
    'PolicyDocument',
    statement({}),
    statement({ Principal: '*' }),
  ),
  changed(
    'a bucket policy asks no longer for the organization',
    'AWS::S3::BucketPolicy',
    { Bucket: 'b' },
    'PolicyDocument',
    statement({
      Action: 's3:GetObject',
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    }),
    statement({ Action: 's3:GetObject', Principal: '*' }),
  ),
  [
    'a whole account may take on a role',
    trust({ AWS: role }),
    trust({ AWS: 'arn:aws:iam::111111111111:root' }),
  ],
  [
    'somebody else may take on a role without an external id',
    trust({ AWS: '222222222222' }, { StringEquals: { 'sts:ExternalId': 'x' } }),
    trust({ AWS: '222222222222' }),
  ],
  [
    'a stop in a network ACL is gone',
    { A: aclEntry(10, 'deny', '198.51.100.0/24'), B: aclEntry(20, 'allow', '0.0.0.0/0') },
    { B: aclEntry(20, 'allow', '0.0.0.0/0') },
  ],
  [
    'a network ACL stops half of what it stopped',
    { A: aclEntry(10, 'deny', '198.51.100.0/24') },
    { A: aclEntry(10, 'deny', '198.51.100.0/25') },
  ],
  [
    'a network ACL lets everybody in',
    { A: aclEntry(10, 'allow', '10.0.0.0/8') },
    { A: aclEntry(10, 'allow', '0.0.0.0/0') },
  ],
  [
    'a prefix list has the whole internet',
    of('AWS::EC2::PrefixList', {
      PrefixListName: 'p',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '10.0.0.0/8' }],
    }),
    of('AWS::EC2::PrefixList', {
      PrefixListName: 'p',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '0.0.0.0/0' }],
    }),
  ],
  [
    'a second half of stopped addresses is in a set that nothing asks',
    { S: ipSet('198.51.100.0/24'), W: acl(blocking('bad', 1, inSet('S'))) },
    { S: ipSet('198.51.100.0/25'), T: ipSet('198.51.100.128/25'), W: acl(blocking('bad', 1, inSet('S'))) },
  ],
  [
    'a second half of stopped addresses is only counted',
    { S: ipSet('198.51.100.0/24'), W: acl(blocking('bad', 1, inSet('S'))) },
    {
      S: ipSet('198.51.100.0/25'),
      T: ipSet('198.51.100.128/25'),
      W: acl(blocking('bad', 1, inSet('S')), { ...blocking('more', 2, inSet('T')), Action: { Count: {} } }),
    },
  ],
  changed(
    'a table is restored to no point in time',
    'AWS::DynamoDB::Table',
    { KeySchema: [], AttributeDefinitions: [] },
    'PointInTimeRecoverySpecification',
    { PointInTimeRecoveryEnabled: true },
    undefined,
  ),
];

/** What protects as much as before, however it is written. */
export const plainHarmless: readonly PlainPair[] = [
  changed(
    'a description is another',
    'AWS::Lambda::Function',
    { Runtime: 'nodejs22.x', Handler: 'a.b', Role: role, Code: { ZipFile: 'x' } },
    'Description',
    'a',
    'b',
  ),
  changed(
    'a function has more memory',
    'AWS::Lambda::Function',
    { Runtime: 'nodejs22.x', Handler: 'a.b', Role: role, Code: { ZipFile: 'x' } },
    'MemorySize',
    128,
    512,
  ),
  changed(
    'a table is paid by request',
    'AWS::DynamoDB::Table',
    { KeySchema: [], AttributeDefinitions: [] },
    'BillingMode',
    'PROVISIONED',
    'PAY_PER_REQUEST',
  ),
  changed('logs stay longer', 'AWS::Logs::LogGroup', {}, 'RetentionInDays', 30, 365),
  changed('a number is written as a text', 'AWS::Logs::LogGroup', {}, 'RetentionInDays', 365, '365'),
  changed(
    'backups stay longer',
    'AWS::RDS::DBCluster',
    { Engine: 'aurora-postgresql' },
    'BackupRetentionPeriod',
    7,
    35,
  ),
  changed(
    'a database is larger',
    'AWS::RDS::DBInstance',
    { Engine: 'postgres' },
    'DBInstanceClass',
    'db.t4g.medium',
    'db.r7g.large',
  ),
  changed(
    'a queue waits longer for messages',
    'AWS::SQS::Queue',
    { KmsMasterKeyId: 'alias/a' },
    'ReceiveMessageWaitTimeSeconds',
    0,
    20,
  ),
  changed(
    'passwords are longer',
    'AWS::Cognito::UserPool',
    {},
    'Policies',
    { PasswordPolicy: { MinimumLength: 8 } },
    { PasswordPolicy: { MinimumLength: 14 } },
  ),
  changed('a second factor is asked for', 'AWS::Cognito::UserPool', {}, 'MfaConfiguration', 'OPTIONAL', 'ON'),
  changed(
    'one principal stands alone in place of a list',
    'AWS::SQS::QueuePolicy',
    { Queues: ['q'] },
    'PolicyDocument',
    statement({ Principal: { AWS: [role] } }),
    statement({}),
  ),
  changed(
    'one action stands in a list',
    'AWS::SQS::QueuePolicy',
    { Queues: ['q'] },
    'PolicyDocument',
    statement({}),
    statement({ Action: ['sqs:SendMessage'] }),
  ),
  changed(
    'a condition is added to a policy',
    'AWS::SQS::QueuePolicy',
    { Queues: ['q'] },
    'PolicyDocument',
    statement({}),
    statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
  ),
  [
    'a role is taken on by one of two',
    trust({ AWS: [role, 'arn:aws:iam::111111111111:role/other'] }),
    trust({ AWS: role }),
  ],
  [
    'tags come',
    of('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/a' }),
    of('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/a', Tags: [{ Key: 'team', Value: 'web' }] }),
  ],
  [
    'two halves of a block become one',
    ingress(tls('10.0.0.0/9'), tls('10.128.0.0/9')),
    ingress(tls('10.0.0.0/8')),
  ],
  [
    'a block becomes its two halves',
    ingress(tls('10.0.0.0/8')),
    ingress(tls('10.0.0.0/9'), tls('10.128.0.0/9')),
  ],
  [
    'stopped addresses are written as two halves',
    { S: ipSet('198.51.100.0/24'), W: acl(blocking('bad', 1, inSet('S'))) },
    { S: ipSet('198.51.100.0/25', '198.51.100.128/25'), W: acl(blocking('bad', 1, inSet('S'))) },
  ],
  [
    'stopped addresses are in two sets, each with its rule',
    { S: ipSet('198.51.100.0/24'), W: acl(blocking('bad', 1, inSet('S'))) },
    {
      S: ipSet('198.51.100.0/25'),
      T: ipSet('198.51.100.128/25'),
      W: acl(blocking('bad', 1, inSet('S')), blocking('more', 2, inSet('T'))),
    },
  ],
  [
    'stopped addresses are in two sets of one rule',
    { S: ipSet('198.51.100.0/24'), W: acl(blocking('bad', 1, inSet('S'))) },
    {
      S: ipSet('198.51.100.0/25'),
      T: ipSet('198.51.100.128/25'),
      W: acl(blocking('bad', 1, { OrStatement: { Statements: [inSet('S'), inSet('T')] } })),
    },
  ],
  [
    'a network ACL stops two halves in place of the whole',
    { A: aclEntry(10, 'deny', '198.51.100.0/24') },
    { A: aclEntry(10, 'deny', '198.51.100.0/25'), B: aclEntry(11, 'deny', '198.51.100.128/25') },
  ],
  [
    'a prefix list has two halves in place of the whole',
    of('AWS::EC2::PrefixList', {
      PrefixListName: 'p',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '10.0.0.0/8' }],
    }),
    of('AWS::EC2::PrefixList', {
      PrefixListName: 'p',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '10.0.0.0/9' }, { Cidr: '10.128.0.0/9' }],
    }),
  ],
];
