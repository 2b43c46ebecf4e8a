import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectFalse, expectOneOf } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import tls from './viewer-tls.json' with { type: 'json' };

/** The oldest protocol and ciphers that a browser may use with the shop. */
export const edge02: Rule = {
  id: 'EDGE-02',
  title: 'Viewers connect with a modern TLS policy and SNI',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Old protocol versions and CBC or RSA key-exchange suites let traffic be decrypted or downgraded.',
  fix: 'Give the distribution its own certificate, MinimumProtocolVersion TLSv1.2_2021 or newer, and SslSupportMethod sni-only.',
  controls: ['EDGE-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: viewerTls,
};

function viewerTls(distribution: Resource): readonly Observation[] {
  const certificate = distribution.property('DistributionConfig.ViewerCertificate');
  return [
    expectOneOf(certificate.at('MinimumProtocolVersion'), tls.modernPolicies),
    expectOneOf(certificate.at('SslSupportMethod'), ['sni-only']),
    // With its own certificate CloudFront takes TLSv1 whatever policy is written beside it.
    ...flawsOf([expectFalse(certificate.at('CloudFrontDefaultCertificate'))]),
  ];
}
