import { identityDocuments } from '../../cloudformation/identity-policies.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { resourcePolicies } from '../../cloudformation/resource-policies.ts';
import { isLike } from '../../cloudformation/wildcards.ts';
import { groupBy } from '../../group-by.ts';
import {
  asList,
  at,
  type Canonical,
  canonical,
  canonicalPolicy,
  isCanonicalRecord,
  type Names,
  reference,
  shown,
  written,
} from './canonical.ts';
import { type Conditions, isLessBound } from './condition-bounds.ts';
import type { Weakening } from './weakening.ts';

/** One statement of a policy, and whose policy it is. */
interface Grant {
  readonly resource: Resource;
  readonly path: string;
  /** Whom or what the policy is attached to, the same in both sets of templates. */
  readonly holder: string;
  readonly effect: string;
  readonly parts: Readonly<Record<Part, Listed>>;
  /** Each line of its conditions: operator and key, and the values. */
  readonly conditions: Conditions;
}

type Part = 'Principal' | 'Action' | 'Resource';

interface Listed {
  readonly negated: boolean;
  readonly items: readonly string[];
}

/** Where a policy that is a resource of its own names what it is attached to. */
const holders: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SQS::QueuePolicy': ['Queues'],
  'AWS::SQS::QueueInlinePolicy': ['Queue'],
  'AWS::SNS::TopicPolicy': ['Topics'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn'],
  'AWS::SecretsManager::ResourcePolicy': ['SecretId'],
  'AWS::Lambda::Permission': ['FunctionName'],
  'AWS::Events::EventBusPolicy': ['EventBusName'],
  'AWS::Logs::ResourcePolicy': ['PolicyName'],
};

/** What policies allow that they did not, and what they deny no longer. */
export function grantWeakenings(before: Model, after: Model, names: Names): readonly Weakening[] {
  const [earlier, later] = [grantsOf(before, names), grantsOf(after, names)];
  const [known, present] = [namesIn(before, names), namesIn(after, names)];
  const [earlierByHolder, laterByHolder] = [byHolder(earlier), byHolder(later)];
  const broader = later
    .filter(({ effect }) => effect !== 'Deny')
    .filter((grant) => isNamed(grant.holder, known) && !isCovered(grant, earlierByHolder.get(grant.holder)))
    .map((grant) => weakening(grant, 'allows more than before', 'broader'));
  const undenied = earlier
    .filter(({ effect }) => effect === 'Deny')
    .filter(({ holder }) => isNamed(holder, present))
    .filter((grant) => !isCovered(grant, laterByHolder.get(grant.holder)))
    .map((grant) => weakening(grant, 'is denied no longer', 'removed'));
  const trusted = later
    .filter(
      ({ effect, holder }) => effect !== 'Deny' && holder.startsWith('trust of ') && !isNamed(holder, known),
    )
    .filter(
      ({ parts }) =>
        parts.Principal.negated || parts.Principal.items.some((item) => !item.startsWith('Service ')),
    )
    .map((grant) => weakening(grant, 'is a new role that others than services may take on', 'broader'));
  return [...broader, ...undenied, ...trusted];
}

/** What is new may have policies of its own, which rules judge; what was there already got more. */
function isNamed(holder: string, names: ReadonlySet<string>): boolean {
  const [, name] = /^(?:trust of )?\$\{(.+)\.[A-Za-z]+\}$/.exec(holder) ?? [];
  return name === undefined || names.has(name);
}

function namesIn({ templates }: Model, names: Names): ReadonlySet<string> {
  const resources = templates.flatMap((template) => [...template.resources.values()]);
  return new Set(resources.flatMap((resource) => names.get(resource) ?? []));
}

function grantsOf(model: Model, names: Names): readonly Grant[] {
  return model.templates.flatMap((template) =>
    [...template.resources.values()].flatMap((resource) => grantsIn(resource, names)),
  );
}

function grantsIn(resource: Resource, names: Names): readonly Grant[] {
  if (resource.type === 'AWS::Lambda::Permission') return permission(resource, names);
  const documents = [
    ...identityDocuments(resource),
    ...resourcePolicies(resource),
    ...['AssumeRolePolicyDocument', 'KeyPolicy', 'PolicyDocument'].map((path) => resource.property(path)),
  ].filter(({ isAbsent }) => !isAbsent);
  return [...new Map(documents.map((document) => [document.path, document])).values()].flatMap((document) =>
    holdersOf(document, names).flatMap((holder) => statementsOf(document, holder, names)),
  );
}

/** A trust policy says who takes a role on, and its other policies what it may do: they are compared apart. */
function holdersOf(document: Value, names: Names): readonly string[] {
  const { resource } = document;
  const self = reference(resource, 'Ref', names);
  const paths = holders[resource.type];
  if (document.path.endsWith('AssumeRolePolicyDocument')) return [`trust of ${self}`];
  if (!paths) return [self];
  const named = paths.flatMap((path) => asList(canonical(resource.property(path), names)).map(nameOf));
  return named.length === 0 ? [self] : named;
}

/** `Ref`, an ARN and a name mean the same resource. */
function nameOf(value: Canonical): string {
  return written(value).replace(/^(\$\{.+)\.[A-Za-z]+\}$/, '$1.Ref}');
}

