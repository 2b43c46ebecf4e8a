import { isIP } from 'node:net';
import { forwardedAddresses } from './addresses.ts';
import { argumentsOf, cookiesOf, headerOf } from './firewall-request.ts';
import { type Inspected, type Judge, type Surroundings, undecided } from './judge.ts';
import { labelsOfNamespace } from './labels.ts';
import { joinTransformations } from './transformations.ts';
import type {
  ForwardedAddress,
  RateBasedStatement,
  Statement,
  TextTransformation,
} from './web-acl-properties.ts';

/** Where a rate rule does not say over which time it counts. */
const usualWindowSeconds = 300;

/** What a rate rule counts by: one text for each sender, nothing where the request lacks a part of it. */
type Key = (inspected: Inspected) => string | undefined;

/**
 * Whether more requests than the limit came within the window, this one included. AWS WAF counts what it blocks as well, and
 * notices some seconds later; here every request is counted at once.
 */
export function rateBased(
  statement: RateBasedStatement,
  surroundings: Surroundings,
  judgeOf: (scope: Statement) => Judge,
): Judge {
  const { Limit, EvaluationWindowSec = usualWindowSeconds, ScopeDownStatement } = statement;
  const key = keyOf(statement, surroundings);
  if (typeof key !== 'function') return undecided(surroundings, key.reason);
  const scope = ScopeDownStatement && judgeOf(ScopeDownStatement);
  const count = slidingCounts(EvaluationWindowSec * 1000);
  return (inspected) => {
    const isInScope = scope ? scope(inspected) : true;
    if (!isInScope) return isInScope;
    const sender = key(inspected);
    return sender !== undefined && count(sender, inspected.now) > Limit;
  };
}

/** Counts under each key what came within a window, the present one included. */
function slidingCounts(windowMilliseconds: number): (key: string, now: number) => number {
  const times = new Map<string, number[]>();
  return (key, now) => {
    const recent = times.get(key) ?? [];
    recent.push(now);
    while ((recent[0] ?? now) <= now - windowMilliseconds) recent.shift();
    times.set(key, recent);
    return recent.length;
  };
}

interface NotCounted {
  readonly reason: string;
}

function keyOf(
  { AggregateKeyType, CustomKeys = [], ForwardedIPConfig }: RateBasedStatement,
  surroundings: Surroundings,
): Key | NotCounted {
  if (AggregateKeyType === 'IP') return ({ request }) => request.address;
  if (AggregateKeyType === 'CONSTANT') return () => 'everybody';
  if (AggregateKeyType === 'FORWARDED_IP' && ForwardedIPConfig) return forwardedKey(ForwardedIPConfig);
  if (AggregateKeyType !== 'CUSTOM_KEYS') return { reason: `nothing here counts by ${AggregateKeyType}` };
  return joined(CustomKeys.map((one) => customKey(one, ForwardedIPConfig, surroundings)));
}

function joined(keys: readonly (Key | NotCounted)[]): Key | NotCounted {
  const failed = keys.find((key) => typeof key !== 'function');
  if (failed) return failed;
  return (inspected) => {
    const parts = keys.map((key) => (key as Key)(inspected));
    return parts.includes(undefined) ? undefined : JSON.stringify(parts);
  };
}

/** A header without an address is counted with those that match: all under one key. */
function forwardedKey({ HeaderName, FallbackBehavior }: ForwardedAddress): Key {
  return ({ request }) => {
    const first = forwardedAddresses(request, HeaderName)?.[0];
    if (first === undefined || isIP(first)) return first;
    return FallbackBehavior === 'MATCH' ? 'no address' : undefined;
  };
}

interface NamedPart {
  readonly Name: string;
  readonly TextTransformations?: readonly TextTransformation[];
}

function customKey(
  key: Statement,
  forwarded: ForwardedAddress | undefined,
  { labelContext }: Surroundings,
): Key | NotCounted {
  const [[kind, content] = ['', undefined]] = Object.entries(key);
  const { Name, TextTransformations } = content as NamedPart;
  const wanted = Name?.toLowerCase();
  const parts: Readonly<Record<string, Key>> = {
    IP: ({ request }) => request.address,
    ...(forwarded && { ForwardedIP: forwardedKey(forwarded) }),
    HTTPMethod: ({ request }) => request.method,
    UriPath: ({ request }) => request.path,
    QueryString: ({ request }) => request.query || undefined,
    Header: ({ request }) => headerOf(request, Name),
    Cookie: ({ request }) => cookiesOf(request).find(([name]) => name === Name)?.[1],
    QueryArgument: ({ request }) => argumentsOf(request).find(([name]) => name.toLowerCase() === wanted)?.[1],
    LabelNamespace: ({ labels }) => {
      const { Namespace } = content as { readonly Namespace: string };
      return labelsOfNamespace(labels, Namespace, labelContext).join() || undefined;
    },
  };
  const part = Object.hasOwn(parts, kind) ? parts[kind] : undefined;
  if (!part) return { reason: `nothing here counts by ${kind}` };
  const transform = joinTransformations(TextTransformations);
  if (typeof transform !== 'function') return { reason: `nothing here knows ${transform.unknown}` };
  return (inspected) => {
    const text = part(inspected);
    return text === undefined ? undefined : transform(text);
  };
}
