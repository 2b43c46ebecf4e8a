import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced, refersTo } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectReference } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';

const restored = 'Restore Job State Change';
const ruleType = 'AWS::Events::Rule';

/** Judges that a function is called when a restore has ended: without one AWS Backup deletes the table unseen. */
export function validated(selection: Resource, model: Model): readonly Observation[] {
  return followed(selection, model, { job: restored });
}

interface Followed {
  /** What the events are called. */
  readonly job: string;
  /** What else has to be right about the rule. */
  readonly judge?: (rule: Resource) => readonly Observation[];
}

/** Judges that a function is called for events of AWS Backup about a kind of job. */
export function followed(
  subject: Resource,
  model: Model,
  { job, judge = () => [] }: Followed,
): readonly Observation[] {
  const rules = model.beside(subject, ruleType).filter((rule) => isAbout(rule, job));
  return bestOf(
    rules.map((rule) => [...called(rule, job, model), ...judge(rule), ...doubtAbout(rule, subject)]),
    [missing(subject, 'Properties', `a rule of EventBridge for ${job} that calls a function`)],
  );
}

/** Rules about other events are other rules. */
function isAbout(rule: Resource, job: string): boolean {
  const types = rule.property('EventPattern.detail-type');
  return types.items().some(({ literal }) => literal === job) || !types.isDecidedList;
}

/** Each plan and each selection asks about each rule beside it. */
const calls = memoized((_rule: Resource) => new Map<string, readonly Observation[]>());

function called(rule: Resource, job: string, model: Model): readonly Observation[] {
  const seen = calls(rule).get(job) ?? calledBy(rule, job, model);
  calls(rule).set(job, seen);
  return seen;
}

function calledBy(rule: Resource, job: string, model: Model): readonly Observation[] {
  return [
    ...flawsOf([expectOneOf(rule.property('State').withDefault('ENABLED'), ['ENABLED'])]),
    ...expectItem(rule.property('EventPattern.source'), {
      expected: 'aws.backup',
      identify: (source) => [expectOneOf(source, ['aws.backup'])],
    }),
    ...expectItem(rule.property('EventPattern.detail-type'), {
      expected: job,
      identify: (type) => [expectOneOf(type, [job])],
    }),
    ...expectItem(rule.property('Targets'), {
      expected: 'the ARN of a function',
      identify: (target) => [
        observation(functionStatus(target.at('Arn')), target.at('Arn'), {
          expected: 'the ARN of a function',
        }),
      ],
      judge: (target) => admitted(referenced(target.at('Arn')), rule, model),
    }),
  ];
}

/** EventBridge calls a function that admits the rule, and drops the event otherwise. */
function admitted(target: Resource | undefined, rule: Resource, model: Model): readonly Observation[] {
  if (!target) return [];
  const permissions = model
    .referrers(target, 'AWS::Lambda::Permission')
    .filter((permission) => refersTo(permission.property('FunctionName'), target));
  return bestOf(
    permissions.map((permission) => [
      expectOneOf(permission.property('Action'), ['lambda:InvokeFunction']),
      expectOneOf(permission.property('Principal'), ['events.amazonaws.com']),
      ...(permission.property('SourceArn').isAbsent
        ? []
        : flawsOf([expectReference(permission.property('SourceArn'), rule, 'Arn')])),
    ]),
    [missing(rule, 'Properties.Targets', `a permission to call ${target.logicalId}`)],
  );
}

function functionStatus(arn: Value): 'pass' | 'fail' | 'unknown' {
  const target = referenced(arn);
  if (target) return ['AWS::Lambda::Function', 'AWS::Lambda::Alias'].includes(target.type) ? 'pass' : 'fail';
  if (typeof arn.literal === 'string') return /^arn:aws[a-z-]*:lambda:/.test(arn.literal) ? 'pass' : 'fail';
  return arn.alternatives.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'fail';
}
