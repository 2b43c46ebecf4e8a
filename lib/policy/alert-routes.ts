import { takesIn } from '../cloudformation/event-patterns.ts';
import type { Json } from '../cloudformation/model/json.ts';
import type { AccountTemplates } from '../cloudformation/model/model.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Resolved, Resource, Template, Value } from '../cloudformation/model/types.ts';
import { textIs } from '../cloudformation/texts.ts';
import { type AlertWay, alertTopicName, alertWays } from '../contract/account-names.ts';
import { lacking, ofService } from './account-services.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from './choices.ts';
import { expectAbsent, expectNumber, expectOneOf, expectTrue, observe } from './expect.ts';
import { type Observation, observation } from './observation.ts';
import type { Remark } from './remark.ts';
import type { AccountQuestion } from './rule.ts';

/** Sends events of EventBridge on. */
export const eventRuleType = 'AWS::Events::Rule';
const alarmType = 'AWS::CloudWatch::Alarm';

/** Something that happens in an account, and that somebody has to be told. */
export interface Telling {
  /** What happened, as a phrase. */
  readonly what: string;
  /** The ways that are soon enough. */
  readonly ways: readonly AlertWay[];
  /** Events as AWS emits them; each of them has to be told. */
  readonly events: readonly Json[];
  /** Events that are nobody's business: whoever is told everything hears nothing. */
  readonly quiet?: readonly Json[];
  /** Whether they change nothing: EventBridge leaves such events out unless a rule asks for them. */
  readonly areReads?: boolean;
  /** How many of them within a day have to be told at the latest, where an alarm counts them. */
  readonly most?: number;
}

/** Judges that rules of a template of an account tell of something on a way that is soon enough. */
export function tells(template: Template, telling: Telling): readonly (Observation | Remark)[] {
  const rules = template.ofType(eventRuleType).filter((rule) => rule.isMade() !== false);
  const found = telling.events.flatMap((event) => told(rules, event, telling));
  const lacks = lacking(template, {
    status: 'fail',
    type: eventRuleType,
    what: `a rule that tells of ${telling.what}`,
  });
  return [
    ...(found.includes(undefined) ? [lacks] : []),
    ...distinct(found.filter((one) => one !== undefined)),
    ...(telling.quiet ?? []).flatMap((event) => overheard(rules, event, telling)),
  ];
}

function told(
  rules: readonly Resource[],
  event: Json,
  telling: Telling,
): readonly (Observation | undefined)[] {
  const hearing = rules.filter((rule) => hears(rule, event) !== false);
  return hearing.length === 0
    ? [undefined]
    : bestOf(
        inTurn(hearing, (rule) => sentOn(rule, event, telling)),
        [],
      );
}

/** Whether the pattern of a rule takes an event in; one that only the deployment knows may. */
function hears(rule: Resource, event: Json): Truth {
  const { literal } = rule.property('EventPattern');
  return literal === undefined ? undefined : takesIn(literal, event);
}

const readingState = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const states = ['ENABLED', readingState];

function sentOn(
  rule: Resource,
  event: Json,
  { what, ways, most, areReads = false }: Telling,
): readonly Observation[] {
  const status = hears(rule, event) ? 'pass' : 'unknown';
  return [
    observation(status, rule.property('EventPattern'), { expected: `a pattern that takes in ${what}` }),
    ...flawsOf([
      expectOneOf(rule.property('State').withDefault('ENABLED'), areReads ? [readingState] : states),
      // AWS itself tells the bus that has no name.
      expectOneOf(rule.property('EventBusName').withDefault('default'), ['default']),
    ]),
    ...arrives(rule, ways, most),
    ...existsSurely(rule),
  ];
}

function existsSurely(rule: Resource): readonly Observation[] {
  if (rule.isMade()) return [];
  return [observation('unknown', rule.attribute('Condition'), { expected: 'a condition that holds' })];
}

/** At a topic at once, or by an alarm that counts how often the rule heard something. */
function arrives(
  rule: Resource,
  ways: readonly AlertWay[],
  most: number | undefined,
): readonly Observation[] {
  const direct = expectItem(rule.property('Targets'), {
    expected: `the topic of the way ${ways.join(' or ')}`,
    identify: (target) => [expectTopic(target.at('Arn'), ways)],
    judge: (target) => flawsOf(saysWhat(target)),
  });
  const name = rule.property('Name').literal;
  if (most === undefined || typeof name !== 'string') return direct;
  const counting = rule.template
    .ofType(alarmType)
    .filter((alarm) => alarm.property('MetricName').literal === 'TriggeredRules')
    .map((alarm) => counts(alarm, { name, ways, most }));
  return bestOf([...counting, direct], direct);
}

