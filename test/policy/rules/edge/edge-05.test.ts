import { edge05 } from '../../../../lib/policy/rules/edge/edge-05.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const origin = `${config}.Origins[0]`;
const path = 'Properties.DistributionConfig.Origins[0]';
const access = 'Access.Properties.OriginAccessControlConfig';
const wanted = 'an origin access control among the templates';

testRule(edge05, {
  pass: {
    'an origin access control that always signs': shop(),
    'a shop whose pages come from a server, and needs no root object': shop(
      [`${config}.DefaultCacheBehavior.TargetOriginId`, 'payments'],
      [`${config}.DefaultRootObject`, undefined],
    ),
  },
  fail: {
    'an origin without access control': {
      ...shop([`${origin}.OriginAccessControlId`, undefined]),
      says: [`${path}.OriginAccessControlId is not set; expected ${wanted}`],
    },
    'an origin access identity only': {
      ...foreign(
        [`${origin}.OriginAccessControlId`, ''],
        [`${origin}.S3OriginConfig.OriginAccessIdentity`, 'origin-access-identity/cloudfront/E1'],
      ),
      says: [`${path}.OriginAccessControlId is ""; expected ${wanted}`],
    },
    'the old form of an S3 origin': {
      ...shop(
        [`${config}.Origins`, []],
        [`${config}.S3Origin`, { DNSName: { 'Fn::GetAtt': ['Site', 'DomainName'] } }],
      ),
      says: [`Properties.DistributionConfig.S3Origin.OriginAccessControlId is not set; expected ${wanted}`],
    },
    'a reference to something else': {
      ...shop([`${origin}.OriginAccessControlId`, { Ref: 'Site' }]),
      says: [`${path}.OriginAccessControlId is $\{Site}; expected ${wanted}`],
    },
    'an access control that signs as it likes': {
      ...shop(
        [`${access}.SigningBehavior`, 'no-override'],
        [`${access}.SigningProtocol`, maybe('sigv4', 'none')],
      ),
      says: [
        'Properties.OriginAccessControlConfig.SigningBehavior is no-override; expected always',
        'Properties.OriginAccessControlConfig.SigningProtocol is sigv4 or none; expected sigv4',
      ],
    },
    'a default origin without a root object': {
      ...shop([`${config}.DefaultRootObject`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultRootObject is not set; expected the object that / answers with',
      ],
    },
    'the website endpoint of a bucket': {
      ...shop([`${origin}.DomainName`, 'shop.s3-website.eu-central-1.amazonaws.com']),
      says: [
        `${path}.DomainName is shop.s3-website.eu-central-1.amazonaws.com; expected the endpoint of the bucket itself, not of its public website`,
      ],
    },
    'a bucket that is asked like any server': {
      ...shop(
        [`${origin}.S3OriginConfig`, undefined],
        [`${origin}.OriginAccessControlId`, undefined],
        [`${origin}.CustomOriginConfig`, { OriginProtocolPolicy: 'https-only' }],
        [`${origin}.DomainName`, { 'Fn::Join': ['', [{ Ref: 'Site' }, '.s3.eu-west-1.amazonaws.com']] }],
      ),
      says: [`${path}.OriginAccessControlId is not set; expected ${wanted}`],
    },
    'the second of two S3 origins': {
      ...shop([
        `${config}.Origins[2]`,
        { Id: 'twin', DomainName: { 'Fn::GetAtt': ['Site', 'DomainName'] }, S3OriginConfig: {} },
      ]),
      says: [`Properties.DistributionConfig.Origins[2].OriginAccessControlId is not set; expected ${wanted}`],
    },
  },
  unknown: {
    'an access control by its id alone': {
      ...shop([`${origin}.OriginAccessControlId`, 'E1ABC']),
      says: [`${path}.OriginAccessControlId is E1ABC; only the deployment tells whether that is ${wanted}`],
    },
    'an access control that is not among the templates': {
      ...shop(['Access', undefined]),
      says: [
        `${path}.OriginAccessControlId is unknown ('Access' is not defined in the template); expected ${wanted}`,
      ],
    },
    'signing that is a parameter': {
      ...shop([`${access}.SigningBehavior`, open]),
      says: [
        'Properties.OriginAccessControlConfig.SigningBehavior is unknown (parameter Open is only known at deployment); expected always',
      ],
    },
  },
  notApplicable: {
    'a distribution without S3 origins': shop([origin, undefined]),
  },
});
