import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** A provider that people sign in at instead: what it says of them is believed. */
export const auth06Providers: Rule = {
  id: 'AUTH-06-providers',
  title: 'Other identity providers are asked over https',
  severity: 'high',
  types: ['AWS::Cognito::UserPoolIdentityProvider'],
  why: 'Whoever sits between the pool and a provider that is asked in plain text signs in as anybody.',
  fix: 'Write https addresses into ProviderDetails.',
  controls: ['AUTH-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (provider) => {
    const details = provider.property('ProviderDetails');
    const seen = details
      .keys()
      .filter(isAddress)
      .map((name) => overHttps(details.entry(name)));
    return seen.length > 0 ? seen : [notApplicable(provider, 'it names no address of the provider')];
  },
};

/** `oidc_issuer`, `token_url`, `MetadataURL` and the like; the document of SAML itself may stand in `MetadataFile`. */
function isAddress(name: string): boolean {
  return /(^MetadataURL|_url|^oidc_issuer)$/.test(name);
}

function overHttps(value: Value): Observation {
  return observe(value, { expected: 'an https address' }, (resolved): Verdict => {
    const [start] = asParts(resolved);
    return typeof start === 'string' ? start.startsWith('https://') : undefined;
  });
}
