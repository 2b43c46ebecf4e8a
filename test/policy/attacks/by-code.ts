import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, strangers } from './attack.ts';

const own = '111111111111';
const digest = `sha256:${'a'.repeat(64)}`;

function onCallbacks(path: string, value: Json | undefined) {
  return ({ set }: Shop) => set('payments', 'PaymentCallback', `Properties.${path}`, value);
}

/** Environment variables that change what runs, whom it trusts or whom it talks to. */
const settings: readonly (readonly [string, string])[] = [
  ['NODE_OPTIONS', '--require /opt/taps.js'],
  ['NODE_EXTRA_CA_CERTS', '/opt/stranger.pem'],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['NODE_PATH', '/mnt/taps'],
  ['LD_PRELOAD', '/opt/taps.so'],
  ['LD_LIBRARY_PATH', '/mnt/taps'],
  ['PYTHONPATH', '/mnt/taps'],
  ['JAVA_TOOL_OPTIONS', '-javaagent:/opt/taps.jar'],
  ['HTTP_PROXY', 'http://stranger.example:8080'],
  ['https_proxy', 'http://stranger.example:8080'],
  ['AWS_ENDPOINT_URL', 'https://stranger.example'],
  ['AWS_ENDPOINT_URL_SECRETS_MANAGER', 'https://stranger.example'],
  ['AWS_LAMBDA_EXEC_WRAPPER', '/opt/taps'],
  ['AWS_LAMBDA_RUNTIME_API', 'stranger.example'],
  ['SHOP_URL', 'https://shop.stranger.example'],
  ['PAYMENT_EVENTS_QUEUE_URL', 'https://taps.execute-api.eu-west-1.amazonaws.com/orders'],
];

function task(container: JsonRecord) {
  return ({ add }: Shop) =>
    add('payments', 'Task', {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [{ Name: 'shop', ...container }] },
    });
}

const atEdge = 'Properties.DistributionConfig.DefaultCacheBehavior';

function associated(list: string, name: string, arn: string) {
  return ({ set }: Shop) =>
    set('edge', 'Shop', `${atEdge}.${list}`, [{ EventType: 'viewer-request', [name]: arn }]);
}

/** Writes something else into the code of a function at the edge, which has to hold what is replaced. */
function changedCode(role: string, before: string, after: string) {
  return ({ update }: Shop) =>
    update('edge', `EdgeFunctions${role}`, 'Properties.FunctionCode', (code) => {
      if (typeof code !== 'string' || !code.includes(before)) throw new Error(`${role} has no ${before}`);
      return code.replace(before, after);
    });
}

function added(type: string, properties: JsonRecord) {
  return ({ add }: Shop) => add('payments', 'Added', { Type: type, Properties: properties });
}

