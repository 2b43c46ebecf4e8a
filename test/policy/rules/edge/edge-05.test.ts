import { edge05 } from '../../../../lib/policy/rules/edge/edge-05.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const origin = `${config}.Origins[0]`;
const path = 'Properties.DistributionConfig.Origins[0]';
const access = 'Access.Properties.OriginAccessControlConfig';
const wanted = 'it must be an origin access control among the templates';

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
      says: [`${path}.OriginAccessControlId is nothing; ${wanted}`],
    },
    'an origin access identity only': {
      ...foreign(
        [`${origin}.OriginAccessControlId`, ''],
        [`${origin}.S3OriginConfig.OriginAccessIdentity`, 'origin-access-identity/cloudfront/E1'],
      ),
      says: [`${path}.OriginAccessControlId is ""; ${wanted}`],
    },
    'the old form of an S3 origin': {
      ...shop(
        [`${config}.Origins`, []],
        [`${config}.S3Origin`, { DNSName: { 'Fn::GetAtt': ['Site', 'DomainName'] } }],
      ),
      says: [`Properties.DistributionConfig.S3Origin.OriginAccessControlId is nothing; ${wanted}`],
    },
    'a reference to something else': {
      ...shop([`${origin}.OriginAccessControlId`, { Ref: 'Site' }]),
      says: [`${path}.OriginAccessControlId is $\{Site}; ${wanted}`],
    },
    'an access control that signs as it likes': {
      ...shop(
        [`${access}.SigningBehavior`, 'no-override'],
        [`${access}.SigningProtocol`, maybe('sigv4', 'none')],
      ),
      says: [
        'Properties.OriginAccessControlConfig.SigningBehavior is no-override; it must be always',
        'Properties.OriginAccessControlConfig.SigningProtocol is sigv4 or none; it must be sigv4',
      ],
    },
    'a default origin without a root object': {
      ...shop([`${config}.DefaultRootObject`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultRootObject is nothing; it must be the object that / answers with',
      ],
    },
    'the website endpoint of a bucket': {
      ...shop([`${origin}.DomainName`, 'shop.s3-website.eu-central-1.amazonaws.com']),
      says: [
        `${path}.DomainName is shop.s3-website.eu-central-1.amazonaws.com; it must be the endpoint of the bucket itself, not of its public website`,
      ],
    },
    'a bucket that is asked like any server': {
      ...shop(
        [`${origin}.S3OriginConfig`, undefined],
        [`${origin}.OriginAccessControlId`, undefined],
        [`${origin}.CustomOriginConfig`, { OriginProtocolPolicy: 'https-only' }],
        [`${origin}.DomainName`, { 'Fn::Join': ['', [{ Ref: 'Site' }, '.s3.eu-west-1.amazonaws.com']] }],
      ),
      says: [`${path}.OriginAccessControlId is nothing; ${wanted}`],
    },
    'the second of two S3 origins': {
      ...shop([
        `${config}.Origins[2]`,
        { Id: 'twin', DomainName: { 'Fn::GetAtt': ['Site', 'DomainName'] }, S3OriginConfig: {} },
      ]),
      says: [`Properties.DistributionConfig.Origins[2].OriginAccessControlId is nothing; ${wanted}`],
    },
  },
  unknown: {
    'an access control by its id alone': {
      ...shop([`${origin}.OriginAccessControlId`, 'E1ABC']),
      says: [`${path}.OriginAccessControlId is only known at deployment: E1ABC; ${wanted}`],
    },
    'an access control that is not among the templates': {
      ...shop(['Access', undefined]),
      says: [
        `${path}.OriginAccessControlId is only known at deployment: unknown ('Access' is not defined in the template); ${wanted}`,
      ],
    },
    'signing that is a parameter': {
      ...shop([`${access}.SigningBehavior`, open]),
      says: [
        'Properties.OriginAccessControlConfig.SigningBehavior is only known at deployment: unknown (parameter Open is only known at deployment); it must be always',
      ],
    },
  },
  notApplicable: {
    'a distribution without S3 origins': shop([origin, undefined]),
  },
});
