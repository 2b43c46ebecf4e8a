import { edge05Bucket } from '../../../../lib/policy/rules/edge/edge-05-bucket.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const origin = `${config}.Origins[0]`;
const statement = 'SitePolicy.Properties.PolicyDocument.Statement[1]';
const sourceArn = `${statement}.Condition.StringEquals.AWS:SourceArn`;
const path = 'Properties.PolicyDocument.Statement[1]';
const noGrant = 'Properties lacks a policy that lets this distribution, and no other, read its objects';
const limited =
  'a statement that AWS:SourceArn limits to a distribution of the templates, or AWS:SourceAccount to this account';
const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const named = [
  ['Site.Properties.BucketName', 'boutique-site'],
  [`${origin}.DomainName`, 'boutique-site.s3.us-east-1.amazonaws.com'],
  ['SitePolicy.Properties.Bucket', 'boutique-site'],
  [`${statement}.Resource`, 'arn:aws:s3:::boutique-site/*'],
] as const;

testRule(edge05Bucket, {
  pass: {
    'a bucket whose endpoint is put together by hand': shop([
      `${origin}.DomainName`,
      { 'Fn::Sub': '${Site}.s3.${AWS::Region}.${AWS::URLSuffix}' },
    ]),
    'a policy limited to the distribution': shop(),
    'a policy limited to the account': foreign([
      `${statement}.Condition`,
      { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    ]),
    'a bucket and its policy that go by a fixed name': shop(...named),
    'another statement for a role': shop([
      'SitePolicy.Properties.PolicyDocument.Statement[0]',
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::1:role/x' } },
        Action: 's3:*',
      },
    ]),
  },
  fail: {
    'a domain in which a pseudo parameter stays plain text': {
      ...shop([`${origin}.DomainName`, { 'Fn::Join': ['', [{ Ref: 'Site' }, '.s3.', '${AWS::URLSuffix}']] }]),
      says: [
        'Properties.DistributionConfig.Origins[0].DomainName is ${Site}.s3.${AWS::URLSuffix}; expected a domain name; outside of Fn::Sub, ${…} stays as it is written',
      ],
    },
    'a grant under a condition that never holds': {
      ...shop(['SitePolicy.Condition', 'Never']),
      sections: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      says: [noGrant],
    },
    'a bucket without a policy': { ...shop(['SitePolicy', undefined]), says: [noGrant] },
    'a policy of another bucket': {
      ...shop(['SitePolicy.Properties.Bucket', { Ref: 'Logs' }]),
      says: [noGrant],
    },
    'a grant that any distribution of any account can use': {
      ...shop([`${statement}.Condition`, undefined]),
      says: [
        `${path} is {"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":{"Fn::Join":["",[{"Fn::GetAtt":["Site","Arn"]},"/*"]]}}; expected ${limited}`,
        noGrant,
      ],
    },
    'a grant to the distributions of another account': {
      ...shop(
        [`${statement}.Condition`, { StringEquals: { 'aws:SourceAccount': '999999999999' } }],
        [`${statement}.Resource`, '*'],
      ),
      says: [
        `${path} is {"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"999999999999"}}}; expected ${limited}`,
        noGrant,
      ],
    },
    'a condition that only holds if it is there': {
      ...shop(
        [`${statement}.Condition`, { StringEqualsIfExists: { 'aws:SourceArn': 'x' } }],
        [`${statement}.Resource`, '*'],
      ),
      says: [
        `${path} is {"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"x"}}}; expected ${limited}`,
        noGrant,
      ],
    },
    'a bucket that anyone may read as well': {
      ...shop(['SitePolicy.Properties.PolicyDocument.Statement[2]', everyone]),
      says: [
        `Properties.PolicyDocument.Statement[2] is {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}; expected ${limited}`,
      ],
    },
    'a statement for anyone in one branch of a condition': {
      ...shop(['SitePolicy.Properties.PolicyDocument.Statement[2]', maybe(everyone)]),
      says: [
        `Properties.PolicyDocument.Statement[2] is {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}; expected ${limited}`,
      ],
    },
    'a public ACL': {
      ...shop(['Site.Properties.AccessControl', 'PublicRead']),
      says: ['Properties.AccessControl is PublicRead; expected no public ACL'],
    },
    'a second distribution that the policy does not name': {
      ...shop(['Twin', shop().resources['Shop'] ?? {}]),
      says: [noGrant],
    },
    'a grant that leaves the objects out': {
      ...shop([`${statement}.Resource`, { 'Fn::GetAtt': ['Site', 'Arn'] }]),
      says: [noGrant],
    },
  },
  unknown: {
    'the name of the bucket in front of somebody else’s domain': {
      ...shop([`${origin}.DomainName`, { 'Fn::Sub': '${Site}.s3.us-east-1.amazonaws.com.example.net' }]),
      says: [
        'Properties.DistributionConfig.Origins[0].DomainName is ${Site}.s3.us-east-1.amazonaws.com.example.net; only the deployment tells whether that is a bucket among the templates',
      ],
    },
    'a bucket that is not among the templates': {
      ...shop([`${origin}.DomainName`, 'elsewhere.s3.eu-west-1.amazonaws.com']),
      says: [
        'Properties.DistributionConfig.Origins[0].DomainName is elsewhere.s3.eu-west-1.amazonaws.com; only the deployment tells whether that is a bucket among the templates',
      ],
    },
    'a policy that is a parameter': {
      ...shop(['SitePolicy.Properties.PolicyDocument', open]),
      says: [
        `Properties.PolicyDocument is unknown (parameter Open is only known at deployment); expected ${limited}`,
      ],
    },
    'a statement that is a parameter': {
      ...shop(['SitePolicy.Properties.PolicyDocument.Statement[2]', open]),
      says: [
        `Properties.PolicyDocument.Statement[2] is unknown (parameter Open is only known at deployment); expected ${limited}`,
      ],
    },
    'a policy that a condition may leave out': {
      ...shop(['SitePolicy.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Site exists',
      ],
    },
    'a distribution by its id alone': {
      ...shop(
        [sourceArn, 'arn:aws:cloudfront::111111111111:distribution/E1ABC'],
        [`${statement}.Resource`, '*'],
      ),
      says: [
        `${path} is {"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::111111111111:distribution/E1ABC"}}}; only the deployment tells whether that is ${limited}`,
      ],
    },
  },
  notApplicable: {
    'a distribution without S3 origins': shop([origin, undefined]),
  },
});
