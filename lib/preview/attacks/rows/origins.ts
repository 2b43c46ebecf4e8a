import type { AttackGroup } from '../attack.ts';

const bucket = 'boutique-prod-site-111111111111-us-east-1.s3.us-east-1.amazonaws.com';
const balancer = 'boutique-prod-ingress-1.eu-west-1.elb.amazonaws.com';
const functionUrl = (name: string) => `boutique-prod-${name}.lambda-url.eu-west-1.on.aws`;

/** Somebody with an account of their own at AWS. */
const stranger =
  'AWS4-HMAC-SHA256 Credential=999999999999/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none';
const page = '/releases/current/index.html';

/** What stands behind the edge, asked without it. */
export const origins: AttackGroup = {
  title: 'Origins without the edge',
  attacks: [
    ...[
      { name: 'a page of the bucket, asked of S3', sent: [{ host: bucket, path: page }] },
      {
        name: 'a page of the bucket, asked of S3 by another account',
        sent: [{ host: bucket, path: page, headers: { authorization: stranger } }],
      },
      { name: 'the list of the bucket', sent: [{ host: bucket, path: '/?list-type=2' }] },
    ].map((attack) => ({
      ...attack,
      expected: { statuses: [403] },
      defence: { origin: 'bucket policy' as const },
    })),
    ...[
      {
        name: 'the load balancer, asked by its own name',
        sent: [{ host: balancer, path: '/api/catalogue' }],
      },
      {
        name: 'the load balancer, told of a payment by its own name',
        sent: [{ host: balancer, method: 'POST', path: '/callbacks/stripe', body: '{}' }],
      },
    ].map((attack) => ({
      ...attack,
      expected: { statuses: [504] },
      defence: { origin: 'network' as const },
    })),
    ...[
      {
        name: 'the function for payments by an address of its own',
        sent: [{ host: functionUrl('payment-session'), path: '/api/catalogue' }],
      },
      {
        name: 'the function for callbacks by an address of its own',
        sent: [
          { host: functionUrl('payment-callback'), method: 'POST', path: '/callbacks/stripe', body: '{}' },
        ],
      },
    ].map((attack) => ({
      ...attack,
      expected: { statuses: [403] },
      defence: { origin: 'function address' as const },
    })),
  ],
};
