import { edgeRegion } from '../../../aws/regions.ts';
import { arnFields } from '../../../cloudformation/arns.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import keys from './certificate-keys.json' with { type: 'json' };

const certificateType = 'AWS::CertificateManager::Certificate';

/** Certificates are issued for the shop and renewed without a person, whether shoppers see them or CloudFront does. */
export const edge03: Rule = {
  id: 'EDGE-03',
  title: 'Certificates are DNS-validated, strong and logged, and the distribution has its own',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution', certificateType],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Shoppers must be able to inspect a certificate for the name of the shop, and one that a person has to renew by mail runs out.',
  fix: 'Refer to an AWS::CertificateManager::Certificate of a us-east-1 stack with ValidationMethod DNS, a key of at least 2048 bits and transparency logging on.',
  controls: ['EDGE-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === certificateType ? issued(resource) : presented(resource)),
};

/** What the distribution shows; how the certificate was issued is judged where it is made. */
function presented(distribution: Resource): readonly Observation[] {
  const viewer = distribution.property('DistributionConfig.ViewerCertificate');
  const arn = viewer.at('AcmCertificateArn');
  return [
    observe(arn, { expected: `a certificate of ${edgeRegion}` }, isInEdgeRegion),
    ...flawsOf([
      expectAbsent(viewer.at('IamCertificateId'), 'no value, because such a certificate cannot renew itself'),
    ]),
    ...flawsOf(certificatesOf(arn).map(isPublic)),
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

/** Browsers trust none of a private authority, which validates nothing. */
function isPublic(resource: Resource): Observation {
  return expectAbsent(resource.property('CertificateAuthorityArn'), 'no private authority');
}

function issued(resource: Resource): readonly Observation[] {
  const validation = expectOneOf(resource.property('ValidationMethod').withDefault('EMAIL'), ['DNS']);
  return [
    isPublic(resource).status === 'pass' ? validation : isPublic(resource).with({ status: 'pass' }),
    // Both defaults are good, so nothing is proven by what is written here: only a wrong value counts.
    ...flawsOf([
      expectOneOf(resource.property('KeyAlgorithm').withDefault('RSA_2048'), keys.strong),
      expectOneOf(resource.property('CertificateTransparencyLoggingPreference').withDefault('ENABLED'), [
        'ENABLED',
      ]),
    ]),
  ];
}
