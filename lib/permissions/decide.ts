import { all, not, some, type Truth } from '../cloudformation/model/truth.ts';
import type { Value } from '../cloudformation/model/types.ts';
import {
  isEveryone,
  mayAllow,
  type Principal,
  type Statement,
  statements,
  surely,
} from '../cloudformation/policy-documents.ts';
import { textIs } from '../cloudformation/texts.ts';
import { matchesAction } from '../cloudformation/wildcards.ts';
import { type Circumstances, conjunction, type Fulfilment, fulfilment } from './conditions.ts';
import type { Identity, Policy } from './identities.ts';
import { type Name, namesIn, rootOf, takesIn, valueTakesIn } from './names.ts';

/** What somebody asks for. */
export interface Request {
  readonly action: string;
  /** ARN of what it concerns. */
  readonly resource: Name;
  /** The account that owns it; nothing where the templates do not tell. */
  readonly owner: string | undefined;
  /** The policies of the resource itself; nothing where the type has none, or none is written. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  /** Whether the resource's policy has to admit everybody, as that of a key or a role does. */
  readonly needsResourcePolicy: boolean;
  readonly circumstances: Circumstances;
}

/** A policy of a resource, which is always among the templates. */
export type ResourcePolicy = Policy & { readonly document: Value };

/** Whether a request is allowed, because of what, and under which conditions of the session. */
export interface Decision {
  readonly truth: Truth;
  /** What has to hold of the session besides. */
  readonly needs: readonly string[];
  /** The statements that decide, for people. */
  readonly because: readonly string[];
}

/** The same request of all who are asked about, with whoever asks. */
interface Asked {
  readonly request: Request;
  readonly identity: Identity;
}

const no: Decision = { truth: false, needs: [], because: [] };

/**
 * Decides as IAM does: a denial wins; the boundary has to allow; and either side's policy has to, or both where the resource
 * belongs to another account or asks for it. Policies of an organization are in no template, and could only take away.
 */
export function decide(request: Request, identity: Identity): Decision {
  const asked = { request, identity };
  const denial = denied(asked);
  if (denial.truth === true && denial.needs.length === 0) return { ...no, because: denial.because };
  const allowance = allowed(asked);
  if (allowance.truth === false) return { ...no, because: allowance.because };
  return {
    truth: denial.truth === undefined ? undefined : allowance.truth,
    needs: [...new Set([...allowance.needs, ...unless(denial)])],
    because: allowance.because,
  };
}

/** All of several decisions, as the steps of one thing that somebody wants. */
export function allOf(decisions: readonly Decision[]): Decision {
  const failing = decisions.find(({ truth }) => truth === false);
  if (failing) return failing;
  return {
    truth: all(decisions.map(({ truth }) => truth)),
    needs: [...new Set(decisions.flatMap(({ needs }) => needs))],
    because: [...new Set(decisions.flatMap(({ because }) => because))],
  };
}

/** The decision that lets most: a sure one, else one that depends on the session, else an open one. */
export function bestOf(decisions: readonly Decision[]): Decision {
  const sure = decisions.find(({ truth, needs }) => truth === true && needs.length === 0);
  return (
    sure ??
    decisions.find(({ truth }) => truth === true) ??
    decisions.find(({ truth }) => truth === undefined) ??
    decisions[0] ??
    no
  );
}

function unless({ truth, needs }: Decision): readonly string[] {
  return truth === true && needs.length > 0 ? [`not (${needs.join(' and ')})`] : [];
}

function denied({ request, identity }: Asked): Decision {
  const own = [...identity.policies, ...(identity.boundary ? [identity.boundary] : [])];
  const found = [
    ...own.flatMap((policy) => effects('Deny', policy, { request, identity })),
    ...request.resourcePolicies.flatMap((policy) =>
      effects('Deny', policy, { request, identity, side: 'resource' }),
    ),
  ];
  return found.length === 0 ? no : bestOf(found);
}

