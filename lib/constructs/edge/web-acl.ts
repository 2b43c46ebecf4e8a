import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../../config/storefront-config.ts';
import { isOpenToShoppers } from '../../contract/launch.ts';
import { resourceName } from '../../contract/names.ts';
import { paymentPatterns } from '../../contract/paths.ts';
import { aboutExempted, scannerLabel } from '../../contract/scanner.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { SavedQueries } from '../common/saved-queries.ts';
import { credentialsHidden, webAclLog } from '../common/web-acl-log.ts';
import { accept } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';
import { AdmittedAddresses } from './admitted-addresses.ts';
import { ScannerAddresses } from './scanner-addresses.ts';
import { customResponseBodies, inspectedBody, visibility, webAclRules } from './web-acl-rules.ts';

export interface WebAclProps {
  readonly storefront: Storefront;

  /** The log groups of the stack, to which the firewall adds its own. */
  readonly logGroups: LogGroups;
}

/** The firewall in front of everything that the shop serves, with its log. */
export class WebAcl extends Construct {
  readonly acl: CfnWebACL;

  /** Its name, which CloudWatch's metrics have too. */
  readonly name: string;

  constructor(scope: Construct, id: string, { storefront, logGroups }: WebAclProps) {
    super(scope, id);
    this.name = resourceName(storefront, 'firewall');
    const admitted = isOpenToShoppers(storefront.profile)
      ? undefined
      : new AdmittedAddresses(this, 'Admitted', { storefront });
    const { count: counted, scanner } = storefront.environment.firewall;
    this.acl = new CfnWebACL(this, 'Resource', {
      name: this.name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.name),
      rules: webAclRules({
        paymentPatterns: paymentPatterns(storefront.environment.site),
        counted: new Set(counted.map(({ rule }) => rule)),
        strangers: admitted?.strangers,
        scanner: scanner && new ScannerAddresses(this, 'Scanner', { storefront, ...scanner }).statement,
      }),
      customResponseBodies,
      associationConfig: { requestBody: { CLOUDFRONT: { defaultSizeInspectionLimit: inspectedBody } } },
      dataProtectionConfig: credentialsHidden,
    });

    for (const { rule, owner, approver, ticket, until } of counted) {
      accept(this.acl, {
        rule: 'WAF-03',
        about: rule,
        kind: 'risk',
        reason: 'It counts what it would block, while the shop looks for requests of shoppers among it.',
        owner,
        approver,
        ticket,
        expires: until,
      });
    }

    if (scanner) acceptScanner(this.acl, scanner);

    const log = webAclLog(this, 'Logging', { acl: this.acl, name: this.name, logGroups });
    new SavedQueries(this, 'Queries', { owner: storefront, about: 'firewall', logGroups: [log] });
  }
}

type Scanner = NonNullable<EnvironmentConfig['firewall']['scanner']>;

/** Somebody of the shop answers for it until the scan is over, for these addresses and no other. */
function acceptScanner(acl: CfnWebACL, { addresses, owner, approver, ticket, until }: Scanner): void {
  for (const rule of ['WAF-03', 'WAF-04']) {
    accept(acl, {
      rule,
      about: aboutExempted(scannerLabel, addresses),
      kind: 'risk',
      reason:
        'Limits and lists of addresses leave out the quarterly scanner, whose requests are labelled and logged.',
      owner,
      approver,
      ticket,
      expires: until,
    });
  }
}
