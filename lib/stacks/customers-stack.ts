import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { generationOf } from '../constructs/common/generation.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { SessionsTable } from '../constructs/customers/sessions-table.ts';
import { SignInFirewall } from '../constructs/customers/sign-in-firewall.ts';
import { forGood, UserPool } from '../constructs/customers/user-pool.ts';
import { firewallAlarm } from '../constructs/edge/edge-alarms.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The outputs that name the pool and its client, which other stacks read weakly. */
export const userPoolOutputs = {
  pool: `UserPoolId${generationOf(forGood)}`,
  client: `UserPoolClientId${generationOf(forGood)}`,
} as const;

/** Who the customers of the shop are, and how they sign in, in the region of the shop. */
export class CustomersStack extends Stack {
  /** Encrypts the sessions. */
  readonly sessionsKey: IKey;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;
    const { customers } = storefront.environment;
    if (!customers) throw new Error('an environment without customers has no stack for them');
    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const firewall = new SignInFirewall(this, 'Firewall', { storefront, logGroups });
    const alarm = firewallAlarm(this, 'FirewallBlocks', {
      storefront,
      webAcl: firewall,
      region: storefront.environment.region,
    });
    const users = new UserPool(this, 'UserPool', { storefront, customers, firewall, logGroups });
    const { pool, client } = users;
    const sessions = new SessionsTable(this, 'Sessions', { storefront });
    // What is protected cannot be deleted, so it comes last: a first deployment that fails before leaves nothing.
    pool.node.addDependency(logGroups, firewall, alarm, sessions.key);
    sessions.table.node.addDependency(users);
    this.sessionsKey = sessions.key;
    new CfnOutput(this, userPoolOutputs.pool, { value: pool.ref, description: 'Pool of the customers' });
    new CfnOutput(this, userPoolOutputs.client, {
      value: client.ref,
      description: 'The shop as the pool knows it',
    });
  }
}
