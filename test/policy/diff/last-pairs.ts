import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { type Shop, serving } from './shop-edits.ts';
import { account, backups, foreign, type StackChange, shop } from './stack-changes.ts';

const variables = 'Properties.Environment.Variables';
const trafficRules = 'Properties.Rules';

/** Changes a value that a variable of a function holds as JSON. */
function inJson(change: (value: JsonRecord) => Json): (text: Json | undefined) => Json {
  return (text) => JSON.stringify(change(JSON.parse(String(text)) as JsonRecord));
}

/** Gives a stack another name, in its own template and in those that refer to it. */
function renameStack({ rewrite }: Shop): void {
  for (const stack of serving) rewrite(stack, (text) => text.replaceAll('boutique-prod-', 'boutique-live-'));
}

/** Weakenings that were written without a look at how the comparison works. */
export const lastWeakenings: readonly StackChange[] = [
  shop('cards with a wrong street are taken unseen', ({ update }) =>
    update(
      'payments',
      'OrderWorker',
      `${variables}.CHECK_POLICY`,
      inJson((policy) => ({ ...policy, avsStreet: 'never' })),
    ),
  ),
  shop('the shop has no policy for checks of cards', ({ set }) =>
    set('payments', 'OrderWorker', `${variables}.CHECK_POLICY`, undefined),
  ),
  shop('a gateway takes payments of its test mode', ({ update }) =>
    update('payments', 'PaymentCallback', `${variables}.GATEWAYS`, (text) =>
      String(text).replace('"mode":"live"', '"mode":"test"'),
    ),
  ),
  shop('orders are kept for a shorter time', ({ update }) =>
    update(
      'payments',
      'OrderWorker',
      `${variables}.ORDER_RETENTION`,
      inJson((days) => ({ ...days, keepDays: 30 })),
    ),
  ),
  shop('what is personal in an order is kept longer', ({ update }) =>
    update(
      'payments',
      'PaymentSession',
      `${variables}.ORDER_RETENTION`,
      inJson((days) => ({ ...days, personalForDays: 3653 })),
    ),
  ),
  shop('reports of the payment page are sorted as any other', ({ set }) =>
    set('payments', 'CspReport', `${variables}.PAYMENT_PATHS`, '[]'),
  ),
  backups('a restore may take longer', ({ set }) =>
    set('backup', 'Events', `${variables}.MOST_RESTORE_MINUTES`, '4800'),
  ),
  foreign('a set of addresses that are let through has one more', ({ append }) =>
    append('foreign', 'Offices', 'Properties.Addresses', '203.0.113.0/24'),
  ),
  foreign('a set of addresses that are let through has a larger block', ({ set }) =>
    set('foreign', 'Offices', 'Properties.Addresses', ['198.51.0.0/16']),
  ),
  foreign('a set of addresses that are stopped has one less', ({ set }) =>
    set('foreign', 'Attackers', 'Properties.Addresses', ['192.0.2.7/32']),
  ),
  foreign('a set of addresses that are stopped unless they are in it has one more', ({ append }) =>
    append('foreign', 'Partners', 'Properties.Addresses', '203.0.113.0/24'),
  ),
  shop('a rate counts a shorter window', ({ set }) =>
    set('edge', 'Firewall', `${trafficRules}[0].Statement.RateBasedStatement.EvaluationWindowSec`, 60),
  ),
  shop('the firewall writes cookies into its log', ({ update }) =>
    update('edge', 'Firewall', 'Properties.DataProtectionConfig.DataProtections', (list) =>
      (list as readonly Json[]).slice(0, 1),
    ),
  ),
  shop('numbers of cards are no longer masked in a log', ({ set }) =>
    set('payments', 'LogsPaymentSession', 'Properties.DataProtectionPolicy', undefined),
  ),
  shop('a signing secret is shorter', ({ set }) =>
    set('data', 'GatewaySecretsOrderLink', 'Properties.GenerateSecretString.PasswordLength', 8),
  ),
  shop('anybody may send mail as the shop', ({ set }) =>
    set('edge', 'NoMailRecordsSpf', 'Properties.ResourceRecords', ['"v=spf1 +all"']),
  ),
  shop('the access log says no addresses', ({ update }) =>
    update('edge', 'AccessLogDelivery', 'Properties.RecordFields', (fields) =>
      (fields as readonly string[]).filter((field) => field !== 'c-ip'),
    ),
  ),
  shop('a failed item is lost with its batch', ({ set }) =>
    set('payments', 'OrderWorkerSource', 'Properties.FunctionResponseTypes', undefined),
  ),
  shop('the page is looked at once a week', ({ set }) =>
    set('payments', 'PageIntegritySchedule', 'Properties.ScheduleExpression', 'rate(7 days)'),
  ),
  shop('answers of the name resolver are followed wherever they lead', ({ set }) =>
    set('network', 'EgressFirewallRules', 'Properties.FirewallRules[1].Action', 'ALERT'),
  ),
  backups('failed backups are told no longer', ({ set }) =>
    set('backup', 'EventsBackups', 'Properties.EventPattern.detail.state', ['COMPLETED']),
  ),
  backups('a table is restored in no test', ({ update }) =>
    update('backup', 'RestoreTestingTables', 'Properties.ProtectedResourceArns', (tables) =>
      (tables as readonly Json[]).slice(1),
    ),
  ),
  backups('a vault may keep backups for a day', ({ set }) =>
    set('backup', 'Vault', 'Properties.LockConfiguration.MinRetentionDays', 1),
  ),
  shop('a stack has another name, and a key is not rotated', (templates) => {
    templates.set('data', 'PaymentEventsKey', 'Properties.EnableKeyRotation', false);
    renameStack(templates);
  }),
  account('a topic is read with another key', ({ set }) =>
    set('account', 'AlertsPage', 'Properties.KmsMasterKeyId', 'alias/aws/sns'),
  ),
  foreign('a nested stack is told to be public', ({ set }) =>
    set('foreign', 'Reports', 'Properties.Parameters.Public', 'true'),
  ),
  foreign('a nested stack comes from another template', ({ set }) =>
    set('foreign', 'Reports', 'Properties.TemplateURL', 'https://templates.example/reports.json'),
  ),
  shop('a function believes any certificate', ({ set }) =>
    set('payments', 'OrderWorker', `${variables}.NODE_TLS_REJECT_UNAUTHORIZED`, '0'),
  ),
  shop('a function begins with code of somebody else', ({ set }) =>
    set('payments', 'PaymentSession', `${variables}.AWS_LAMBDA_EXEC_WRAPPER`, '/opt/wrapper'),
  ),
  shop('a function asks for its secrets elsewhere', ({ set }) =>
    set(
      'payments',
      'PaymentSession',
      `${variables}.AWS_ENDPOINT_URL_SECRETS_MANAGER`,
      'https://secrets.example',
    ),
  ),
  shop('a gateway’s card numbers pass the shop', ({ update }) =>
    update('payments', 'PaymentSession', `${variables}.GATEWAYS`, (text) =>
      String(text).replace('"integration":"redirect"', '"integration":"server"'),
    ),
  ),
  shop('events are left out by a filter', ({ set }) =>
    set('payments', 'OutboxSource', 'Properties.FilterCriteria', { Filters: [{ Pattern: '{"a":["b"]}' }] }),
  ),
  shop('a release comes from another bucket', ({ set }) =>
    set('edge', 'Release', 'Properties.ArchiveBucket', 'releases-of-somebody'),
  ),
  shop('backups are allowed in fewer regions', ({ set }) =>
    set('network', 'RegionSettings', 'Properties.BackupRegions', ['eu-west-1']),
  ),
];

