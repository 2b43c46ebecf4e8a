import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, stranger, strangers } from './attack.ts';

function beside(type: string, rule: string, properties: JsonRecord = {}): Attack {
  const short = type.replace(/^AWS::/, '');
  return [
    `${short} stands beside the distribution`,
    rule,
    ({ add }: Shop) => add('payments', 'Beside', { Type: type, Properties: properties }),
  ];
}

const entries = [
  ...['ApiGateway::RestApi', 'ApiGatewayV2::Api', 'AppRunner::Service', 'AppSync::GraphQLApi'],
  ...['Amplify::Branch', 'ElasticBeanstalk::Environment', 'GlobalAccelerator::Accelerator'],
  ...['IoT::Policy', 'Lightsail::Container', 'Lightsail::Instance', 'MediaStore::Container'],
  ...[
    'Transfer::Server',
    'ElasticLoadBalancing::LoadBalancer',
    'EC2::EIPAssociation',
    'EC2::ClientVpnEndpoint',
  ],
  ...['EC2::VPNGateway', 'EC2::TransitGatewayAttachment', 'EC2::VPCEndpointService', 'VpcLattice::Service'],
  ...['CloudFront::ConnectionGroup', 'ECR::PublicRepository', 'Grafana::Workspace', 'Location::APIKey'],
];

const publicTask = { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED', Subnets: ['subnet-1'] } };

/** Whom a resource is shared with by a property of its own. */
const shares: readonly (readonly [string, JsonRecord])[] = [
  ['AWS::S3::AccessGrant', { Grantee: { GranteeType: 'IAM', GranteeIdentifier: stranger } }],
  ['AWS::S3::AccessGrantsLocation', { IamRoleArn: `arn:aws:iam::${strangers}:role/all` }],
  ['AWS::S3::MultiRegionAccessPoint', { Regions: [{ Bucket: 'site', BucketAccountId: strangers }] }],
  ['AWS::RAM::ResourceShare', { Name: 'all', Principals: [strangers], AllowExternalPrincipals: true }],
  ['AWS::EC2::VPCEndpointServicePermissions', { ServiceId: 'vpce-svc-1', AllowedPrincipals: ['*'] }],
  ['AWS::EC2::VPCPeeringConnection', { PeerOwnerId: strangers, PeerVpcId: 'vpc-1', VpcId: 'vpc-2' }],
  ['AWS::LakeFormation::PrincipalPermissions', { Principal: { DataLakePrincipalIdentifier: strangers } }],
  ['AWS::Redshift::EndpointAuthorization', { Account: strangers }],
  ['AWS::Config::AggregationAuthorization', { AuthorizedAccountId: strangers }],
];

/** Ways into the shop that lead around its distribution. */
export const attacksByEntries: readonly Attack[] = [
  ...entries.map((type) => beside(`AWS::${type}`, 'EDGE-06-entries')),
  ...shares.map(([type, properties]) => beside(type, 'IAM-06-grants', properties)),
  beside('AWS::Route53::RecordSet', 'EDGE-03-elsewhere', {
    Name: 'shop.boutique.example',
    Type: 'A',
    ResourceRecords: ['203.0.113.9'],
  }),
  beside('AWS::EKS::Cluster', 'EDGE-06-entries', { ResourcesVpcConfig: { SubnetIds: ['subnet-1'] } }),
  beside('AWS::Batch::JobDefinition', 'EDGE-06-entries', {
    ContainerProperties: { NetworkConfiguration: { AssignPublicIp: 'ENABLED' } },
  }),
  beside('AWS::MSK::Cluster', 'NET-06', {
    BrokerNodeGroupInfo: { ConnectivityInfo: { PublicAccess: { Type: 'SERVICE_PROVIDED_EIPS' } } },
  }),
  beside('AWS::Redshift::Cluster', 'NET-06', { PubliclyAccessible: true }),
  beside('AWS::RDS::DBInstance', 'NET-06', { PubliclyAccessible: true }),
  beside('AWS::OpenSearchService::Domain', 'NET-06'),
  beside('AWS::Scheduler::Schedule', 'NET-06', {
    Target: {
      Arn: 'arn:aws:ecs:eu-west-1:111111111111:cluster/a',
      EcsParameters: { NetworkConfiguration: publicTask },
    },
  }),
  beside('AWS::MediaStore::Container', 'IAM-06', {
    Policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  }),
  beside('AWS::Oam::Sink', 'IAM-06', {
    Policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: stranger }, Action: '*', Resource: '*' }] },
  }),
];
