import { bucketType } from '../../../cloudformation/buckets.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import {
  bucketsFedBy,
  endpointsForPeople,
  outletsBeyondAws,
  unnamedOutletTypes,
} from '../../../cloudformation/outlets.ts';
import { mentionedBy, referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { expectSeen } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Neither an address nor the name of a bucket tells whose it is. */
export const data08Unnamed: Rule = {
  id: 'DATA-08-unnamed',
  title: 'Nothing is handed on to servers and people outside AWS, or to buckets that nobody saw',
  severity: 'high',
  types: unnamedOutletTypes,
  why: 'An address, a telephone number or the name of a bucket in a template may be anybody’s, and takes each order from then on.',
  fix: 'Name a bucket among the templates, let people hear topics of alerts only, and tell other systems by orders.notify of the storefront file.',
  controls: ['DATA-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (outlet, model) => {
    const flaws = [
      ...outletsBeyondAws(outlet).flatMap((value) => leavesAws(value, outlet)),
      ...endpointsForPeople(outlet).flatMap((value) => tellsSomebody(value, outlet, model)),
      ...(hasContract(outlet) ? bucketsFedBy(outlet).flatMap((value) => feeds(value, model)) : []),
    ];
    return flaws.length > 0 ? flaws : [notApplicable(outlet, 'it hands nothing on to somebody unnamed')];
  },
};

/** A server that is asked by name has its place in somebody else's template, where nobody says what it may be told. */
function leavesAws(value: Value, outlet: Resource): readonly Observation[] {
  if (outlet.type === 'AWS::Events::ApiDestination' && !hasContract(outlet)) return [];
  return [observation('fail', value, { expected: 'no value, since it sends data out of AWS' })];
}

/** People hear alerts; whatever else a topic has to say, it says to systems of the shop. */
function tellsSomebody(value: Value, outlet: Resource, model: Model): readonly Observation[] {
  const isClear = textIs(value, (text) => /^http:/i.test(text));
  if (isClear) return [observation('fail', value, { expected: 'an address that is reached by https' })];
  if (!hasContract(outlet) || isForAlerts(outlet, model)) return [];
  return [
    observation('fail', value, { expected: 'no receiver outside AWS, since the topic is none of alerts' }),
  ];
}

function isForAlerts(outlet: Resource, model: Model): boolean {
  const topic = outlet.type === 'AWS::SNS::Topic' ? outlet : topicOf(outlet, model);
  if (!topic) return false;
  return Object.values(topic.template.accountStack?.alerts ?? {}).includes(topic.logicalId);
}

function topicOf(subscription: Resource, model: Model): Resource | undefined {
  const target = referenced(subscription.property('TopicArn'));
  return target && model.templates.includes(target.template) ? target : undefined;
}

/** A bucket is named by itself, by its ARN or by one of its addresses. */
function feeds(value: Value, model: Model): readonly Observation[] {
  if (mentionedBy(value).some(({ type }) => type === bucketType)) return [];
  const { literal } = value;
  const name = typeof literal === 'string' ? nameIn(literal) : undefined;
  const isKnown =
    name !== undefined && lookup(model.ofType(bucketType), 'BucketName').saying(name).length > 0;
  return isKnown ? [] : flawsOf([expectSeen(value, 'a bucket among the templates')]);
}

function nameIn(text: string): string | undefined {
  return /^(?:s3:\/\/|arn:[^:]+:s3:::)?([a-z0-9][a-z0-9.-]*?)(?:\.s3[.-][a-z0-9.-]*amazonaws\.com)?(?:\/.*)?$/.exec(
    text,
  )?.[1];
}
