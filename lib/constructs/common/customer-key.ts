import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, type KeyProps } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** A key of the shop's own: rotated every year, kept when its stack goes, and deleted after 30 days at the earliest. */
export function customerKey(
  scope: Construct,
  id: string,
  { alias, description }: Required<Pick<KeyProps, 'alias' | 'description'>>,
): Key {
  return new Key(scope, id, {
    alias,
    description,
    enableKeyRotation: true,
    rotationPeriod: Duration.days(365),
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
