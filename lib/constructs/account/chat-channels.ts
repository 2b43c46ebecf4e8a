import { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type AlertWay, alertTopicName, alertWays } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import type { Account } from './account.ts';

export interface ChatChannelsProps {
  readonly account: Account;
}

interface Channel {
  readonly workspace: string;
  readonly channel: string;
  readonly ways: readonly AlertWay[];
}

/**
 * Brings alerts of all regions into the channels of a chat that the file names. A channel has one configuration, whatever arrives
 * there, so they are all made at home.
 */
export class ChatChannels extends Construct {
  constructor(scope: Construct, id: string, { account }: ChatChannelsProps) {
    super(scope, id);
    const channels = channelsOf(account);
    if (channels.length === 0) return;
    const { role, guardrail } = this.reader();
    for (const { workspace, channel, ways } of channels) {
      new CfnSlackChannelConfiguration(this, channel, {
        configurationName: resourceName(account, channel.toLowerCase()),
        slackWorkspaceId: workspace,
        slackChannelId: channel,
        iamRoleArn: role.roleArn,
        guardrailPolicies: [guardrail.managedPolicyArn],
        loggingLevel: 'ERROR',
        snsTopicArns: account.config.regions.flatMap((region) =>
          ways.map((way) => this.topicArn(region, way)),
        ),
      });
    }
  }

  /** A chat shows what arrives. It reads and does nothing, whoever writes into the channel: without a guardrail it could do everything. */
  private reader() {
    const guardrail = new ManagedPolicy(this, 'Guardrail', {
      statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] })],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    return { role, guardrail };
  }

  private topicArn(region: string, way: AlertWay): string {
    return Stack.of(this).formatArn({ service: 'sns', region, resource: alertTopicName(way) });
  }
}

function channelsOf({ config }: Account): readonly Channel[] {
  const found = new Map<string, Channel>();
  for (const way of alertWays) {
    for (const receiver of config.alerts[way]) {
      if (!('slack' in receiver)) continue;
      const { workspace, channel } = receiver.slack;
      const ways = found.get(channel)?.ways ?? [];
      found.set(channel, { workspace, channel, ways: [...ways, way] });
    }
  }
  return [...found.values()];
}
