import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateIPSetCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import {
  createCatalogueReader,
  createCatalogueReleaser,
} from '../../../lambda/shared/catalogue/dynamo-catalogues.ts';
import { releasedCatalogue } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import { access } from '../../../lib/cli/access/access.ts';
import { callback } from '../../../lib/cli/callback/callback.ts';
import { catalogue } from '../../../lib/cli/catalogue/catalogue.ts';
import { type CommandInAws, commandWorks } from '../../../lib/cli/command-works.ts';
import { ds } from '../../../lib/cli/dns/ds.ts';
import { verify } from '../../../lib/cli/live/verify.ts';
import { ordersInAws } from '../../../lib/cli/orders/orders-in-aws.ts';
import type { ExitCode, Output } from '../../../lib/cli/output.ts';
import { secret } from '../../../lib/cli/secret/secret.ts';
import { smoke } from '../../../lib/cli/stack/smoke.ts';
import { createSmokePorts } from '../../../lib/cli/stack/smoke-ports.ts';
import { stack } from '../../../lib/cli/stack/stack.ts';
import { storeEvidence } from '../../../lib/cli/store/store.ts';
import { setupGateway } from '../../../lib/cli/webhooks/setup.ts';
import type { Work } from '../../../lib/contract/works.ts';
import { writeEvidence } from '../../cli/store/support/bundle.ts';
import { runInProcess } from '../../cli/support.ts';
import { setupKey, type WebhookFake } from '../../cli/webhooks/fakes.ts';
import { sendThrough } from '../../cli/webhooks/support.ts';
import { eventOf, openOrder, shopper } from '../../lambda/shared/orders/support/orders.ts';
import { table } from '../../preview/emulator/support/named.ts';
import { stacksIn } from '../../preview/emulator/support/stacks.ts';
import { account, type Emulator, region } from '../../support/emulator.ts';
import { orderShop } from './order-shop.ts';

/** What came of an attempt with the credentials of this process: `refused` by AWS, or what went wrong otherwise. */
type Said = 'done' | 'refused' | string;

/** Something that people do on AWS. */
export interface Attempt {
  /** Whose roles do it; first the one whose own it is. */
  readonly works: readonly Work[];
  readonly run: () => Promise<Said>;
}

const inShop = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];
const prefix = 'boutique-prod';
const reason = ['--reason', 'a test'];
const evidenceBucket = `palisade-account-evidence-${account}-${region}`;

/** Every command that reaches AWS, and the two deployments, on a shop that was made ready for them by the root user. */
export async function attempts(
  emulator: Emulator,
  stripe: WebhookFake,
  templates: string,
): Promise<Readonly<Record<string, Attempt>>> {
  await makeReady(emulator);
  const evidence = join(templates, 'evidence');
  const data = `${prefix}-data.template.json`;
  writeEvidence(evidence, { [data]: readFileSync(join(templates, data), 'utf8') });
  const orders = (...args: readonly string[]) =>
    command((output) => ordersInAws([...args, ...inShop], output));
  const secrets = (args: readonly string[], input?: string) =>
    command((output) =>
      secret([...args, ...inShop], { ...output, ...(input !== undefined && { readInput: () => input }) }),
    );
  const stacks = (name: string) => command((output) => stack([name, ...inShop], output));
  const runs: Readonly<Record<CommandInAws, () => Promise<Said>>> = {
    'catalogue release': command((output) => catalogue(['release', ...inShop], output)),
    'catalogue list': command((output) => catalogue(['list', ...inShop], output)),
    'catalogue rollback': command((output) => catalogue(['rollback', ...inShop], output)),
    'order list': orders('list', '--state', 'open'),
    'order show': orders('show', numbers.shown),
    'order link': orders('link', numbers.shown),
    'order release': orders('release', numbers.released, ...reason),
    'order cancel': orders('cancel', numbers.cancelled, ...reason),
    'order export': orders('export', numbers.shown),
    'order erase': orders('erase', numbers.erased, ...reason),
    'secret stage': secrets(['stage', 'paypal'], paypal),
    'secret status': secrets(['status', 'stripe']),
    'secret revoke-previous': secrets(['revoke-previous', 'stripe']),
    'gateway setup --apply': command((output) =>
      setupGateway(
        ['stripe', '--apply', ...inShop],
        { ...output, readInput: () => JSON.stringify({ setupKey }) },
        sendThrough(stripe),
      ),
    ),
    'callback replay': command((output) => callback(['replay', ...inShop], output)),
    access: command((output) => access(['allow', '203.0.113.7', ...inShop], output)),
    'dns ds': command((output) => ds(inShop, output), [0, 1]),
    'stack smoke': command((output) => smoke(inShop, output, offline), [0, 1]),
    'evidence store': command((output) => storeEvidence([evidence, '--bucket', evidenceBucket], output)),
    // Neither the stacks of the account nor all of the shop are deployed.
    'verify --live': command((output) => verify(['--live', templates], output), [1]),
    'stack discard': stacks('discard'),
    // It takes nothing over before what failed is discarded.
    'stack adopt': stacks('adopt'),
  };
  const commands = Object.entries(runs).map(
    ([name, run]) => [name, { works: commandWorks[name as CommandInAws], run }] as const,
  );
  return {
    ...Object.fromEntries(commands),
    'cdk deploy': { works: ['deploy'], run: () => called(assumeDeployRole()) },
    'cdk deploy SHOP-ENV-edge': { works: ['releaseSite', 'breakGlass'], run: () => called(changeEdge()) },
  };
}

const numbers = {
  shown: openOrder.number,
  released: 'K7QF-2MX2',
  cancelled: 'K7QF-2MX3',
  erased: 'K7QF-2MX4',
};
const paypal = JSON.stringify({ webhookId: 'w1', clientId: 'client-1', clientSecret: 'secret-1' });

