import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge10 } from '../../../../lib/policy/rules/edge/edge-10.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const certificate = (properties: JsonRecord) => ({
  resources: {
    Certificate: {
      Type: 'AWS::CertificateManager::Certificate',
      Properties: { DomainName: 'shop.example', ...properties },
    },
  },
  sections: undecided,
});

testRule(edge10, {
  pass: {
    'a certificate whose key stays, as it does by default': certificate({}),
    'a certificate that says so': certificate({ CertificateExport: 'DISABLED' }),
  },
  fail: {
    'a certificate whose key may leave': {
      ...certificate({ CertificateExport: 'ENABLED' }),
      says: ['Properties.CertificateExport is ENABLED; expected DISABLED'],
    },
    'a certificate whose key may leave under a condition': {
      ...certificate({ CertificateExport: maybe('ENABLED') }),
      says: ['Properties.CertificateExport is ENABLED or DISABLED; expected DISABLED'],
    },
  },
  unknown: {
    'a certificate about which a parameter decides': {
      ...certificate({ CertificateExport: open }),
      says: [
        'Properties.CertificateExport is unknown (parameter Open is only known at deployment); expected DISABLED',
      ],
    },
  },
});
