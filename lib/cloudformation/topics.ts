import { memoized } from '../memoized.ts';
import { arnFields } from './arns.ts';
import type { Model } from './model/model.ts';
import type { Resolved, Resource } from './model/types.ts';

/** A topic as its ARN names it, where nothing of the ARN is open. */
export interface TopicArn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** Reads a value as the ARN of a topic; nothing for anything else, or where only the deployment knows a part of it. */
export function topicArnOf(resolved: Resolved): TopicArn | undefined {
  const { service, region, account, resource: name } = arnFields(resolved) ?? {};
  if (service !== 'sns' || region === undefined || account === undefined || name === undefined)
    return undefined;
  return { region, account, name };
}

/** The topic of the given templates that has this ARN, where the template tells its account and region. */
export function topicWith(arn: TopicArn, model: Model): Resource | undefined {
  return topicsByArn(model.ofType('AWS::SNS::Topic')).get(keyOf(arn));
}

const topicsByArn = memoized((topics: readonly Resource[]) => {
  const byArn = new Map<string, Resource>();
  for (const topic of topics) {
    const { region, account } = topic.template;
    const name = topic.property('TopicName').literal;
    if (region === undefined || account === undefined || typeof name !== 'string') continue;
    byArn.set(keyOf({ region, account, name }), topic);
  }
  return byArn;
});

function keyOf({ region, account, name }: TopicArn): string {
  return [region, account, name].join(':');
}