const refusal = 'AWS does not allow it with these credentials';

function command(run: (output: Output) => Promise<ExitCode>, codes: readonly number[] = [0]) {
  return async (): Promise<Said> => {
    const { code, out, err } = await runInProcess(run);
    if (codes.includes(code)) return 'done';
    return err.includes(refusal) ? 'refused' : out + err;
  };
}

async function called(call: Promise<unknown>): Promise<Said> {
  try {
    await call;
    return 'done';
  } catch (error) {
    const { name, message } = error as Error;
    return name.startsWith('AccessDenied') ? 'refused' : `${name} ${message}`;
  }
}

/** The internet is none of what a role opens. */
const offline = {
  ...createSmokePorts(),
  serversOf: async () => [],
  ask: () => Promise.reject(Object.assign(new Error('offline'), { code: 'ENETUNREACH' })),
};

/** What the CDK's command does first. */
function assumeDeployRole(): Promise<unknown> {
  const RoleArn = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`;
  return new STSClient({ region }).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'jane' }));
}

/** What it does with its own credentials where it may not have that role. */
function changeEdge(): Promise<unknown> {
  return new CloudFormationClient({ region: 'us-east-1' }).send(
    new CreateChangeSetCommand({
      StackName: `${prefix}-edge`,
      ChangeSetName: `release-${randomUUID()}`,
      ChangeSetType: 'CREATE',
      RoleARN: `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-us-east-1`,
      TemplateBody: JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }),
    }),
  );
}

async function makeReady(emulator: Emulator): Promise<void> {
  await placeOrders(emulator);
  await releaseCatalogues(emulator);
  await stageKeys(emulator);
  await jamQueue(emulator);
  await admitNobody(emulator);
  await makeEvidenceBucket(emulator);
  await breakStacks(emulator);
}

/** Two catalogues, of which the second one counts. */
async function releaseCatalogues({ clientConfig }: Emulator): Promise<void> {
  const releaser = createCatalogueReleaser(
    DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig)),
    `${prefix}-orders`,
  );
  const reader = createCatalogueReader(
    DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig)),
    `${prefix}-orders`,
  );
  for (const EUR of [1, 2]) {
    const text = JSON.stringify({ products: [{ slug: 'mug', title: 'Mug', prices: { EUR } }] });
    const { version } = releasedCatalogue(text);
    await releaser.add(releasedCatalogue(text));
    const entry = { version, at: '2026-11-30T12:00:00.000Z', by: 'root', products: 1 };
    await releaser.switchTo(entry, await reader.history());
  }
}

/** Four orders, one of which waits for a person. They are of today: DynamoDB deletes what nobody pays for long. */
async function placeOrders({ clientConfig }: Emulator): Promise<void> {
  const shop = orderShop(clientConfig, `${prefix}-orders`);
  const now = new Date().toISOString();
  const attempt = { ...openOrder.attempt, startedAt: now };
  const placed = { ...openOrder, createdAt: now, stateSince: now, attempt };
  for (const number of Object.values(numbers)) {
    await shop.orders.create({ ...placed, number, reference: `order-${number}` }, shopper);
  }
  const orderReference = `order-${numbers.released}`;
  const event = { ...eventOf('moneyIn', { checks: { cvc: 'mismatch' } }), orderReference };
  await shop.workOn(await shop.record({ kind: 'verified', gateway: 'stripe', event }));
}

/** Two versions of one secret; the other stays empty. */
async function stageKeys({ clientConfig }: Emulator): Promise<void> {
  const client = new SecretsManagerClient(clientConfig);
  for (const number of [1, 2]) {
    const text = JSON.stringify({ signingSecret: `whsec_${number}`, secretKey: `sk_live_${number}` });
    await client.send(
      new PutSecretValueCommand({
        SecretId: `${prefix}/gateways/stripe`,
        SecretString: text,
        VersionStages: [labels.current],
      }),
    );
  }
}

async function jamQueue({ clientConfig, endpoint }: Emulator): Promise<void> {
  const QueueUrl = `${endpoint}/${account}/${prefix}-payment-events-dlq`;
  await new SQSClient(clientConfig).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
}

/** The lists that an edge stack has in the shadow. */
async function admitNobody({ clientConfigIn }: Emulator): Promise<void> {
  const client = new WAFV2Client(clientConfigIn('us-east-1'));
  for (const IPAddressVersion of ['IPV4', 'IPV6'] as const) {
    const Name = `${prefix}-admitted-${IPAddressVersion.toLowerCase()}`;
    await client.send(new CreateIPSetCommand({ Name, Scope: 'CLOUDFRONT', IPAddressVersion, Addresses: [] }));
  }
}

/** What the stack of the account has for evidence, without its key and its lock. */
async function makeEvidenceBucket({ clientConfig }: Emulator): Promise<void> {
  const client = new S3Client({ ...clientConfig, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: evidenceBucket }));
}

/** A stack that was destroyed and has kept a table, and one whose first deployment failed with a protected one. */
async function breakStacks(emulator: Emulator): Promise<void> {
  const RoleARN = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`;
  const stacks = stacksIn(emulator);
  const kept = (name: string, more: object = {}) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: { ...table(`${prefix}-${name}`), ...more },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
  await stacks.create(`${prefix}-mail`, { Kept: kept('kept') }, { RoleARN });
  await stacks.remove(`${prefix}-mail`);
  await emulator.failOnce({ stack: `${prefix}-backup`, logicalId: 'Topic' });
  const failing = {
    Kept: kept('left', { DeletionProtectionEnabled: true }),
    Topic: { Type: 'AWS::SNS::Topic', DependsOn: 'Kept' },
  };
  await stacks.create(`${prefix}-backup`, failing, { RoleARN });
}
