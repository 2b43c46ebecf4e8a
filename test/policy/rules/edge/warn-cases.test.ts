import { edge01 } from '../../../../lib/policy/rules/edge/edge-01.ts';
import { edge02 } from '../../../../lib/policy/rules/edge/edge-02.ts';
import { edge07 } from '../../../../lib/policy/rules/edge/edge-07.ts';
import { edge09 } from '../../../../lib/policy/rules/edge/edge-09.ts';
import warnCases from '../../../../lib/policy/rules/edge/warn-cases.json' with { type: 'json' };
import { testWarnCases, type WarnExample } from '../../../support/warn-cases.ts';
import { config, shop } from './shop.ts';

const examples: Readonly<Record<string, WarnExample>> = {
  'a behaviour that accepts writes redirects to HTTPS': {
    rule: edge01,
    template: shop(
      [`${config}.CacheBehaviors[1].AllowedMethods`, ['GET', 'HEAD', 'POST']],
      [`${config}.CacheBehaviors[1].ViewerProtocolPolicy`, 'redirect-to-https'],
    ),
    says: 'is redirect-to-https; expected https-only',
  },
  'a TLS policy that is not in the list yet': {
    rule: edge02,
    template: shop([`${config}.ViewerCertificate.MinimumProtocolVersion`, 'TLSv1.3_2031']),
    says: 'is TLSv1.3_2031; expected TLSv1.2_2021 or TLSv1.2_2025 or TLSv1.3_2025',
  },
  'legacy logging, which cannot leave query strings out': {
    rule: edge07,
    template: shop(['LogDelivery', undefined], [`${config}.Logging`, { Bucket: 'logs.s3.amazonaws.com' }]),
    says: 'it records query strings, and needs ACLs',
  },
  'a public zone without DNSSEC': {
    rule: edge09,
    template: shop(['Signing', undefined], ['SigningKey', undefined]),
    says: 'Properties lacks DNSSEC signing',
  },
};

testWarnCases(warnCases.cases, examples);
