import { own } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Truth } from '../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { circumstancesOf } from '../../permissions/circumstances.ts';
import { type Identity, identitiesOf } from '../../permissions/identities.ts';
import { arnOf, type Name, nameOf, namesIn, nameWith } from '../../permissions/names.ts';
import { canRead } from '../../permissions/secrets.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { made } from '../registers/register.ts';
import { mayInSomeCase } from './cases.ts';
import file from './uses.json' with { type: 'json' };

const tableType = 'AWS::DynamoDB::Table';
export const secretType = 'AWS::SecretsManager::Secret';

/** By types of resources, what is done with them, and which actions do it. */
const verbsByType: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = file.types;

/** What a function may do with a resource by the policies of its role. */
export interface Use {
  readonly lambda: Resource;
  readonly role: Resource;
  readonly of: Resource;
  /** Such as `reads, writes`; what the templates leave open is said to be unknown. */
  readonly does: string;
}

/** What the functions of an environment's own stacks may do with its resources, as far as their roles are among the templates. */
export function usesIn(environment: EvidenceEnvironment, model: Model): readonly Use[] {
  const lambdas = functionsOf(environment);
  const used = made(environment, secretType, ...Object.keys(verbsByType));
  const identities = new Map(identitiesOf(model).map((identity) => [identity.resource, identity]));
  return lambdas.flatMap((lambda) => {
    const role = referenced(lambda.property('Role'));
    const identity = role && identities.get(role);
    if (!identity) return [];
    return used.flatMap((of) => {
      const does = whatMayBeDone(of, identity, model);
      return does.length === 0 ? [] : [{ lambda, role, of, does: does.join(', ') }];
    });
  });
}

/** The functions of an environment's own stacks; those that look after the account are not among them. */
export function functionsOf(environment: EvidenceEnvironment): readonly Resource[] {
  return made(environment, 'AWS::Lambda::Function').filter(({ template }) => template.storefront);
}

function whatMayBeDone(of: Resource, identity: Identity, model: Model): readonly string[] {
  if (of.type === secretType) return worded('reads', canRead(of, identity, model).truth);
  return Object.entries(own(verbsByType, of.type) ?? {}).flatMap(([verb, actions]) =>
    worded(verb, firstTrue(asked(of, actions, identity), decideOn)),
  );
}

function asked(of: Resource, actions: readonly string[], identity: Identity): readonly Asked[] {
  return actions.flatMap((action) => arnsOf(of).map((resource) => ({ of, action, resource, identity })));
}

/** Whether one of several things holds; none is asked after the first that does. */
function firstTrue<Item>(items: readonly Item[], judge: (item: Item) => Truth): Truth {
  let found: Truth = false;
  for (const item of items) {
    const truth = judge(item);
    if (truth) return true;
    if (truth === undefined) found = undefined;
  }
  return found;
}

function worded(verb: string, truth: Truth): readonly string[] {
  if (truth === false) return [];
  return [truth === undefined ? `perhaps ${verb}` : verb];
}

interface Asked {
  readonly of: Resource;
  readonly action: string;
  readonly resource: Name;
  readonly identity: Identity;
}

function decideOn({ of, action, resource, identity }: Asked): Truth {
  const request = {
    action,
    resource,
    owner: of.template.account,
    resourcePolicies: [],
    needsResourcePolicy: false,
    circumstances: circumstancesOf(of, identity),
  };
  return mayInSomeCase(request, identity, 'dynamodb:leadingkeys');
}

/** The names by which policies mean a resource; a table is read by its indexes, too. */
function arnsOf(resource: Resource): readonly Name[] {
  const { template, type } = resource;
  if (type === 'AWS::Events::EventBus') {
    const name = resource.property('Name').literal;
    const own = typeof name === 'string' ? name : undefined;
    return [nameWith(['arn:aws:events:', template.region, ':', template.account, ':event-bus/', own])];
  }
  const arn = arnOf(resource);
  if (type !== tableType) return [arn];
  const indexes = resource.property('GlobalSecondaryIndexes').items();
  return [arn, ...indexes.map((index) => indexOf(arn, index))];
}

function indexOf(table: Name, index: Value): Name {
  const [name = nameOf('')] = namesIn(index.at('IndexName'));
  return {
    tokens: [...table.tokens, ...'/index/', ...name.tokens],
    text: `${table.text}/index/${name.text}`,
  };
}
