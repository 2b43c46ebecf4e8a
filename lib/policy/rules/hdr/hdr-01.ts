import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectFalse, expectNumber, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import hsts from './hsts.json' with { type: 'json' };
import { expectSecurityHeader } from './response-headers.ts';

/** HSTS: without it the first request that somebody types goes out in clear text. */
export const hdr01: Rule = {
  ...aboutHeaders,
  id: 'HDR-01',
  title: 'HSTS is sent with every response, for at least a year and for all subdomains of the shop',
  severity: 'high',
  why: 'Whoever sits between a shopper and the shop can take over the first request that is typed without https.',
  fix: 'Set StrictTransportSecurity with AccessControlMaxAgeSec 63072000, IncludeSubdomains and Override true in a headers policy, and use one on every behaviour.',
  controls: ['HDR-01'],
  check: onEveryBehaviour('Strict-Transport-Security', (policy, model) =>
    expectSecurityHeader(policy, 'StrictTransportSecurity', (header) => [
      ...maxAge(header.at('AccessControlMaxAgeSec'), policy, model),
      subdomains(header, policy, model),
      expectTrue(header.at('Override')),
      ...preload(header, policy, model),
    ]),
  ),
};

/**
 * Below the name of a zone that the shop shares are other people's names, which a browser must not be kept from. Only there does the
 * contract say that they are left out; the storefront file cannot say it of any other name.
 */
function subdomains(header: Value, policy: Resource, model: Model): Observation {
  const value = header.at('IncludeSubdomains');
  const storefront = model.storefrontOf(policy.template);
  if (!storefront || storefront.contract.includeSubdomains) return expectTrue(value);
  const { domain } = storefront.contract;
  return expectFalse(value).withNote(
    `the names below ${domain} are not the shop's, and includeSubdomains does not ask for them`,
  );
}

/** During a ramp the header says what was declared, no less and no more, and that it is short is accepted until the ramp ends. */
function maxAge(value: Value, policy: Resource, model: Model): readonly Observation[] {
  const year = expectNumber(value, { min: hsts.leastMaxAge });
  const ramp = model.storefrontOf(policy.template)?.contract.hstsRamp;
  if (!ramp) return [year];
  const short = year.with({ about: `max-age ${ramp.maxAge}` }).withNote(`the ramp ends on ${ramp.ends}`);
  return [expectNumber(value, { min: ramp.maxAge, max: ramp.maxAge }), ...flawsOf([short])];
}

/** Leaving the browsers' preload list takes months, so only the shop's owner decides about it. */
function preload(header: Value, policy: Resource, model: Model): readonly Observation[] {
  const storefront = model.storefrontOf(policy.template);
  if (!storefront) return [];
  const value = header.at('Preload');
  if (storefront.contract.preloadHsts) return [expectTrue(value)];
  return flawsOf([expectFalse(value)]).map((seen) =>
    seen.withNote('the shop did not ask for the preload list of browsers'),
  );
}
