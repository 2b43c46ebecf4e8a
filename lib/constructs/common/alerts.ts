import { Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { type AlertWay, alertTopicName } from '../../contract/account-names.ts';
import type { Storefront } from '../contract/storefront.ts';

/** Where the kit's runbooks are read; whoever keeps a copy elsewhere finds the same names there. */
const runbooks = 'docs/runbooks';

/** What an alert says: what happened, as one or more sentences without the last full stop, and which runbook says what to do. */
export function alertText(meaning: string, runbook: string): string {
  return `${meaning}. Runbook: ${runbooks}/${runbook}.md`;
}

/**
 * Sends an alarm of a shop to a topic of its account, in the alarm's own region. The account's stacks own the topic, so the
 * shop knows it by its name and makes nothing of it.
 */
export function alertBy({ profile: { purpose } }: Storefront, way: AlertWay): IAlarmAction {
  // Nobody gets up at night for a shop without shoppers.
  const heard = purpose === 'production' || way !== 'page' ? way : 'ticket';
  return {
    bind: (scope) => ({
      alarmActionArn: Stack.of(scope).formatArn({ service: 'sns', resource: alertTopicName(heard) }),
    }),
  };
}
