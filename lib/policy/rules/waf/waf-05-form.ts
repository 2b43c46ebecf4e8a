import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { aclRules, isAction } from '../../../cloudformation/web-acls.ts';
import { isAnsweredByFunction } from '../../../contract/paths.ts';
import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import { asNumber, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, blockedAnswer } from './acl-rules.ts';
import { inspectedBytes } from './inspected-bytes.ts';
import { type Match, matchOf, namedIn, type RequestForm } from './request-truth.ts';
import { frontsPoolsAlone, notOfTheShop } from './sign-in-acls.ts';

/** Longest bodies, in bytes: a callback may be as long as the firewall reads at the most, and a cart has some eighty lines. */
const longest = { callback: 65_536, elsewhere: 8192 } as const;

/** Pages are read; functions are posted to. */
const methods = { pages: ['GET', 'HEAD'], functions: ['GET', 'HEAD', 'POST'] } as const;

const others = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'get'];

/** What no path takes never reaches code that would have to refuse it, and what gateways send does. */
export const waf05Form: Rule = {
  ...aboutWebAcls,
  id: 'WAF-05-form',
  title:
    'The web ACL refuses methods and lengths that a path does not take, and takes the callbacks of gateways',
  severity: 'medium',
  why: 'A method or a length that nobody expects is how attacks reach code that was never tried with it.',
  fix: 'Add a rule that blocks methods but GET and HEAD on pages and GET, HEAD and POST on functions, bodies over 8192 bytes except on callbacks, and bodies over 65536 bytes everywhere.',
  controls: ['WAF-05'],
  check: (acl, model) => {
    const shop = model.storefrontOf(acl.template)?.contract;
    if (!shop) return [notApplicable(acl, 'no storefront says what its paths take')];
    if (frontsPoolsAlone(acl, model)) return [notApplicable(acl, notOfTheShop)];
    return judged(acl, shop);
  },
};

function judged(acl: Resource, { paths }: StorefrontContract): readonly Observation[] {
  const rules = terminating(acl);
  const named = rules.flatMap(({ rule }) => namedIn(rule.at('Statement')));
  const asked = askedFor(paths, named);
  const refused = asked.flatMap((path) => refusedAt(path, paths, named));
  const taken = asked.flatMap((path) => takenAt(path, paths));
  const deciding = new Set<Value>();
  const wrong = refused.flatMap((request) => {
    const { truth, by } = blocked(rules, request);
    if (by) deciding.add(by);
    return truth === true ? [] : [notRefused(acl, request, truth)];
  });
  return [
    ...wrong,
    ...[...deciding].flatMap((rule) => [
      observation('pass', rule.at('Action'), { expected: 'Block' }),
      ...blockedAnswer(rule),
    ]),
    ...takes(acl, rules, taken),
  ];
}

interface Terminating {
  readonly rule: Value;
  readonly matches: Match;
  readonly blocks: Truth;
}

/** The rules of the web ACL's own that end the evaluation of a request, in the order in which they do. */
function terminating(acl: Resource): readonly Terminating[] {
  const inspected = inspectedBytes(acl);
  return aclRules(acl)
    .filter((rule) => !rule.at('Action').isAbsent && !isAction(rule.at('Action').literal, ['Count']))
    .sort((one, other) => priorityOf(one) - priorityOf(other))
    .map((rule) => ({
      rule,
      matches: isSure(rule) ? matchOf(rule.at('Statement'), inspected) : () => undefined,
      blocks: isBlock(rule.at('Action')),
    }));
}

function isBlock(action: Value): Truth {
  if (action.literal === undefined) return undefined;
  return isAction(action.literal, ['Block']) || (isAction(action.literal, ['Allow']) ? false : undefined);
}

/** A rule that may not be there, or that comes nobody knows when, leaves open what it matches. */
function isSure(rule: Value): boolean {
  return !rule.isOptional && asNumber(rule.at('Priority').literal) !== undefined;
}

function priorityOf(rule: Value): number {
  return asNumber(rule.at('Priority').literal) ?? 0;
}