function allowed(asked: Asked): Decision {
  const { request, identity } = asked;
  const direct = resourceAllows(asked, 'direct');
  const own = identityAllows(asked);
  if (isForeign(asked) !== false) return foreign(asked, own);
  const delegated = allOf([own, resourceAllows(asked, 'account')]);
  return bestOf([
    // A boundary takes nothing from a user whom the resource names, but from a role.
    ...(identity.kind === 'user' ? [direct] : [allOf([direct, boundaryAllows(asked)])]),
    request.needsResourcePolicy ? delegated : own,
  ]);
}

/** Another account's resource has to admit, and so have the own policies. */
function foreign(asked: Asked, own: Decision): Decision {
  const admitted = bestOf([resourceAllows(asked, 'direct'), resourceAllows(asked, 'account')]);
  const both = allOf([own, admitted]);
  if (isForeign(asked) === true || both.truth === false) {
    return isForeign(asked) === true ? both : open(bestOf([own, both]));
  }
  return both;
}

/** A decision that hangs on something that no template tells. */
function open(decision: Decision): Decision {
  return decision.truth === true ? { ...decision, truth: undefined } : decision;
}

/** Whether the resource is another account's. Templates that tell no account are taken for neighbours. */
function isForeign({ request: { owner }, identity: { account, kind } }: Asked): Truth {
  if (owner === undefined && account === undefined) return kind === 'permission set' ? undefined : false;
  if (owner === undefined || account === undefined) return undefined;
  return owner !== account;
}

function identityAllows(asked: Asked): Decision {
  const grants = asked.identity.policies.flatMap((policy) => effects('Allow', policy, asked));
  return allOf([grants.length === 0 ? no : bestOf(grants), boundaryAllows(asked)]);
}

function boundaryAllows(asked: Asked): Decision {
  const { boundary } = asked.identity;
  if (!boundary) return { truth: true, needs: [], because: [] };
  const grants = effects('Allow', boundary, asked);
  return grants.length === 0 ? no : bestOf(grants);
}

/** What the resource's policies allow: the identity by its own name, or the account as a whole. */
function resourceAllows(asked: Asked, how: 'direct' | 'account'): Decision {
  const { resourcePolicies } = asked.request;
  const grants = resourcePolicies.flatMap((policy) =>
    effects('Allow', policy, { ...asked, side: 'resource', how }),
  );
  return grants.length === 0 ? no : bestOf(grants);
}

interface Reading extends Asked {
  /** Whether principals are named there. */
  readonly side?: 'resource';
  readonly how?: 'direct' | 'account';
}

/** The statements of a policy that have this effect on the request, or may have. */
function effects(effect: 'Allow' | 'Deny', policy: Policy, reading: Reading): readonly Decision[] {
  const { document, name, isAttached } = policy;
  if (document === undefined)
    return [{ truth: undefined, needs: [], because: [`${name} is not among the templates`] }];
  return statements(document).flatMap((statement) => {
    const found = concerns(statement, effect, reading);
    if (found.truth === false) return [];
    const truth = all([found.truth, isAttached === true ? true : undefined]);
    return [
      { truth, needs: found.needs, because: [`${name}: ${placeOf(statement)} (${shortened(statement)})`] },
    ];
  });
}

/** Whether a statement has this effect on what is asked. Most are of another effect or of other actions, which is seen first. */
function concerns(statement: Statement, effect: 'Allow' | 'Deny', reading: Reading): Fulfilment {
  const { request, side } = reading;
  const isAbout = all([hasEffect(statement, effect), includesAction(statement, request.action)]);
  if (isAbout === false) return fact(false);
  const isMeant =
    side === 'resource' ? admits(statement, reading, effect) : includesResource(statement, request.resource);
  if (isMeant === false) return fact(false);
  return conjunction([
    fact(isAbout),
    fact(isMeant),
    fulfilment(
      statement.conditions.isDecided ? statement.conditions.values : [],
      request.circumstances,
      effect === 'Allow' ? 'holds' : 'fails',
    ),
    fact(statement.conditions.isDecided ? true : undefined),
  ]);
}

