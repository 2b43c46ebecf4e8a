import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Account } from './account.ts';

export interface AlertRuleProps {
  readonly account: Account;
  /** Ends the name of the rule. */
  readonly name: string;
  /** What it says: what happened, and its runbook. */
  readonly text: string;
  /** The events that it takes in, as EventBridge writes patterns. */
  readonly pattern: object;
  /** @default - only events that change something, as far as they come from CloudTrail */
  readonly readsToo?: boolean;
  /** @default - nobody is told: an alarm counts how often the rule heard something */
  readonly topic?: ITopic;
}

/** Hears events on the bus of the region, and tells a topic what it heard in words. */
export function alertRule(
  scope: Construct,
  id: string,
  { account, name, text, pattern, readsToo = false, topic }: AlertRuleProps,
): CfnRule {
  return new CfnRule(scope, id, {
    name: resourceName(account, name),
    description: text,
    eventPattern: pattern,
    state: readsToo ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
    ...(topic && { targets: [target(topic, text)] }),
  });
}

function target(topic: ITopic, text: string): CfnRule.TargetProperty {
  return {
    id: 'Topic',
    arn: topic.topicArn,
    inputTransformer: {
      inputPathsMap: { account: '$.account', region: '$.region', time: '$.time', what: '$.detail-type' },
      // A text of several lines is JSON only where each line is one.
      inputTemplate: `"${text}"\n"<what> in <region> of <account>, <time>"`,
    },
  };
}