function statementsOf(document: Value, holder: string, names: Names): readonly Grant[] {
  const policy = canonicalPolicy(document, names);
  return at(policy, 'Statement')
    .flatMap(asList)
    .map((statement) => ({
      resource: document.resource,
      path: document.path.replace(/^Properties\./, ''),
      holder,
      effect: written(at(statement, 'Effect')[0]),
      parts: {
        Principal: part(statement, 'Principal'),
        Action: part(statement, 'Action'),
        Resource: part(statement, 'Resource'),
      },
      conditions: conditionsOf(statement),
    }));
}

function part(statement: Canonical, name: Part): Listed {
  const negated = at(statement, `Not${name}`).length > 0;
  const [value] = at(statement, negated ? `Not${name}` : name);
  const items = name === 'Principal' ? principals(value) : asList(value).map(written);
  return { negated, items: name === 'Action' ? items.map((item) => item.toLowerCase()) : items };
}

function principals(value: Canonical | undefined): readonly string[] {
  if (!isCanonicalRecord(value)) return value === undefined ? [] : [`AWS ${written(value)}`];
  return Object.entries(value).flatMap(([kind, list]) =>
    asList(list).map((one) => `${kind} ${written(one)}`),
  );
}

function conditionsOf(statement: Canonical): Conditions {
  const [block] = at(statement, 'Condition');
  if (!isCanonicalRecord(block)) return new Map();
  return new Map(
    Object.entries(block).flatMap(([operator, lines]) =>
      isCanonicalRecord(lines)
        ? Object.entries(lines).map(
            ([key, values]) => [`${operator} ${key.toLowerCase()}`, asList(values).map(written)] as const,
          )
        : [],
    ),
  );
}

/** A permission of a function is a statement in other words. */
function permission(resource: Resource, names: Names): readonly Grant[] {
  const text = (path: string) => asList(canonical(resource.property(path), names)).map(written);
  const bounds = ['SourceArn', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken', 'FunctionUrlAuthType'];
  const [holder = ''] = asList(canonical(resource.property('FunctionName'), names)).map(nameOf);
  return [
    {
      resource,
      path: 'Principal',
      holder,
      effect: 'Allow',
      parts: {
        Principal: { negated: false, items: text('Principal') },
        Action: { negated: false, items: text('Action').map((action) => action.toLowerCase()) },
        Resource: { negated: false, items: ['this function'] },
      },
      conditions: new Map(
        bounds.flatMap((path) => (text(path).length > 0 ? [[`Equals ${path}`, text(path)] as const] : [])),
      ),
    },
  ];
}

function byHolder(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  return groupBy(grants, ({ holder }) => holder);
}

/** Whether everything in a statement is in one of the others, item by item. */
function isCovered(grant: Grant, others: readonly Grant[] = []): boolean {
  return split(grant).every((one) => others.some((other) => covers(other, one)));
}

/** A statement that lists several things as several statements that list one. */
function split(grant: Grant): readonly Grant[] {
  return (['Principal', 'Action', 'Resource'] as const).reduce<readonly Grant[]>(
    (grants, name) => grants.flatMap((one) => splitBy(one, name)),
    [grant],
  );
}

function splitBy(grant: Grant, name: Part): readonly Grant[] {
  const { negated, items } = grant.parts[name];
  if (negated || items.length < 2) return [grant];
  return items.map((item) => ({ ...grant, parts: { ...grant.parts, [name]: { negated, items: [item] } } }));
}

function covers(wide: Grant, narrow: Grant): boolean {
  return (
    wide.effect === narrow.effect &&
    (['Principal', 'Action', 'Resource'] as const).every((name) =>
      takesIn(wide.parts[name], narrow.parts[name]),
    ) &&
    isLessBound(wide.conditions, narrow.conditions)
  );
}

/** Everything but some takes in everything but more. */
function takesIn(wide: Listed, narrow: Listed): boolean {
  if (wide.negated !== narrow.negated) return wide.items.some((item) => !wide.negated && isAnything(item));
  if (wide.negated) return wide.items.every((item) => narrow.items.some((other) => includes(other, item)));
  return narrow.items.every((item) => wide.items.some((other) => includes(other, item)));
}

function includes(pattern: string, item: string): boolean {
  return pattern === item || isLike(item, pattern) || (isAnything(pattern) && item.startsWith('AWS '));
}

function isAnything(item: string): boolean {
  return item === '*' || item === 'AWS *';
}

function weakening(grant: Grant, says: string, kind: Weakening['kind']): Weakening {
  const text = shown(sentence(grant));
  const isLater = kind === 'broader';
  return {
    resource: grant.resource,
    kind,
    path: grant.path,
    before: isLater ? 'nothing' : text,
    after: isLater ? text : 'nothing',
    says,
  };
}

function sentence({ effect, parts, conditions }: Grant): string {
  const { Principal, Action, Resource } = parts;
  const bounds = [...conditions].map(([line, values]) => `${line} ${values.join(' or ')}`);
  return [
    effect,
    ...[Principal, Action, Resource].filter(({ items }) => items.length > 0).map(inWords),
    ...(bounds.length > 0 ? [`where ${bounds.join(' and ')}`] : []),
  ].join(' ');
}

function inWords({ negated, items }: Listed): string {
  return `${negated ? 'all but ' : ''}${items.join(', ')}`;
}
