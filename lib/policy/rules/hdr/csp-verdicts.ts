import { securityHeader } from '../../../cloudformation/headers-policies.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { flawsOf } from '../../choices.ts';
import { type ContentSecurityPolicy, parsePolicies } from '../../csp/content-security-policy.ts';
import { observe } from '../../expect.ts';
import { Observation } from '../../observation.ts';

/** What is said about one thing in a content security policy. */
export interface CspVerdict {
  readonly status: 'pass' | 'fail' | 'unknown';
  /** Which directive, or which source of which directive, is meant. */
  readonly about: string;
  /** The rest of a sentence that begins with where the policy stands. */
  readonly says: string;
  readonly actual: string;
  readonly expected: string;
  /** The path pattern that the policy is judged for, where several share it. */
  readonly judgedFor?: string;
}

/** Everything that one header holds: all its policies apply together. */
export interface CspHeader {
  readonly text: string;
  readonly policies: readonly ContentSecurityPolicy[];
}

/** The text of the content security policy that a headers policy sends. */
export function cspOf(policy: Resource): Value {
  return securityHeader(policy, 'ContentSecurityPolicy').at('ContentSecurityPolicy');
}

/** The content security policies that are written out, one for each alternative. */
export const cspHeaders = memoized((policy: Resource): readonly CspHeader[] =>
  cspOf(policy).alternatives.flatMap((resolved) =>
    isText(resolved) ? [{ text: resolved.value, policies: parsePolicies(resolved.value) }] : [],
  ),
);

/** Judges the content security policy of a headers policy; nothing passes that is not good in every alternative. */
export function judgeCsp(
  policy: Resource,
  judge: (header: CspHeader) => readonly CspVerdict[],
): readonly Observation[] {
  const value = cspOf(policy);
  const written = observe(value, { expected: 'a content security policy' }, (resolved) =>
    resolved.kind === 'literal' || resolved.kind === 'absent' ? isText(resolved) : undefined,
  );
  const verdicts = cspHeaders(policy).flatMap(judge);
  const flaws = verdicts.filter(({ status }) => status !== 'pass');
  const flawed = new Set(flaws.map(({ about }) => about));
  const passes = verdicts.filter(({ status, about }) => status === 'pass' && !flawed.has(about));
  const said = [...flaws, ...(written.status === 'pass' ? passes : [])];
  return [...flawsOf([written]), ...distinctVerdicts(said).map((verdict) => observed(value, verdict))];
}

function isText(
  resolved: Resolved,
): resolved is Resolved & { readonly kind: 'literal'; readonly value: string } {
  return resolved.kind === 'literal' && typeof resolved.value === 'string';
}

function distinctVerdicts(verdicts: readonly CspVerdict[]): readonly CspVerdict[] {
  return [...new Map(verdicts.map((verdict) => [`${verdict.about}\n${verdict.says}`, verdict])).values()];
}

function observed(value: Value, verdict: CspVerdict): Observation {
  return new Observation({ ...verdict, resource: value.resource, place: value });
}
