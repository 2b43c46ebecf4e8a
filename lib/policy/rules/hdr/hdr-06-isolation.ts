import { customHeaders } from '../../../cloudformation/headers-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { expectOneOf, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import { expectCustomHeader, expectHeaderName } from './response-headers.ts';

/** Windows of other sites keep no hold of the shop, and frames of gateways still load. */
export const hdr06Isolation: Rule = {
  ...aboutHeaders,
  id: 'HDR-06-isolation',
  title: 'Windows of other sites cannot control the shop, and the frames of its gateways load',
  severity: 'low',
  why: 'A page that opened the shop could steer its window; too strict an isolation blocks the frame in which shoppers pay.',
  fix: 'Send Cross-Origin-Opener-Policy same-origin-allow-popups (or same-origin) with Override true, and no Cross-Origin-Embedder-Policy require-corp while a gateway is framed.',
  controls: ['HDR-06'],
  check: onEveryBehaviour('Cross-Origin-Opener-Policy', (policy, model) => [
    ...expectCustomHeader(policy, 'Cross-Origin-Opener-Policy', (value) => [
      expectOneOf(value, ['same-origin-allow-popups', 'same-origin']),
    ]),
    ...embedder(policy, model),
  ]),
};

const header = 'Cross-Origin-Embedder-Policy';

/** Gateways do not send the header that `require-corp` asks of every frame. */
function embedder(policy: Resource, model: Model): readonly Observation[] {
  const contract = model.storefrontOf(policy.template)?.contract;
  if (!contract || !framesGateways(contract)) return [];
  const items = customHeaders(policy).items();
  return items.flatMap((item) => {
    const named = expectHeaderName(item, header);
    if (named.status === 'fail') return [];
    const expected = `no ${header} require-corp while a gateway is framed`;
    const seen = observeLiteral(
      item.at('Value'),
      { expected },
      (literal) => typeof literal === 'string' && !/^\s*require-corp\b/i.test(literal),
    );
    if (seen.status === 'pass') return [];
    return named.status === 'pass' ? [seen] : [observation('unknown', item.at('Header'), { expected })];
  });
}

function framesGateways({ payments }: StorefrontContract): boolean {
  return payments.gateways.some(({ integration }) => ['iframe', 'fields'].includes(integration));
}
