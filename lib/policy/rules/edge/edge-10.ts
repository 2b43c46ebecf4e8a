import { expectOneOf } from '../../expect.ts';
import type { Rule } from '../../rule.ts';

/** A private key that can leave AWS is in somebody's mailbox sooner or later. */
export const edge10: Rule = {
  id: 'EDGE-10',
  title: 'Private keys of certificates stay with AWS',
  severity: 'medium',
  types: ['AWS::CertificateManager::Certificate'],
  why: 'Whoever has the key of an exported certificate is the shop, for as long as the certificate lasts.',
  fix: 'Leave CertificateExport out, or set it to DISABLED.',
  controls: ['EDGE-10'],
  since: '0.1.0',
  stage: 'enforced',
  check: (certificate) => [
    expectOneOf(certificate.property('CertificateExport').withDefault('DISABLED'), ['DISABLED']),
  ],
};
