import type { Model } from '../../../cloudformation/model/model.ts';
import { all } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Origin } from '../../../cloudformation/origins.ts';
import { attached } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { bestOf } from '../../choices.ts';
import { expectOneOf, observe, observeList, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';

/** Judges that a load balancer only forwards what carries a header that the distribution alone knows. */
export function secretHeader(balancer: Resource, { value }: Origin, model: Model): readonly Observation[] {
  const headers = value.at('OriginCustomHeaders');
  const listeners = attached(model, balancer, {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    path: 'LoadBalancerArn',
  });
  if (listeners.length === 0) return [missing(balancer, 'Properties', 'a listener that demands a header')];
  const candidates = (headers.isDecidedList ? headers.items() : [headers]).map((header) => [
    secretValue(header.at('HeaderValue')),
    ...listeners.flatMap((listener) => demands(listener, header, model)),
  ]);
  return bestOf(candidates, [missing(value.resource, headers.path, 'a secret header')]);
}

function secretValue(value: Value): Observation {
  const verdict = all(value.alternatives.map(isDynamicReference));
  const status = verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail';
  return observation(status, value, { expected: 'a dynamic reference to a secret' });
}

function isDynamicReference(resolved: Resolved): Verdict {
  const parts = resolved.kind === 'text' ? resolved.parts : [resolved];
  const isDynamic = parts.some(
    (part) => typeof part === 'object' && part.kind === 'unknown' && part.dynamic !== undefined,
  );
  if (isDynamic) return true;
  return resolved.kind === 'unknown' || resolved.kind === 'reference' ? undefined : false;
}

function demands(listener: Resource, header: Value, model: Model): readonly Observation[] {
  const rules = attached(model, listener, {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    path: 'ListenerArn',
  });
  const defaults = listener.property('DefaultActions');
  return [
    ...(defaults.isDecidedList ? defaults.items() : [defaults]).map((action) =>
      expectOneOf(action.at('Type'), ['fixed-response', 'redirect']),
    ),
    ...rules.flatMap((rule) => demandsHeader(rule, header)),
  ];
}

function demandsHeader(rule: Resource, header: Value): readonly Observation[] {
  const conditions = rule.property('Conditions');
  const name = header.at('HeaderName').literal;
  const expected = `a condition that demands the header ${String(name)}`;
  const candidates = (conditions.isDecidedList ? conditions.items() : [conditions])
    .map((condition) => ({ condition, demanded: condition.at('HttpHeaderConfig.HttpHeaderName') }))
    .filter(({ demanded }) => textIs(demanded, (text) => isSameHeader(text, name)) !== false)
    .map(({ condition, demanded }) => [
      observe(demanded, { expected: String(name) }, (resolved) =>
        resolved.kind === 'literal' ? isSameHeader(resolved.value, name) : undefined,
      ),
      secretValues(condition.at('HttpHeaderConfig.Values')),
    ]);
  return bestOf(candidates, [missing(rule, conditions.path, expected)]);
}

/** One of the values suffices, so a pattern beside the secret would let everybody in. */
function secretValues(values: Value): Observation {
  return observeList(values, { expected: 'dynamic references to the secret' }, (items) =>
    items.length === 0
      ? false
      : all(items.flatMap(({ alternatives }) => alternatives.map(isDynamicReference))),
  );
}

function isSameHeader(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
