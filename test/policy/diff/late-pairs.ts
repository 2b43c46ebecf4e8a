import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { dnsStacks, withBackups } from './shop-edits.ts';
import { account, foreign, type StackChange, shop } from './stack-changes.ts';

const behaviours = 'Properties.DistributionConfig.CacheBehaviors';
const config = 'Properties.ResponseHeadersPolicyConfig';
const csp = `${config}.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy`;
const custom = `${config}.CustomHeadersConfig.Items`;

/** Weakenings that were written when the comparison was done, by what people do and not by what it reads. */
export const lateWeakenings: readonly StackChange[] = [
  shop('events are worked on no longer', ({ set }) =>
    set('payments', 'OrderWorkerSource', 'Properties.Enabled', false),
  ),
  shop('a path of the shop runs no function before its origin', ({ set }) =>
    set('edge', 'Shop', `${behaviours}[2].FunctionAssociations`, undefined),
  ),
  shop('pages come from another bucket', ({ set }) =>
    set(
      'edge',
      'Shop',
      'Properties.DistributionConfig.Origins[0].DomainName',
      'pages.s3.eu-west-1.amazonaws.com',
    ),
  ),
  shop('CloudFront signs no requests to the bucket', ({ set }) =>
    set('edge', 'ShopOriginAccess', 'Properties.OriginAccessControlConfig.SigningBehavior', 'never'),
  ),
  shop('CloudFront reaches functions by plain HTTP', ({ set }) =>
    set('edge', 'FunctionOrigin', 'Properties.VpcOriginEndpointConfig.OriginProtocolPolicy', 'http-only'),
  ),
  shop('a secret may be made public', ({ set }) =>
    set('data', 'GatewaySecretsStripePolicy', 'Properties.BlockPublicPolicy', false),
  ),
  shop('an endpoint has no policy', ({ set }) =>
    set('network', 'TableEndpoint', 'Properties.PolicyDocument', undefined),
  ),
  shop('a subnet has a route to the internet', ({ add, idOf }) =>
    add('network', 'Out', {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: { 'Fn::GetAtt': [idOf('network', 'VpcFunctionRoutes1'), 'RouteTableId'] },
        DestinationIpv6CidrBlock: '::/0',
        GatewayId: { Ref: idOf('network', 'VpcInternetGateway') },
      },
    }),
  ),
  shop('a function may call itself for ever', ({ set }) =>
    set('payments', 'OrderWorker', 'Properties.RecursiveLoop', 'Allow'),
  ),
  shop('a function runs a layer of somebody else', ({ set }) =>
    set('payments', 'OrderWorker', 'Properties.Layers', [
      'arn:aws:lambda:eu-west-1:999999999999:layer:extras:3',
    ]),
  ),
  shop('a stream tells keys alone', ({ set }) =>
    set('data', 'OrdersTable', 'Properties.StreamSpecification.StreamViewType', 'KEYS_ONLY'),
  ),
  shop('the load balancer forwards what no rule names', ({ set, idOf }) =>
    set('payments', 'IngressLoadBalancerListener', 'Properties.DefaultActions', [
      { Type: 'forward', TargetGroupArn: { Ref: idOf('payments', 'IngressPaymentSessionTarget') } },
    ]),
  ),
  shop('the load balancer keeps broken headers', ({ update }) =>
    update(
      'payments',
      'IngressLoadBalancer',
      'Properties.LoadBalancerAttributes',
      (list) => (list as { Key: string }[]).filter(({ Key }) => !Key.includes('drop_invalid')) as Json,
    ),
  ),
  shop('the firewall looks into shorter bodies', ({ set }) =>
    set(
      'edge',
      'Firewall',
      'Properties.AssociationConfig.RequestBody.CLOUDFRONT.DefaultSizeInspectionLimit',
      'KB_4',
    ),
  ),
  shop('a rate counts requests of one page alone', ({ set }) =>
    set('edge', 'Firewall', 'Properties.Rules[0].Statement.RateBasedStatement.ScopeDownStatement', {
      ByteMatchStatement: {
        SearchString: '/index.html',
        FieldToMatch: { UriPath: {} },
        PositionalConstraint: 'EXACTLY',
        TextTransformations: [{ Priority: 0, Type: 'NONE' }],
      },
    }),
  ),
  shop('pages may use the camera', ({ update }) =>
    update('edge', 'HeadersDefaultPath', custom, (list) =>
      (list as { Header: string; Value: string }[]).map((item) =>
        item.Header === 'Permissions-Policy'
          ? { ...item, Value: item.Value.replace('camera=()', 'camera=*') }
          : item,
      ),
    ),
  ),
  shop('any site may frame the checkout', ({ update }) =>
    update('edge', 'HeadersCheckout', csp, (text) => String(text).replace(/frame-ancestors [^;]+;?/, '')),
  ),
  shop('pages may load pictures from anywhere', ({ update }) =>
    update(
      'edge',
      'HeadersCheckout',
      csp,
      (text) => `img-src *; ${String(text).replace(/img-src [^;]+;?/, '')}`,
    ),
  ),
  shop('the shop is called a test', ({ rewrite }) =>
    rewrite('edge', (text) => text.replace('"purpose":"production"', '"purpose":"non-production"')),
  ),
  shop('a queue delivers a message for ever', ({ set }) =>
    set('data', 'PaymentEvents', 'Properties.RedrivePolicy.maxReceiveCount', 1000),
  ),
  shop('refused mail is no longer asked for', ({ set }) =>
    set('edge', 'NoMailRecordsDmarc', 'Properties.ResourceRecords', ['"v=DMARC1; p=none"']),
  ),
  account('the trail’s files are not validated', ({ set }) =>
    set('account', 'RecordsTrail', 'Properties.EnableLogFileValidation', false),
  ),
  account('records may be read by plain HTTP', ({ update }) =>
    update('account', 'RecordsTrailBucketPolicy', 'Properties.PolicyDocument.Statement', (list) =>
      (list as Json[]).filter((one) => !JSON.stringify(one).includes('SecureTransport')),
    ),
  ),
  account('an alarm is told about fewer resources', ({ set }) =>
    set('account', 'TrailAlarmsRootUse', 'Properties.AlarmActions', []),
  ),
  [
    'fewer tables are backed up',
    withBackups,
    ({ update }) =>
      update('backup', 'PlanSelection', 'Properties.BackupSelection.Resources', (list) =>
        (list as Json[]).slice(1),
      ),
  ],
  [
    'a key signs the zone no longer',
    dnsStacks,
    ({ set }) => set('dns', 'ZoneKeySigningKey', 'Properties.Status', 'INACTIVE'),
  ],
  foreign('anybody may sign up', ({ set }) =>
    set('foreign', 'Users', 'Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly', false),
  ),
  foreign('a container runs as root', ({ set }) =>
    set('foreign', 'Task', 'Properties.ContainerDefinitions[0].User', undefined),
  ),
  foreign('a database is patched by hand', ({ set }) =>
    set('foreign', 'Database', 'Properties.AutoMinorVersionUpgrade', false),
  ),
  foreign('a file system is made anew', ({ set }) =>
    set('foreign', 'Share', 'Properties.PerformanceMode', 'maxIO'),
  ),
  foreign('a client takes tokens from the address', ({ append }) =>
    append('foreign', 'Client', 'Properties.AllowedOAuthFlows', 'implicit'),
  ),
  foreign('a condition on tags is gone', ({ set }) =>
    set('foreign', 'TaskRole', 'Properties.Policies[0].PolicyDocument.Statement[1].Condition', undefined),
  ),
  foreign('a user with a key is new', ({ add }) => {
    add('foreign', 'Robot', { Type: 'AWS::IAM::User', Properties: {} });
    add('foreign', 'RobotKey', { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Robot' } } });
  }),
];

/** Harmless changes that were written when the comparison was done. */
export const lateHarmless: readonly StackChange[] = [
  shop('a function may take longer', ({ set }) =>
    set('payments', 'PageIntegrity', 'Properties.Timeout', 360),
  ),
  shop('a function has one more setting', ({ set }) =>
    set('payments', 'CspReport', 'Properties.Environment.Variables.GREETING', 'hello'),
  ),
  shop('visitors speak HTTP 3 and are served from fewer places', ({ set }) => {
    set('edge', 'Shop', 'Properties.DistributionConfig.HttpVersion', 'http2and3');
    set('edge', 'Shop', 'Properties.DistributionConfig.PriceClass', 'PriceClass_100');
  }),
  shop('a statement has a name', ({ set }) =>
    set(
      'payments',
      'PaymentCallbackRoleDefaultPolicy',
      'Properties.PolicyDocument.Statement[0].Sid',
      'First',
    ),
  ),
  shop('keys are rotated twice a year', ({ set }) =>
    set('data', 'OrdersTableKey', 'Properties.RotationPeriodInDays', 180),
  ),
  shop('a trust is bound to one account', ({ set }) =>
    set('payments', 'CspReportRole', 'Properties.AssumeRolePolicyDocument.Statement[0].Condition', {
      StringEquals: { 'aws:SourceAccount': '111111111111' },
    }),
  ),
  shop('an alarm tells when all is well', ({ set }) =>
    set('payments', 'FunctionAlarmsPaymentCallbackErrors', 'Properties.OKActions', [
      'arn:aws:sns:eu-west-1:111111111111:palisade-account-ticket',
    ]),
  ),
  shop('a secret is described in other words', ({ set }) =>
    set('data', 'GatewaySecretsStripe', 'Properties.Description', 'What Stripe gave us'),
  ),
  shop('a number comes from a mapping', ({ rewrite, set }) => {
    rewrite('payments', (text) =>
      JSON.stringify({ ...JSON.parse(text), Mappings: { Days: { logs: { kept: 400 } } } }),
    );
    set('payments', 'LogsPaymentCallback', 'Properties.RetentionInDays', 400);
  }),
  shop('a resource waits for another one', ({ set, idOf }) =>
    set('payments', 'CspReport', 'DependsOn', [idOf('payments', 'CspReportRole')]),
  ),
  shop('pages may use less', ({ update }) =>
    update('edge', 'HeadersDefaultPath', custom, (list) =>
      (list as { Header: string; Value: string }[]).map((item) =>
        item.Header === 'Permissions-Policy' ? { ...item, Value: `${item.Value}, bluetooth=()` } : item,
      ),
    ),
  ),
  shop('retries stop earlier at the dead letters', ({ update }) =>
    update('data', 'PaymentEvents', 'Properties.RedrivePolicy.maxReceiveCount', (count) => Number(count) - 1),
  ),
  account('GuardDuty watches one more service', ({ append }) =>
    append('account', 'DetectionGuardDuty', 'Properties.Features', {
      Name: 'EKS_AUDIT_LOGS',
      Status: 'ENABLED',
    }),
  ),
  [
    'backups are kept longer and made at another hour',
    withBackups,
    ({ set, update }) => {
      set(
        'backup',
        'Plan',
        'Properties.BackupPlan.BackupPlanRule[0].ScheduleExpression',
        'cron(30 4 ? * * *)',
      );
      update(
        'backup',
        'Plan',
        'Properties.BackupPlan.BackupPlanRule[0].StartWindowMinutes',
        (window) => window ?? 60,
      );
    },
  ],
  foreign('a group lets in the same block in two halves', ({ set }) =>
    set('foreign', 'DatabaseGroup', 'Properties.SecurityGroupIngress', [
      {
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        CidrIp: '10.20.0.0/25',
        Description: 'Tasks of the warehouse read and write the database',
      },
      {
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        CidrIp: '10.20.0.128/25',
        Description: 'Tasks of the warehouse read and write the database',
      },
    ]),
  ),
  foreign('passwords have to hold symbols', ({ set }) =>
    set('foreign', 'Users', 'Properties.Policies.PasswordPolicy.RequireSymbols', true),
  ),
  foreign('browsers remember for a shorter time who may read a bucket', ({ set }) =>
    set('foreign', 'Files', 'Properties.CorsConfiguration.CorsRules[0].MaxAge', 60),
  ),
  foreign('a port is named by its number as text', ({ set }) =>
    set('foreign', 'DatabaseGroup', 'Properties.SecurityGroupIngress[0].FromPort', '5432'),
  ),
  foreign('a method answers faster or not at all', ({ set }) =>
    set('foreign', 'Api', 'Properties.Integration.TimeoutInMillis', 3000),
  ),
  foreign('a task has more memory and a writable folder of its own', ({ set }) =>
    set('foreign', 'Task', 'Properties.Memory', '2048'),
  ),
];
