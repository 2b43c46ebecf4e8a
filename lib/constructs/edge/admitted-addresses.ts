import { CfnIPSet, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { admittedRole, resourceName } from '../../contract/names.ts';
import { callbackPath } from '../../contract/paths.ts';
import type { Storefront } from '../contract/storefront.ts';
import { all, not, surelyBelow } from './web-acl-statements.ts';

const versions = ['IPV4', 'IPV6'] as const;

export interface AdmittedAddressesProps {
  readonly storefront: Storefront;
}

/**
 * Who may see a shop to which shoppers do not come: nobody, until an operator admits addresses by `palisade access`. The
 * templates name none, so a later deployment leaves those that were admitted.
 */
export class AdmittedAddresses extends Construct {
  /** Requests of all others. Callbacks are not among them: gateways have no address to admit, and their signature is proof. */
  readonly strangers: CfnWebACL.StatementProperty;

  constructor(scope: Construct, id: string, { storefront }: AdmittedAddressesProps) {
    super(scope, id);
    const lists = versions.map(
      (ipAddressVersion) =>
        new CfnIPSet(this, ipAddressVersion, {
          name: resourceName(storefront, admittedRole(ipAddressVersion)),
          scope: 'CLOUDFRONT',
          ipAddressVersion,
          addresses: [],
        }),
    );
    const exceptions = [
      ...lists.map(({ attrArn }) => ({ ipSetReferenceStatement: { arn: attrArn } })),
      surelyBelow(callbackPath),
    ];
    this.strangers = all(exceptions.map(not));
  }
}