/** Harmless changes that were written without a look at how the comparison works. */
export const lastHarmless: readonly StackChange[] = [
  shop('orders are looked at also where nobody confirmed the street', ({ update }) =>
    update(
      'payments',
      'OrderWorker',
      `${variables}.CHECK_POLICY`,
      inJson((policy) => ({ ...policy, avsStreet: 'unconfirmed' })),
    ),
  ),
  shop('a setting is written with its names in another order', ({ update }) =>
    update(
      'payments',
      'OrderWorker',
      `${variables}.CHECK_POLICY`,
      inJson((policy) => Object.fromEntries(Object.entries(policy).reverse())),
    ),
  ),
  shop('orders are kept longer', ({ rewrite }) =>
    rewrite('payments', (text) => text.replace(/(?<=keepDays\W+)3653\b/g, '3660')),
  ),
  shop('what is personal in an order is kept for a shorter time', ({ rewrite }) =>
    rewrite('payments', (text) => text.replace(/(?<=personalForDays\W+)731\b/g, '400')),
  ),
  backups('a restore has to be quicker', ({ set }) =>
    set('backup', 'Events', `${variables}.MOST_RESTORE_MINUTES`, '240'),
  ),
  foreign('a set of addresses that are let through has one less', ({ set }) =>
    set('foreign', 'Offices', 'Properties.Addresses', ['198.51.100.0/24']),
  ),
  foreign('a set of addresses that are let through has a smaller block', ({ set }) =>
    set('foreign', 'Offices', 'Properties.Addresses', ['198.51.100.0/25', '198.51.101.0/24']),
  ),
  foreign('a set of addresses that are stopped has one more', ({ append }) =>
    append('foreign', 'Attackers', 'Properties.Addresses', '203.0.113.9/32'),
  ),
  foreign('a set of addresses that are stopped unless they are in it has one less', ({ set }) =>
    set('foreign', 'Partners', 'Properties.Addresses', []),
  ),
  foreign('addresses stand in another order', ({ update }) =>
    update('foreign', 'Attackers', 'Properties.Addresses', (list) =>
      [...(list as readonly Json[])].reverse(),
    ),
  ),
  shop('a refused visitor reads other words', ({ set }) =>
    set(
      'edge',
      'Firewall',
      'Properties.CustomResponseBodies.TooManyRequests.Content',
      'Too many requests.\n',
    ),
  ),
  shop('a rate is lower', ({ set }) =>
    set('edge', 'Firewall', `${trafficRules}[0].Statement.RateBasedStatement.Limit`, 1500),
  ),
  shop('the access log has one more field', ({ append }) =>
    append('edge', 'AccessLogDelivery', 'Properties.RecordFields', 'asn'),
  ),
  shop('the page is looked at twice as often', ({ set }) =>
    set('payments', 'PageIntegritySchedule', 'Properties.ScheduleExpression', 'rate(30 minutes)'),
  ),
  shop('a signing secret is longer', ({ set }) =>
    set('data', 'GatewaySecretsOrderLink', 'Properties.GenerateSecretString.PasswordLength', 96),
  ),
  shop('a link leads to another page', ({ set }) =>
    set('payments', 'PaymentSession', `${variables}.CART_URL`, 'https://shop.boutique.example/basket/'),
  ),
  shop('a record is asked for less often', ({ set }) => set('edge', 'Caa', 'Properties.TTL', '3600')),
  backups('one more table is restored in a test', ({ append }) =>
    append(
      'backup',
      'RestoreTestingTables',
      'Properties.ProtectedResourceArns',
      'arn:aws:dynamodb:eu-west-1:111111111111:table/boutique-prod-returns',
    ),
  ),
  backups('a vault and its plan keep backups for longer', ({ set }) => {
    set('backup', 'Vault', 'Properties.LockConfiguration.MinRetentionDays', 40);
    set('backup', 'Plan', 'Properties.BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays', 40);
  }),
  foreign('a nested stack has a longer time to be made', ({ set }) =>
    set('foreign', 'Reports', 'Properties.TimeoutInMinutes', 30),
  ),
];