/** Whether a request is blocked, and by which rule; a rule that may end it otherwise before leaves that open. */
function blocked(
  rules: readonly Terminating[],
  request: RequestForm,
): { readonly truth: Truth; readonly by?: Value } {
  const seen = rules
    .map((one) => ({ ...one, matched: one.matches(request) }))
    .filter(({ matched }) => matched !== false);
  const end = seen.find(({ matched, blocks }) => matched === true && blocks !== undefined);
  if (!end) return { truth: seen.length > 0 ? undefined : false };
  // What may block is no way around a later rule that blocks.
  const isOpen = seen.slice(0, seen.indexOf(end)).some(({ blocks }) => blocks !== end.blocks);
  return { truth: isOpen ? undefined : end.blocks, by: end.rule };
}

function notRefused(acl: Resource, request: RequestForm, truth: Truth): Observation {
  const expected = `a rule that refuses ${described(request)}`;
  if (truth === false) return missing(acl, 'Properties.Rules', expected);
  return observation('unknown', acl.property('Rules'), { expected });
}

function described({ method, path, bodySize }: RequestForm): string {
  return `${method} ${path} with ${bodySize} bytes`;
}

/** Callbacks have to arrive, so what is never blocked is judged as well. */
function takes(acl: Resource, rules: readonly Terminating[], taken: readonly RequestForm[]) {
  const answers = taken.map((request) => ({ request, ...blocked(rules, request) }));
  const refused = answers.find(({ truth }) => truth === true) ?? answers.find(({ truth }) => truth !== false);
  const value = acl.property('DefaultAction');
  if (refused) {
    const status = refused.truth ? 'fail' : 'unknown';
    return [observation(status, value, { expected: `to be reached by ${described(refused.request)}` })];
  }
  if (taken.length === 0) return [];
  return [observeLiteral(value, { expected: '{"Allow":{}}' }, (literal) => isAction(literal, ['Allow']))];
}

/** A path below each pattern, what the rules themselves name, and ways from one reading of a path to another. */
function askedFor(paths: readonly StorefrontPath[], named: readonly string[]): readonly string[] {
  const starts = paths.map(({ pattern }) => (pattern === '*' ? '/' : pattern.replace(/\*.*$/, '')));
  const texts = [...new Set([...starts, ...named.filter((text) => text.startsWith('/'))])];
  const callbacks = paths
    .filter(({ serves }) => serves === 'callback')
    .map(({ pattern }) => pattern.slice(0, -1));
  return [
    ...texts.flatMap((text) => [text, `${text}palisade`]),
    ...callbacks.flatMap((start) => [
      `/palisade/..%2f${start.slice(1)}x`,
      `${start}../palisade`,
      `${start}%2e%2e/palisade`,
    ]),
  ];
}

function refusedAt(path: string, paths: readonly StorefrontPath[], named: readonly string[]) {
  const at = routed(path, paths);
  const isPosted = isAmbiguous(path) || (at !== undefined && isAnsweredByFunction(at));
  const taken: readonly string[] = isPosted ? methods.functions : methods.pages;
  const words = named.filter((text) => /^[A-Za-z]+$/.test(text));
  const wrong = [...new Set([...others, ...words])].filter((method) => !taken.includes(method));
  const most = isCallback(path, paths) ? longest.callback : longest.elsewhere;
  return [
    ...wrong.map((method) => ({ method, path, bodySize: 0 })),
    ...taken.flatMap((method) =>
      [most + 1, longest.callback + 1].map((bodySize) => ({ method, path, bodySize })),
    ),
  ];
}

function takenAt(path: string, paths: readonly StorefrontPath[]): readonly RequestForm[] {
  if (!isCallback(path, paths)) return [];
  return methods.functions.map((method) => ({
    method,
    path,
    bodySize: method === 'POST' ? longest.callback : 0,
  }));
}

/** Below callbacks without a way out of them, however it is written. */
function isCallback(path: string, paths: readonly StorefrontPath[]): boolean {
  return routed(path, paths)?.serves === 'callback' && !isAmbiguous(path);
}

/** Whether a path has another reading once encoded letters and dots are resolved; by one of them it may be a function's. */
function isAmbiguous(path: string): boolean {
  return /\.\.|%2[ef]/i.test(path);
}

/** CloudFront takes the first pattern that matches. */
function routed(path: string, paths: readonly StorefrontPath[]): StorefrontPath | undefined {
  return paths.find(({ pattern }) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );
}
