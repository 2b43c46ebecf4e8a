import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface CustomerKeyProps {
  readonly storefront: Storefront;

  /** Ends the alias of the key; unique among all keys of the storefront. */
  readonly role: string;

  /** What it encrypts, as a person says it, for example `Orders`. */
  readonly encrypts: string;
}

/** A customer-managed key: rotated every year, kept when its stack goes, and deleted after 30 days at the earliest. */
export function customerKey(
  scope: Construct,
  id: string,
  { storefront, role, encrypts }: CustomerKeyProps,
): Key {
  return new Key(scope, id, {
    alias: resourceName(storefront, role),
    description: `${encrypts} of ${storefront.shop} ${storefront.name}`,
    enableKeyRotation: true,
    rotationPeriod: Duration.days(365),
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
