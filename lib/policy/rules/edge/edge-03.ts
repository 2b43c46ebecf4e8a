import { edgeRegion } from '../../../aws/regions.ts';
import { arnFields } from '../../../cloudformation/arns.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import keys from './certificate-keys.json' with { type: 'json' };

const certificateType = 'AWS::CertificateManager::Certificate';

/** The certificate that shoppers see: issued for the shop, renewed without a person. */
export const edge03: Rule = {
  id: 'EDGE-03',
  title: 'The distribution has its own certificate: DNS-validated, strong and logged',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Shoppers must be able to inspect a certificate for the name of the shop, and one that a person has to renew by mail runs out.',
  fix: 'Refer to an AWS::CertificateManager::Certificate of a us-east-1 stack with ValidationMethod DNS, a key of at least 2048 bits and transparency logging on.',
  controls: ['EDGE-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: certificate,
};

function certificate(distribution: Resource): readonly Observation[] {
  const viewer = distribution.property('DistributionConfig.ViewerCertificate');
  const arn = viewer.at('AcmCertificateArn');
  return [
    observe(arn, { expected: `a certificate of ${edgeRegion}` }, isInEdgeRegion),
    ...flawsOf([
      expectAbsent(viewer.at('IamCertificateId'), 'no value, because such a certificate cannot renew itself'),
    ]),
    ...certificatesOf(arn).flatMap(issued),
  ];
}

function isInEdgeRegion(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') {
    const { type, template } = resolved.resource;
    if (type !== certificateType || template.region === undefined) return undefined;
    return template.region === edgeRegion;
  }
  const fields = arnFields(resolved);
  if (fields?.service !== 'acm') return resolved.kind === 'text' ? undefined : false;
  return fields.region === undefined ? undefined : fields.region === edgeRegion;
}

/** The certificates of these templates that an ARN means. */
export function certificatesOf(arn: Value): readonly Resource[] {
  const resources = arn.alternatives.flatMap((resolved) =>
    resolved.kind === 'reference' ? [resolved.resource] : [],
  );
  return [...new Set(resources)].filter(({ type }) => type === certificateType);
}

function issued(resource: Resource): readonly Observation[] {
  return [
    expectOneOf(resource.property('ValidationMethod').withDefault('EMAIL'), ['DNS']),
    // Both defaults are good, so nothing is proven by what is written here: only a wrong value counts.
    ...flawsOf([
      expectOneOf(resource.property('KeyAlgorithm').withDefault('RSA_2048'), keys.strong),
      expectOneOf(resource.property('CertificateTransparencyLoggingPreference').withDefault('ENABLED'), [
        'ENABLED',
      ]),
    ]),
  ];
}