function fact(truth: Truth): Fulfilment {
  return { truth, needs: [] };
}

function hasEffect(statement: Statement, effect: 'Allow' | 'Deny'): Truth {
  if (surely(statement, effect)) return true;
  if (effect === 'Allow') return mayAllow(statement) ? undefined : false;
  return textIs(statement.effect, (text) => text === 'Deny') === false ? false : undefined;
}

function includesAction({ actions }: Statement, action: string): Truth {
  return listed(actions, (pattern) => matchesAction(pattern, action));
}

function includesResource({ resources }: Statement, resource: Name): Truth {
  return listed(resources, (pattern) => valueTakesIn(pattern, resource));
}

/** Whether what a statement lists takes something in; `Not…` turns it around. */
function listed<Operand>(
  { negated, values, isDecided }: { negated: boolean; values: readonly Operand[]; isDecided: boolean },
  judge: (operand: Operand) => Truth,
): Truth {
  const found = some(values.map(judge));
  const decided = isDecided || found === true ? found : undefined;
  if (!negated) return decided;
  if (decided === true && !isDecided) return undefined;
  return decided === undefined ? undefined : !decided;
}

function admits(statement: Statement, { identity, how }: Reading, effect: 'Allow' | 'Deny'): Truth {
  const { principals } = statement;
  const judge = (principal: Principal) => meansIdentity(principal, identity, how ?? 'either');
  if (!principals.negated) return listed(principals, judge);
  // Everyone but some, so nobody whose account then decides.
  if (how === 'account') return false;
  return effect === 'Deny' ? not(isExcepted(statement, identity)) : listed(principals, judge);
}

/**
 * Whether a denial of everybody but some leaves an identity out. AWS asks for the account beside the user, and for the session
 * beside the role; where one lacks, it may deny them after all.
 */
function isExcepted({ principals: { values, isDecided } }: Statement, identity: Identity): Truth {
  const named = (how: How) => some(values.map((principal) => meansIdentity(principal, identity, how)));
  const isNamed = named('direct');
  if (isNamed === false) return isDecided ? false : undefined;
  return identity.kind === 'user' && isDecided ? all([isNamed, named('account') || undefined]) : undefined;
}

type How = 'direct' | 'account' | 'either';

function meansIdentity({ kind, value }: Principal, identity: Identity, how: How): Truth {
  if (kind === undefined) return undefined;
  if (kind !== 'AWS' && kind !== '*') return false;
  const [everyone, account, itself] = [
    isEveryone({ kind, value }),
    meansAccount(value, identity),
    everyValueIs(value, (name) => name.text !== '*' && takesIn(name, identity.arn)),
  ];
  if (how === 'either') return some([everyone, account, itself]);
  return how === 'account' ? account : some([everyone, itself]);
}

/** An account as a whole, by its number or its root: what is allowed to it, it may hand on by its own policies. */
function meansAccount(value: Value, { accountName }: Identity): Truth {
  const root = rootOf(accountName);
  return everyValueIs(value, (name) =>
    name.text.includes(':') ? takesIn(name, root) : name.text !== '*' && takesIn(name, accountName),
  );
}

/** In every alternative, in none, or undecided. */
function everyValueIs(value: Value, judge: (name: Name) => Truth): Truth {
  const [first, ...others] = namesIn(value).map(judge);
  return others.every((truth) => truth === first) ? first : undefined;
}

function placeOf({ value }: Statement): string {
  return value.path.replace(/^Properties\./, '');
}

function shortened({ actions }: Statement): string {
  const names = actions.values.map(String);
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${actions.negated ? 'every action but ' : ''}${shown.join(', ')}`;
}
