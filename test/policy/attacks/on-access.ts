import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, arnOf, everythingTo, statements, stranger, strangers } from './attack.ts';

const everyone = everythingTo('*');
const open = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

/** Changes the first statement of a function about items. */
function onItems(id: string, path: string, value: Json | undefined) {
  return ({ set }: Shop) => set('payments', `${id}RoleDefaultPolicy`, `${statements}[1].${path}`, value);
}

/** Gives the function that callbacks come to something that names it. */
function onCallbacks(type: string, naming: string, properties: JsonRecord) {
  return ({ add, idOf }: Shop) =>
    add('payments', 'Another', {
      Type: type,
      Properties: { ...properties, [naming]: arnOf(idOf('payments', 'PaymentCallback')) },
    });
}

function addTo(stack: 'data' | 'edge', type: string, properties: JsonRecord) {
  return ({ add }: Shop) => add(stack, 'Another', { Type: type, Properties: properties });
}

/** Puts an access point before the bucket of the site. */
function accessPoint(properties: JsonRecord) {
  return ({ add, idOf }: Shop) =>
    add('edge', 'Point', {
      Type: 'AWS::S3::AccessPoint',
      Properties: { Bucket: { Ref: idOf('edge', 'Site') }, ...properties },
    });
}

/** Appends a statement that allows somebody everything to a policy of the shop. */
function admit(stack: 'data' | 'edge', policy: string, principal: Json) {
  return ({ append }: Shop) =>
    append(stack, policy, statements, { Effect: 'Allow', Principal: principal, Action: '*', Resource: '*' });
}

