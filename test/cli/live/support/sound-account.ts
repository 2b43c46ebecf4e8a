import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveClientsOf } from '../../../../lib/cli/live/clients.ts';
import type { LivePorts } from '../../../../lib/cli/live/verify.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import type { Resource, Template, TemplateSource } from '../../../../lib/cloudformation/model/types.ts';
import { stackNameOf } from '../../../../lib/evidence/live/misfit.ts';
import { accountTemplates, exampleAccount } from '../../../support/account.ts';
import { boutiqueTemplates } from '../../../support/boutique.ts';

/** The moment at which tests look. */
export const now = new Date('2026-11-30T12:00:00.000Z');

/** The boutique in production, and its account with everything that can watch it. */
export const sources: readonly TemplateSource[] = [
  ...boutiqueTemplates(),
  ...accountTemplates(
    exampleAccount({
      detection: { ...exampleAccount().detection, inspector: 'create', macie: 'create' },
    }),
  ),
];

const model = new Model(sources);
const stacks = new Map(model.templates.map((template) => [stackNameOf(template) ?? '', template]));

/** Writes templates as an assembly does, so that their stacks are known. */
export function writeAssembly(templates: readonly TemplateSource[] = sources): string {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-live-'));
  const artifacts = templates.map(({ name, stackName = '', account, region, terminationProtection }) => [
    stackName,
    {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/${region}`,
      properties: { templateFile: name, stackName, terminationProtection },
    },
  ]);
  for (const { name, body } of templates) writeFileSync(join(folder, name), JSON.stringify(body));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '36.0.0', artifacts: Object.fromEntries(artifacts) }),
  );
  return folder;
}

export type Input = Readonly<Record<string, unknown>>;

/** What AWS answers to a call, by its name as the SDK has it. */
export type Answers = Readonly<Record<string, (input: Input, region: string) => unknown>>;

/** An error as the SDK makes one of an answer of AWS. */
export function refusal(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

const arnOf = (service: string, rest: string, region = 'eu-west-1') =>
  `arn:aws:${service}:${region}:111111111111:${rest}`;

/** The id that CloudFormation gives a resource. */
function idOf(stack: string, { type, logicalId }: Resource): string {
  return type === 'AWS::SecretsManager::Secret'
    ? arnOf('secretsmanager', `secret:${logicalId}`)
    : `${stack}-${logicalId}`;
}

function templateNamed(name: unknown): Template {
  const template = stacks.get(String(name));
  if (!template) throw refusal('ValidationError', `Stack with id ${name} does not exist`);
  return template;
}

const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

function topic(input: Input) {
  const arn = String(input['TopicArn']);
  const own = model.templates
    .filter(({ accountStack, region = '' }) => accountStack && arn.includes(`:${region}:`))
    .flatMap((template) => template.ofType('AWS::SNS::Subscription'))
    .filter(({ logicalId }) => logicalId.toLowerCase().includes(`alerts${arn.split('-').at(-1)}`));
  return {
    Subscriptions: own.map((subscription, index) => ({
      Protocol: subscription.property('Protocol').literal,
      Endpoint: subscription.property('Endpoint').literal,
      SubscriptionArn: `${arn}:${index}`,
    })),
  };
}

/** An account in which everything is as the templates say. */
export const sound = {
  GetCallerIdentity: () => ({
    Account: '111111111111',
    Arn: 'arn:aws:sts::111111111111:assumed-role/boutique-prod-audit/jane',
  }),
  DescribeStacks: ({ StackName }, region) => {
    const { terminationProtection } = templateNamed(StackName);
    return {
      Stacks: [
        {
          StackId: arnOf('cloudformation', `stack/${StackName}/1`, region),
          StackStatus: 'UPDATE_COMPLETE',
          CreationTime: hoursAgo(100),
          EnableTerminationProtection: terminationProtection,
          DriftInformation: { StackDriftStatus: 'IN_SYNC', LastCheckTimestamp: hoursAgo(5) },
        },
      ],
    };
  },
  GetTemplate: ({ StackName }) => ({ TemplateBody: JSON.stringify(templateNamed(StackName).body, null, 1) }),
  ListStackResources: ({ StackName }) => ({
    StackResourceSummaries: [...templateNamed(StackName).resources.values()].map((resource) => ({
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: idOf(String(StackName), resource),
      ResourceStatus: 'CREATE_COMPLETE',
    })),
  }),
  GetAccountPasswordPolicy: () => ({
    PasswordPolicy: {
      MinimumPasswordLength: 14,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
    },
  }),
  GetPublicAccessBlock: () => ({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  }),
  GetEbsEncryptionByDefault: () => ({ EbsEncryptionByDefault: true }),
  GetSnapshotBlockPublicAccessState: () => ({ State: 'block-all-sharing' }),
  BatchGetAccountStatus: () => ({ accounts: [{ resourceState: { lambda: { status: 'ENABLED' } } }] }),
  GetDetector: () => ({ Status: 'ENABLED' }),
  DescribeHub: () => ({ HubArn: 'hub', SubscribedAt: '2026-01-01T00:00:00.000Z' }),
  DescribeConfigurationRecorderStatus: () => ({
    ConfigurationRecordersStatus: [{ recording: true, lastStatus: 'SUCCESS' }],
  }),
  GetMacieSession: () => ({ status: 'ENABLED' }),
  ListAnalyzers: (_, region) => ({
    analyzers: model.templates
      .filter((template) => template.region === region)
      .flatMap((template) => template.ofType('AWS::AccessAnalyzer::Analyzer'))
      .map((analyzer) => ({ arn: idOf(stackNameOf(analyzer.template) ?? '', analyzer), status: 'ACTIVE' })),
  }),
  GetTrailStatus: () => ({ IsLogging: true, LatestDeliveryTime: hoursAgo(1) }),
  DescribeSecret: () => ({
    RotationEnabled: true,
    LastChangedDate: hoursAgo(200),
    LastRotatedDate: hoursAgo(200),
    NextRotationDate: hoursAgo(-1000),
  }),
  ListSubscriptionsByTopic: topic,
  GetTopicAttributes: ({ TopicArn }) => {
    const hasAccount = model.templates.some(
      ({ accountStack }) => accountStack && String(TopicArn).includes(`:${accountStack.region}:`),
    );
    if (!hasAccount) throw refusal('NotFoundException');
    return { Attributes: {} };
  },
  DescribeAlarms: ({ AlarmNames }) => ({
    MetricAlarms: (AlarmNames as readonly string[]).map((AlarmName) => ({
      AlarmName,
      StateValue: 'OK',
      ActionsEnabled: true,
    })),
  }),
  ListRecoveryPointsByBackupVault: () => ({
    RecoveryPoints: ['orders', 'csp-reports'].map((name) => ({
      ResourceArn: arnOf('dynamodb', `table/boutique-prod-${name}`),
      Status: 'COMPLETED',
      CreationDate: hoursAgo(9),
    })),
  }),
  GetRestoreTestingPlan: ({ RestoreTestingPlanName }) => ({
    RestoreTestingPlan: {
      RestoreTestingPlanArn: arnOf('backup', `restore-testing-plan:${RestoreTestingPlanName}-1`),
    },
  }),
  ListRestoreJobs: () => ({ RestoreJobs: [{ Status: 'COMPLETED', ValidationStatus: 'SUCCESSFUL' }] }),
} satisfies Answers;

/** The command's ports, with AWS faked where the SDK sends its commands. What has no answer is refused. */
export function portsTo(answers: Answers): LivePorts {
  return {
    now: () => now,
    clientsOf: (region) => {
      const clients = liveClientsOf(region);
      for (const client of Object.values(clients)) {
        const send = async (command: {
          readonly input: Input;
          readonly constructor: { readonly name: string };
        }) => {
          const name = command.constructor.name.replace(/Command$/, '');
          const answer = answers[name];
          if (!answer) throw refusal('AccessDeniedException', `not allowed to ${name}`);
          return answer(command.input, region);
        };
        Object.assign(client, { send });
      }
      return clients;
    },
  };
}