/** Code that runs with the rights of the shop and stands in no template of it. */
export const attacksByCode: readonly Attack[] = [
  [
    'a function runs code that stands in its template',
    'SDLC-06-origin',
    onCallbacks('Code', { ZipFile: 'exports.handler = async () => ({ statusCode: 200 })' }),
  ],
  ['a function begins in a layer', 'SDLC-06-origin', onCallbacks('Handler', '/opt/taps.handler')],
  [
    'the pages of a release come from somebody else',
    'SDLC-06-origin',
    ({ set }) => set('edge', 'Release', 'Properties.ArchiveBucket', 'stranger-pages'),
  ],
  [
    'a function at the edge is not published',
    'EDGE-06-altered',
    ({ set }) => set('edge', 'EdgeFunctionsSiteRequest', 'Properties.AutoPublish', false),
  ],
  [
    'a function at the edge runs in an earlier runtime',
    'EDGE-06-altered',
    ({ set }) =>
      set('edge', 'EdgeFunctionsFunctionRequest', 'Properties.FunctionConfig.Runtime', 'cloudfront-js-1.0'),
  ],
  [
    'a function at the edge sends shoppers to another host',
    'EDGE-06-altered',
    changedCode('FunctionRequest', 'shop.boutique.example', 'shop.stranger.example'),
  ],
  [
    'a function at the edge keeps the mark that tells functions of a query',
    'EDGE-06-altered',
    changedCode('FunctionRequest', 'delete request.headers[rawQueryHeader];', ''),
  ],
  [
    'a function at the edge leads to another release than the published one',
    'EDGE-06-altered',
    changedCode('SiteRequest', "const release = '", "const release = 'drafts/"),
  ],
  [
    'a function that the contract does not know runs at the edge',
    'EDGE-06-altered',
    ({ add }) =>
      add('edge', 'Taps', {
        Type: 'AWS::CloudFront::Function',
        Properties: {
          AutoPublish: true,
          FunctionCode: 'function handler(event) { return event.request; }',
          FunctionConfig: { Comment: 'taps', Runtime: 'cloudfront-js-2.0' },
          Name: 'taps',
        },
      }),
  ],
  [
    'a Lambda function of the shop answers at the edge',
    'EDGE-06-altered',
    ({ add, idOf, set }) => {
      add('edge', 'Taps', {
        Type: 'AWS::Lambda::Version',
        Properties: { FunctionName: { Ref: idOf('edge', 'ReleasePublisher') } },
      });
      set('edge', 'Shop', `${atEdge}.LambdaFunctionAssociations`, [
        { EventType: 'origin-response', LambdaFunctionARN: { Ref: 'Taps' } },
      ]);
    },
  ],
  ...settings.map(
    ([name, value]): Attack => [
      `a function is started with ${name}`,
      'SDLC-06-settings',
      onCallbacks(`Environment.Variables.${name}`, value),
    ],
  ),
  [
    'a task is started with NODE_OPTIONS',
    'SDLC-06-settings',
    task({ Environment: [{ Name: 'NODE_OPTIONS', Value: '--import /mnt/taps.mjs' }] }),
  ],
  [
    'a function of the account that no template has answers at the edge',
    'SDLC-06-origin',
    associated(
      'LambdaFunctionAssociations',
      'LambdaFunctionARN',
      `arn:aws:lambda:us-east-1:${own}:function:taps:1`,
    ),
  ],
  [
    'a function of CloudFront that no template has answers at the edge',
    'SDLC-06-origin',
    associated('FunctionAssociations', 'FunctionARN', `arn:aws:cloudfront::${own}:function/taps`),
  ],
  [
    'a layer that no template has runs in a function',
    'SDLC-06-origin',
    onCallbacks('Layers', [`arn:aws:lambda:eu-west-1:${own}:layer:taps:1`]),
  ],
  [
    'a layer of a stranger runs in a function',
    'SDLC-06-origin',
    onCallbacks('Layers', [`arn:aws:lambda:eu-west-1:${strangers}:layer:taps:1`]),
  ],
  [
    'a function has a file system that no template has',
    'SDLC-06-origin',
    onCallbacks('FileSystemConfigs', [
      { Arn: `arn:aws:elasticfilesystem:eu-west-1:${own}:access-point/fsap-1`, LocalMountPath: '/mnt/taps' },
    ]),
  ],
  [
    'the code of a function comes from a bucket that nobody saw',
    'SDLC-06-origin',
    onCallbacks('Code', { S3Bucket: 'taps', S3Key: `${'a'.repeat(64)}.zip` }),
  ],
  [
    'a function runs the image of a stranger',
    'SDLC-06-origin',
    onCallbacks('Code', { ImageUri: `${strangers}.dkr.ecr.eu-west-1.amazonaws.com/taps@${digest}` }),
  ],
  [
    'a function runs an image of a public registry',
    'SDLC-06-origin',
    onCallbacks('Code', { ImageUri: `public.ecr.aws/stranger/taps@${digest}` }),
  ],
  ['a task runs an image of a public registry', 'SDLC-06-origin', task({ Image: `stranger/taps@${digest}` })],
  [
    'a function is checked by a signing configuration that nobody saw',
    'SDLC-06-origin',
    onCallbacks('CodeSigningConfigArn', `arn:aws:lambda:eu-west-1:${own}:code-signing-config:csc-1`),
  ],
  [
    'one function is signed and the others are not',
    'SDLC-06-origin',
    (shop) => {
      shop.add('payments', 'Signing', {
        Type: 'AWS::Lambda::CodeSigningConfig',
        Properties: { CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' } },
      });
      shop.set('payments', 'PaymentSession', 'Properties.CodeSigningConfigArn', { Ref: 'Signing' });
    },
  ],
  [
    'a function is fed by a queue that no template has',
    'SDLC-06-origin',
    added('AWS::Lambda::EventSourceMapping', {
      FunctionName: 'boutique-prod-order-worker',
      EventSourceArn: `arn:aws:sqs:eu-west-1:${own}:taps`,
    }),
  ],
  [
    'an alias leads to a version that no template has',
    'SDLC-06-origin',
    added('AWS::Lambda::Alias', {
      FunctionName: 'boutique-prod-payment-callback',
      Name: 'live',
      FunctionVersion: '3',
    }),
  ],
  [
    'a secret is rotated by a function that no template has',
    'SDLC-06-origin',
    ({ set }) =>
      set(
        'payments',
        'TokenRotationStripeSchedule',
        'Properties.RotationLambdaARN',
        `arn:aws:lambda:eu-west-1:${own}:function:taps`,
      ),
  ],
  [
    'a function works with a role that no template has',
    'IAM-01-roles',
    onCallbacks('Role', `arn:aws:iam::${own}:role/administrator`),
  ],
  ['a function leaves the network', 'NET-02-gateways', onCallbacks('VpcConfig', undefined)],
  [
    'a function has a group of the network that no template has',
    'NET-06-targets',
    onCallbacks('VpcConfig.SecurityGroupIds', ['sg-0123456789abcdef0']),
  ],
  [
    'what a function could not do goes to a queue that no template has',
    'DATA-08',
    ({ set }) =>
      set(
        'payments',
        'OutboxScheduleFailures',
        'Properties.DestinationConfig.OnFailure.Destination',
        `arn:aws:sqs:eu-west-1:${own}:taps`,
      ),
  ],
  [
    'a second configuration of calls hands their results on',
    'IAM-06-single',
    added('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'boutique-prod-outbox',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
    }),
  ],
  [
    'AWS Config puts right by itself what it finds',
    'SDLC-06-automation',
    added('AWS::Config::RemediationConfiguration', {
      ConfigRuleName: 'bucket-is-private',
      TargetType: 'SSM_DOCUMENT',
      TargetId: 'AWS-DisableS3BucketPublicReadWrite',
      Automatic: true,
    }),
  ],
  [
    'a pack of AWS Config brings a remediation',
    'SDLC-06-automation',
    added('AWS::Config::ConformancePack', {
      TemplateBody: 'Resources: {Fix: {Type: AWS::Config::RemediationConfiguration}}',
    }),
  ],
  [
    'State Manager runs a document on resources',
    'SDLC-06-automation',
    added('AWS::SSM::Association', { Name: 'AWS-ConfigureS3BucketVersioning' }),
  ],
  [
    'a maintenance window runs a document on resources',
    'SDLC-06-automation',
    added('AWS::SSM::MaintenanceWindowTask', {
      TaskType: 'AUTOMATION',
      TaskArn: 'AWS-DisablePublicAccessForSecurityGroup',
    }),
  ],
  [
    'an event begins an automation',
    'SDLC-06-automation',
    added('AWS::Events::Rule', {
      EventPattern: { source: ['aws.config'] },
      Targets: [{ Id: 'fix', Arn: `arn:aws:ssm:eu-west-1:${own}:automation-definition/Fix:$DEFAULT` }],
    }),
  ],
  [
    'an event stops hosts',
    'SDLC-06-automation',
    added('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Id: 'stop', Arn: `arn:aws:events:eu-west-1:${own}:target/stop-instance` }],
    }),
  ],
  [
    'a schedule begins an automation',
    'SDLC-06-automation',
    added('AWS::Scheduler::Schedule', {
      Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution' },
    }),
  ],
  [
    'a budget acts without anybody',
    'SDLC-06-automation',
    added('AWS::Budgets::BudgetsAction', { ApprovalModel: 'AUTOMATIC' }),
  ],
  [
    'an incident begins an automation',
    'SDLC-06-automation',
    added('AWS::SSMIncidents::ResponsePlan', { Actions: [{ SsmAutomation: { DocumentName: 'Fix' } }] }),
  ],
];
