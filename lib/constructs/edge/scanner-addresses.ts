import { CfnIPSet, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { scannerLabel } from '../../contract/scanner.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface ScannerAddressesProps {
  readonly storefront: Storefront;

  /** Blocks of IPv4 addresses. */
  readonly addresses: readonly string[];
}

/**
 * From where the quarterly scan comes. Scanning vendors ask that nothing stops them for how they behave, because a scan
 * that is stopped half-way proves nothing about the rest.
 */
export class ScannerAddresses extends Construct {
  /** The scanner's requests. */
  readonly statement: CfnWebACL.StatementProperty;

  constructor(scope: Construct, id: string, { storefront, addresses }: ScannerAddressesProps) {
    super(scope, id);
    const { attrArn } = new CfnIPSet(this, 'IPV4', {
      name: resourceName(storefront, scannerLabel),
      scope: 'CLOUDFRONT',
      ipAddressVersion: 'IPV4',
      addresses: [...addresses],
    });
    this.statement = { ipSetReferenceStatement: { arn: attrArn } };
  }
}
