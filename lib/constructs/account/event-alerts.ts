import { Construct } from 'constructs';
import type { AlertWay } from '../../contract/account-names.ts';
import { pascalCase } from '../../contract/names.ts';
import { alertText } from '../common/alerts.ts';
import type { Account } from './account.ts';
import { alertRule } from './alert-rule.ts';
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
      const topic = alerts.topics[way as AlertWay];
      alertRule(this, pascalCase(name), { account, name, text, pattern, topic });
    }
  }
}