/** Ways to the functions, buckets, queues and tables of the shop around its firewall and its roles. */
export const attacksOnAccess: readonly Attack[] = [
  [
    'who shows orders may write them',
    'IAM-01-items',
    onItems('ShopperOrders', 'Action', ['dynamodb:GetItem', 'dynamodb:PutItem']),
  ],
  [
    'callbacks may write orders as well',
    'IAM-01-items',
    onItems('PaymentCallback', `Condition.ForAllValues:StringLike.dynamodb:LeadingKeys`, [
      'EVENT#*',
      'ORDER#*',
    ]),
  ],
  ['sessions reach all items', 'IAM-01-items', onItems('PaymentSession', 'Condition', undefined)],
  [
    'the publisher of releases may delete earlier ones for good',
    'IAM-01-destruction',
    ({ append }) =>
      append(
        'edge',
        'ReleasePublisherRoleDefaultPolicy',
        `${statements}[1].Action`,
        's3:DeleteObjectVersion',
      ),
  ],
  [
    'pages of a stranger may read what functions answer',
    'HDR-08-edge',
    ({ set }) =>
      set('edge', 'HeadersFunctions', 'Properties.ResponseHeadersPolicyConfig.CorsConfig', {
        AccessControlAllowCredentials: true,
        AccessControlAllowHeaders: { Items: ['content-type'] },
        AccessControlAllowMethods: { Items: ['ALL'] },
        AccessControlAllowOrigins: { Items: ['https://shop.stranger.example'] },
        OriginOverride: true,
      }),
  ],
  [
    'a function answers unsigned requests at a URL of its own',
    'IAM-06-functions',
    onCallbacks('AWS::Lambda::Url', 'TargetFunctionArn', { AuthType: 'NONE' }),
  ],
  [
    'a function answers unsigned requests as a web function',
    'IAM-06-functions',
    onCallbacks('AWS::Lambda::WebFunctionEndpoint', 'FunctionName', { AuthType: 'None' }),
  ],
  [
    'everyone may call the URL of a function',
    'IAM-06-functions',
    onCallbacks('AWS::Lambda::Permission', 'FunctionName', {
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
      Principal: '*',
    }),
  ],
  [
    'another account may invoke a function',
    'IAM-06-functions',
    onCallbacks('AWS::Lambda::Permission', 'FunctionName', {
      Action: 'lambda:InvokeFunction',
      Principal: strangers,
    }),
  ],
  ['another account may read the site', 'IAM-06', admit('edge', 'SitePolicy', { AWS: stranger })],
  ['everyone may read the site', 'DATA-01', admit('edge', 'SitePolicy', '*')],
  [
    'a bucket that nobody saw gets a policy by its name',
    'DATA-01',
    addTo('edge', 'AWS::S3::BucketPolicy', {
      Bucket: 'boutique-elsewhere',
      PolicyDocument: { Version: '2012-10-17', Statement: [] },
    }),
  ],
  [
    'a second policy of the site denies plain HTTP no longer',
    'DATA-03',
    ({ add, idOf }) =>
      add('edge', 'Second', {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: idOf('edge', 'Site') },
          PolicyDocument: { Version: '2012-10-17', Statement: [] },
        },
      }),
  ],
  [
    'an access point of the site blocks nothing',
    'DATA-01',
    accessPoint({ PublicAccessBlockConfiguration: open }),
  ],
  ['an access point of the site admits everyone', 'IAM-06', accessPoint({ Policy: everyone })],
  [
    'an access point over several regions blocks nothing',
    'DATA-01',
    addTo('edge', 'AWS::S3::MultiRegionAccessPoint', {
      Regions: [{ Bucket: 'boutique' }],
      PublicAccessBlockConfiguration: open,
    }),
  ],
  [
    'an access point over several regions admits everyone',
    'IAM-06',
    addTo('edge', 'AWS::S3::MultiRegionAccessPointPolicy', { MrapName: 'shop', Policy: everyone }),
  ],
  [
    'an access point of a directory bucket blocks nothing',
    'DATA-01',
    addTo('edge', 'AWS::S3Express::AccessPoint', {
      Bucket: 'shop--use1-az4--x-s3',
      PublicAccessBlockConfiguration: open,
    }),
  ],
  [
    'a directory bucket admits another account',
    'IAM-06',
    addTo('edge', 'AWS::S3Express::BucketPolicy', {
      Bucket: 'shop--use1-az4--x-s3',
      PolicyDocument: everythingTo({ AWS: stranger }),
    }),
  ],
  [
    'an access point that a function answers for admits everyone',
    'IAM-06',
    addTo('edge', 'AWS::S3ObjectLambda::AccessPointPolicy', {
      ObjectLambdaAccessPoint: 'shop',
      PolicyDocument: everyone,
    }),
  ],
  ['a queue admits everyone', 'IAM-06', admit('data', 'PaymentEventsPolicy', '*')],
  [
    'a queue admits everyone by a policy of its own kind',
    'IAM-06',
    addTo('data', 'AWS::SQS::QueueInlinePolicy', { Queue: 'orders', PolicyDocument: everyone }),
  ],
  [
    'a topic admits everyone',
    'IAM-06',
    addTo('data', 'AWS::SNS::TopicPolicy', { Topics: ['orders'], PolicyDocument: everyone }),
  ],
  [
    'the table of orders admits another account',
    'IAM-06',
    ({ set }) =>
      set('data', 'OrdersTable', 'Properties.ResourcePolicy', {
        PolicyDocument: everythingTo({ AWS: stranger }),
      }),
  ],
  [
    'the replica of a table admits another account',
    'IAM-06',
    addTo('data', 'AWS::DynamoDB::GlobalTable', {
      Replicas: [
        { Region: 'eu-west-1', ResourcePolicy: { PolicyDocument: everythingTo({ AWS: stranger }) } },
      ],
    }),
  ],
  [
    'objects of the site are copied to another account',
    'DATA-08',
    ({ set }) =>
      set('edge', 'Site', 'Properties.ReplicationConfiguration', {
        Role: 'arn:aws:iam::111111111111:role/copy',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copies', Account: strangers } }],
      }),
  ],
  [
    'orders are handed to a bus of another account',
    'DATA-08',
    addTo('data', 'AWS::Events::Rule', {
      EventPattern: { source: [{ prefix: '' }] },
      Targets: [{ Id: 'bus', Arn: `arn:aws:events:eu-west-1:${strangers}:event-bus/orders` }],
    }),
  ],
  [
    'the private key of the certificate may leave AWS',
    'EDGE-10',
    ({ set }) => set('edge', 'Certificate', 'Properties.CertificateExport', 'ENABLED'),
  ],
  [
    'the private key of the load balancer may leave AWS',
    'EDGE-10',
    ({ set }) => set('payments', 'IngressCertificate', 'Properties.CertificateExport', 'ENABLED'),
  ],
];
