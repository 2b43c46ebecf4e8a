import { candidatesBy, type Name } from '../../../cloudformation/candidates.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { admitsRule } from '../../admitted-rules.ts';
import { bestOf, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectOneOf } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import { verdictAt } from '../../statements/allowed.ts';

const ruleType = 'AWS::Events::Rule';

/** A kind of jobs of AWS Backup, as works.json tells it. */
export interface Work {
  readonly job: string;
  /** The field of an event with the state in which a job ended. */
  readonly state: string;
  readonly failures: readonly string[];
  /** The field of an event with the ARN of what the job belongs to. */
  readonly owner: string;
  /** What AWS Backup counts of those that failed, and of those that were made. */
  readonly metric: string;
  readonly made: string;
  readonly word: string;
}

/** What jobs belong to: a rule that lists some hears of no others. */
export interface Owner {
  /** What it is, as a phrase. */
  readonly expected: string;
  /** What a list may name it by. */
  readonly names: readonly Name[];
  readonly means: (listed: Value) => Truth;
}

interface Heard {
  readonly work: Work;
  /** How a job ends of which somebody has to hear. */
  readonly states: readonly string[];
  readonly owners: readonly Owner[];
  /** What else has to be right about the function that is called. */
  readonly judge?: (called: Resource) => readonly Observation[];
}

/** Judges that a function is called when jobs of AWS Backup have ended. */
export function heard(subject: Resource, model: Model, what: Heard): readonly Observation[] {
  const { job } = what.work;
  const rules = rulesAbout(nearest(subject, ruleType, model))(what.work);
  return bestOf(
    inTurn(rulesByOwner(what.work).likely(rules, ownerNames(what)), (rule) => [
      ...hears(rule, what),
      ...calls(rule, what, model),
      ...doubtAbout(rule, subject),
    ]),
    [missing(subject, 'Properties', `a rule of EventBridge for ${job} that calls a function`)],
  );
}

/**
 * Resources that may watch a subject. Somebody else's templates are judged together, and each brings its own: asking those of all
 * about all takes the third power of their number.
 */
export function nearest(subject: Resource, type: string, model: Model): readonly Resource[] {
  const own = model.storefrontOf(subject.template) ? [] : subject.template.ofType(type);
  return own.length > 0 ? own : model.beside(subject, type);
}

/** Chosen once: each subject asks all rules beside it for those about its kind of jobs. */
const rulesAbout = memoized((rules: readonly Resource[]) =>
  memoized(({ job }: Work) => rules.filter((rule) => isAbout(rule, job))),
);

/** The functions that rules call when jobs of these owners have ended, or may. */
export function functionsHearing(
  subject: Resource,
  model: Model,
  { work, owners }: Pick<Heard, 'work' | 'owners'>,
): readonly Resource[] {
  const rules = rulesAbout(nearest(subject, ruleType, model))(work);
  const called = rulesByOwner(work)
    .naming(rules, ownerNames({ owners }))
    .flatMap((rule) => rule.property('Targets').items())
    .flatMap((target) => referenced(target.at('Arn')) ?? []);
  return [...new Set(called)];
}

function ownerNames({ owners }: Pick<Heard, 'owners'>): readonly Name[] {
  return owners.flatMap(({ names }) => names);
}

/** A rule that lists no owner hears of the jobs of all. */
const rulesByOwner = memoized((work: Work) =>
  candidatesBy((rule) => {
    const list = rule.property(`EventPattern.detail.${work.owner}`);
    if (list.isAbsent) return [];
    return list.isDecidedList ? list.items() : [list];
  }),
);

/** Rules about other events are other rules. */
function isAbout(rule: Resource, job: string): boolean {
  const types = rule.property('EventPattern.detail-type');
  return types.items().some(({ literal }) => literal === job) || !types.isDecidedList;
}

/** A rule without a field hears of each of its values. */
function hears(rule: Resource, { work, states, owners }: Heard): readonly Observation[] {
  const pattern = rule.property('EventPattern');
  const listed = pattern.at(`detail.${work.state}`);
  const belonging = pattern.at(`detail.${work.owner}`);
  return [
    ...flawsOf([expectOneOf(rule.property('State').withDefault('ENABLED'), ['ENABLED'])]),
    ...only(pattern.at('source'), 'aws.backup'),
    ...only(pattern.at('detail-type'), work.job),
    ...(listed.isAbsent ? [] : states.flatMap((state) => only(listed, state))),
    ...(belonging.isAbsent ? [] : owners.flatMap((owner) => belongs(belonging, owner))),
    ...narrowing(pattern, ['source', 'detail-type', 'detail', 'account', 'region']),
    ...narrowing(pattern.at('detail'), [work.state, work.owner]),
  ];
}

function only(list: Value, expected: string): readonly Observation[] {
  return expectItem(list, { expected, identify: (item) => [expectOneOf(item, [expected])] });
}

function belongs(list: Value, { expected, means }: Owner): readonly Observation[] {
  return expectItem(list, {
    expected,
    identify: (item) => [verdictAt(isMatcher(item) ? undefined : means(item), item, { expected })],
  });
}

/** Patterns may hold matchers in the place of a value, such as `{ prefix: … }`. */
function isMatcher({ literal }: Value): boolean {
  return typeof literal === 'object' && literal !== null;
}

/** Whatever else a pattern asks for leaves jobs out, and nobody knows which. */
function narrowing(pattern: Value, known: readonly string[]): readonly Observation[] {
  return pattern
    .keys()
    .filter((key) => !known.includes(key))
    .map((key) =>
      observation('unknown', pattern.entry(key), { expected: 'nothing that leaves out a job', about: key }),
    );
}

function calls(rule: Resource, { judge = () => [] }: Heard, model: Model): readonly Observation[] {
  const expected = 'the ARN of a function';
  return expectItem(rule.property('Targets'), {
    expected,
    identify: (target) => [observation(functionStatus(target.at('Arn')), target.at('Arn'), { expected })],
    judge: (target) => {
      const called = referenced(target.at('Arn'));
      return called ? [...admitsRule(called, rule, model), ...judge(called)] : [];
    },
  });
}

function functionStatus(arn: Value): 'pass' | 'fail' | 'unknown' {
  const target = referenced(arn);
  if (target) return ['AWS::Lambda::Function', 'AWS::Lambda::Alias'].includes(target.type) ? 'pass' : 'fail';
  if (typeof arn.literal === 'string') return /^arn:aws[a-z-]*:lambda:/.test(arn.literal) ? 'pass' : 'fail';
  return arn.alternatives.some(({ kind }) => kind === 'unknown') ? 'unknown' : 'fail';
}
