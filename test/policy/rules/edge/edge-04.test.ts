import { edge04 } from '../../../../lib/policy/rules/edge/edge-04.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const origin = `${config}.Origins[1]`;
const path = 'Properties.DistributionConfig.Origins[1]';
const endpoint = 'Payments.Properties.VpcOriginEndpointConfig';
const good = { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] };

function custom(settings: object, domain = 'api.example.com') {
  return foreign([origin, { Id: 'payments', DomainName: domain, CustomOriginConfig: settings }] as never);
}

testRule(edge04, {
  pass: {
    'a VPC origin over TLS 1.2': shop(),
    'a server over TLS 1.2': custom(good),
    'the old form of a server': foreign(
      [`${config}.Origins`, []],
      [`${config}.CustomOrigin`, { DNSName: 'api.example.com', ...good }],
    ),
  },
  fail: {
    'a server that is asked in clear text': {
      ...custom({ OriginProtocolPolicy: 'http-only', OriginSSLProtocols: ['TLSv1.2'] }),
      says: [`${path}.CustomOriginConfig.OriginProtocolPolicy is http-only; expected https-only`],
    },
    'a server that is asked as the viewer asks': {
      ...custom({ ...good, OriginProtocolPolicy: 'match-viewer' }),
      says: [`${path}.CustomOriginConfig.OriginProtocolPolicy is match-viewer; expected https-only`],
    },
    'a list with an old protocol': {
      ...custom({ ...good, OriginSSLProtocols: ['TLSv1.1', 'TLSv1.2'] }),
      says: [`${path}.CustomOriginConfig.OriginSSLProtocols is ["TLSv1.1","TLSv1.2"]; expected TLSv1.2`],
    },
    'a list that a condition may empty': {
      ...custom({ ...good, OriginSSLProtocols: maybe(['TLSv1.2'], []) }),
      says: [`${path}.CustomOriginConfig.OriginSSLProtocols is ["TLSv1.2"] or []; expected TLSv1.2`],
    },
    'a server without settings': {
      ...foreign([origin, { Id: 'payments', DomainName: 'api.example.com' }]),
      says: [
        `${path}.CustomOriginConfig.OriginProtocolPolicy is not set; expected https-only`,
        `${path}.CustomOriginConfig.OriginSSLProtocols is not set; expected TLSv1.2`,
      ],
    },
    'the website endpoint of a bucket': {
      ...custom(good, 'shop.s3-website-eu-west-1.amazonaws.com'),
      says: [
        `${path}.DomainName is shop.s3-website-eu-west-1.amazonaws.com; expected the endpoint of the bucket itself, not of its public website`,
      ],
    },
    'a VPC origin that says nothing': {
      ...shop([endpoint, { Arn: { Ref: 'Balancer' } }]),
      says: [
        'Properties.VpcOriginEndpointConfig.OriginProtocolPolicy is not set; expected https-only',
        'Properties.VpcOriginEndpointConfig.OriginSSLProtocols is not set; expected TLSv1.2',
      ],
    },
    'the bad one of two origins': {
      ...shop([`${config}.Origins[2]`, { Id: 'x', DomainName: 'x.example.com', CustomOriginConfig: {} }]),
      says: [
        'Properties.DistributionConfig.Origins[2].CustomOriginConfig.OriginProtocolPolicy is not set; expected https-only',
        'Properties.DistributionConfig.Origins[2].CustomOriginConfig.OriginSSLProtocols is not set; expected TLSv1.2',
      ],
    },
  },
  unknown: {
    'a VPC origin that is not among the templates': {
      ...shop(['Payments', undefined]),
      says: [
        `${path}.VpcOriginConfig.VpcOriginId is unknown ('Payments' is not defined in the template); expected a VPC origin among the templates`,
      ],
    },
    'a protocol that is a parameter': {
      ...shop([`${endpoint}.OriginSSLProtocols`, [open]]),
      says: [
        'Properties.VpcOriginEndpointConfig.OriginSSLProtocols is [{"Ref":"Open"}]; only the deployment tells whether that is TLSv1.2',
      ],
    },
    'origins that a macro writes': {
      ...shop([`${config}.Origins`, { 'Fn::Transform': { Name: 'Origins' } }]),
      says: [
        'Properties.DistributionConfig.Origins.CustomOriginConfig.OriginProtocolPolicy is unknown (Properties.DistributionConfig.Origins.CustomOriginConfig is unknown (Properties.DistributionConfig.Origins is unknown (Fn::Transform is only known at deployment))); expected https-only',
        'Properties.DistributionConfig.Origins.CustomOriginConfig.OriginSSLProtocols is unknown (Properties.DistributionConfig.Origins.CustomOriginConfig is unknown (Properties.DistributionConfig.Origins is unknown (Fn::Transform is only known at deployment))); expected TLSv1.2',
        'Properties.DistributionConfig.Origins.VpcOriginConfig.VpcOriginId is unknown (Properties.DistributionConfig.Origins.VpcOriginConfig is unknown (Properties.DistributionConfig.Origins is unknown (Fn::Transform is only known at deployment))); expected a VPC origin among the templates',
      ],
    },
  },
  notApplicable: {
    'a shop with S3 origins only': shop([origin, undefined]),
  },
});
