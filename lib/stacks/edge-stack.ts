import { Fn, Stack } from 'aws-cdk-lib';
import { CfnVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct, IConstruct } from 'constructs';
import { logBucket } from '../constructs/common/log-bucket.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import type { Storefront } from '../constructs/contract/storefront.ts';
import { caaRecord } from '../constructs/dns/caa-record.ts';
import { NoMailRecords } from '../constructs/dns/no-mail-records.ts';
import { AccessLog } from '../constructs/edge/access-log.ts';
import { firewallAlarm, reachabilityAlarm } from '../constructs/edge/edge-alarms.ts';
import { EdgeFunctions } from '../constructs/edge/edge-functions.ts';
import { functionOrigin } from '../constructs/edge/function-origin.ts';
import { HeadersPolicies } from '../constructs/edge/headers-policies.ts';
import { redirectStore } from '../constructs/edge/redirect-store.ts';
import { shopCertificate } from '../constructs/edge/shop-certificate.ts';
import { ShopDistribution } from '../constructs/edge/shop-distribution.ts';
import { ShopRecords } from '../constructs/edge/shop-records.ts';
import { SiteBucket } from '../constructs/edge/site-bucket.ts';
import { SiteRelease } from '../constructs/edge/site-release.ts';
import { WebAcl } from '../constructs/edge/web-acl.ts';
import { policyRecord } from '../constructs/mail/policy-record.ts';
import { servedSite } from '../site/read-site.ts';
import { DnsStack } from './dns-stack.ts';
import { loadBalancerOutput, PaymentsStack } from './payments-stack.ts';
import { findNeeded, getNeeded, prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** Everything that the internet touches first. In us-east-1, where CloudFront wants it, so that nothing crosses regions. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;
    const site = servedSite(props.site, storefront.environment.site.catalogue);
    const payments = getNeeded(props, PaymentsStack);
    const zone = findNeeded(props, DnsStack)?.zone ?? this.sharedZone(storefront);
    const nameRecords = this.nameRecords(storefront, zone);

    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const logs = logBucket(this, 'AccessLogs', { owner: storefront, role: 'access-logs' });
    const webAcl = new WebAcl(this, 'Firewall', { storefront, logGroups });
    const surge = firewallAlarm(this, 'FirewallAlarm', { storefront, webAcl });

    const siteBucket = new SiteBucket(this, 'Site', { storefront, logBucket: logs });
    const release = new SiteRelease(this, 'Release', { storefront, site, siteBucket, logGroups });
    const { distribution } = new ShopDistribution(this, 'Shop', {
      storefront,
      certificate: shopCertificate(this, 'Certificate', { storefront, zone }),
      webAcl,
      siteBucket: siteBucket.bucket,
      release,
      headers: new HeadersPolicies(this, 'Headers', { storefront, site }),
      functions: new EdgeFunctions(this, 'EdgeFunctions', {
        storefront,
        site,
        redirects: redirectStore(this, 'Redirects', { storefront, site }),
      }),
      functionOrigin: functionOrigin(this, 'FunctionOrigin', {
        storefront,
        loadBalancerArn: Fn.getStackOutput(
          payments.stackName,
          loadBalancerOutput,
          storefront.environment.region,
        ),
      }),
    });
    siteBucket.allowReading(distribution);
    reachabilityAlarm(this, 'ReachabilityAlarm', { storefront, distribution });
    new AccessLog(this, 'AccessLog', { storefront, distribution, bucket: logs });
    if (storefront.profile.launch === 'live') {
      new ShopRecords(this, 'Records', { storefront, zone, distribution });
      policyRecord(this, 'MailPolicy', { storefront, zone });
    }
    const vpcOrigins = this.node.children.filter((child) => child instanceof CfnVpcOrigin);
    release.publishAfter(logGroups, logs, surge, siteBucket.key, ...nameRecords, ...vpcOrigins);
  }

  /** A zone that serves more than the shop: only the shop's own records are added to it. */
  private sharedZone(storefront: Storefront): IHostedZone {
    const { name, id } = storefront.environment.zone;
    if (!id) throw new Error('the environment owns its zone, so the stack has to be given it');
    return HostedZone.fromHostedZoneAttributes(this, 'Zone', { zoneName: name, hostedZoneId: id });
  }

  /**
   * Who may issue certificates for the shop's name, and that its names have no mail, unless they are that of a whole zone. Until the
   * names lead to the shop, both are the matter of whoever has them.
   */
  private nameRecords(storefront: Storefront, zone: IHostedZone): readonly IConstruct[] {
    const { domain } = storefront.environment;
    const { launch, zone: given, includeSubdomains } = storefront.profile;
    if (launch !== 'live') return [];
    return [
      ...(given?.isShared && includeSubdomains
        ? [caaRecord(this, 'Caa', { storefront, zone, recordName: domain })]
        : []),
      new NoMailRecords(this, 'NoMailRecords', { storefront, zone }),
    ];
  }
}
