import { isArnOfOwnAccount } from '../../../cloudformation/accounts.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import type { Json } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier, resourcesIn } from '../../../cloudformation/references.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { asNumber, doubtAbout, expectPresent, observe, observeLiteral, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { longestPause } from '../../schedules.ts';

const schedule = 'AWS::SecretsManager::RotationSchedule';
const mostDays = 90;

/** A schedule may stand in another stack, beside the function that it calls, and name the secret by its name. */
export const sec03: Rule = {
  id: 'SEC-03',
  title: 'Secrets are rotated every 90 days at the latest',
  severity: 'high',
  types: ['AWS::SecretsManager::Secret'],
  why: 'A key that leaked once opens the gateway account until somebody happens to change it.',
  fix: 'Add an AWS::SecretsManager::RotationSchedule with RotationRules of at most 90 days and a RotationLambdaARN.',
  controls: ['SEC-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (secret, model) => {
    const found = schedulesOf(secret, model);
    return bestOf(
      inTurn(found, (one) => rotates(one, secret, subjectsOf(secret, model))),
      [lacking(secret, model)],
    );
  },
};

/** The stack with the schedules may be one that was not given. */
function lacking(secret: Resource, model: Model): Observation {
  const seen = missing(secret, 'Properties', `an ${schedule}`);
  const storefront = model.storefrontOf(secret.template);
  const isMissing =
    storefront?.contract.stacks.includes('payments') && !model.stackOf(storefront, 'payments');
  return isMissing
    ? seen.with({
        status: 'unknown',
        missingStack: 'payments',
        says: 'has no rotation schedule here, and the payments stack is not among the templates',
      })
    : seen;
}

function schedulesOf(secret: Resource, model: Model): readonly Resource[] {
  const { naming, saying } = lookup(model.beside(secret, schedule), 'SecretId');
  const name = secret.property('Name').literal;
  return [
    ...new Set([...subjectsOf(secret, model)].flatMap(naming)),
    ...(typeof name === 'string' ? saying(name) : []),
  ];
}

/** The secret, and what attaches it to a database: a schedule may name either. */
function subjectsOf(secret: Resource, model: Model): ReadonlySet<Resource> {
  const attachments = model.beside(secret, 'AWS::SecretsManager::SecretTargetAttachment');
  return new Set([secret, ...lookup(attachments, 'SecretId').naming(secret)]);
}

/** A schedule that names another secret in one of its cases leaves this one as it is. */
function expectNamed(value: Value, secret: Resource, subjects: ReadonlySet<Resource>): Observation {
  const name = secret.property('Name').literal;
  return observe(value, { expected: `a reference to ${secret.logicalId}` }, (resolved) =>
    resolved.kind === 'literal'
      ? resolved.value === name
      : resourcesIn(resolved).some((resource) => subjects.has(resource)),
  );
}

function rotates(one: Resource, secret: Resource, subjects: ReadonlySet<Resource>): readonly Observation[] {
  return [
    expectNamed(one.property('SecretId'), secret, subjects),
    interval(one),
    rotator(one),
    ...doubtAbout(one, secret),
  ];
}

function interval(one: Resource): Observation {
  const expression = one.property('RotationRules.ScheduleExpression');
  const [value, daysOf] = expression.isAbsent
    ? ([one.property('RotationRules.AutomaticallyAfterDays'), asNumber] as const)
    : ([expression, (literal: Json | undefined) => longestPause(String(literal))] as const);
  return observeLiteral(value, { expected: `at most ${mostDays} days` }, (literal) => {
    const days = daysOf(literal);
    return days !== undefined && days > 0 && days <= mostDays;
  });
}

function rotator(one: Resource): Observation {
  const hosted = one.property('HostedRotationLambda');
  if (!hosted.isAbsent) return expectPresent(hosted.at('RotationType'), 'a kind of rotation');
  return expectFunction(one.property('RotationLambdaARN'));
}

function expectFunction(value: Value): Observation {
  const seen = observe(value, { expected: 'the ARN of a function' }, isFunction);
  // Whoever rotates a secret has it.
  return seen.status === 'pass' && isArnOfOwnAccount(value) === false
    ? observation('fail', value, { expected: 'the ARN of a function of the account' })
    : seen;
}

function isFunction(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') {
    return isSupplier(resolved.resource) ? undefined : resolved.resource.type.startsWith('AWS::Lambda::');
  }
  if (resolved.kind === 'text') return String(resolved.parts[0]).startsWith('arn:') ? true : undefined;
  return resolved.kind === 'literal' && /^arn:[^:]+:lambda:/.test(String(resolved.value));
}
