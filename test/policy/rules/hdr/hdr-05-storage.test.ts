import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { hdr05Storage } from '../../../../lib/policy/rules/hdr/hdr-05-storage.ts';
import { type Change, maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { custom, distribution, shop, shown } from './shop.ts';

const removed = custom.replace('CustomHeadersConfig', 'RemoveHeadersConfig');
const headersOfS3 = [
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption',
  'x-amz-version-id',
  'x-amz-request-id',
  'x-amz-id-2',
];
const all: Json = headersOfS3.map((Header) => ({ Header }));
const target = `${distribution}.DefaultCacheBehavior.TargetOriginId`;
const policyOf = `${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`;
const origins = `${distribution}.Origins`;

const bucket = { Id: 'site', DomainName: 'site.s3.eu-west-1.amazonaws.com', S3OriginConfig: {} };
const server = { Id: 'api', DomainName: 'api.example', CustomOriginConfig: {} };

/** The shop, whose pages come from a bucket and whose checkout comes from a server. */
function fromBucket(...changes: readonly Change[]) {
  return shop(
    [origins, [bucket, server]],
    [target, 'site'],
    [`${distribution}.CacheBehaviors[0].TargetOriginId`, 'site'],
    [`${distribution}.CacheBehaviors[1].TargetOriginId`, 'api'],
    [removed, all],
    ...changes,
  );
}

function lacks(list: string, ...names: readonly string[]): readonly string[] {
  return names.map((name) => `${list} lacks the header ${name}`);
}

testRule(hdr05Storage, {
  pass: {
    'pages from a bucket without what S3 says of it, beside a server': fromBucket(),
    'names in another case': fromBucket([
      removed,
      headersOfS3.map((name) => ({ Header: name.toUpperCase() })),
    ]),
    'a target that is a group of origins, where the headers are removed': fromBucket([target, 'group']),
  },
  fail: {
    'the ARN of the key for everybody': {
      ...fromBucket([removed, headersOfS3.slice(1).map((Header) => ({ Header }))]),
      says: lacks(shown(removed), 'x-amz-server-side-encryption-aws-kms-key-id'),
    },
    'headers that stay in one of two cases': {
      ...fromBucket([`${removed}[3]`, maybe({ Header: 'x-amz-version-id' })]),
      says: [`${shown(removed)} lacks the header x-amz-version-id in every case`],
    },
    'no headers policy': {
      ...fromBucket([policyOf, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId is not set; expected a headers policy of these templates that removes the headers of S3',
      ],
    },
  },
  unknown: {
    'a parameter that says which origin is asked, where none of the headers is removed': {
      ...fromBucket([target, { Ref: 'Open' }], [`${distribution}.CacheBehaviors`, undefined], [removed, []]),
      says: lacks(shown(removed), ...headersOfS3),
    },
    'a list of headers that a macro writes': {
      ...fromBucket([removed, { 'Fn::Transform': { Name: 'Headers' } }]),
      says: headersOfS3.map(
        (name) =>
          `${shown(removed)} is unknown (Fn::Transform is only known at deployment); expected a list with the header ${name}`,
      ),
    },
  },
  notApplicable: {
    'a shop that no bucket answers': shop([origins, [server]], [target, 'api']),
  },
});
