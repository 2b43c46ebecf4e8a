import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { isLike } from '../../../cloudformation/wildcards.ts';
import { attributeFlaws, expectAttribute } from '../../attribute-lists.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './altered-requests.json' with { type: 'json' };
import { knownCode, knownFunctions, meantFunctions } from './known-code.ts';

const judges: Readonly<Record<string, (resource: Resource, model: Model) => readonly Observation[]>> = {
  'AWS::CloudFront::Distribution': (distribution) => [
    ...knownFunctions(distribution),
    ...meantFunctions(distribution),
    ...valuesAt(distribution, 'DistributionConfig.Origins[].OriginPath').map(expectNoPath),
    ...valuesAt(distribution, 'DistributionConfig.Origins[].OriginCustomHeaders[].HeaderName').map((name) => {
      const speaks = textIs(name, (text) => facts.headers.some((one) => isLike(text.toLowerCase(), one)));
      const verdict = speaks === undefined ? undefined : !speaks;
      return verdictAt(verdict, name, { expected: 'no header that a visitor speaks by' });
    }),
  ],
  // What is not published runs nowhere, and the function that ran before it stays.
  'AWS::CloudFront::Function': (edge, model) => [
    knownCode(edge, model),
    expectTrue(edge.property('AutoPublish')),
    expectOneOf(edge.property('FunctionConfig.Runtime'), facts.edgeRuntimes),
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (balancer) =>
    attributeFlaws(balancer.property('LoadBalancerAttributes'), 'routing.http.xff_header_processing.mode', [
      'append',
    ]),
  'AWS::ElasticLoadBalancingV2::Listener': (listener) =>
    valuesAt(listener, 'ListenerAttributes[].Key').map((key) => {
      const adds = textIs(key, (text) => isLike(text, facts.answers));
      const verdict = adds === undefined ? undefined : !adds;
      return verdictAt(verdict, key, { expected: 'no attribute that adds headers to answers' });
    }),
  'AWS::ElasticLoadBalancingV2::ListenerRule': (rule) => [
    expectAbsent(rule.property('Transforms'), 'no rewriting of requests'),
  ],
  // Of several headers or parameters of one name the firewall sees each one, and the function only the last.
  'AWS::ElasticLoadBalancingV2::TargetGroup': (group) =>
    group.property('TargetType').literal === 'lambda'
      ? expectAttribute(group.property('TargetGroupAttributes'), 'lambda.multi_value_headers.enabled', [
          'true',
        ])
      : [],
};

/** What is changed behind the firewall was never looked at. */
export const edge06Altered: Rule = {
  id: 'EDGE-06-altered',
  title:
    'Requests reach the functions of a storefront as the firewall saw them, and answers leave as the functions gave them',
  severity: 'medium',
  types: Object.keys(judges),
  why: 'A path that is rewritten behind the firewall is one that no rule of it looked at, a header that is added there speaks for a visitor who never sent it, and code at the edge can send anybody anywhere. Its digest in the contract finds code that changed alone; whoever can write both writes what he wants.',
  fix: 'Leave OriginPath, Transforms and the routing.http.response attributes out, add no header that a visitor speaks by, keep xff_header_processing.mode at append, turn lambda.multi_value_headers.enabled on, and leave AutoPublish on for functions at the edge, in the runtime cloudfront-js-2.0. Run no code there but what edgeCode of the contract names by its SHA-256, which synthesis writes, and on each path the function of the kit that is meant for it.',
  controls: ['EDGE-06', 'HDR-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (!resource.template.storefront) return [notApplicable(resource, 'no storefront answers through it')];
    const flaws = flawsOf(own(judges, resource.type)?.(resource, model) ?? []);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it changes no request and no answer')];
  },
};

/** CloudFront takes an empty path for none. */
function expectNoPath(path: Value): Observation {
  const isNone = path.isAbsent || textIs(path, (text) => text === '');
  return verdictAt(isNone, path, { expected: 'no path before that of the request' });
}
