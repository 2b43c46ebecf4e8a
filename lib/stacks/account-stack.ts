import { Lazy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Account } from '../constructs/account/account.ts';
import { AccountSettings } from '../constructs/account/account-settings.ts';
import { AlertTopics } from '../constructs/account/alert-topics.ts';
import { BusAlarms } from '../constructs/account/bus-alarms.ts';
import { ChatChannels } from '../constructs/account/chat-channels.ts';
import { Detection } from '../constructs/account/detection.ts';
import { Drift } from '../constructs/account/drift.ts';
import { EventAlerts } from '../constructs/account/event-alerts.ts';
import { OidcProviders } from '../constructs/account/oidc-providers.ts';
import { Records } from '../constructs/account/records.ts';
import { TrailAlarms } from '../constructs/account/trail-alarms.ts';
import { holdToGuardrails } from '../constructs/common/guardrails.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import type { AlertWay } from '../contract/account-names.ts';
import { accountContract } from '../contract/schema.ts';
import { prepareTemplate } from './prepare-stack.ts';

export interface AccountStackProps extends StackProps {
  readonly account: Account;
}

/** What an account has once in a region, however many shops live in it. No deployment of a shop changes it. */
export class AccountStack extends Stack {
  private readonly alerts: AlertTopics;

  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { account } = props;
    // Logical ids are final at synthesis only.
    const ids = Lazy.any({ produce: () => this.alerts.logicalIds() });
    prepareTemplate(
      this,
      accountContract(account.profile, {
        stack: 'account',
        region: this.region,
        alerts: ids as unknown as Record<AlertWay, string>,
      }),
    );
    holdToGuardrails(this, account.config.existing);
    this.alerts = new AlertTopics(this, 'Alerts', { account });
    new EventAlerts(this, 'EventAlerts', { account, alerts: this.alerts });
    if (hasAnothersTrail(account)) new BusAlarms(this, 'BusAlarms', { account, alerts: this.alerts });
    const logGroups = new LogGroups(this, 'Logs', { owner: account, stackRole: this.region });
    const settings = new AccountSettings(this, 'Settings', { account, logGroups });
    const detection = new Detection(this, 'Detection', { account });
    // Config needs its role.
    detection.node.addDependency(settings);
    // A rule needs a recorder; the recorder of somebody else records, but its owner answers for its rules.
    if (account.config.detection.config === 'create') {
      const drift = new Drift(this, 'Drift', { account });
      drift.node.addDependency(detection);
    }
    if (this.region !== account.homeRegion) return;
    const records = new Records(this, 'Records', { account, logGroups });
    // It also tries its bucket when the recorder starts.
    detection.node.addDependency(records);
    new ChatChannels(this, 'ChatChannels', { account });
    new OidcProviders(this, 'OidcProviders', { account });
    if (!records.trail) return;
    const { logGroup } = records.trail;
    new TrailAlarms(this, 'TrailAlarms', { account, logGroup, alerts: this.alerts });
  }
}

/** Whether a trail records the account that is none of its own, such as that of its organization. */
function hasAnothersTrail({ config: { detection } }: Account): boolean {
  return typeof detection.cloudTrail === 'object' && 'existing' in detection.cloudTrail;
}
