import { documentsOf, managedPolicies } from '../../../cloudformation/identity-policies.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import {
  type Condition,
  mayAllow,
  type Statement,
  statements,
  surely,
} from '../../../cloudformation/policy-documents.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs, writtenTextIs } from '../../../cloudformation/texts.ts';
import { isLike, matchesAction, takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { groupBy } from '../../../group-by.ts';
import { memoized } from '../../../memoized.ts';
import { flawsOf } from '../../choices.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import { isForPeople } from '../../people-roles.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import unscoped from './unscoped-actions.json' with { type: 'json' };

const { networkInterfaces } = unscoped;

/** Lambda needs the rights to make interfaces in a function's name; code has no use for them. */
export const iam01Interfaces: Rule = {
  id: 'IAM-01-interfaces',
  title: 'The code of a function in a network may not use the network interfaces that Lambda makes for it',
  severity: 'medium',
  types: ['AWS::IAM::Role'],
  why: 'Whoever gets into the function would put interfaces of their own into any network of the account, or cut others off.',
  fix: 'Deny the role the same actions on * where lambda:SourceFunctionArn is the ARN of its function, and give no other role such rights.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (role, model) => {
    if (!role.template.storefront || isForPeople(role))
      return [notApplicable(role, 'it is for nothing that runs in a storefront')];
    const written = documentsOf(role, model).flatMap(statements);
    if (!mayUseInterfaces(role, written))
      return [notApplicable(role, 'it gives no rights to network interfaces')];
    const flaws = flawsOf(deniedTo(role, written, model));
    return flaws.length > 0 ? flaws : [notApplicable(role, 'the code of its functions is denied them')];
  },
};

function mayUseInterfaces(role: Resource, written: readonly Statement[]): boolean {
  return (
    written.some((one) => mayAllow(one) && takesInOneOf(one.actions, networkInterfaces.actions) !== false) ||
    managedPolicies(role).some(
      (policy) =>
        writtenTextIs(policy, (text) =>
          networkInterfaces.managed.some((name) => text.endsWith(`/${name}`)),
        ) !== false,
    )
  );
}

function deniedTo(role: Resource, written: readonly Statement[], model: Model): readonly Observation[] {
  const functions = functionsByRole(model).get(nameOf(role)) ?? [];
  if (functions.length === 0)
    return [missing(role, 'Properties', 'a function in a network that has this role')];
  const denials = written.filter(deniesInterfaces);
  return functions.map((lambda) => {
    const expected = `a Deny of network interfaces that names ${lambda.logicalId}`;
    const [first] = denials;
    if (!first) return missing(role, 'Properties', expected);
    const verdict = some(denials.map((one) => holdsFor(one, lambda)));
    return verdictAt(verdict, first.value.at('Condition'), { expected, about: lambda.logicalId });
  });
}

const functionsByRole = memoized((model: Model) =>
  groupBy(model.ofType('AWS::Lambda::Function'), (lambda) => nameOf(referenced(lambda.property('Role')))),
);

function nameOf(role: Resource | undefined): string {
  return role ? `${role.template.name} ${role.logicalId}` : '';
}

/** Whether a statement surely denies each of the actions on every resource, to whomever its conditions name. */
function deniesInterfaces(statement: Statement): boolean {
  const { actions, resources } = statement;
  if (!surely(statement, 'Deny') || !actions.isDecided || resources.negated) return false;
  const isEach = networkInterfaces.actions.map((action) => {
    const isListed = some(actions.values.map((pattern) => matchesAction(pattern, action)));
    return actions.negated ? not(isListed) : isListed;
  });
  const isEverywhere = some(resources.values.map((one) => textIs(one, (text) => /^\*+$/.test(text))));
  return all([...isEach, isEverywhere]) === true;
}

/** Whether the conditions hold for the code of the function; any other condition could make an exception of it. */
function holdsFor({ conditions }: Statement, lambda: Resource): Truth {
  const isMeant = all(conditions.values.map((condition) => names(condition, lambda)));
  return isMeant && !conditions.isDecided ? undefined : isMeant;
}

function names({ operator, key, values, isDecided }: Condition, lambda: Resource): Truth {
  if (operator === undefined || key === undefined) return undefined;
  const matches = own(operators, operator.replace(/IfExists$/, ''));
  if (key !== 'lambda:sourcefunctionarn' || !matches) return false;
  const found = some(values.map((value) => isArnOf(value, lambda, matches)));
  return found && !isDecided ? undefined : found;
}

type Matches = (arn: string, written: string) => boolean;

/** In an ARN each field is compared by itself, so that one wildcard never stands for several. */
const matchesFields: Matches = (arn, written) => {
  const fields = written.split(':');
  return fields.length === 7 && arn.split(':').every((field, at) => isLike(field, fields[at] ?? ''));
};

const operators: Readonly<Record<string, Matches>> = {
  ArnEquals: matchesFields,
  ArnLike: matchesFields,
  StringEquals: (arn, written) => arn === written,
  StringLike: isLike,
};

function isArnOf(value: Value, lambda: Resource, matches: Matches): Truth {
  const name = lambda.property('FunctionName').literal;
  if (referenced(value) === lambda) return true;
  return writtenTextIs(value, (text) => typeof name === 'string' && matches(arnAs(text, lambda, name), text));
}

/** The ARN of the function; the partition, and a region that nobody knows, are taken as they are written. */
function arnAs(text: string, { template }: Resource, name: string): string {
  const [, written = '', , region = ''] = text.split(':');
  const partition = /^(aws(-cn|-us-gov)?|open)$/.test(written) ? written : 'aws';
  const account = template.account ?? template.storefront?.account;
  return ['arn', partition, 'lambda', template.region ?? region, account, 'function', name].join(':');
}
