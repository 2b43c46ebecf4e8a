import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Owner } from '../contract/owner.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface CustomerKeyProps {
  /** Whose resource it is; its name begins with the owner's. */
  readonly owner: Owner;

  /** Ends the alias of the key; unique among all keys of the owner. */
  readonly role: string;

  /** What it encrypts, as a person says it, for example `Orders`. */
  readonly encrypts: string;
}

/** A customer-managed key: rotated every year, kept when its stack goes, and deleted after 30 days at the earliest. */
export function customerKey(scope: Construct, id: string, { owner, role, encrypts }: CustomerKeyProps): Key {
  return new Key(scope, id, {
    alias: resourceName(owner, role),
    description: `${encrypts} of ${owner.shop} ${owner.name}`,
    enableKeyRotation: true,
    rotationPeriod: Duration.days(365),
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}

export interface PersonalDataKeyProps extends CustomerKeyProps {
  readonly owner: Storefront;
}

/** The key of a store of personal data: the one that the storefront file names, else one of the kit. */
export function personalDataKey(scope: Construct, id: string, props: PersonalDataKeyProps): IKey {
  const { existingKey } = props.owner.environment;
  return existingKey ? Key.fromKeyArn(scope, id, existingKey.arn) : customerKey(scope, id, props);
}
