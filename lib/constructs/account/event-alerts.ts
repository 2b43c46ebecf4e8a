import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlertWay } from '../../contract/account-names.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { alertText } from '../common/alerts.ts';
import type { Account } from './account.ts';
import type { AlertTopics } from './alert-topics.ts';
import facts from './event-alerts.json' with { type: 'json' };

export interface EventAlertsProps {
  readonly account: Account;
  readonly alerts: AlertTopics;
}

/** Sends on what services of this region tell of themselves: findings, failed backups and rotations, certificates that end. */
export class EventAlerts extends Construct {
  constructor(scope: Construct, id: string, { account, alerts }: EventAlertsProps) {
    super(scope, id);
    for (const { name, pattern, meaning, way, runbook } of facts.alerts) {
      const text = alertText(meaning, runbook);
      new CfnRule(this, pascalCase(name), {
        name: resourceName(account, name),
        description: text,
        eventPattern: pattern,
        state: 'ENABLED',
        targets: [
          {
            id: 'Topic',
            arn: alerts.topics[way as AlertWay].topicArn,
            inputTransformer: {
              inputPathsMap: {
                account: '$.account',
                region: '$.region',
                time: '$.time',
                what: '$.detail-type',
              },
              // A text of several lines is JSON only where each line is one.
              inputTemplate: `"${text}"\n"<what> in <region> of <account>, <time>"`,
            },
          },
        ],
      });
    }
  }
}
