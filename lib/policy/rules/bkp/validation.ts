import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced, refersTo } from '../../../cloudformation/references.ts';
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
    rules.map((rule) => [...calledBy(rule, job, model), ...judge(rule), ...doubtAbout(rule, subject)]),
    [missing(subject, 'Properties', `a rule of EventBridge for ${job} that calls a function`)],
  );
}

/** Rules about other events are other rules. */
function isAbout(rule: Resource, job: string): boolean {
  const types = rule.property('EventPattern.detail-type');
  return types.items().some(({ literal }) => literal === job) || !types.isDecidedList;
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
function admitted(called: Resource | undefined, rule: Resource, model: Model): readonly Observation[] {
  if (!called) return [];
  const permissions = model
    .referrers(called, 'AWS::Lambda::Permission')
    .filter((permission) => refersTo(permission.property('FunctionName'), called));
  return bestOf(
    permissions.map((permission) => [
      expectOneOf(permission.property('Action'), ['lambda:InvokeFunction']),
      expectOneOf(permission.property('Principal'), ['events.amazonaws.com']),
      ...(permission.property('SourceArn').isAbsent
        ? []
        : flawsOf([expectReference(permission.property('SourceArn'), rule, 'Arn')])),
    ]),
    [missing(rule, 'Properties.Targets', `a permission to call ${called.logicalId}`)],
  );
}

function functionStatus(arn: Value): 'pass' | 'fail' | 'unknown' {
  const target = referenced(arn);
  if (target) return ['AWS::Lambda::Function', 'AWS::Lambda::Alias'].includes(target.type) ? 'pass' : 'fail';
  if (typeof arn.literal === 'string') return /^arn:aws[a-z-]*:lambda:/.test(arn.literal) ? 'pass' : 'fail';
  return arn.alternatives.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'fail';
}
