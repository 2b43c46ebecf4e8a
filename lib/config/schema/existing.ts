import * as z from 'zod';
import { section, text, words } from './fields.ts';
import { guardrails } from './guardrails.ts';

const vpc = text(
  'Network to use. It needs an internet gateway, which VPC origins ask for.',
  /^vpc-[0-9a-f]{8,17}$/,
  'the id of a VPC, such as vpc-0123456789abcdef0',
);
const subnet = text(
  'A private subnet.',
  /^subnet-[0-9a-f]{8,17}$/,
  'the id of a subnet, such as subnet-0123456789abcdef0',
);
const endpoint = text(
  'A VPC endpoint.',
  /^vpce-[0-9a-f]{8,17}$/,
  'the id of a VPC endpoint, such as vpce-0123456789abcdef0',
);

// An alias can be led to another key, and a multi-Region key can be copied out of the region of the shop.
const key = section('Symmetric KMS key for the personal data, which then needs none of the kit.', {
  arn: text(
    'ARN of the key, in the account and the region of the environment (docs/existing-key.md).',
    /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'the ARN of a key of one region, not of an alias, such as arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
  ),
  owner: words(
    'Who administers the key; its policy and its rotation are reported as declared by this owner, never as passed.',
    'who administers it, such as security@boutique.example',
  ),
});

const subnetsWanted =
  'a list of two to six subnet ids, such as [subnet-0123456789abcdef0, subnet-0fedcba9876543210]';

/** What the account has already, to be used instead of created. */
export const existing = section('What the account has already, to be used instead of created.', {
  owner: words(
    'Who runs the network that exists; what protects it is reported as declared by this owner, never as passed.',
    'who runs it, such as platform@boutique.example',
  ).optional(),
  vpc: vpc.optional(),
  subnets: z
    .array(subnet, { error: subnetsWanted })
    .min(2, { error: subnetsWanted })
    .max(6, { error: subnetsWanted })
    .meta({
      description:
        'Private subnets of the network, one in each of two or more availability zones. The load balancer and the functions live there, so they need a way to the gateways.',
    })
    .optional(),
  endpoints: z
    .array(endpoint, { error: 'a list of VPC endpoint ids, such as [vpce-0123456789abcdef0]' })
    .meta({
      description:
        'VPC endpoints by which the subnets reach services of AWS. The kit adds none to a network that exists.',
    })
    .optional(),
  cloudFrontPrefixList: text(
    'Prefix list of the origin-facing servers of CloudFront in the region of the shop, where the kit does not know it.',
    /^pl-[0-9a-f]{8,17}$/,
    'the id of a prefix list, such as pl-4fa04526',
  ).optional(),
  key: key.optional(),
  ...guardrails,
});
