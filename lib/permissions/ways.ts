import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { valueAt } from '../cloudformation/model/value.ts';
import { circumstancesOf } from './circumstances.ts';
import { allOf, bestOf, type Decision, decide, type Request } from './decide.ts';
import type { Identity, Policy } from './identities.ts';
import { arnOf, nameWith, valueTakesIn } from './names.ts';
import { canRead, keysOf, type Rewritten, requestOnKey, requestOnSecret } from './secrets.ts';
import actions from './takeovers.json' with { type: 'json' };
import { admitsService } from './trust.ts';

/** What somebody would have to do before it reads a secret. */
export interface Way {
  readonly decision: Decision;
  /** As a clause that follows "could". */
  readonly says: string;
}

/** How an identity could give itself the right to read a secret, by changing policies. */
export function rewritings(secret: Resource, identity: Identity, model: Model): readonly Way[] {
  return [
    ...givingItself(identity, (then) => canRead(secret, then, model)),
    ...actions.secret.map((action) => ({
      decision: allOf([
        decide(requestOnSecret(secret, action, identity, model), identity),
        canRead(secret, identity, model, 'secret'),
      ]),
      says: `rewrite the policy of the secret (${action})`,
    })),
    ...keysOf(secret, model).flatMap((key) =>
      actions.key.map((action) => ({
        decision: allOf([
          decide(requestOnKey(key, action, identity), identity),
          readsWith('key', secret, identity, model),
        ]),
        says: `open the key ${key.logicalId} to itself (${action})`,
      })),
    ),
  ].filter(isPossible);
}

function readsWith(rewritten: Rewritten, secret: Resource, identity: Identity, model: Model): Decision {
  return canRead(secret, identity, model, rewritten);
}

/** How an identity could give itself the right: with any policy that it likes, what denies it and what bounds it still counts. */
export function givingItself(identity: Identity, judge: (identity: Identity) => Decision): readonly Way[] {
  const anything: Policy = {
    document: valueAt(identity.resource, 'rewritten', {
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    }),
    name: 'a policy that it would write',
    isAttached: true,
  };
  const then = judge({ ...identity, policies: [...identity.policies, anything] });
  if (then.truth === false || identity.kind === 'permission set') return [];
  return actions.itself[identity.kind]
    .map((action) => ({
      decision: allOf([decide(request(action, identity.resource, identity), identity), then]),
      says: `give itself the right (${action})`,
    }))
    .filter(isPossible);
}

/** How one identity could act as another: take its role on, or have a function run as it. */
export function becomings(from: Identity, to: Identity, model: Model): readonly Way[] {
  if (from.resource === to.resource || to.kind === 'permission set') return [];
  const ways = to.kind === 'user' ? asUser(from, to) : asRole(from, to, model);
  return ways.filter(isPossible);
}

function asUser(from: Identity, to: Identity): readonly Way[] {
  return actions.user.map((action) => ({
    decision: decide(request(action, to.resource, from), from),
    says: `sign in as user ${to.resource.logicalId} (${action})`,
  }));
}

function asRole(from: Identity, to: Identity, model: Model): readonly Way[] {
  const role = to.resource;
  return [
    { decision: assumes(from, to), says: `take on role ${role.logicalId} (sts:AssumeRole)` },
    ...actions.role.trust.map((action) => ({
      decision: decide(request(action, role, from), from),
      says: `make role ${role.logicalId} trust it (${action})`,
    })),
    ...functionsOf(role, model).flatMap((fn) =>
      actions.role.function.map((action) => ({
        decision: decide(request(action, fn, from), from),
        says: `change function ${fn.logicalId}, which runs as role ${role.logicalId} (${action})`,
      })),
    ),
    ...actions.role.passed
      .filter(({ service }) => admitsService(to, service))
      .map(({ action, service }) => ({
        decision: allOf([
          decide(request('iam:PassRole', role, from, { 'iam:passedtoservice': [nameWith([service])] }), from),
          decide(onAnything(action, from), from),
        ]),
        says: `start something that runs as role ${role.logicalId} (iam:PassRole, ${action})`,
      })),
  ];
}

/** A role admits by its trust policy: somebody by name, or an account, which then decides by its own policies. */
function assumes(from: Identity, { resource, account }: Identity): Decision {
  const trust = resource.property('AssumeRolePolicyDocument');
  return decide(
    {
      ...request('sts:AssumeRole', resource, from),
      owner: account,
      resourcePolicies: [
        { name: `trust policy of ${resource.logicalId}`, document: trust, isAttached: true },
      ],
      needsResourcePolicy: true,
    },
    from,
  );
}

function request(
  action: string,
  resource: Resource,
  identity: Identity,
  further: Parameters<typeof circumstancesOf>[2] = {},
): Request {
  return {
    action,
    resource: arnOf(resource),
    owner: resource.template.account,
    resourcePolicies: [],
    needsResourcePolicy: false,
    circumstances: circumstancesOf(resource, identity, further),
  };
}

/** What is new has a name that whoever makes it chooses, so any pattern lets something through. */
function onAnything(action: string, identity: Identity): Request {
  const made = request(action, identity.resource, identity);
  return { ...made, resource: nameWith([undefined]) };
}

function functionsOf(role: Resource, model: Model): readonly Resource[] {
  return model
    .ofType('AWS::Lambda::Function')
    .filter((fn) => valueTakesIn(fn.property('Role'), arnOf(role)) === true);
}

function isPossible({ decision }: Way): boolean {
  return decision.truth !== false;
}

/** The best of several ways to the same end. */
export function bestWay(ways: readonly Way[]): Way | undefined {
  const best = bestOf(ways.map(({ decision }) => decision));
  return ways.find(({ decision }) => decision === best);
}