/** A text that is always the same tells nobody what happened; what is sent as it is, or by its parts, does. */
function saysWhat(target: Value): readonly Observation[] {
  const template = target.at('InputTransformer.InputTemplate');
  const expected = 'a text that names the event by its detail-type';
  const paths = target.at('InputTransformer.InputPathsMap');
  const named = paths.keys().filter((key) => textIs(paths.entry(key), (text) => text.startsWith('$.')));
  const isTold = textIs(template, (text) => named.some((key) => text.includes(`<${key}>`)));
  return [
    expectAbsent(target.at('Input'), expected),
    ...(template.isAbsent
      ? []
      : [observation(isTold === undefined ? 'unknown' : isTold ? 'pass' : 'fail', template, { expected })]),
  ];
}

function counts(
  alarm: Resource,
  { name, ways, most }: { readonly name: string; readonly ways: readonly AlertWay[]; readonly most: number },
): readonly Observation[] {
  return [
    expectOneOf(alarm.property('Namespace'), ['AWS/Events']),
    ...expectItem(alarm.property('Dimensions'), {
      expected: `the dimension RuleName ${name}`,
      identify: (dimension) => [expectOneOf(dimension.at('Name'), ['RuleName'])],
      judge: (dimension) => [expectOneOf(dimension.at('Value'), [name])],
    }),
    ...countsUpTo(alarm, most),
    ...tellsPeople(alarm, ways),
  ];
}

/** Judges that an alarm on a count is raised by `most` at the latest, within a day. */
export function countsUpTo(alarm: Resource, most: number): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  const isMore = operator.literal === 'GreaterThanThreshold';
  const threshold = alarm.property('Threshold');
  return [
    expectOneOf(alarm.property('Statistic'), ['Sum', 'SampleCount']),
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    isMore
      ? expectNumber(threshold, { min: 0, max: most - 1 })
      : expectNumber(threshold, { min: 1, max: most }),
    expectNumber(alarm.property('Period'), { min: 60, max: 86_400 }),
    expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: 1 }),
    // An alarm looks only at data of its own unit, and nothing here has another one.
    ...flawsOf([
      expectAbsent(alarm.property('Unit'), 'no unit, since a filter gives its counts none'),
      expectAbsent(alarm.property('Metrics'), 'one metric'),
      expectOneOf(alarm.property('TreatMissingData').withDefault('missing'), [
        'missing',
        'notBreaching',
        'ignore',
      ]),
    ]),
  ];
}

/** Judges that an alarm of an account does something when it is raised: it publishes to a topic of the account. */
export function tellsPeople(alarm: Resource, ways: readonly AlertWay[] = alertWays): readonly Observation[] {
  return [
    ...flawsOf([expectTrue(alarm.property('ActionsEnabled').withDefault(true))]),
    ...expectItem(alarm.property('AlarmActions'), {
      expected: `the topic of the way ${ways.join(' or ')}`,
      identify: (action) => [expectTopic(action, ways)],
    }),
  ];
}

function expectTopic(value: Value, ways: readonly AlertWay[]): Observation {
  const expected = `the topic of the way ${ways.join(' or ')}`;
  return observe(value, { expected }, (resolved) => isTopic(resolved, value.resource.template, ways));
}

/** A topic of the same template that its contract names, or what its name would be in an ARN. */
function isTopic(resolved: Resolved, template: Template, ways: readonly AlertWay[]): Truth {
  const { accountStack } = template;
  if (!accountStack) return undefined;
  if (resolved.kind === 'reference') {
    return (
      resolved.resource.template === template &&
      ways.some((way) => accountStack.alerts[way] === resolved.resource.logicalId)
    );
  }
  const { account, region } = accountStack;
  return (
    resolved.kind === 'literal' &&
    ways.some((way) => resolved.value === `arn:aws:sns:${region}:${account}:${alertTopicName(way)}`)
  );
}

function overheard(rules: readonly Resource[], event: Json, { what, ways }: Telling): readonly Observation[] {
  return rules
    .filter((rule) => hears(rule, event))
    .filter((rule) => flawsOf(arrives(rule, ways, undefined)).length === 0)
    .map((rule) =>
      observation('fail', rule.property('EventPattern'), { expected: `nothing but ${what}`, about: what }),
    );
}

/** Asks each region of an account to tell of several things. */
export function alertsOf(
  control: string,
  subject: string,
  alerts: readonly WrittenTelling[],
): AccountQuestion {
  const check = (account: AccountTemplates) =>
    ofService(account, { control, regions: 'each' }, (template) =>
      alerts.flatMap((telling) => tells(template, telling as unknown as Telling)),
    );
  return { subject, check };
}

/** As a data file has it. */
interface WrittenTelling {
  readonly what: string;
  readonly ways: readonly string[];
  readonly events: readonly object[];
  readonly quiet?: readonly object[];
}
